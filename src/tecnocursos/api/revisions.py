"""Revisions of a project: kept by themselves before what changes much, and on request; compared and restored."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.studio.course import Course
from tecnocursos.studio.courses import course_of
from tecnocursos.studio.flow_models import RevisionReason
from tecnocursos.studio.queries import get_project, lock_project
from tecnocursos.studio.revisions import queries, service
from tecnocursos.studio.revisions.differences import FieldDifference, SceneDifference, compare_courses
from tecnocursos.studio.revisions.errors import RevisionOfAnotherProject

router = APIRouter(tags=["revisions"], route_class=EdgeRoute)


class RevisionName(Request):
    name: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Named revisions are never pruned",
        examples=["Antes da revisão"],
    )


class RevisionDetails(Response):
    id: UUID
    project_id: UUID
    number: int
    name: str | None
    reason: RevisionReason = Field(description="What it was kept for")
    scene_count: int
    created_at: datetime
    created_by: UUID | None


class RevisionCourse(RevisionDetails):
    course: Course


class Comparison(Response):
    before: UUID
    after: UUID | None = Field(description="Null: the project as it is now")
    fields: tuple[FieldDifference, ...]
    scenes: tuple[SceneDifference, ...] = Field(description="In the order after; what was removed, last")


class Restored(Versioned):
    """`version` is the project's."""

    project_id: UUID
    revision: RevisionDetails = Field(description="What was restored")
    before: RevisionDetails = Field(description="The project as it was just before, to go back to")


@router.post("/api/v1/projects/{project_id}/revisions", status_code=201)
@made_at("/api/v1/revisions/{id}")
def create_revision(session: Session, actor: Actor, project_id: UUID, body: RevisionName) -> RevisionDetails:
    """Keep the project as it is now. Without a name, an unchanged project's newest revision answers."""
    return RevisionDetails.model_validate(service.create_revision(session, actor, project_id, body.name))


@router.get("/api/v1/projects/{project_id}/revisions")
def list_revisions(
    session: Session,
    actor: Actor,
    project_id: UUID,
    is_named: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[RevisionDetails]:
    """The revisions of a project, newest first."""
    actor.require(Permission.READ_CONTENT)
    get_project(session, actor, project_id)
    found = queries.list_revisions(session, actor, project_id, is_named=is_named, cursor=cursor, limit=limit)
    return page_of(RevisionDetails, found)


@router.get("/api/v1/revisions/{revision_id}")
def get_revision(session: Session, actor: Actor, revision_id: UUID) -> RevisionCourse:
    """One revision with the whole course as it was."""
    actor.require(Permission.READ_CONTENT)
    revision = queries.get_revision(session, actor, revision_id)
    values = RevisionDetails.model_validate(revision).model_dump()
    return RevisionCourse(**values, course=service.course_at(session, actor, revision))


@router.get("/api/v1/revisions/{revision_id}/compare")
def compare_revision(session: Session, actor: Actor, revision_id: UUID, to: UUID | None = None) -> Comparison:
    """What changed from this revision to another one, or to the project as it is now; words side by side."""
    actor.require(Permission.READ_CONTENT)
    before = queries.get_revision(session, actor, revision_id)
    if to is None:
        after, _ = course_of(session, actor, before.project_id)
    else:
        other = queries.get_revision(session, actor, to)
        if other.project_id != before.project_id:
            raise RevisionOfAnotherProject
        after = service.course_at(session, actor, other)
    found = compare_courses(service.course_at(session, actor, before), after)
    return Comparison(before=before.id, after=to, fields=found.fields, scenes=found.scenes)


@router.patch("/api/v1/revisions/{revision_id}")
def name_revision(session: Session, actor: Actor, revision_id: UUID, body: RevisionName) -> RevisionDetails:
    """Give a revision a name, or take it away."""
    actor.require(Permission.EDIT_CONTENT)
    revision = queries.get_revision(session, actor, revision_id)
    service.name_revision(session, actor, revision, body.name)
    return RevisionDetails.model_validate(revision)


@router.delete("/api/v1/revisions/{revision_id}", status_code=204, response_model=None)
def delete_revision(session: Session, actor: Actor, revision_id: UUID) -> None:
    """Delete a revision that no video was made from."""
    actor.require(Permission.EDIT_CONTENT)
    service.delete_revision(session, actor, queries.get_revision(session, actor, revision_id))


@router.post("/api/v1/revisions/{revision_id}/restore")
def restore_revision(session: Session, actor: Actor, revision_id: UUID, if_match: IfMatch = None) -> Restored:
    """Take the project back to this revision. If-Match names the project's version. How it is now is kept first."""
    actor.require(Permission.EDIT_CONTENT)
    revision = queries.get_revision(session, actor, revision_id)
    project = lock_project(session, actor, revision.project_id)
    require_version(if_match, project.version)
    before = service.restore_revision(session, actor, project, revision)
    return Restored(
        version=project.version,
        project_id=project.id,
        revision=RevisionDetails.model_validate(revision),
        before=RevisionDetails.model_validate(before),
    )
