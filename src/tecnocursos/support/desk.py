"""What people who serve customers do with a conversation: take it, write, hand it on, give it back, end it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.accounts.policy import require_person
from tecnocursos.audit.service import record
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.support import episodes
from tecnocursos.support.attachments import attached
from tecnocursos.support.consents import require_consent
from tecnocursos.support.contents import Content
from tecnocursos.support.conversations import (
    HolderEvent,
    add_message,
    is_window_open,
    note_event,
    reopen,
    say,
    tell,
)
from tecnocursos.support.desk_models import ConversationLabel, Label
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.errors import (
    AssigneeUnknown,
    ConversationErased,
    ConversationNotHeld,
    ConversationResolved,
    ConversationTaken,
    LabelNotFound,
    WindowClosed,
)
from tecnocursos.support.media import keep_file
from tecnocursos.support.messages import MarkRead, ask, ask_to_give
from tecnocursos.support.models import Conversation, Message
from tecnocursos.support.protocols import end_protocols, resolved_text
from tecnocursos.support.queries import get_conversation, get_customer
from tecnocursos.support.ratings import rating_question
from tecnocursos.support.replies import Menu, Text
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.service_levels import begin_clocks, stop_clocks
from tecnocursos.support.teams import get_team
from tecnocursos.support.templates import filled_template, find_template
from tecnocursos.support.whatsapp.message_forms import content_of, parts_of


def take(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Take a conversation over, also from the bot: it is silent from now on. Raises ConversationTaken."""
    conversation = _hold(session, actor, conversation_id)
    user_id = require_person(actor)
    if conversation.holder == "person" and conversation.assignee_id not in {None, user_id}:
        raise ConversationTaken
    _assign(session, actor, conversation, user_id, "taken")
    record(session, actor, "conversation.taken", "conversation", conversation.id)
    return conversation


def assign(
    session: Session, actor: Actor, conversation_id: UUID, *, team_id: UUID | None, assignee_id: UUID | None
) -> Conversation:
    """Hand it on to a team's queue or to a person, whoever has it. Raises TeamNotFound, AssigneeUnknown."""
    conversation = _hold(session, actor, conversation_id)
    if team_id is not None:
        conversation.team_id = get_team(session, actor, team_id).id
    if assignee_id is not None:
        if not tenancy.are_members(session, actor.tenant_id, [assignee_id]):
            raise AssigneeUnknown
        _assign(session, actor, conversation, assignee_id, "passed_on")
    else:
        _begin(session, conversation)
        note_event(session, conversation, "returned", by=actor.user_id)
        conversation.returned_by = actor.user_id if conversation.assignee_id == actor.user_id else None
        conversation.holder, conversation.assignee_id = "queue", None
        conversation.heard_through = conversation.length
        conversation.workflow = None
        episodes.note_person(session, conversation)
    episodes.note_holder(session, conversation)
    session.flush()
    record(session, actor, "conversation.assigned", "conversation", conversation.id)
    tell(session, conversation, "assigned")
    ask_to_give(session, actor)
    return conversation


def give_back(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Let the bot go on, with what the customer says from now on."""
    conversation = _hold(session, actor, conversation_id)
    _require_mine(actor, conversation)
    conversation.holder, conversation.assignee_id, conversation.waiting_since = "bot", None, None
    stop_clocks(conversation)
    note_event(session, conversation, "given_back", by=actor.user_id)
    conversation.heard_through = conversation.length
    session.flush()
    record(session, actor, "conversation.given_back", "conversation", conversation.id)
    tell(session, conversation, "given_back")
    ask_to_give(session, actor)
    return conversation


def reply(session: Session, actor: Actor, conversation_id: UUID, text: str) -> list[Message]:
    """Write to the customer. Raises ConversationNotHeld, ConversationResolved, WindowClosed."""
    conversation = _hold(session, actor, conversation_id)
    _require_mine(actor, conversation)
    _require_window(conversation)
    said = [("text", Content(text=part)) for part in parts_of(text)]
    return _write(session, actor, conversation, said)


def send_file(
    session: Session, actor: Actor, conversation_id: UUID, path: Path, caption: str, storage: Storage, scratch: Path
) -> Message:
    """Send a file under its name, with words beside it. Raises FileUnsendable and what `reply` raises."""
    conversation = _hold(session, actor, conversation_id)
    _require_mine(actor, conversation)
    _require_window(conversation)
    (message,) = _write(session, actor, conversation, [attached(path, caption)])
    keep_file(session, actor, storage, sealer_of(session, conversation), message, path.read_bytes(), scratch)
    return message


def send_template(
    session: Session, actor: Actor, conversation_id: UUID, template_id: UUID, use: Mapping[str, Sequence[str]]
) -> list[Message]:
    """Send a template, which may be done at any time, and is billed. Raises TemplateUnusable, ConsentMissing."""
    conversation = _hold(session, actor, conversation_id)
    _require_mine(actor, conversation)
    template = find_template(session, actor, conversation.channel_id, template_id)
    if template.category == "MARKETING":
        require_consent(session, actor, conversation.customer_id, "marketing")
    content = filled_template(template, use)
    return _write(session, actor, conversation, [("template", content)])


def write_note(session: Session, actor: Actor, conversation_id: UUID, text: str) -> Message:
    """Write something that members only see."""
    conversation = _hold(session, actor, conversation_id, may_be_resolved=True)
    return add_message(
        session,
        conversation,
        sealer_of(session, conversation),
        direction="note",
        author="member",
        author_id=actor.user_id,
        kind="note",
        content=Content(text=text),
        state="received",
    )


def resolve(
    session: Session,
    actor: Actor,
    conversation_id: UUID,
    *,
    done_protocols: Collection[UUID] = (),
    tells_customer: bool = True,
) -> Conversation:
    """End it, with the demands that are done. While the window is open, the customer is told the protocol's number,
    and asked how it was where the tenant wants to know; one message for both, since each is billed.
    """
    conversation = _hold(session, actor, conversation_id)
    protocols = end_protocols(session, actor, conversation, done_protocols, utc_now())
    is_heard = is_window_open(conversation)
    asks = is_heard and conversation.holder == "person" and settings_of(session, actor).asks_rating
    if is_heard:
        language = get_customer(session, actor, conversation.customer_id).language
        told: Text | Menu | None = resolved_text(protocols, language) if tells_customer else None
        if asks:
            told = rating_question(conversation.id, language, before=told.text if told else None)
            conversation.rating_asked_at = utc_now()
        if told is not None:
            say(session, actor, conversation, [content_of(told)], author="bot")
    episodes.note_end(session, conversation, is_rating_asked=asks)
    conversation.state, conversation.resolved_at, conversation.resolved_by = "resolved", utc_now(), actor.user_id
    conversation.waiting_since, conversation.workflow, conversation.unread = None, None, 0
    note_event(session, conversation, "resolved", by=actor.user_id)
    conversation.heard_through = conversation.length
    session.flush()
    record(session, actor, "conversation.resolved", "conversation", conversation.id)
    tell(session, conversation, "resolved")
    ask_to_give(session, actor)
    return conversation


def open_again(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Open a resolved conversation again, held by whoever does so. Raises ConversationTaken where another is open."""
    conversation = _hold(session, actor, conversation_id, may_be_resolved=True)
    if conversation.state == "open":
        return conversation
    other = select(Conversation.id).where(
        Conversation.tenant_id == actor.tenant_id,
        Conversation.channel_id == conversation.channel_id,
        Conversation.customer_id == conversation.customer_id,
        Conversation.state == "open",
    )
    if session.scalar(other) is not None:
        raise ConversationTaken
    reopen(conversation)
    episodes.begin(session, conversation)
    _assign(session, actor, conversation, require_person(actor), "reopened")
    record(session, actor, "conversation.reopened", "conversation", conversation.id)
    return conversation


def mark_seen(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Nothing in it is new to members any more."""
    conversation = _hold(session, actor, conversation_id, may_be_resolved=True)
    if conversation.unread:
        conversation.unread = 0
        ask(session, actor, MarkRead(conversation_id=conversation.id))
        session.flush()
        tell(session, conversation, "seen")


def set_labels(session: Session, actor: Actor, conversation_id: UUID, labels: Sequence[UUID]) -> None:
    """Exactly these. Raises LabelNotFound."""
    conversation = _hold(session, actor, conversation_id, may_be_resolved=True)
    known = session.scalars(select(Label.id).where(Label.tenant_id == actor.tenant_id, Label.id.in_(labels))).all()
    if len(known) != len(set(labels)):
        raise LabelNotFound
    session.execute(
        delete(ConversationLabel).where(
            ConversationLabel.tenant_id == actor.tenant_id, ConversationLabel.conversation_id == conversation.id
        )
    )
    session.add_all(
        ConversationLabel(conversation_id=conversation.id, label_id=label, tenant_id=actor.tenant_id) for label in known
    )
    session.flush()
    tell(session, conversation, "labelled")


def _hold(session: Session, actor: Actor, conversation_id: UUID, *, may_be_resolved: bool = False) -> Conversation:
    actor.require(Permission.SERVE_CUSTOMERS)
    conversation = get_conversation(session, actor, conversation_id, is_locked=True)
    if conversation.key is None:
        raise ConversationErased
    if conversation.state == "resolved" and not may_be_resolved:
        raise ConversationResolved
    return conversation


def _require_mine(actor: Actor, conversation: Conversation) -> None:
    if conversation.holder != "person" or conversation.assignee_id != actor.user_id:
        raise ConversationNotHeld


def _require_window(conversation: Conversation) -> None:
    if not is_window_open(conversation):
        raise WindowClosed


def _begin(session: Session, conversation: Conversation) -> None:
    """From the bot it comes to people."""
    if conversation.holder == "bot":
        begin_clocks(session, conversation, utc_now())


def _assign(session: Session, actor: Actor, conversation: Conversation, user_id: UUID, how: HolderEvent) -> None:
    """Nothing happens to whoever has it already."""
    if conversation.holder == "person" and conversation.assignee_id == user_id:
        return
    _begin(session, conversation)
    note_event(session, conversation, how, by=actor.user_id, person=user_id)
    conversation.holder, conversation.assignee_id, conversation.returned_by = "person", user_id, None
    conversation.heard_through = conversation.length
    conversation.workflow = None
    episodes.note_person(session, conversation)
    episodes.note_holder(session, conversation)
    session.flush()
    tell(session, conversation, "taken")


def _write(
    session: Session, actor: Actor, conversation: Conversation, said: Sequence[tuple[str, Content]]
) -> list[Message]:
    written = say(session, actor, conversation, said, author="member", author_id=actor.user_id)
    conversation.first_reply_at = conversation.first_reply_at or utc_now()
    episodes.note_reply(session, conversation)
    if conversation.unread:
        ask(session, actor, MarkRead(conversation_id=conversation.id))
    conversation.waiting_since, conversation.unread = None, 0
    session.flush()
    return written
