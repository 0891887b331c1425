"""Writes jobs into the caller's transaction: a change and the work that follows from it are kept or lost together."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tecnocursos.infra.database import scope_tenant
from tecnocursos.infra.jobs.messages import Event, Job
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id


def enqueue(
    session: Session,
    job: Job,
    *,
    actor: Actor | None = None,
    priority: int = 0,
    delay_seconds: float = 0,
    once_key: str | None = None,
    subject_id: UUID | None = None,
) -> UUID:
    """Ask for `job`; gives its id, or with `once_key` that of the unfinished job which already has this key.

    The job belongs to the actor's tenant, else to the session's, else to the whole installation.
    """
    tenant_id = actor.tenant_id if actor else scope_tenant(session)
    if once_key is not None:
        waiting = select(JobRow.id).where(JobRow.once_key == once_key, JobRow.state.in_(("queued", "running")))
        if (found := session.scalar(waiting)) is not None:
            return found
    job_id = new_id()
    session.execute(
        insert(JobRow).values(
            id=job_id,
            tenant_id=tenant_id,
            name=job.name,
            queue=job.queue,
            payload=job.model_dump(mode="json"),
            priority=priority,
            max_attempts=job.max_attempts,
            run_at=utc_now() + timedelta(seconds=delay_seconds),
            once_key=once_key,
            subject_id=subject_id,
            created_by=actor.user_id if actor else None,
        )
    )
    return job_id


def publish(session: Session, event: Event, *, actor: Actor | None = None) -> None:
    """Ask for the jobs that follow from `event`, as the table of subscriptions says."""
    for job_for in session.info["subscriptions"].get(type(event), ()):
        enqueue(session, job_for(event), actor=actor)
