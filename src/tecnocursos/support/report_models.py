"""Tables that reports count: how often and how fast customers were served. Nothing in them tells who a customer is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.kit.language import Language

TurnKind = Literal["answer", "refusal", "workflow", "hand_over"]
RunOutcome = Literal["completed", "handed_over", "left"]
ExportKind = Literal["overview", "conversations"]


class Episode(Identified, TenantOwned, Base):
    """One time that a customer was served: from the first message to the end. A conversation that is opened again has
    another one. It is changed under the conversation's lock, and stays when the conversation is erased.
    """

    __tablename__ = "episodes"

    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id", ondelete="SET NULL"), index=True)
    """The last that it was given to."""
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """The last who held it."""
    bot_seconds: Mapped[int | None]
    """From what the customer said to the bot's first reply."""
    answers: Mapped[int] = mapped_column(default=0)
    """Turns of the bot that answered from the documents."""
    refusals: Mapped[int] = mapped_column(default=0)
    workflow_steps: Mapped[int] = mapped_column(default=0)
    last_turn: Mapped[TurnKind | None] = mapped_column(short_text(20))
    person_at: Mapped[datetime | None]
    """When a person was asked for, or came by themselves."""
    reason: Mapped[str | None] = mapped_column(short_text(100))
    """Why the bot handed it over; None where it did not."""
    reply_seconds: Mapped[int | None]
    """From `person_at` to a person's first reply."""
    is_reply_in_time: Mapped[bool | None]
    """Whether it kept what was promised; None: nothing was, or there was no reply."""
    resolved_at: Mapped[datetime | None]
    resolution_seconds: Mapped[int | None]
    """From `began_at` to `resolved_at`."""
    is_resolved_in_time: Mapped[bool | None]
    is_rating_asked: Mapped[bool] = mapped_column(default=False)
    rating: Mapped[int | None]
    """1 to 5."""

    __table_args__ = (
        Index("ix_episodes_tenant_id_began_at", "tenant_id", "began_at", "id"),
        Index("ix_episodes_conversation_id", "conversation_id", "began_at"),
    )


class WorkflowRun(Identified, TenantOwned, Base):
    """One time that a workflow was gone through."""

    __tablename__ = "workflow_runs"

    episode_id: Mapped[UUID] = mapped_column(ForeignKey("episodes.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(short_text(50))
    begun_at: Mapped[datetime]
    outcome: Mapped[RunOutcome | None] = mapped_column(short_text(20))
    """None while it goes on, or when nobody came back to it."""

    __table_args__ = (Index("ix_workflow_runs_tenant_id_begun_at", "tenant_id", "begun_at"),)


class ReportSettings(Identified, TenantOwned, VersionedRow, Base):
    """What reports reckon with; one row a tenant, made when it is first needed."""

    __tablename__ = "report_settings"

    currency: Mapped[str] = mapped_column(short_text(3))
    rates: Mapped[dict[str, Any]]
    """Of a billed message by Meta's category, in millionths of the currency."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id", ondelete="SET NULL"), index=True)
    """Where members write answers to what customers asked in vain."""

    __table_args__ = (UniqueConstraint("tenant_id"),)


class ReportExport(Identified, TenantOwned, Base):
    """A report as a file, made by a job and kept for some days."""

    __tablename__ = "report_exports"

    kind: Mapped[ExportKind] = mapped_column(short_text(20))
    since: Mapped[date]
    until: Mapped[date]
    """The last day, in the tenant's time zone."""
    filters: Mapped[dict[str, Any]]
    """Ids as text under `channel_id`, `team_id`, `user_id`."""
    language: Mapped[Language] = mapped_column(short_text(10))
    job_id: Mapped[UUID | None]
    stored_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """None until it is there."""
    expires_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        Index("ix_report_exports_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_report_exports_expires_at", "expires_at"),
    )
