"""One turn: what was said since the last one is answered, once, unless a person took over or more was said meanwhile.

Deciding may take a while and asks other systems, so it holds nothing. What was decided is kept in one transaction that
holds the conversation and looks again; when it is not the newest any more, it is thrown away and decided anew. What a
workflow does in the provider's system carries the turn's id, which stays the same then: it is done once.

Whatever goes wrong, the customer is told and a person goes on; only where the database fails is the turn tried again.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.jobs.leases import LeaseLost
from tecnocursos.infra.jobs.work import Interrupted, Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Cancelled, ProductError
from tecnocursos.support import customers
from tecnocursos.support.agent.deciding import Decision, Said, decide, decide_in_trouble
from tecnocursos.support.agent.keeping import keep_decision
from tecnocursos.support.agent.modelling import Spoken
from tecnocursos.support.conversations import read_content, workflow_of
from tecnocursos.support.desk_settings import erp_of, settings_of
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.errors import ErpSettingsWrong
from tecnocursos.support.identification import failures_on
from tecnocursos.support.masking import masked
from tecnocursos.support.messages import AnswerTurn
from tecnocursos.support.models import Conversation, Customer, Message
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.ports import Erp
from tecnocursos.support.queries import get_conversation, get_customer, unheard_messages
from tecnocursos.support.read_marks import ReadMark, read_mark
from tecnocursos.support.sealing import Sealer, sealer_of
from tecnocursos.support.workflows.machine import Heard, Identified
from tecnocursos.support.workflows.running import STALE_AFTER, Standing

log = structlog.get_logger(__name__)

_SPOKEN: Final = 6
_LONGEST_SPOKEN: Final = 400
_NOT_THE_TURNS: Final = (SQLAlchemyError, LeaseLost, Interrupted, Cancelled)
"""What another attempt mends, or another worker is busy with."""


@dataclass(frozen=True, slots=True)
class _Turn:
    said: Said
    mark: ReadMark | None
    length: int
    """Of the conversation when it was read: what comes later was not considered."""


def answer_turn(work: Work, message: AnswerTurn, parts: SupportParts, storage: Storage, scratch: Path) -> None:
    """Answer what a customer has said since the last turn."""
    while True:
        work.check()
        with work.transaction() as session:
            turn = _read(session, work, message.conversation_id, parts)
        if turn is not None and turn.mark is not None:
            turn.mark.show(is_typing=True)
        if _settle(work, message, turn, storage, scratch):
            work.is_done = True
            return


def _settle(work: Work, message: AnswerTurn, turn: _Turn | None, storage: Storage, scratch: Path) -> bool:
    """Decide the turn and keep it; False when more was said meanwhile."""
    if turn is None:
        return _keep(work, message, None, None, storage, scratch)
    try:
        return _keep(work, message, turn, decide(work, turn.said), storage, scratch)
    except _NOT_THE_TURNS:
        raise
    except Exception as error:  # noqa: BLE001  nobody is left without an answer, whatever it is
        code = error.code if isinstance(error, ProductError) else type(error).__name__
        log.error("turn_in_trouble", conversation_id=str(message.conversation_id), error=code, where=_where(error))
    return _keep(work, message, turn, decide_in_trouble(turn.said), storage, scratch)


def _where(error: Exception) -> str:
    """The line that raised it. Its text may hold what the customer said, and stays out of the log."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _keep(
    work: Work, message: AnswerTurn, turn: _Turn | None, decision: Decision | None, storage: Storage, scratch: Path
) -> bool:
    with work.transaction() as session:
        # Held until the job has ended: whatever is said from here on asks for another turn.
        conversation = get_conversation(session, work.actor, message.conversation_id, is_locked=True)
        if not _is_newest(session, conversation, turn):
            return False
        if turn is not None and decision is not None and _is_the_bots(conversation):
            keep_decision(session, work.actor, conversation, decision, turn.said, storage, scratch)
            conversation.heard_through = turn.length
        work.succeed_in(session)
    return True


def _read(session: Session, work: Work, conversation_id: UUID, parts: SupportParts) -> _Turn | None:
    conversation = get_conversation(session, work.actor, conversation_id)
    if not _is_the_bots(conversation):
        return None
    unheard = unheard_messages(session, conversation)
    if not unheard:
        return None
    customer = get_customer(session, work.actor, conversation.customer_id)
    settings = settings_of(session, work.actor)
    writer = customers.reach(session, work.actor, customer.id, conversation.channel_id)
    now = utc_now().astimezone(ZoneInfo(settings.time_zone))
    standing = workflow_of(session, conversation)
    last = _last_said(session, conversation)
    identified = customers.identified(session, customer)
    names = _names(session, customer, identified) if parts.model is not None else ()
    said = Said(
        heard=_heard(sealer_of(session, conversation), unheard),
        kinds=frozenset(one.kind for one in unheard),
        turn_id=unheard[0].id,
        writer=writer,
        language=customer.language,
        customer=identified,
        standing=None if standing is None else Standing.model_validate(standing),
        erp=_connected(erp_of(session, settings), parts),
        provider_name=settings.provider_name,
        privacy_contact=settings.privacy_contact or None,
        outages=partial(parts.outages.of, work.actor.tenant_id),
        failed_identifications=failures_on(session, work.actor, writer, now.date()),
        now=now,
        has_spoken=last is not None,
        last_step=last.step if last is not None and now - last.at < STALE_AFTER else None,
        heard_at=unheard[0].sent_at,
        answers=parts.answers,
        model=parts.model,
        spoken=() if parts.model is None else _spoken(session, conversation, names),
        names=names,
    )
    return _Turn(said, read_mark(work, session, conversation, parts), conversation.length)


@dataclass(frozen=True, slots=True)
class _LastSaid:
    step: str | None
    at: datetime


def _last_said(session: Session, conversation: Conversation) -> _LastSaid | None:
    """By the bot."""
    message = session.scalar(
        select(Message)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.author == "bot",
        )
        .order_by(Message.position.desc())
        .limit(1)
    )
    if message is None:
        return None
    return _LastSaid(read_content(sealer_of(session, conversation), message).step, message.sent_at)


def _names(session: Session, customer: Customer, known: Identified | None) -> tuple[str, ...]:
    told = (read_sealed(session, customer, Customer.name), known and known.first_name)
    return tuple(name for name in told if name)


def _spoken(session: Session, conversation: Conversation, names: Sequence[str]) -> tuple[Spoken, ...]:
    """The last of what was said before this turn. Of what the bot said only what it did, unless it was an answer from
    the documents: the rest is the provider's system's.
    """
    before = session.scalars(
        select(Message)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.position < conversation.heard_through,
            Message.author.in_(("customer", "bot")),
        )
        .order_by(Message.position.desc())
        .limit(_SPOKEN)
    ).all()
    sealer, spoken = sealer_of(session, conversation), []
    for message in reversed(before):
        content = read_content(sealer, message)
        is_customer = message.author == "customer"
        told = content.text if is_customer or content.step == "answer" else f"({content.step or message.kind})"
        spoken.append(Spoken(is_customer, masked(told, names)[:_LONGEST_SPOKEN]))
    return tuple(spoken)


def _connected(connection: ErpConnection | None, parts: SupportParts) -> Erp | None:
    try:
        return None if connection is None else parts.connect_erp(connection)
    except ErpSettingsWrong:
        log.warning("erp_settings_wrong", kind=connection and connection.kind)
        return None


def _heard(sealer: Sealer, unheard: Sequence[Message]) -> Heard:
    heard = Heard("")
    texts = []
    for message in unheard:
        content = read_content(sealer, message)
        if content.text:
            texts.append(content.text)
        if content.choice_id:
            heard = replace(heard, choice_id=content.choice_id)
    return replace(heard, text="\n".join(texts))


def _is_the_bots(conversation: Conversation) -> bool:
    """Nothing is said over a person who took it, or after its end."""
    return conversation.holder == "bot" and conversation.state == "open"


def _is_newest(session: Session, conversation: Conversation, turn: _Turn | None) -> bool:
    """Whether the customer has said nothing since the turn was read."""
    if not _is_the_bots(conversation):
        return True
    length = 0 if turn is None else turn.length
    return all(message.position < length for message in unheard_messages(session, conversation))
