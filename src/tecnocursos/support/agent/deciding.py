"""What to say: the workflow that goes on or is asked for, else an answer from the documents, else a person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from tecnocursos.answers import service as answers
from tecnocursos.answers.parts import AnswerParts
from tecnocursos.answers.values import Answer, Citation
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import words
from tecnocursos.support.agent.modelling import Spoken, choose
from tecnocursos.support.agent.small_talk import SmallTalk, find_small_talk, looks_english, person_or_menu, reply_to
from tecnocursos.support.intents import find_intent
from tecnocursos.support.masking import masked
from tecnocursos.support.ports import AgentModel, Erp
from tecnocursos.support.replies import Buttons, Reply, Text
from tecnocursos.support.whatsapp.updates import Identity
from tecnocursos.support.workflows.machine import (
    AskOutages,
    Context,
    Effect,
    HandOver,
    Heard,
    Identified,
    OpenProtocol,
    SetLanguage,
)
from tecnocursos.support.workflows.running import AGAIN, Ran, Standing, begin, go_on, leads_to

_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "pt-BR": {
        "source": "Fonte: {document}{page}",
        "page": ", p. {page}",
        "refusal": "Não encontrei essa informação nos nossos documentos. Quer falar com uma pessoa da equipe?",
        "trouble": "Tive um problema aqui e não consegui responder. Vou passar você para uma pessoa da nossa equipe,"
        " que responde por aqui.",
        "handed": "Vou passar você para uma pessoa da nossa equipe, que responde por aqui.",
        "refused_again": "Também não encontrei isso nos nossos documentos. Vou passar você para uma pessoa da nossa"
        " equipe, que responde por aqui.",
        "voice": "Ainda não consigo ouvir áudios. Pode escrever o que precisa? Se preferir, uma pessoa da equipe ouve e"
        " responde.",
        "file": "Recebi o seu arquivo. Uma pessoa da equipe vai olhar e responder por aqui.",
    },
    "en-US": {
        "source": "Source: {document}{page}",
        "page": ", p. {page}",
        "refusal": "I did not find this in our documents. Would you like to talk to a person?",
        "trouble": "Something went wrong here and I could not answer. I am passing you on to a person of our team, who"
        " will answer here.",
        "handed": "I am passing you on to a person of our team, who will answer here.",
        "refused_again": "I did not find this in our documents either. I am passing you on to a person of our team, who"
        " will answer here.",
        "voice": "I cannot listen to voice messages yet. Could you write what you need? If you prefer, a person of our"
        " team will listen and answer.",
        "file": "I have your file. A person of our team will look at it and answer here.",
    },
}

_FOR_PEOPLE: Final = frozenset({"image", "video", "audio", "document", "location", "contacts"})
_COMPLAINT_DAYS: Final = 7
"""Decreto 11.034/2022, art. 13."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a turn is about, and what may be known for it."""

    heard: Heard
    kinds: frozenset[str]
    """Of the messages, e.g. `text`, `image`."""
    turn_id: UUID
    writer: Identity
    language: Language
    customer: Identified | None
    standing: Standing | None
    erp: Erp | None
    outages: AskOutages
    provider_name: str
    privacy_contact: str | None
    failed_identifications: int
    """Today."""
    now: datetime
    """In the provider's zone."""
    has_spoken: bool
    """The bot, in this conversation."""
    last_step: str | None
    """What its last message was, unless that is long ago."""
    heard_at: datetime
    """When the first of it was said, by Meta's clock."""
    answers: AnswerParts
    model: AgentModel | None
    spoken: tuple[Spoken, ...]
    """Before this turn, for the model."""
    names: tuple[str, ...]
    """Of the customer, which the model does not see."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is said, done and kept."""

    replies: tuple[Reply, ...]
    standing: Standing | None = None
    effects: tuple[Effect, ...] = ()
    citations: tuple[Citation, ...] = ()
    step: str | None = None
    """A workflow's name, `answer`, `refusal`, `hand_over`, `voice` or `small_talk`."""
    is_left: bool = False
    """The customer turned away from the workflow that went on."""
    unanswered: str | None = field(default=None, repr=False)
    """A question that no document answers."""


def decide(work: Work, said: Said) -> Decision:
    """Decide; asks the documents and the provider's system."""
    if not said.has_spoken and said.language == "pt-BR" and looks_english(said.heard.text):
        decision = _decide(work, replace(said, language="en-US"))
        return replace(decision, effects=(SetLanguage("en-US"), *decision.effects))
    return _decide(work, said)


def _decide(work: Work, said: Said) -> Decision:
    heard = said.heard
    if not heard.text.strip() and heard.choice_id is None:
        return _wordless(said)
    talk = find_small_talk(heard.text) if heard.choice_id is None else None
    if talk == "threat" and (met := _small_talk(said, talk, is_asked=False)):
        return met  # whatever else they want with it is for the person too
    ran, name = _run(said)
    if ran is not None and ran.is_understood:
        return _of_workflow(ran, name)
    if talk is not None and (met := _small_talk(said, talk, is_asked=ran is not None)):
        return met
    if said.model is not None and (chosen := _choose(work, said, said.model, is_asked=ran is not None)):
        return chosen
    if any(map(str.isalpha, heard.text)):  # a lone figure asks nothing
        answered = _answer(work, said, heard.text)
        if answered.kind == "answer":
            return _of_documents(said, answered, is_asked=ran is not None)
    if ran is not None:
        return _of_workflow(ran, name)
    return _refuse(said)


def decide_in_trouble(said: Said) -> Decision:
    """Nothing could be decided or kept: a person goes on."""
    return _hand_over(said, "trouble", "trouble")


def told_in_trouble(language: Language) -> Text:
    return Text(text=_TEXTS[language]["trouble"])


def _run(said: Said) -> tuple[Ran | None, str | None]:
    """The workflow's step, where the words ask for one that can be done, and the name of what was asked for."""
    heard, standing = said.heard, said.standing
    wanted = leads_to(heard.choice_id)
    context = _context(said)
    if wanted is None and standing is not None:
        ran = go_on(standing, heard, context)
        if ran is not None:
            return ran, standing.name
    wanted = wanted or find_intent(heard.text)
    if wanted is None:
        return None, None
    # Of what was left too long ago, or for another button, nothing goes on.
    is_left = standing is not None and not standing.is_resting
    return replace(begin(wanted, heard, context), is_left=is_left), wanted


def _context(said: Said) -> Context:
    return Context(
        system=said.erp,
        language=said.language,
        now=said.now,
        phone=said.writer.phone,
        customer=said.customer,
        turn_id=said.turn_id,
        provider_name=said.provider_name,
        privacy_contact=said.privacy_contact,
        ask_outages=said.outages,
        failed_identifications=said.failed_identifications,
    )


def _of_workflow(ran: Ran, name: str | None) -> Decision:
    step = ran.standing.name if ran.standing else name
    return Decision(ran.replies, ran.standing, ran.effects, step=step, is_left=ran.is_left)


def _choose(work: Work, said: Said, model: AgentModel, *, is_asked: bool) -> Decision | None:
    """What the model makes of it; None: nothing that may be done."""
    words_only = masked(said.heard.text, said.names)
    wanted = choose(model, said.spoken, words_only, said.language, partial(_answer, work, said))
    if wanted is None or wanted.reason == "not_understood":
        return None
    if wanted.answer is not None:
        return _of_documents(said, wanted.answer, is_asked=is_asked)
    if wanted.workflow is None:
        return _hand_over(said, "handed", wanted.reason or "asked")
    standing = said.standing if is_asked else None
    if standing is not None and wanted.workflow in {standing.name, standing.then}:
        return None  # what was asked in it is asked again
    ran = replace(begin(wanted.workflow, said.heard, _context(said)), is_left=standing is not None)
    return _of_workflow(ran, wanted.workflow)


def _of_documents(said: Said, answered: Answer, *, is_asked: bool) -> Decision:
    """A workflow that waits for an answer waits on."""
    standing = _kept(said, is_asked=is_asked)
    return Decision((_reply(said, answered),), standing, citations=answered.citations, step="answer")


def _kept(said: Said, *, is_asked: bool) -> Standing | None:
    """Where the conversation stands after something else was said."""
    is_kept = said.standing is not None and (is_asked or said.standing.is_resting)
    return said.standing if is_kept else None


def _answer(work: Work, said: Said, question: str) -> Answer:
    # Models may take their time: nothing is held meanwhile.
    vector = said.answers.vector_of(question)
    with work.transaction() as session:
        found = answers.look_up(session, work.actor, question, language=said.language, vector=vector)
    return answers.say(found, said.answers)


def _reply(said: Said, answered: Answer) -> Text:
    texts = _TEXTS[said.language]
    sources = []
    for citation in answered.citations:
        page = texts["page"].format(page=citation.page) if citation.page else ""
        sources.append(texts["source"].format(document=citation.document_name, page=page))
        if citation.video is not None:
            sources.append(citation.video.url)
    return Text(text="\n".join([answered.text, "", *dict.fromkeys(f"_{source}_" for source in sources)]))


def _wordless(said: Said) -> Decision:
    """Files are for a person; a voice message may be written instead, and a sticker wants nothing."""
    if "audio" in said.kinds and said.last_step != "voice":
        return Decision((_offer_person(said, "voice"),), said.standing, step="voice")
    if said.kinds & _FOR_PEOPLE:
        return _hand_over(said, "file", "file")
    return Decision((), said.standing, step="small_talk")


def _small_talk(said: Said, talk: SmallTalk, *, is_asked: bool) -> Decision | None:
    """None: it is no small talk after all. `is_asked`: the customer has a question of ours to answer."""
    is_sign = not words(said.heard.text)
    if (talk == "lost" or (talk == "fine" and is_sign)) and said.standing is not None and is_asked:
        again = go_on(said.standing, Heard("", AGAIN), _context(said))
        return None if again is None else _of_workflow(again, said.standing.name)
    if talk == "fine" and is_asked:
        return None
    if talk == "fine" and not said.has_spoken:
        return _of_workflow(begin("menu", said.heard, _context(said)), "menu")
    reply = reply_to(talk, said.language, said.provider_name)
    replies = () if reply is None else (reply,)
    if talk == "threat":
        effects = (OpenProtocol("complaint", due_days=_COMPLAINT_DAYS), HandOver("complaint", "complaint"))
        return Decision(replies, effects=effects, step="hand_over")
    return Decision(replies, _kept(said, is_asked=is_asked), step="small_talk")


def _refuse(said: Said) -> Decision:
    """The second time in a row a person goes on."""
    if said.last_step == "refusal":
        return replace(_hand_over(said, "refused_again", "unanswered"), unanswered=said.heard.text)
    return Decision((_offer_person(said, "refusal"),), step="refusal", unanswered=said.heard.text)


def _offer_person(said: Said, text: str) -> Buttons:
    return Buttons(text=_TEXTS[said.language][text], choices=person_or_menu(said.language))


def _hand_over(said: Said, text: str, subject: str) -> Decision:
    return Decision((Text(text=_TEXTS[said.language][text]),), effects=(HandOver("asked", subject),), step="hand_over")
