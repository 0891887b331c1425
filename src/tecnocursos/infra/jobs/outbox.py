"""Writes jobs into the caller's transaction: a change and the work that follows from it are kept or lost together."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, insert, select
from sqlalchemy.orm import Session

from tecnocursos.infra.database import scope_tenant
from tecnocursos.infra.jobs.messages import Event, Job
from tecnocursos.infra.jobs.models import QUEUED, UNFINISHED, JobRow
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id

_BETWEEN_TURNS: Final = timedelta(minutes=1)


def enqueue(
    session: Session,
    job: Job,
    *,
    actor: Actor | None = None,
    priority: int = 0,
    delay_seconds: float = 0,
    once_key: str | None = None,
    subject_id: UUID | None = None,
    is_awaited: bool = False,
) -> UUID:
    """Ask for `job`; gives its id, or with `once_key` that of the unfinished job of the tenant which has this key.

    `priority`: higher goes first. `is_awaited`: the unfinished job, which may be running, cannot end by
    `Work.end_unless` until this transaction has: it looks once more then at what there is to do.
    The job belongs to the actor's tenant, else to the session's, else to the whole installation.
    """
    tenant_id = actor.tenant_id if actor else scope_tenant(session)
    key = None if once_key is None else stored_key(tenant_id, once_key)
    # What is awaited is asked for so often that it mostly stands there: to look first spares the other questions.
    if is_awaited and key and (found := session.scalar(_unfinished(tenant_id, key, is_awaited=True))):
        return found
    run_at = utc_now() + timedelta(seconds=delay_seconds)
    values = {
        "id": new_id(),
        "tenant_id": tenant_id,
        "name": job.name,
        "queue": job.queue,
        "payload": job.model_dump(mode="json"),
        "rank": -priority,
        "max_attempts": job.max_attempts,
        "run_at": run_at,
        "turn_at": max(run_at, _next_turn(session, tenant_id, job.queue)),
        "subject_id": subject_id,
        "created_by": actor.user_id if actor else None,
    }
    if key is None:
        return session.execute(insert(JobRow).values(values).returning(JobRow.id)).scalar_one()
    return _enqueue_once(session, values | {"once_key": key}, is_awaited=is_awaited)


def stored_key(tenant_id: UUID | None, once_key: str) -> str:
    """The key as it stands in the row: tenants do not come into each other's way."""
    return f"{tenant_id or 'installation'} {once_key}"


def _enqueue_once(session: Session, values: dict[str, Any], *, is_awaited: bool) -> UUID:
    wanted = (
        insert_into(session, JobRow)
        .values(values)
        .on_conflict_do_nothing(index_elements=[JobRow.once_key], index_where=UNFINISHED)
        .returning(JobRow.id)
    )
    waiting = _unfinished(values["tenant_id"], values["once_key"], is_awaited=is_awaited)
    # The job that has the key may end, or its transaction be rolled back, between the two questions.
    while True:
        found: UUID | None = session.scalar(wanted) or session.scalar(waiting)
        if found is not None:
            return found


def _unfinished(tenant_id: UUID | None, key: str, *, is_awaited: bool) -> Select[UUID]:
    found = select(JobRow.id).where(JobRow.tenant_id == tenant_id, JobRow.once_key == key, UNFINISHED)
    return found.with_for_update(read=True) if is_awaited else found


def _next_turn(session: Session, tenant_id: UUID | None, queue: str) -> datetime:
    """A while after the last turn of the tenant's waiting jobs; those that are to wait for their hour do not count."""
    last = session.scalar(
        select(JobRow.turn_at)
        .where(QUEUED, JobRow.tenant_id == tenant_id, JobRow.queue == queue, JobRow.run_at <= utc_now())
        .order_by(JobRow.turn_at.desc())
        .limit(1)
    )
    return utc_now() if last is None else last + _BETWEEN_TURNS


def publish(session: Session, event: Event, *, actor: Actor | None = None) -> None:
    """Ask for the jobs that follow from `event`, as the table of subscriptions says."""
    for job_for in session.info["subscriptions"].get(type(event), ()):
        job = job_for(event)
        enqueue(session, job, actor=actor, subject_id=job.works_on)
