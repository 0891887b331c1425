"""Tables of customer service: numbers, what arrived, customers, conversations and their messages.

What a customer wrote is sealed by a key of its conversation, so that destroying the key erases it wherever it was
copied to; who a customer is, by the tenant's. See `sealing`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.infra.encryption import encrypted_column
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language

ChannelKind = Literal["cloud", "simulator"]
ChannelState = Literal["active", "paused"]
EventState = Literal["received", "done", "failed"]
AddressKind = Literal["phone", "bsuid"]
ConversationState = Literal["open", "resolved"]
Holder = Literal["bot", "queue", "person"]
"""Who is to answer: the bot, whoever takes it from the queue, or the person who took it. Else the bot is silent."""
Direction = Literal["in", "out", "note"]
Author = Literal["customer", "bot", "member", "system"]
MessageState = Literal["received", "queued", "sending", "unknown", "sent", "delivered", "read", "played", "failed"]
MediaState = Literal["waiting", "ready", "failed", "expired", "removed"]
"""Expired: WhatsApp has it no more. Removed: it was here for as long as files are kept."""


class Channel(Identified, TenantOwned, VersionedRow, Base):
    """A WhatsApp number."""

    __tablename__ = "channels"

    name: Mapped[str] = mapped_column(short_text())
    kind: Mapped[ChannelKind] = mapped_column(short_text(20), default="cloud")
    phone_number_id: Mapped[str] = mapped_column(short_text(50))
    """Meta's id of the number, by which updates are routed and messages sent."""
    business_id: Mapped[str] = mapped_column(short_text(50))
    """Meta's id of the WhatsApp Business (messaging) account, which templates belong to."""
    phone: Mapped[str | None] = mapped_column(short_text(30))
    """As customers see it."""
    verify_token: Mapped[bytes] = encrypted_column()
    app_secret: Mapped[bytes] = encrypted_column()
    access_token: Mapped[bytes] = encrypted_column()
    state: Mapped[ChannelState] = mapped_column(short_text(20), default="active")
    """Paused: what arrives is kept and answered, but nothing is sent until it is taken up again."""
    trouble: Mapped[dict[str, Any] | None]
    """`code`, `en`, `pt`, `at` of what stopped it or should be looked at."""
    verified_at: Mapped[datetime | None]
    """When Meta last asked for the verify token."""
    heard_at: Mapped[datetime | None]
    """When something last arrived."""

    __table_args__ = (UniqueConstraint("tenant_id", "phone_number_id"),)


class WebhookEvent(Identified, TenantOwned, Base):
    """What Meta sent, as it came; kept before it was acknowledged."""

    __tablename__ = "webhook_events"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of the body: the same body is the same event, sent once more."""
    body: Mapped[bytes] = encrypted_column()
    state: Mapped[EventState] = mapped_column(short_text(20), default="received")
    error: Mapped[str | None] = mapped_column(short_text(200))
    done_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("channel_id", "digest"),
        Index(
            "ix_webhook_events_waiting",
            "channel_id",
            "id",
            postgresql_where=text("state = 'received'"),
            sqlite_where=text("state = 'received'"),
        ),
        Index("ix_webhook_events_created_at", "created_at"),
    )


class Customer(Identified, TenantOwned, VersionedRow, Base):
    """A person on WhatsApp."""

    __tablename__ = "customers"

    name: Mapped[bytes | None] = encrypted_column()
    """As WhatsApp, the provider's system or a colleague calls them."""
    erp: Mapped[bytes | None] = encrypted_column()
    """JSON of `Identified`: who they proved to be in the provider's system."""
    language: Mapped[Language] = mapped_column(short_text(10), default="pt-BR")
    noticed_at: Mapped[datetime | None]
    """When they were first told what is done with their data."""
    erased_at: Mapped[datetime | None]
    """From then on nothing tells who it was; whoever writes from the same phone is somebody new."""


class CustomerAddress(Identified, TenantOwned, Base):
    """How a customer is reached on a number: by phone, or by the id that WhatsApp gives them for this business."""

    __tablename__ = "customer_addresses"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), index=True)
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    kind: Mapped[AddressKind] = mapped_column(short_text(10))
    value: Mapped[bytes] = encrypted_column()
    """As Meta gave it, which is how it is sent to."""
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32))
    """Blind index; of a Brazilian phone, the same with and without the ninth digit."""

    __table_args__ = (UniqueConstraint("channel_id", "kind", "lookup"),)


class CustomerWord(Base):
    """A word of a customer's name, phone or region as a blind index, for search."""

    __tablename__ = "customer_words"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"))

    __table_args__ = (Index("ix_customer_words_tenant_id_lookup", "tenant_id", "lookup"),)


class Conversation(Identified, TenantOwned, VersionedRow, Base):
    """What is said between a customer and a number until it is resolved. A customer has one open one at a time."""

    __tablename__ = "conversations"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    key: Mapped[bytes | None] = encrypted_column()
    """Seals its messages; None once destroyed."""
    state: Mapped[ConversationState] = mapped_column(short_text(20), default="open")
    holder: Mapped[Holder] = mapped_column(short_text(20), default="bot")
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id", ondelete="SET NULL"))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    returned_by: Mapped[UUID | None]
    """Who put it back into the queue, to whom it is not given again by itself."""
    subject: Mapped[str | None] = mapped_column(short_text(100))
    """Why a person was asked for, without personal data."""
    workflow: Mapped[bytes | None] = mapped_column(LargeBinary())
    """Sealed JSON: which workflow goes on, its state, since when."""
    window_until: Mapped[datetime | None]
    """Until then anything may be written to the customer, afterwards templates only."""
    length: Mapped[int] = mapped_column(default=0)
    """Messages and notes so far; the next one's position."""
    heard_through: Mapped[int] = mapped_column(default=0)
    """Messages at lower positions were looked at by a turn or a person."""
    unread: Mapped[int] = mapped_column(default=0)
    """Messages of the customer that no member has seen."""
    last_message_at: Mapped[datetime] = mapped_column(default=utc_now)
    waiting_since: Mapped[datetime | None]
    """The oldest message of the customer that a person is to answer."""
    queued_at: Mapped[datetime | None]
    """When a person was asked for."""
    first_reply_at: Mapped[datetime | None]
    """Of a person, after `queued_at`."""
    first_reply_due_at: Mapped[datetime | None]
    """By the promise that held at `queued_at`; None: nothing was promised."""
    resolution_due_at: Mapped[datetime | None]
    told_late_at: Mapped[datetime | None]
    """When the inbox was last told that it is late."""
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    rating: Mapped[int | None]
    """1 to 5, from the customer."""
    rating_asked_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_conversations_open",
            "channel_id",
            "customer_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
        Index("ix_conversations_tenant_id_last_message_at", "tenant_id", "last_message_at", "id"),
        Index("ix_conversations_channel_id", "channel_id"),
        Index("ix_conversations_customer_id", "customer_id", "created_at"),
        Index("ix_conversations_assignee_id", "assignee_id"),
        Index("ix_conversations_team_id", "team_id"),
        Index("ix_conversations_resolved_by", "resolved_by"),
    )


class Message(Identified, TenantOwned, Base):
    """One message, or a note that only members see."""

    __tablename__ = "messages"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 0 in its conversation, as it was kept; what is shown goes by `sent_at`, then by this."""
    direction: Mapped[Direction] = mapped_column(short_text(10))
    author: Mapped[Author] = mapped_column(short_text(10))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(short_text(20))
    content: Mapped[bytes] = mapped_column(LargeBinary())
    """Sealed JSON of `contents.Content`."""
    wamid: Mapped[str | None] = mapped_column(short_text(200))
    sent_at: Mapped[datetime]
    """By Meta's clock where it came from there."""
    state: Mapped[MessageState] = mapped_column(short_text(20))
    state_at: Mapped[datetime] = mapped_column(default=utc_now)
    error: Mapped[dict[str, Any] | None]
    """`code` of Meta's, and `en`, `pt` of what it means."""
    attempts: Mapped[int] = mapped_column(default=0)
    opens_turn: Mapped[bool] = mapped_column(default=False)
    media_state: Mapped[MediaState | None] = mapped_column(short_text(20))
    stored_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"))
    pricing: Mapped[str | None] = mapped_column(short_text(30))
    """Meta's category of what was billed, e.g. `service`, `utility`; from whichever status said so first."""
    is_billable: Mapped[bool | None]

    __table_args__ = (
        UniqueConstraint("conversation_id", "position"),
        UniqueConstraint("channel_id", "wamid"),
        Index("ix_messages_sent_at", "conversation_id", "sent_at", "position"),
        Index("ix_messages_author_id", "author_id"),
        # All that reports count of messages, so that they need not read what was said.
        Index("ix_messages_counted", "tenant_id", "sent_at", "direction", "author", "channel_id", "conversation_id"),
        Index(
            "ix_messages_billed",
            "tenant_id",
            "sent_at",
            "is_billable",
            "pricing",
            postgresql_where=text("is_billable IS NOT NULL"),
            sqlite_where=text("is_billable IS NOT NULL"),
        ),
        Index("ix_messages_stored_file_id", "stored_file_id"),
        Index(
            "ix_messages_files",
            "tenant_id",
            "sent_at",
            postgresql_where=text("stored_file_id IS NOT NULL"),
            sqlite_where=text("stored_file_id IS NOT NULL"),
        ),
        Index(
            "ix_messages_outgoing",
            "conversation_id",
            "position",
            postgresql_where=text("state IN ('queued', 'sending')"),
            sqlite_where=text("state IN ('queued', 'sending')"),
        ),
    )


class ParkedStatus(Identified, TenantOwned, Base):
    """A status of a message that is not known yet: it may come before our own request has ended."""

    __tablename__ = "parked_statuses"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    wamid: Mapped[str] = mapped_column(short_text(200))
    status: Mapped[str] = mapped_column(short_text(20))
    update: Mapped[dict[str, Any]]
    """`at`, `errors`, `pricing`; no recipient."""

    __table_args__ = (UniqueConstraint("channel_id", "wamid", "status"),)


class MessageTemplate(Identified, TenantOwned, Base):
    """A template as Meta has approved it, the only thing that may be sent once the window is closed."""

    __tablename__ = "message_templates"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(short_text())
    language: Mapped[str] = mapped_column(short_text(20))
    category: Mapped[str] = mapped_column(short_text(30))
    status: Mapped[str] = mapped_column(short_text(30))
    components: Mapped[list[Any]]
    synced_at: Mapped[datetime] = mapped_column(default=utc_now)

    __table_args__ = (UniqueConstraint("channel_id", "name", "language"),)
