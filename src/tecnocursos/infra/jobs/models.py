"""The table of jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, short_text
from tecnocursos.kit.clock import utc_now

JobState = Literal["queued", "running", "succeeded", "failed", "dead", "cancelled"]
"""`failed`: the job's own error, trying again would not help. `dead`: it used up its attempts."""

_UNFINISHED = text("state IN ('queued', 'running')")


class JobRow(Identified, Base):
    __tablename__ = "jobs"

    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"))
    """None: maintenance of the whole installation."""
    name: Mapped[str] = mapped_column(short_text(100))
    queue: Mapped[str] = mapped_column(short_text(20))
    payload: Mapped[dict[str, Any]]
    priority: Mapped[int] = mapped_column(default=0)
    """Higher goes first."""
    state: Mapped[JobState] = mapped_column(short_text(20), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    """Rises with every claim; it is the fence: only the newest attempt may finish the job."""
    max_attempts: Mapped[int]
    run_at: Mapped[datetime] = mapped_column(default=utc_now)
    """Not before this moment."""
    offered_at: Mapped[datetime | None]
    """When it was last handed to the broker."""
    worker: Mapped[str | None] = mapped_column(short_text(100))
    lease_until: Mapped[datetime | None]
    stage: Mapped[str | None] = mapped_column(short_text(40))
    fraction: Mapped[float] = mapped_column(default=0.0)
    """Work done over work planned, 0 to 1."""
    seconds_left: Mapped[float | None]
    is_cancel_requested: Mapped[bool] = mapped_column(default=False)
    result: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]
    """`code`, `en`, `pt` of the last failure."""
    once_key: Mapped[str | None] = mapped_column(short_text(200))
    """At most one unfinished job with this key exists."""
    subject_id: Mapped[UUID | None]
    """What it works on, e.g. a project or an asset."""
    created_by: Mapped[UUID | None]
    """The person it was asked by."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_jobs_claim", "state", "queue", "priority", "run_at"),
        Index("ix_jobs_tenant_id_created_at", "tenant_id", "created_at"),
        Index("ix_jobs_subject_id", "subject_id"),
        Index("ix_jobs_lease_until", "lease_until"),
        Index(
            "uq_jobs_once_key",
            "once_key",
            unique=True,
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )
