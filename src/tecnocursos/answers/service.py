"""Questions answered from a tenant's documents, with the passages that the answer is from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.answers.confidence import confidence, is_answered
from tecnocursos.answers.embedding import AskedVector
from tecnocursos.answers.extraction import best_sentences, extract
from tecnocursos.answers.grounding import find_ungrounded
from tecnocursos.answers.parts import WITHOUT_MODELS, AnswerParts
from tecnocursos.answers.searching import Finding, FoundPassage, last_of, search
from tecnocursos.answers.values import Answer, Citation, VideoMoment
from tecnocursos.answers.videos import find_moments
from tecnocursos.answers.writing import source_of, word_answer
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.language import Language, detect_language

_LOOKED_AT = 5
_REFUSALS: Final[dict[Language, str]] = {
    "pt-BR": "Não encontrei essa informação nos documentos.",
    "en-US": "I did not find this in the documents.",
}
_IN_ANOTHER_LANGUAGE: Final[dict[Language, str]] = {
    "pt-BR": "Nossos documentos dizem isto em inglês:",
    "en-US": "Our documents say this in Portuguese:",
}


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A question, and what the documents hold for it; nothing more of the database is needed to answer it."""

    question: str
    earlier: str | None
    language: Language
    """In which it is answered."""
    finding: Finding
    videos: Mapping[UUID, VideoMoment]
    """Where passages are told in videos, by their ids."""


def find_passages(
    session: Session, actor: Actor, question: str, *, limit: int = 5, document_ids: Collection[UUID] | None = None
) -> list[FoundPassage]:
    """The passages that fit `question` best; of these documents only, where they are named."""
    return list(search(session, actor, question, limit=limit, document_ids=document_ids).passages)


def answer(
    session: Session,
    actor: Actor,
    question: str,
    *,
    language: Language | None = None,
    history: Sequence[str] = (),
    document_ids: Collection[UUID] | None = None,
) -> Answer:
    """What the documents say to `question`, word for word, or a refusal where they do not say it.

    With a model: `look_up`, then `say`, since nobody should hold a session while a model thinks.
    """
    found = look_up(session, actor, question, language=language, history=history, document_ids=document_ids)
    return say(found, WITHOUT_MODELS)


def look_up(
    session: Session,
    actor: Actor,
    question: str,
    *,
    language: Language | None = None,
    history: Sequence[str] = (),
    document_ids: Collection[UUID] | None = None,
    vector: AskedVector | None = None,
) -> LookedUp:
    """What the documents hold for `question`.

    `history` are earlier questions of the same person, the oldest first; `language` is that of the person, where it is
    known; `vector` is what `AnswerParts.vector_of` gave for the question, before the session was in use.
    """
    earlier = last_of(history)
    finding = search(
        session, actor, question, limit=_LOOKED_AT, document_ids=document_ids, earlier=earlier, vector=vector
    )
    videos = find_moments(session, actor, finding.passages)
    return LookedUp(question, earlier, language or detect_language(question), finding, videos)


def say(found: LookedUp, parts: AnswerParts) -> Answer:
    """The answer, worded by the model where there is one; else sentences of the best passage, or a refusal.

    Whoever worded it: what is not grounded in the passages that it cites is not said.
    """
    # A question that does not say which language it is in is in that of whoever asks.
    asked_in = detect_language(found.question, found.language)
    if not is_answered(found.finding, asked_in, parts.embedder.sure_from if parts.embedder else None):
        return _refusal(found, "extraction")
    if parts.model is not None:
        worded = word_answer(parts.model, found.question, found.earlier, found.finding.passages, found.language)
        if worded is not None:
            return _worded(found, worded.text, worded.passages) if worded.passages else _refusal(found, "model")
    return _extracted(found)


def _cite(found: LookedUp, passage: FoundPassage, quote: str) -> Citation:
    row = passage.row
    return Citation(
        passage_id=row.id,
        document_id=row.document_id,
        document_name=passage.document_name,
        version_number=passage.version_number,
        page=row.page,
        heading=row.heading,
        quote=quote,
        block_ids=tuple(row.block_ids),
        video=found.videos.get(row.id),
    )


def _worded(found: LookedUp, text: str, passages: Sequence[FoundPassage]) -> Answer:
    quotes = [best_sentences(found.finding, passage.row.text, passage.row.heading) for passage in passages]
    return Answer(
        kind="answer",
        text=text,
        citations=tuple(_cite(found, passage, quote) for passage, quote in zip(passages, quotes, strict=True)),
        confidence=_sure(found),
        written_by="model",
        language=found.language,
    )


def _extracted(found: LookedUp) -> Answer:
    extracted = extract(found.finding)
    spoken, text = extracted.passage.row.language, extracted.text
    if find_ungrounded(text, spoken, [source_of(extracted.passage)]):
        return _refusal(found, "extraction")
    if spoken != found.language:
        text = f"{_IN_ANOTHER_LANGUAGE[found.language]}\n{text}"
    return Answer(
        kind="answer",
        text=text,
        citations=(_cite(found, extracted.passage, extracted.text),),
        confidence=_sure(found),
        written_by="extraction",
        language=spoken,
    )


def _refusal(found: LookedUp, written_by: Literal["extraction", "model"]) -> Answer:
    return Answer(
        kind="refusal",
        text=_REFUSALS[found.language],
        confidence=_sure(found),
        written_by=written_by,
        language=found.language,
    )


def _sure(found: LookedUp) -> float:
    return round(confidence(found.finding), 3)
