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
from tecnocursos.support.queries import get_conversation
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


def apply(session: Session, actor: Actor, channel: Channel, status: StatusUpdate) -> None:
    """Note a status; one of a message that is not known yet waits until it is."""
    message = _find(session, actor, channel, status)
    if message is None:
        _park(session, actor, channel, status)
        return
    conversation = get_conversation(session, actor, message.conversation_id, is_locked=True)
    session.refresh(message)
    if message.wamid is None:
        message.wamid = status.wamid  # the answer to our request never came; this is what it would have said
    change(session, conversation, message, status)


def change(session: Session, conversation: Conversation, message: Message, status: StatusUpdate) -> None:
    """Move a message, whose conversation is held, on to what a status says of it."""
    if message.pricing is None and status.category is not None:
        message.pricing, message.is_billable = status.category[:30], status.is_billable
    state = next_state(message.state, status.status)
    if state == message.state:
        return
    message.state, message.state_at = state, status.at
    if state == "failed":
        fail(conversation, message, status.problems)
    session.flush()
    if state == "failed" or conversation.holder == "person":
        tell(session, conversation, "status", message_id=message.id)


def fail(conversation: Conversation, message: Message, problems: Sequence[Problem]) -> None:
    """Say why it was not delivered. That the window is closed, Meta knows better than we do."""
    code = problems[0].code if problems else -1
    message.state, message.error = "failed", dict(meaning_of(code))
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
    for row in parked:
        change(session, conversation, message, StatusUpdate.model_validate(row.update))
    if parked:
        session.execute(delete(ParkedStatus).where(ParkedStatus.id.in_([row.id for row in parked])))


def forget_parked(session: Session, before: datetime) -> None:
    """Statuses of messages that nobody here has sent, e.g. of another program that uses the number."""
    session.execute(delete(ParkedStatus).where(ParkedStatus.created_at < before))


def _find(session: Session, actor: Actor, channel: Channel, status: StatusUpdate) -> Message | None:
    of_channel = select(Message).where(Message.tenant_id == actor.tenant_id, Message.channel_id == channel.id)
    if (our_id := _uuid(status.our_id)) is not None:
        found = session.scalar(of_channel.where(Message.id == our_id))
        if found is not None:
            return found
    return session.scalar(of_channel.where(Message.wamid == status.wamid))


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
