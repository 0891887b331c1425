"""Taking jobs, holding them and ending them. Each function is one short step inside the system's scope.

An attempt is named by the job's id and its number. Whatever an attempt does to its row asks for both, so that one
which was taken for dead cannot overwrite its successor.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, Select, select, update
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import JobRow, JobState
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Cancelled, Conflict

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
    created_by: UUID | None
    is_last: bool
    """No retry follows after it."""


def claim_next(session: Session, worker: str, queues: Sequence[QueueName], *, lease_seconds: float) -> Attempt | None:
    """Take the job that is due and goes first, or None."""
    due = (
        select(JobRow)
        .where(JobRow.state == "queued", JobRow.queue.in_(queues), JobRow.run_at <= utc_now())
        .order_by(JobRow.priority.desc(), JobRow.run_at, JobRow.id)
        .limit(1)
    )
    return _claim(session, due, worker, lease_seconds)


def claim(session: Session, worker: str, job_id: UUID, *, lease_seconds: float) -> Attempt | None:
    """Take the job with this id, or None when it is not waiting (any more, or yet)."""
    wanted = select(JobRow).where(JobRow.id == job_id, JobRow.state == "queued", JobRow.run_at <= utc_now())
    return _claim(session, wanted, worker, lease_seconds)


def _claim(session: Session, wanted: Select[JobRow], worker: str, lease_seconds: float) -> Attempt | None:
    row = session.scalar(wanted.with_for_update(skip_locked=True))
    if row is None:
        return None
    now = utc_now()
    row.state = "running"
    row.attempts += 1
    row.worker = worker
    row.started_at = row.started_at or now
    row.lease_until = now + timedelta(seconds=lease_seconds)
    session.flush()
    return Attempt(
        job_id=row.id,
        number=row.attempts,
        name=row.name,
        payload=row.payload,
        tenant_id=row.tenant_id,
        created_by=row.created_by,
        is_last=row.attempts >= row.max_attempts,
    )


def extend_lease(
    session: Session,
    attempt: Attempt,
    *,
    lease_seconds: float,
    stage: str | None = None,
    fraction: float | None = None,
    seconds_left: float | None = None,
) -> None:
    """Say that the attempt is alive, and how far it is. Raises LeaseLost, and Cancelled when that was asked for."""
    values: dict[str, Any] = {"lease_until": utc_now() + timedelta(seconds=lease_seconds)}
    if fraction is not None:
        values |= {"stage": stage, "fraction": fraction, "seconds_left": seconds_left}
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


def give_back(session: Session, attempt: Attempt) -> None:
    """Offer the job again at once and do not count the attempt, because the worker is shutting down."""
    values = {"state": "queued", "lease_until": None, "worker": None, "offered_at": None}
    # The number stays, since it is the fence; the allowance rises instead.
    wanted = _held(attempt).values(**values, max_attempts=JobRow.max_attempts + 1)
    _require_one(session.execute(wanted))


def release_lost(session: Session, now: datetime | None = None) -> int:
    """Offer again what dead workers held, or bury what has used up its attempts; gives how many there were."""
    lost = (
        select(JobRow)
        .where(JobRow.state == "running", JobRow.lease_until < (now or utc_now()))
        .with_for_update(skip_locked=True)
    )
    count = 0
    for row in session.scalars(lost):
        count += 1
        row.error = LEASE_RAN_OUT
        row.worker = row.lease_until = row.offered_at = None
        if row.is_cancel_requested:
            row.state, row.finished_at = "cancelled", utc_now()
        elif row.attempts >= row.max_attempts:
            row.state, row.finished_at = "dead", utc_now()
        else:
            row.state = "queued"
            row.run_at = utc_now() + timedelta(seconds=retry_pause_seconds(row.attempts))
    session.flush()
    return count


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
