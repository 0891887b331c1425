"""The inbox: conversations with customers, what was said, and what people do with them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.bodies import takes_file
from tecnocursos.api.conversation_schemas import (
    ConversationCounts,
    ConversationDetails,
    ConversationSummary,
    MessageDetails,
    details_of,
    message_of,
    messages_of,
    summaries_of,
)
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.received import received_file
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request
from tecnocursos.support import desk, inbox, media, queries
from tecnocursos.support.conversations import read_content
from tecnocursos.support.errors import MessageNotFound
from tecnocursos.support.inbox import Box
from tecnocursos.support.models import Message
from tecnocursos.support.sealing import sealer_of

router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"], route_class=EdgeRoute)

_SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/mpeg", "audio/mp4", "video/mp4"})
"""Files that a browser may show by itself; all others are downloaded."""
Said = Annotated[str, Field(min_length=1, max_length=20_000, json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"})]
Filling = Annotated[list[Annotated[str, Field(min_length=1, max_length=1024)]], Field(max_length=20)]


class NewMessage(Request):
    text: Said = Field(examples=["Boa tarde, Rosa! Já estou vendo a sua conexão."])


class NewNote(Request):
    text: Said = Field(examples=["Cliente pediu visita no sábado."])


class NewTemplateMessage(Request):
    template_id: UUID
    header: Filling = Field(default_factory=list)
    body: Filling = Field(default_factory=list, examples=[["Rosa"]])
    buttons: Filling = Field(default_factory=list)


class Assignment(Request):
    """A person, or without one the queue, of a team where one is named."""

    team_id: UUID | None = None
    assignee_id: UUID | None = None


class Resolution(Request):
    """How a conversation ends."""

    done_protocols: Annotated[list[UUID], Field(max_length=50)] = Field(
        default_factory=list, description="Demands of this conversation that are done with it"
    )
    tells_customer: bool = Field(default=True, description="The customer is told the protocol's number, in the window")


class LabelChoice(Request):
    labels: Annotated[list[UUID], Field(max_length=20)]


@router.get("")
def list_conversations(
    session: Session,
    actor: Actor,
    box: Box = "open",
    search: Annotated[str | None, Query(max_length=200)] = None,
    team_id: UUID | None = None,
    label_id: UUID | None = None,
    channel_id: UUID | None = None,
    customer_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[ConversationSummary]:
    """Conversations, the one that was written in last comes first. `search`: a name, a phone, a protocol's number."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = inbox.list_conversations(
        session,
        actor,
        box,
        search=search,
        team_id=team_id,
        label_id=label_id,
        channel_id=channel_id,
        customer_id=customer_id,
        cursor=cursor,
        limit=limit,
    )
    return Page(items=summaries_of(session, actor, found.rows), next_cursor=found.next_cursor)


@router.get("/counts")
def count_conversations(session: Session, actor: Actor) -> ConversationCounts:
    """How many open conversations stand in each box."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return ConversationCounts.model_validate(dict(inbox.count_boxes(session, actor)))


@router.get("/{conversation_id}")
def get_conversation(session: Session, actor: Actor, conversation_id: UUID) -> ConversationDetails:
    """One conversation with its customer."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return details_of(session, actor, queries.get_conversation(session, actor, conversation_id))


@router.get("/{conversation_id}/messages")
def list_conversation_messages(
    session: Session, actor: Actor, conversation_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[MessageDetails]:
    """What was said, and notes, the newest first by WhatsApp's clock."""
    actor.require(Permission.SERVE_CUSTOMERS)
    conversation = queries.get_conversation(session, actor, conversation_id)
    found = queries.list_messages(session, actor, conversation_id, cursor=cursor, limit=limit)
    return Page(items=messages_of(session, conversation, found.rows), next_cursor=found.next_cursor)


@router.get("/{conversation_id}/messages/{message_id}")
def get_message(session: Session, actor: Actor, conversation_id: UUID, message_id: UUID) -> MessageDetails:
    """One message."""
    actor.require(Permission.SERVE_CUSTOMERS)
    conversation = queries.get_conversation(session, actor, conversation_id)
    return message_of(session, conversation, _message(session, actor, conversation_id, message_id))


@router.get("/{conversation_id}/messages/{message_id}/file", response_class=HttpResponse)
def get_message_file(
    session: Session, actor: Actor, platform: Platform, conversation_id: UUID, message_id: UUID
) -> HttpResponse:
    """The file of a message, unsealed."""
    actor.require(Permission.SERVE_CUSTOMERS)
    conversation = queries.get_conversation(session, actor, conversation_id)
    message = _message(session, actor, conversation_id, message_id)
    content = media.read_file(session, actor, platform.storage, message)
    told = read_content(sealer_of(session, conversation), message).media
    media_type = (told.media_type if told else "").partition(";")[0]
    is_shown = media_type in _SHOWN
    return HttpResponse(
        content,
        media_type=media_type if is_shown else "application/octet-stream",
        headers={
            "Content-Disposition": "inline" if is_shown else "attachment",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@router.post("/{conversation_id}/messages", status_code=201)
@made_at("/api/v1/conversations/{conversation_id}/messages/{id}")
def send_message(session: Session, actor: Actor, conversation_id: UUID, body: NewMessage) -> MessageDetails:
    """Write to the customer, within 24 hours of what they wrote last. A long text goes in several messages."""
    written = desk.reply(session, actor, conversation_id, body.text)
    return message_of(session, queries.get_conversation(session, actor, conversation_id), written[0])


@router.post("/{conversation_id}/files", status_code=201)
@made_at("/api/v1/conversations/{conversation_id}/messages/{id}")
@takes_file
def send_file(
    session: Session,
    actor: Actor,
    platform: Platform,
    conversation_id: UUID,
    file: Annotated[UploadFile, File(description="A picture, a sound, a video, a PDF or an Office file")],
    caption: Annotated[str, Form(max_length=1024)] = "",
) -> MessageDetails:
    """Send a file, within 24 hours of what the customer wrote last."""
    actor.require(Permission.SERVE_CUSTOMERS)
    with received_file(platform, file) as path:
        sent = desk.send_file(
            session, actor, conversation_id, path, caption.strip(), platform.storage, platform.incoming
        )
    return message_of(session, queries.get_conversation(session, actor, conversation_id), sent)


@router.post("/{conversation_id}/template-messages", status_code=201)
@made_at("/api/v1/conversations/{conversation_id}/messages/{id}")
def send_template_message(
    session: Session, actor: Actor, conversation_id: UUID, body: NewTemplateMessage
) -> MessageDetails:
    """Send an approved template, at any time. Meta bills it."""
    use = {"header": body.header, "body": body.body, "buttons": body.buttons}
    written = desk.send_template(session, actor, conversation_id, body.template_id, use)
    return message_of(session, queries.get_conversation(session, actor, conversation_id), written[0])


@router.post("/{conversation_id}/notes", status_code=201)
@made_at("/api/v1/conversations/{conversation_id}/messages/{id}")
def write_note(session: Session, actor: Actor, conversation_id: UUID, body: NewNote) -> MessageDetails:
    """Write something that only members see."""
    note = desk.write_note(session, actor, conversation_id, body.text)
    return message_of(session, queries.get_conversation(session, actor, conversation_id), note)


@router.post("/{conversation_id}/take")
def take_conversation(session: Session, actor: Actor, conversation_id: UUID) -> ConversationDetails:
    """Take a conversation over, from the queue or from the bot, which is silent from now on."""
    return details_of(session, actor, desk.take(session, actor, conversation_id))


@router.post("/{conversation_id}/assign")
def assign_conversation(session: Session, actor: Actor, conversation_id: UUID, body: Assignment) -> ConversationDetails:
    """Hand it on to a person or to a queue."""
    changed = desk.assign(session, actor, conversation_id, team_id=body.team_id, assignee_id=body.assignee_id)
    return details_of(session, actor, changed)


@router.post("/{conversation_id}/give-back")
def give_back_conversation(session: Session, actor: Actor, conversation_id: UUID) -> ConversationDetails:
    """Let the bot go on."""
    return details_of(session, actor, desk.give_back(session, actor, conversation_id))


@router.post("/{conversation_id}/resolve")
def resolve_conversation(
    session: Session, actor: Actor, conversation_id: UUID, body: Resolution | None = None
) -> ConversationDetails:
    """End a conversation. It has a protocol from then on, and the customer may be asked how it was."""
    how = body or Resolution()
    ended = desk.resolve(
        session, actor, conversation_id, done_protocols=how.done_protocols, tells_customer=how.tells_customer
    )
    return details_of(session, actor, ended)


@router.post("/{conversation_id}/reopen")
def reopen_conversation(session: Session, actor: Actor, conversation_id: UUID) -> ConversationDetails:
    """Open a conversation again, held by whoever does so."""
    return details_of(session, actor, desk.open_again(session, actor, conversation_id))


@router.post("/{conversation_id}/seen", status_code=204)
def mark_conversation_seen(session: Session, actor: Actor, conversation_id: UUID) -> None:
    """Nothing in it is new any more."""
    desk.mark_seen(session, actor, conversation_id)


@router.put("/{conversation_id}/labels")
def label_conversation(session: Session, actor: Actor, conversation_id: UUID, body: LabelChoice) -> ConversationDetails:
    """Give it exactly these labels."""
    desk.set_labels(session, actor, conversation_id, body.labels)
    return details_of(session, actor, queries.get_conversation(session, actor, conversation_id))


def _message(session: Session, actor: Actor, conversation_id: UUID, message_id: UUID) -> Message:
    message = queries.get_message(session, actor, message_id)
    if message.conversation_id != conversation_id:
        raise MessageNotFound
    return message
