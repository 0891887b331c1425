"""Taking jobs, holding them and ending them. Each function is one short step inside the system's scope.

An attempt is named by the job's id and its number. Whatever an attempt does to its row asks for both, so that one
which was taken for dead cannot overwrite its successor.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, Integer, Select, bindparam, func, select, text, union_all, update
from sqlalchemy.orm import Session

from tecnocursos.infra.database import UtcDateTime
from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import QUEUED, JobRow, JobState
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Cancelled, Conflict
from tecnocursos.kit.progress import Report

_FIRST_RETRY_SECONDS = 2.0
_LONGEST_RETRY_SECONDS = 600.0
LEASE_RAN_OUT = {
    "code": "job_worker_lost",
    "en": "The worker died while it worked on this.",
    "pt": "O processo morreu enquanto trabalhava nisto.",
}


class LeaseLost(Conflict):
    code = "job_lease_lost"
    en = "The job was given to another worker meanwhile."
    pt = "O trabalho foi entregue a outro processo nesse meio-tempo."


@dataclass(frozen=True, slots=True)
class Attempt:
    """A claimed job."""

    job_id: UUID
    number: int
    name: str
    payload: dict[str, Any]
    tenant_id: UUID | None
    subject_id: UUID | None
    created_by: UUID | None
    asked_at: datetime
    is_last: bool
    """No retry follows after it."""


@dataclass(frozen=True, slots=True)
class LostJob:
    """A job whose worker died, and what became of it."""

    job_id: UUID
    name: str
    tenant_id: UUID | None
    state: JobState


def list_due(session: Session, queues: Sequence[QueueName], limit: int = 8) -> Sequence[UUID]:
    """Jobs that may be taken now, in the order in which they should be."""
    return session.scalars(_due(tuple(queues)), {"now": utc_now(), "limit": limit}).all()


@cache
def _due(queues: tuple[QueueName, ...]) -> Select[UUID]:
    """Each queue is asked for by itself, since only then an index holds what is wanted in its order."""
    limit = bindparam("limit", type_=Integer)
    heads = [
        select(JobRow.id, JobRow.rank, JobRow.turn_at)
        .where(QUEUED, JobRow.queue == queue, JobRow.run_at <= bindparam("now", type_=UtcDateTime))
        .order_by(JobRow.rank, JobRow.turn_at, JobRow.id)
        .limit(limit)
        .subquery()
        for queue in queues
    ]
    both = union_all(*(select(head.c.id, head.c.rank, head.c.turn_at) for head in heads)).subquery()
    return select(both.c.id).order_by(both.c.rank, both.c.turn_at, both.c.id).limit(limit)


def claim(session: Session, worker: str, job_id: UUID, *, lease_seconds: float) -> Attempt | None:
    """Take the job with this id, or None when it is not waiting (any more, or yet)."""
    now = utc_now()
    claimed = (
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == "queued", JobRow.run_at <= now)
        .values(
            state="running",
            attempts=JobRow.attempts + 1,
            worker=worker,
            started_at=func.coalesce(JobRow.started_at, now),
            lease_until=now + timedelta(seconds=lease_seconds),
        )
        .returning(JobRow)
    )
    row = session.scalar(claimed)
    if row is None:
        return None
    return Attempt(
        job_id=row.id,
        number=row.attempts,
        name=row.name,
        payload=row.payload,
        tenant_id=row.tenant_id,
        subject_id=row.subject_id,
        created_by=row.created_by,
        asked_at=row.created_at,
        is_last=row.attempts >= row.max_attempts,
    )


def extend_lease(session: Session, attempt: Attempt, report: Report | None = None, *, lease_seconds: float) -> None:
    """Say that the attempt is alive, and how far it is. Raises LeaseLost, and Cancelled when that was asked for."""
    values: dict[str, Any] = {"lease_until": utc_now() + timedelta(seconds=lease_seconds)}
    if report is not None:
        values |= {"stage": report.stage, "fraction": report.fraction, "seconds_left": report.seconds_left}
    wanted = _held(attempt).values(**values).returning(JobRow.is_cancel_requested)
    is_cancelled = session.scalar(wanted)
    if is_cancelled is None:
        raise LeaseLost
    if is_cancelled:
        raise Cancelled


def succeed(session: Session, attempt: Attempt, result: dict[str, Any] | None = None) -> None:
    """End the job well, together with whatever else the transaction holds. Raises LeaseLost."""
    _end(session, attempt, "succeeded", result=result, fraction=1.0, seconds_left=None, error=None)


def cancel(session: Session, attempt: Attempt) -> None:
    """End the job because that was asked for. Raises LeaseLost."""
    _end(session, attempt, "cancelled", seconds_left=None)


def fail(session: Session, attempt: Attempt, error: dict[str, Any]) -> None:
    """End the job because of an error that trying again would not mend. Raises LeaseLost."""
    _end(session, attempt, "failed", error=error, seconds_left=None)


def retry(session: Session, attempt: Attempt, error: dict[str, Any], *, after_seconds: float | None = None) -> None:
    """Offer the job again after a while; when this was its last attempt, it is dead. Raises LeaseLost."""
    if attempt.is_last:
        _end(session, attempt, "dead", error=error, seconds_left=None)
        return
    pause = retry_pause_seconds(attempt.number) if after_seconds is None else after_seconds
    values = {
        "state": "queued",
        "run_at": utc_now() + timedelta(seconds=pause),
        "error": error,
        "lease_until": None,
        "worker": None,
        "offered_at": None,
    }
    _require_one(session.execute(_held(attempt).values(**values)))


def give_back(session: Session, attempt: Attempt, *, after_seconds: float = 0) -> None:
    """Offer the job again and do not count the attempt, since this worker cannot do it, or not now."""
    values = {
        "state": "queued",
        "run_at": utc_now() + timedelta(seconds=after_seconds),
        "lease_until": None,
        "worker": None,
        "offered_at": None,
        # The number stays, since it is the fence; the allowance rises instead.
        "max_attempts": JobRow.max_attempts + 1,
    }
    _require_one(session.execute(_held(attempt).values(**values)))


def release_lost(session: Session, *, worker: str | None = None) -> Sequence[LostJob]:
    """Offer again what dead workers held, or bury what has used up its attempts; `worker`: all that this one held."""
    is_lost = JobRow.lease_until < utc_now() if worker is None else JobRow.worker == worker
    lost = select(JobRow).where(text("state = 'running'"), is_lost).with_for_update(skip_locked=True)
    released = []
    for row in session.scalars(lost).all():
        row.error = LEASE_RAN_OUT
        row.worker = row.lease_until = row.offered_at = row.seconds_left = None
        if row.is_cancel_requested:
            row.state, row.finished_at = "cancelled", utc_now()
        elif row.attempts >= row.max_attempts:
            row.state, row.finished_at = "dead", utc_now()
        else:
            row.state = "queued"
            row.run_at = utc_now() + timedelta(seconds=retry_pause_seconds(row.attempts))
        released.append(LostJob(row.id, row.name, row.tenant_id, row.state))
    session.flush()
    return released


def retry_pause_seconds(attempt: int) -> float:
    """Twice as long after every attempt, up to ten minutes; a random part keeps many from coming back at once."""
    longest: float = min(_FIRST_RETRY_SECONDS * 2.0 ** (attempt - 1), _LONGEST_RETRY_SECONDS)
    return longest * random.uniform(0.5, 1)  # noqa: S311  no secret hangs on it


def _held(attempt: Attempt) -> Any:
    return update(JobRow).where(
        JobRow.id == attempt.job_id, JobRow.attempts == attempt.number, JobRow.state == "running"
    )


def _end(session: Session, attempt: Attempt, state: JobState, **values: Any) -> None:
    ended = _held(attempt).values(state=state, finished_at=utc_now(), lease_until=None, **values)
    _require_one(session.execute(ended))


def _require_one(result: Any) -> None:
    if isinstance(result, CursorResult) and result.rowcount != 1:
        raise LeaseLost
