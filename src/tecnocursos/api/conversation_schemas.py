"""What the API gives of conversations and their messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.answers.values import Citation
from tecnocursos.infra.encryption import read_sealed
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language
from tecnocursos.kit.schema import Response, Versioned
from tecnocursos.support import customers, inbox, queries
from tecnocursos.support.contents import Contact, Content, Location, TemplateUse
from tecnocursos.support.conversations import read_content
from tecnocursos.support.models import (
    Author,
    Conversation,
    ConversationState,
    Customer,
    Direction,
    Holder,
    MediaState,
    Message,
    MessageState,
)
from tecnocursos.support.replies import Choice
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.service_levels import service_level_of

PREVIEW_LENGTH = 120


class ServiceLevelDetails(Response):
    """What was promised, counted in opening hours from when a person was asked for."""

    first_reply_due_at: datetime | None
    resolution_due_at: datetime | None
    is_late: bool


class ConversationSummary(Versioned):
    id: UUID
    channel_id: UUID
    customer_id: UUID
    customer_name: str | None = Field(examples=["Rosa Lima"])
    state: ConversationState
    holder: Holder = Field(description="Who is to answer: the bot, whoever takes it from the queue, or a person")
    team_id: UUID | None
    assignee_id: UUID | None
    subject: str | None = Field(description="Why a person was asked for")
    unread: int
    last_message_at: datetime
    last_text: str | None = Field(description="The beginning of what was said last")
    last_kind: str | None = Field(description="`text`, `image` …: what it was, where it has no text")
    last_author: Author | None
    window_until: datetime | None = Field(description="Until then anything may be written, afterwards templates only")
    waiting_since: datetime | None = Field(description="The oldest message that a person is to answer")
    queued_at: datetime | None
    first_reply_at: datetime | None
    resolved_at: datetime | None
    rating: int | None = Field(description="1 to 5, from the customer")
    sla: ServiceLevelDetails | None = Field(description="Null where nothing was promised")
    labels: list[UUID]
    is_erased: bool
    created_at: datetime


class ProtocolDetails(Response):
    id: UUID
    conversation_id: UUID | None
    number: str
    kind: str
    created_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    outcome: str | None


class CustomerContext(Response):
    """What those who serve need to know of whom they write to."""

    id: UUID
    name: str | None
    phone: str | None = Field(description="Digits with country code; null of who is known by their WhatsApp id only")
    language: Language
    is_identified: bool = Field(description="They have proved who they are in the provider's system")
    erp_id: str | None
    region: str | None
    protocols: list[ProtocolDetails]


class ConversationDetails(ConversationSummary):
    customer: CustomerContext


class ConversationCounts(Response):
    mine: int
    queue: int
    bot: int
    people: int
    late: int
    open: int


class MediaDetails(Response):
    state: MediaState | None
    media_type: str
    name: str | None
    is_voice: bool


class MessageDetails(Response):
    id: UUID
    direction: Direction
    author: Author
    author_id: UUID | None
    kind: str
    text: str
    sent_at: datetime
    state: MessageState
    state_at: datetime
    error: dict[str, Any] | None = Field(description="`code`, `en` and `pt` of why it was not delivered")
    choices: list[Choice]
    media: MediaDetails | None
    location: Location | None
    contacts: list[Contact]
    reply_to: UUID | None = Field(description="The message that it answers or reacts to")
    reaction: str | None = Field(description="Empty: it was taken back")
    template: TemplateUse | None
    citations: list[Citation] = Field(description="Passages that an answer of the bot is from")
    step: str | None = Field(
        description="What the bot was doing: a workflow's name, `answer` or `refusal`. Where `kind` is `event`:"
        " `queued`, `taken`, `given`, `passed_on`, `returned`, `given_back`, `resolved` or `reopened`"
    )
    person: UUID | None = Field(description="Of an event: who was given the conversation")
    remark: str | None
    is_billable: bool | None


def summaries_of(session: Session, actor: Actor, found: Sequence[Conversation]) -> list[ConversationSummary]:
    names = inbox.names_of(session, actor, [row.customer_id for row in found])
    labels = inbox.labels_of(session, actor, [row.id for row in found])
    latest = inbox.last_messages(session, actor, found)
    return [
        ConversationSummary(**_summary(session, row, names.get(row.customer_id), labels[row.id], latest.get(row.id)))
        for row in found
    ]


def details_of(session: Session, actor: Actor, row: Conversation) -> ConversationDetails:
    (summary,) = summaries_of(session, actor, [row])
    customer = queries.get_customer(session, actor, row.customer_id)
    return ConversationDetails(**summary.model_dump(), customer=_context(session, actor, row, customer))


def message_of(session: Session, conversation: Conversation, message: Message) -> MessageDetails:
    return messages_of(session, conversation, [message])[0]


def messages_of(session: Session, conversation: Conversation, found: Sequence[Message]) -> list[MessageDetails]:
    """Raises ConversationErased."""
    sealer = sealer_of(session, conversation)
    contents = [read_content(sealer, message) for message in found]
    answered = {content.reply_to for content in contents if content.reply_to}
    known = queries.ids_of_wamids(session, conversation, answered) if answered else {}
    return [_message(message, content, known) for message, content in zip(found, contents, strict=True)]


def _message(message: Message, content: Content, known: Mapping[str, UUID]) -> MessageDetails:
    media = content.media
    return MessageDetails(
        id=message.id,
        direction=message.direction,
        author=message.author,
        author_id=message.author_id,
        kind=message.kind,
        text=content.text,
        sent_at=message.sent_at,
        state=message.state,
        state_at=message.state_at,
        error=message.error,
        choices=list(content.choices),
        media=None
        if media is None
        else MediaDetails(
            state=message.media_state, media_type=media.media_type, name=media.name, is_voice=media.is_voice
        ),
        location=content.location,
        contacts=list(content.contacts),
        reply_to=known.get(content.reply_to or ""),
        reaction=content.reaction,
        template=content.template,
        citations=list(content.citations),
        step=content.step,
        person=content.person,
        remark=content.remark,
        is_billable=message.is_billable,
    )


def _summary(
    session: Session, row: Conversation, name: str | None, labels: list[UUID], latest: Message | None
) -> dict[str, Any]:
    is_erased = row.key is None
    text = None
    if latest is not None and not is_erased:
        text = read_content(sealer_of(session, row), latest).text[:PREVIEW_LENGTH]
    level = service_level_of(row, utc_now())
    told = {
        "customer_name": name,
        "last_text": text,
        "last_kind": latest and latest.kind,
        "last_author": latest and latest.author,
        "labels": labels,
        "sla": None if level is None else ServiceLevelDetails.model_validate(level),
        "is_erased": is_erased,
    }
    return {field: getattr(row, field) for field in ConversationSummary.model_fields.keys() - told.keys()} | told


def _context(session: Session, actor: Actor, row: Conversation, customer: Customer) -> CustomerContext:
    known = customers.identified(session, customer)
    return CustomerContext(
        id=customer.id,
        name=read_sealed(session, customer, Customer.name),
        phone=customers.reach(session, actor, customer.id, row.channel_id).phone,
        language=customer.language,
        is_identified=known is not None,
        erp_id=None if known is None else known.erp_id,
        region=None if known is None else known.region,
        protocols=[ProtocolDetails.model_validate(one) for one in inbox.protocols_of(session, actor, customer.id)],
    )
