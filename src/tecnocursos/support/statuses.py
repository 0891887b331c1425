"""What becomes of a message that was sent. It never goes back: `delivered` may come after `read`, or twice, or first.

queued < sending < unknown < sent < delivered < read < played;  `failed` replaces the first four only
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.support.conversations import tell
from tecnocursos.support.models import Channel, Conversation, Message, MessageState, ParkedStatus
from tecnocursos.support.whatsapp.graph_errors import class_of, meaning_of
from tecnocursos.support.whatsapp.updates import Problem, StatusUpdate

_ORDER: Final[tuple[MessageState, ...]] = ("queued", "sending", "unknown", "sent", "delivered", "read", "played")
_CAN_FAIL: Final[frozenset[MessageState]] = frozenset({"queued", "sending", "unknown", "sent"})


def next_state(now: MessageState, told: str) -> MessageState:
    """The state after `told` was heard."""
    if told == "failed":
        return "failed" if now in _CAN_FAIL else now
    if now == "failed" or now not in _ORDER or told not in _ORDER:
        return now
    return max(now, told, key=_ORDER.index)


def apply(session: Session, actor: Actor, channel: Channel, told: Sequence[StatusUpdate]) -> None:
    """Note what was told of one message, in the order of its times; of one that is not known yet it waits."""
    held = _hold(session, actor, channel, told[0])
    if held is None:
        for status in told:
            _park(session, actor, channel, status)
        return
    conversation, message = held
    if message.wamid is None:
        message.wamid = told[0].wamid  # the answer to our request never came; this is what it would have said
    change(session, conversation, message, told)


def change(session: Session, conversation: Conversation, message: Message, told: Sequence[StatusUpdate]) -> None:
    """Move a message, whose conversation is held, on to what was told of it."""
    before = message.state
    for status in told:
        if message.pricing is None and status.category is not None:
            message.pricing, message.is_billable = status.category[:30], status.is_billable
        state = next_state(message.state, status.status)
        if state == message.state:
            continue
        if state == "failed":
            fail(conversation, message, status.problems, status.at)
        else:
            message.state, message.state_at = state, status.at
    session.flush()
    if message.state != before and (message.state == "failed" or conversation.holder == "person"):
        tell(session, conversation, "status", message_id=message.id)


def fail(conversation: Conversation, message: Message, problems: Sequence[Problem], at: datetime) -> None:
    """Say why it was not delivered. That the window is closed, Meta knows better than we do."""
    code = problems[0].code if problems else -1
    message.state, message.state_at, message.error = "failed", at, dict(meaning_of(code))
    if class_of(code) == "window":
        conversation.window_until = min(conversation.window_until or utc_now(), utc_now())


def unpark(session: Session, actor: Actor, conversation: Conversation, message: Message) -> None:
    """Apply what arrived about a message before it had its wamid."""
    parked = session.scalars(
        select(ParkedStatus).where(
            ParkedStatus.tenant_id == actor.tenant_id,
            ParkedStatus.channel_id == message.channel_id,
            ParkedStatus.wamid == message.wamid,
        )
    ).all()
    if parked:
        told = [StatusUpdate.model_validate(row.update) for row in parked]
        change(session, conversation, message, sorted(told, key=lambda status: status.at))
        session.execute(delete(ParkedStatus).where(ParkedStatus.id.in_([row.id for row in parked])))


def forget_parked(session: Session, before: datetime) -> None:
    """Statuses of messages that nobody here has sent, e.g. of another program that uses the number."""
    session.execute(delete(ParkedStatus).where(ParkedStatus.created_at < before))


def _hold(
    session: Session, actor: Actor, channel: Channel, status: StatusUpdate
) -> tuple[Conversation, Message] | None:
    """The message that a status is of, and its conversation, which is held from now on; None: it is not known."""
    our_id = _uuid(status.our_id)
    for is_it in ((Message.id == our_id,) if our_id else ()) + ((Message.wamid == status.wamid),):
        of_channel = (Message.tenant_id == actor.tenant_id, Message.channel_id == channel.id, is_it)
        conversation = session.scalar(
            select(Conversation)
            .where(
                Conversation.tenant_id == actor.tenant_id,
                Conversation.id == select(Message.conversation_id).where(*of_channel).scalar_subquery(),
            )
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if conversation is not None:
            # Read once it is held: whoever held it before may have changed its messages.
            wanted = select(Message).where(*of_channel).execution_options(populate_existing=True)
            return conversation, session.scalars(wanted).one()
    return None


def _park(session: Session, actor: Actor, channel: Channel, status: StatusUpdate) -> None:
    row: dict[str, Any] = {
        "id": new_id(),
        "tenant_id": actor.tenant_id,
        "created_at": utc_now(),
        "channel_id": channel.id,
        "wamid": status.wamid[:200],
        "status": status.status,
        "update": status.model_dump(mode="json"),
    }
    session.execute(insert_into(session, ParkedStatus).values(row).on_conflict_do_nothing())


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
