"""Conversations and what is added to them. Each verb expects the conversation's row to be held, and tells the inbox.

The order of locks is the conversation first, then its messages; nobody holds two conversations but who drains a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.kit.actor import Actor, system_actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime import service as realtime
from tecnocursos.realtime.names import INBOX_ROOM
from tecnocursos.support import episodes
from tecnocursos.support.contents import Content
from tecnocursos.support.messages import AnswerTurn, SendMessages, ask, ask_to_give
from tecnocursos.support.models import (
    Author,
    Channel,
    Conversation,
    Customer,
    Direction,
    MediaState,
    Message,
    MessageState,
)
from tecnocursos.support.queries import latest_on
from tecnocursos.support.sealing import Sealer, make_key, sealer_of
from tecnocursos.support.service_levels import begin_clocks, stop_clocks
from tecnocursos.support.teams import find_team_for

WINDOW: Final = timedelta(hours=24)
REOPENED_WITHIN: Final = timedelta(hours=2)
"""A customer who writes so soon after the end goes on with the same conversation."""


def hold_open(session: Session, actor: Actor, channel: Channel, customer: Customer) -> Conversation:
    """The customer's open conversation on this number, held; one that has just been resolved is opened again."""
    latest = session.scalar(
        latest_on(actor, channel.id, customer.id).with_for_update().execution_options(populate_existing=True)
    )
    if latest is not None and latest.key is not None:
        if latest.state == "open":
            return latest
        if latest.resolved_at is not None and latest.resolved_at > utc_now() - REOPENED_WITHIN:
            reopen(latest)
            episodes.begin(session, latest)
            return latest
    conversation = Conversation(
        id=new_id(), tenant_id=actor.tenant_id, channel_id=channel.id, customer_id=customer.id, length=0
    )
    conversation.heard_through = conversation.unread = 0
    make_key(session, conversation)
    session.add(conversation)
    session.flush()
    episodes.begin(session, conversation)
    return conversation


def reopen(conversation: Conversation) -> None:
    conversation.state, conversation.holder = "open", "bot"
    conversation.resolved_at = conversation.resolved_by = conversation.assignee_id = conversation.team_id = None
    conversation.subject = conversation.waiting_since = conversation.queued_at = conversation.first_reply_at = None
    conversation.workflow = None
    conversation.returned_by = None
    stop_clocks(conversation)


def is_window_open(conversation: Conversation) -> bool:
    """Whether anything may be written to the customer now; else templates only."""
    return conversation.window_until is not None and conversation.window_until > utc_now()


def add_message(
    session: Session,
    conversation: Conversation,
    sealer: Sealer,
    *,
    direction: Direction,
    author: Author,
    kind: str,
    content: Content,
    state: MessageState,
    sent_at: datetime | None = None,
    author_id: UUID | None = None,
    wamid: str | None = None,
    opens_turn: bool = False,
    media_state: MediaState | None = None,
) -> Message:
    """Add a message or a note at the end of what is kept."""
    message = Message(
        id=new_id(),
        tenant_id=conversation.tenant_id,
        conversation_id=conversation.id,
        channel_id=conversation.channel_id,
        position=conversation.length,
        direction=direction,
        author=author,
        author_id=author_id,
        kind=kind,
        wamid=wamid,
        # In whole seconds, as Meta tells them: else what is answered within the second would stand before its question.
        sent_at=sent_at or utc_now().replace(microsecond=0),
        state=state,
        opens_turn=opens_turn,
        media_state=media_state,
    )
    message.content = sealer.seal(place_of(message.id), content.model_dump(mode="json", exclude_defaults=True))
    session.add(message)
    conversation.length += 1
    if direction != "note":
        known = conversation.last_message_at if message.position else message.sent_at
        conversation.last_message_at = max(known, message.sent_at)
    tell(session, conversation, "message", message_id=message.id)
    return message


HolderEvent = Literal["queued", "taken", "given", "passed_on", "returned", "given_back", "resolved", "reopened"]


def note_event(
    session: Session,
    conversation: Conversation,
    what: HolderEvent,
    *,
    by: UUID | None = None,
    person: UUID | None = None,
) -> None:
    """Write down for members who has the conversation now. `by`: None, the bot or the queue did it by itself."""
    add_message(
        session,
        conversation,
        sealer_of(session, conversation),
        direction="note",
        author="member",
        author_id=by,
        kind="event",
        content=Content(step=what, person=person),
        state="received",
    )


def read_content(sealer: Sealer, message: Message) -> Content:
    """Raises CiphertextRefused."""
    return Content.model_validate(sealer.read(place_of(message.id), message.content))


def place_of(message_id: UUID) -> str:
    return f"message/{message_id}"


def say(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    said: Sequence[tuple[str, Content]],
    *,
    author: Author,
    author_id: UUID | None = None,
) -> list[Message]:
    """Write to the customer: each of `said` is a kind and what it says. It goes out after the commit."""
    sealer = sealer_of(session, conversation)
    written = [
        add_message(
            session,
            conversation,
            sealer,
            direction="out",
            author=author,
            author_id=author_id,
            kind=kind,
            content=content,
            state="queued",
        )
        for kind, content in said
    ]
    if written:
        ask(session, actor, SendMessages(conversation_id=conversation.id))
    return written


def ask_for_turn(session: Session, actor: Actor, conversation: Conversation, *, delay_seconds: float) -> None:
    """Let the bot look at what the customer has said, when they have perhaps said the rest of it too."""
    turn = AnswerTurn(conversation_id=conversation.id)
    ask(session, actor, turn, delay_seconds=delay_seconds, is_awaited=True)


def hand_to_people(session: Session, conversation: Conversation, subject: str) -> None:
    """Let a person go on: from now on the bot is silent."""
    if conversation.holder == "bot":
        conversation.holder = "queue"
        conversation.team_id = find_team_for(session, conversation.tenant_id, subject) or conversation.team_id
        begin_clocks(session, conversation, utc_now())
        note_event(session, conversation, "queued")
        ask_to_give(session, system_actor(conversation.tenant_id))
    conversation.subject = subject
    episodes.note_person(session, conversation, subject)
    episodes.note_holder(session, conversation)
    conversation.waiting_since = conversation.waiting_since or utc_now()
    conversation.heard_through = conversation.length
    conversation.workflow = None
    session.flush()
    tell(session, conversation, "queued")


def set_workflow(session: Session, conversation: Conversation, state: dict[str, Any] | None) -> None:
    """Keep where the bot stands; None: nowhere."""
    sealer = sealer_of(session, conversation)
    conversation.workflow = None if state is None else sealer.seal("workflow", state)


def workflow_of(session: Session, conversation: Conversation) -> dict[str, Any] | None:
    if conversation.workflow is None:
        return None
    state: dict[str, Any] = sealer_of(session, conversation).read("workflow", conversation.workflow)
    return state


def tell(session: Session, conversation: Conversation, what: str, *, message_id: UUID | None = None) -> None:
    """Let those who serve customers know that something changed; what it is they read with their own rights."""
    payload = {"conversation_id": str(conversation.id), "what": what}
    if message_id is not None:
        payload["message_id"] = str(message_id)
    realtime.tell(
        session,
        conversation.tenant_id,
        INBOX_ROOM,
        "conversation",
        payload,
        subject=f"{conversation.id} {message_id or what}",
    )
