"""Tables of the desk: how service is to be, teams and people, labels, replies, demands with protocol numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.infra.encryption import encrypted_column
from tecnocursos.support.workflows.machine import ProtocolKind

QuestionState = Literal["open", "to_write", "dismissed", "answered"]
"""To write: a gap of the documents that somebody is to fill. Answered: the documents say it by now."""
DEFAULT_CAPACITY: Final = 5


class SupportSettings(Identified, TenantOwned, VersionedRow, Base):
    """How a tenant's customer service is to be; one row a tenant, made when it is first changed."""

    __tablename__ = "support_settings"

    provider_name: Mapped[str] = mapped_column(short_text(), default="")
    time_zone: Mapped[str] = mapped_column(short_text(50), default="America/Sao_Paulo")
    privacy_contact: Mapped[str] = mapped_column(short_text(), default="")
    burst_seconds: Mapped[int] = mapped_column(default=3)
    asks_rating: Mapped[bool] = mapped_column(default=True)
    content_days: Mapped[int] = mapped_column(default=730)
    """What was said is kept for so long after a conversation ended; see `retention` for these three."""
    media_days: Mapped[int] = mapped_column(default=90)
    event_days: Mapped[int] = mapped_column(default=30)
    hours: Mapped[list[Any]] = mapped_column(default=list)
    """`hours.Span` each, in order; none: people serve at any time."""
    holidays: Mapped[list[str]] = mapped_column(default=list)
    """Days on which nobody serves, YYYY-MM-DD, in order."""
    first_reply_minutes: Mapped[int | None]
    """Promised time in which a person answers first, counted in opening hours; None: nothing is promised."""
    resolution_hours: Mapped[int | None]
    """The same until it is resolved, in hours."""
    assigns_by_load: Mapped[bool] = mapped_column(default=False)
    """Whoever is available and has the least to do is given what waits; otherwise people take it themselves."""
    erp: Mapped[bytes | None] = encrypted_column()
    """JSON of `ErpConnection`: which system the provider has, and how it is reached."""

    __table_args__ = (UniqueConstraint("tenant_id"),)


class Team(Identified, TenantOwned, VersionedRow, Base):
    """People who serve together; a queue is the conversations that wait for one of them."""

    __tablename__ = "teams"

    name: Mapped[str] = mapped_column(short_text())
    subjects: Mapped[list[str]] = mapped_column(default=list)
    """Of `subjects.SUBJECTS`: what it serves before others. A subject has one team."""

    __table_args__ = (UniqueConstraint("tenant_id", "name"),)


class TeamMember(Base):
    __tablename__ = "team_members"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), index=True)


class SupportPerson(Base):
    """How much one who serves can be given; made when it is first said."""

    __tablename__ = "support_people"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_available: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int] = mapped_column(default=DEFAULT_CAPACITY)
    """Open conversations up to which more are given."""
    given_at: Mapped[datetime | None]
    """When one was last given: who has waited longest is next."""


class CannedReply(Identified, TenantOwned, VersionedRow, Base):
    """A text that is written often, by the word with which it is found."""

    __tablename__ = "canned_replies"

    shortcut: Mapped[str] = mapped_column(short_text(40))
    text: Mapped[str] = mapped_column(short_text(4096))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    """Only for this team; None: for everybody."""

    __table_args__ = (UniqueConstraint("tenant_id", "shortcut"),)


class Label(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "labels"

    name: Mapped[str] = mapped_column(short_text(50))
    colour: Mapped[str] = mapped_column(short_text(7), default="#5b6b7a")

    __table_args__ = (UniqueConstraint("tenant_id", "name"),)


class ConversationLabel(Base):
    __tablename__ = "conversation_labels"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    label_id: Mapped[UUID] = mapped_column(ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True, index=True)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), index=True)


class Protocol(Identified, TenantOwned, Base):
    """A demand and what came of it. Kept without personal data, also after the conversation was erased."""

    __tablename__ = "protocols"

    number: Mapped[str] = mapped_column(short_text(20))
    """Date and count of the day, e.g. 202611260000173."""
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    kind: Mapped[ProtocolKind] = mapped_column(short_text(20))
    due_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(short_text(500))

    __table_args__ = (
        UniqueConstraint("tenant_id", "number"),
        Index("ix_protocols_tenant_id_created_at", "tenant_id", "created_at", "id"),
    )


class ProtocolCount(Base):
    """How many protocol numbers a tenant has given on a day."""

    __tablename__ = "protocol_counts"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[int]


class FailedIdentification(Base):
    """How often somebody failed on a day to prove who they are."""

    __tablename__ = "failed_identifications"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """Blind index of the phone or the id that they write with."""
    day: Mapped[date] = mapped_column(primary_key=True)
    """Of the provider."""
    count: Mapped[int]


class Unanswered(Identified, TenantOwned, Base):
    """A question that the documents did not answer, counted with those like it."""

    __tablename__ = "unanswered_questions"

    lookup: Mapped[str] = mapped_column(short_text(64))
    """Digest of its stems, by which like questions are counted together."""
    question: Mapped[bytes | None] = encrypted_column()
    """As it was first asked, without numbers; None once its conversation was erased."""
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    count: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime]
    state: Mapped[QuestionState] = mapped_column(short_text(20), default="open")
    written_at: Mapped[datetime | None]
    """When a member last wrote an answer to it into the documents."""

    __table_args__ = (
        UniqueConstraint("tenant_id", "lookup"),
        Index("ix_unanswered_questions_state", "tenant_id", "state", "count", "id"),
    )
