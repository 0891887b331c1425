"""A tenant's own jobs: what its people asked for and how far it is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import UNFINISHED, JobRow, JobState
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Conflict, NotFound

NEWEST_FIRST = SortOrder("-created_at", (JobRow.created_at, JobRow.id), is_descending=True)


class JobNotFound(NotFound):
    code = "job_not_found"
    en = "There is no such job."
    pt = "Esse trabalho não existe."


class JobEnded(Conflict):
    code = "job_ended"
    en = "The job has ended already ({state})."
    pt = "O trabalho já terminou ({state})."


class JobNotRetryable(Conflict):
    code = "job_not_retryable"
    en = "Only a job that failed can be tried again; this one is {state}."
    pt = "Só um trabalho que falhou pode ser repetido; este está {state}."


class JobAlreadyWaiting(Conflict):
    code = "job_already_waiting"
    en = "The same was asked for again meanwhile, and is not finished."
    pt = "O mesmo foi pedido de novo nesse meio-tempo e ainda não terminou."


def get_job(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    found = session.scalar(_own(actor).where(JobRow.id == job_id))
    if found is None:
        raise JobNotFound
    return found


def find_unfinished(session: Session, actor: Actor, name: str, subject_id: UUID) -> UUID | None:
    """The job of this name that works on this, or waits to."""
    return session.scalar(
        select(JobRow.id)
        .where(JobRow.tenant_id == actor.tenant_id, JobRow.subject_id == subject_id, JobRow.name == name, UNFINISHED)
        .limit(1)
    )


def list_jobs(
    session: Session,
    actor: Actor,
    *,
    state: JobState | None = None,
    name: str | None = None,
    queue: QueueName | None = None,
    subject_id: UUID | None = None,
    cursor: str | None = None,
    limit: int,
) -> Slice[JobRow]:
    wanted = _own(actor)
    if state is not None:
        wanted = wanted.where(JobRow.state == state)
    if name is not None:
        wanted = wanted.where(JobRow.name == name)
    if queue is not None:
        wanted = wanted.where(JobRow.queue == queue)
    if subject_id is not None:
        wanted = wanted.where(JobRow.subject_id == subject_id)
    return fetch_page(session, wanted, NEWEST_FIRST, cursor=cursor, limit=limit)


def request_cancel(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    """Stop a job: at once when it waits, at its next step when it runs. Raises JobNotFound, JobEnded."""
    job = session.scalar(_own(actor).where(JobRow.id == job_id).with_for_update())
    if job is None:
        raise JobNotFound
    return stop_job(session, job)


def stop_job(session: Session, job: JobRow) -> JobRow:
    """Stop a job whose row is locked. Raises JobEnded."""
    if job.state == "queued":
        job.state, job.finished_at = "cancelled", utc_now()
    elif job.state != "running":
        raise JobEnded(state=job.state)
    job.is_cancel_requested = True
    session.flush()
    return job


def retry_job(session: Session, actor: Actor, job_id: UUID) -> JobRow:
    """Offer a failed, dead or cancelled job again, with all its attempts.

    Raises JobNotFound, JobNotRetryable, JobAlreadyWaiting.
    """
    job = get_job(session, actor, job_id)
    renewed = (
        update(JobRow)
        .where(
            JobRow.tenant_id == actor.tenant_id,
            JobRow.id == job_id,
            JobRow.state.in_(("failed", "dead", "cancelled")),
        )
        .values(
            state="queued",
            # The number of attempts is a fence and only rises; the allowance rises with it.
            max_attempts=JobRow.attempts + JobRow.max_attempts,
            run_at=utc_now(),
            turn_at=utc_now(),
            is_cancel_requested=False,
            finished_at=None,
            offered_at=None,
            fraction=0.0,
        )
        .returning(JobRow.id)
    )
    try:
        with session.begin_nested():
            is_renewed = session.scalar(renewed) is not None
    except IntegrityError as error:
        raise JobAlreadyWaiting from error
    if not is_renewed:
        raise JobNotRetryable(state=job.state)
    session.refresh(job)
    return job


def _own(actor: Actor) -> Select[JobRow]:
    return select(JobRow).where(JobRow.tenant_id == actor.tenant_id)
