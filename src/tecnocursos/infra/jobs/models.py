"""The tables of jobs, of when the regular ones were last asked for, and of the processes that work."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, TextClause, text
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, short_text
from tecnocursos.kit.clock import utc_now

JobState = Literal["queued", "running", "succeeded", "failed", "dead", "cancelled"]
"""`failed`: the job's own error, trying again would not help. `dead`: it used up its attempts."""

UNFINISHED = text("state IN ('queued', 'running')")
QUEUED = text("state = 'queued'")
"""Conditions of partial indexes: databases use those only for queries that say the same in the same words."""


ProcessKind = Literal["worker", "scheduler"]


def _index(name: str, *columns: str, only: TextClause, unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)


class JobRow(Identified, Base):
    __tablename__ = "jobs"

    tenant_id: Mapped[UUID | None] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"))
    """None: maintenance of the whole installation."""
    name: Mapped[str] = mapped_column(short_text(100))
    queue: Mapped[str] = mapped_column(short_text(20))
    payload: Mapped[dict[str, Any]]
    rank: Mapped[int] = mapped_column(default=0)
    """Lower goes first: the priority turned round, so that one index holds the order."""
    state: Mapped[JobState] = mapped_column(short_text(20), default="queued")
    attempts: Mapped[int] = mapped_column(default=0)
    """Rises with every claim; it is the fence: only the newest attempt may finish the job."""
    max_attempts: Mapped[int]
    run_at: Mapped[datetime] = mapped_column(default=utc_now)
    """Not before this moment."""
    turn_at: Mapped[datetime] = mapped_column(default=utc_now)
    """Earlier turns go first. The jobs of one tenant stand a while apart, so that many of one do not starve another."""
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
    once_key: Mapped[str | None] = mapped_column(short_text(250))
    """At most one unfinished job with this key exists; it begins with the tenant."""
    subject_id: Mapped[UUID | None]
    """What it works on, e.g. a project or an asset."""
    created_by: Mapped[UUID | None]
    """The person it was asked by."""
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        _index("ix_jobs_due", "queue", "rank", "turn_at", "id", only=QUEUED),
        _index("ix_jobs_turn", "tenant_id", "queue", "turn_at", only=QUEUED),
        _index("ix_jobs_offered", "queue", "offered_at", only=text("state = 'queued' AND offered_at IS NOT NULL")),
        _index("ix_jobs_lease_until", "lease_until", only=text("state = 'running'")),
        _index("uq_jobs_once_key", "once_key", unique=True, only=UNFINISHED),
        Index("ix_jobs_tenant_id_created_at", "tenant_id", "created_at"),
        Index("ix_jobs_subject_id", "subject_id"),
        Index("ix_jobs_finished_at", "finished_at"),
    )


class ScheduleRow(Base):
    """When a regular job was last asked for."""

    __tablename__ = "job_schedules"

    name: Mapped[str] = mapped_column(short_text(100), primary_key=True)
    asked_for: Mapped[datetime]
    """The moment of the schedule, not of the asking."""


class ProcessRow(Base):
    """A process that works in the background, as it last said of itself."""

    __tablename__ = "job_processes"

    name: Mapped[str] = mapped_column(short_text(100), primary_key=True)
    kind: Mapped[ProcessKind] = mapped_column(short_text(20))
    queues: Mapped[list[str]]
    version: Mapped[str] = mapped_column(short_text(40))
    seen_at: Mapped[datetime]
