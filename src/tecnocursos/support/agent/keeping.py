"""Keeping what was decided: messages that go out, protocol numbers, who the customer is, where the bot stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.support import customers, episodes
from tecnocursos.support.agent.deciding import Decision, Said
from tecnocursos.support.agent.notice import with_notice
from tecnocursos.support.agent.off_hours import with_opening
from tecnocursos.support.contents import Content, Media
from tecnocursos.support.conversations import hand_to_people, say, set_workflow
from tecnocursos.support.data_requests import open_request
from tecnocursos.support.desk_settings import hours_of, settings_of
from tecnocursos.support.identification import note_failure
from tecnocursos.support.inbox import protocols_of
from tecnocursos.support.media import keep_file
from tecnocursos.support.models import Conversation
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.queries import get_customer
from tecnocursos.support.questions import count_question
from tecnocursos.support.replies import Attachment
from tecnocursos.support.report_models import TurnKind
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.whatsapp.message_forms import content_of, parts_of
from tecnocursos.support.workflows.catalog import WORKFLOWS
from tecnocursos.support.workflows.machine import (
    HandOver,
    IdentificationFailed,
    KnowCustomer,
    ListProtocols,
    OpenProtocol,
    SetLanguage,
)
from tecnocursos.support.workflows.running import Standing

_NONE_YET: Final = "—"
_LISTED: Final = 10
_UNCOUNTED: Final = frozenset({"small_talk", "voice"})
_TURNS: Final[Mapping[str, TurnKind]] = {"answer": "answer", "refusal": "refusal", "hand_over": "hand_over"}


def keep_decision(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    decision: Decision,
    said: Said,
    storage: Storage,
    scratch: Path,
) -> None:
    """Keep it, in a conversation that is held by the caller."""
    told = {"{protocol}": _NONE_YET, "{protocols}": _NONE_YET}
    handed: HandOver | None = None
    customer = get_customer(session, actor, conversation.customer_id)
    for effect in decision.effects:
        match effect:
            case OpenProtocol():
                opened = open_protocol(
                    session,
                    actor,
                    conversation,
                    effect.kind,
                    said.now,
                    due_days=effect.due_days,
                    is_resolved=effect.is_resolved,
                    outcome=effect.outcome,
                )
                told["{protocol}"] = opened.number
                if effect.right is not None:
                    is_identified = said.customer is not None
                    open_request(session, actor, conversation, opened, effect.right, is_identified=is_identified)
            case ListProtocols():
                told["{protocols}"] = _listed(session, actor, conversation) or _NONE_YET
            case HandOver():
                handed = effect
            case KnowCustomer(customer=known):
                customers.identify(session, actor, customer, known)
            case IdentificationFailed():
                note_failure(session, actor, said.writer, said.now.date())
            case SetLanguage(language=language):
                customer.language = language
    decision = with_notice(_with_opening(session, actor, decision, said), customer, said)
    _write(session, actor, conversation, decision, told, storage, scratch)
    if decision.step not in _UNCOUNTED:
        _note_turn(session, conversation, decision, said, is_handed_over=handed is not None)
    standing = decision.standing
    set_workflow(session, conversation, None if standing is None else standing.model_dump(mode="json"))
    if decision.unanswered:
        count_question(session, conversation, decision.unanswered, said.now)
    if handed is not None:
        hand_to_people(session, conversation, handed.subject or handed.reason)


def _with_opening(session: Session, actor: Actor, decision: Decision, said: Said) -> Decision:
    """Whoever is handed over while nobody is on duty is told when somebody answers."""
    if not any(isinstance(effect, HandOver) for effect in decision.effects):
        return decision
    hours = hours_of(settings_of(session, actor))
    return replace(decision, replies=with_opening(decision.replies, hours, said.language, said.now))


def _write(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    decision: Decision,
    told: Mapping[str, str],
    storage: Storage,
    scratch: Path,
) -> None:
    """Each citation goes with the first message."""
    said: list[tuple[str, Content]] = []
    files: dict[int, Attachment] = {}
    for reply in decision.replies:
        kind, content = content_of(reply)
        if isinstance(reply, Attachment):
            content = content.model_copy(update={"media": Media(media_type=reply.media_type, name=reply.name)})
            files[len(said)] = reply
        text = content.text
        for place, value in told.items():
            text = text.replace(place, value)
        said += [
            (
                kind,
                content.model_copy(
                    update={"text": part, "step": decision.step, "citations": () if said else decision.citations}
                ),
            )
            for part in parts_of(text) or [text]
        ]
    written = say(session, actor, conversation, said, author="bot")
    sealer = sealer_of(session, conversation)
    for index, file in files.items():
        keep_file(session, actor, storage, sealer, written[index], file.content, scratch)


def _note_turn(
    session: Session, conversation: Conversation, decision: Decision, said: Said, *, is_handed_over: bool
) -> None:
    """Before the workflow that goes on is replaced by the next."""
    kind = _TURNS.get(decision.step or "", "workflow" if decision.step in WORKFLOWS else None)
    episode = episodes.latest(session, conversation)
    if decision.replies:
        episodes.note_turn(episode, kind, said.heard_at, said.now)
    episodes.note_workflow(
        session,
        episode,
        said.now,
        before=_purpose_of(said.standing),
        after=_purpose_of(decision.standing),
        took_part=decision.step if kind == "workflow" else None,
        is_left=decision.is_left or kind != "workflow",
        is_handed_over=is_handed_over,
    )


def _purpose_of(standing: Standing | None) -> str | None:
    """What the customer wants of it: who is identified, is so for another workflow."""
    return None if standing is None or standing.is_resting else standing.then or standing.name


def _listed(session: Session, actor: Actor, conversation: Conversation) -> str:
    """What the customer has demanded, the newest first."""
    known = protocols_of(session, actor, conversation.customer_id, limit=_LISTED)
    return "\n".join(f"{one.number} · {one.created_at:%d/%m/%Y}" for one in known)
