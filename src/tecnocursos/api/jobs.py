"""Jobs: what was asked for, how far it is, cancel and try again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.infra.jobs import queries
from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import JobState
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Response
from tecnocursos.studio.renders.queries import find_of_job
from tecnocursos.studio.renders.service import retry_render

router = APIRouter(prefix="/api/v1/jobs", tags=["jobs"], route_class=EdgeRoute)


class JobDetails(Response):
    id: UUID
    name: str = Field(examples=["studio.render_project"])
    queue: QueueName
    state: JobState
    stage: str | None = Field(examples=["pictures"])
    fraction: float = Field(description="Work done over work planned", examples=[0.42])
    seconds_left: float | None = Field(description="Null until it can be told", examples=[12.5])
    attempts: int
    is_cancel_requested: bool
    subject_id: UUID | None
    result: dict[str, Any] | None
    error: dict[str, Any] | None = Field(
        examples=[{"code": "document_encrypted", "en": "It is protected.", "pt": "Protegido."}]
    )
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@router.get("")
def list_jobs(
    session: Session,
    actor: Actor,
    state: JobState | None = None,
    name: Annotated[str | None, Query(max_length=100, examples=["studio.render_project"])] = None,
    queue: QueueName | None = None,
    subject_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[JobDetails]:
    """The tenant's jobs, newest first."""
    actor.require(Permission.READ_CONTENT)
    jobs = queries.list_jobs(
        session, actor, state=state, name=name, queue=queue, subject_id=subject_id, cursor=cursor, limit=limit
    )
    return page_of(JobDetails, jobs)


@router.get("/{job_id}")
def get_job(session: Session, actor: Actor, job_id: UUID) -> JobDetails:
    """One job and how far it is."""
    actor.require(Permission.READ_CONTENT)
    return JobDetails.model_validate(queries.get_job(session, actor, job_id))


@router.post("/{job_id}/cancel")
def cancel_job(session: Session, actor: Actor, job_id: UUID) -> JobDetails:
    """Stop a job: at once when it waits, at its next step when it runs."""
    actor.require(Permission.RENDER)
    return JobDetails.model_validate(queries.request_cancel(session, actor, job_id))


@router.post("/{job_id}/retry")
def retry_job(session: Session, actor: Actor, job_id: UUID) -> JobDetails:
    """Try a job again that failed or was cancelled. For a render the plan must have room, as when it was asked for."""
    actor.require(Permission.RENDER)
    render_id = find_of_job(session, actor, job_id)
    if render_id is None:
        queries.retry_job(session, actor, job_id)
    else:
        retry_render(session, actor, render_id)
    return JobDetails.model_validate(queries.get_job(session, actor, job_id))
