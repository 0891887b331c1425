"""What a newer version of its document would change in a project, and taking that up scene by scene."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.studio.changes import service
from tecnocursos.studio.changes.matching import PartChange
from tecnocursos.studio.changes.proposals import Decision, Proposal
from tecnocursos.studio.changes.service import ProjectChanges
from tecnocursos.studio.queries import lock_project

router = APIRouter(prefix="/api/v1/projects/{project_id}/changes", tags=["changes"], route_class=EdgeRoute)

Key = Annotated[str, Field(min_length=1, max_length=200)]


class ChangesDetails(Versioned):
    """`version` is the project's: it goes into the If-Match of what is decided."""

    project_id: UUID
    from_version_id: UUID = Field(description="The version of the document that the project points into")
    from_number: int
    to_version_id: UUID
    to_number: int
    parts: tuple[PartChange, ...] = Field(description="What became of the parts of the document")
    proposals: tuple[Proposal, ...] = Field(
        description="Scenes that are touched; those that are not named stay as they are"
    )


class Decisions(Request):
    version_id: UUID = Field(description="`to_version_id` of the changes that were read")
    decisions: dict[Key, Decision] = Field(
        default_factory=dict,
        max_length=5_000,
        description="By the key of the proposal. `accept` follows the document and keeps the author's edits, "
        "`document` gives them up, `reject` leaves the scene as it is",
        examples=[{"slide-256": "accept", "new:3": "accept", "slide-260": "reject"}],
    )
    default: Decision = Field(
        "reject", description="For proposals that no decision names. Scenes are only removed by a decision of their own"
    )


class ChangesApplied(Versioned):
    """`version` is the project's."""

    project_id: UUID
    document_version_id: UUID
    scene_count: int
    before_revision_id: UUID = Field(description="The project as it was just before, to go back to")


@router.get("")
def get_changes(
    session: Session, actor: Actor, platform: Platform, project_id: UUID, version_id: UUID | None = None
) -> ChangesDetails:
    """What changes with another version of the project's document, by default the newest. Nothing is changed yet.

    Of a project that shows the original slides, those of both versions must have been drawn: 409 `slides_being_drawn`
    until they are, `slides_drawing_failed` when the job `job_id` could not, `slides_undrawn` when none was asked to.
    """
    found = _changes(session, actor, platform, project_id, version_id)
    return ChangesDetails(
        version=found.project.version,
        project_id=project_id,
        from_version_id=found.old.id,
        from_number=found.old.number,
        to_version_id=found.new.id,
        to_number=found.new.number,
        parts=found.changes.parts,
        proposals=found.changes.proposals,
    )


@router.post("/apply")
def apply_changes(
    session: Session,
    actor: Actor,
    platform: Platform,
    project_id: UUID,
    body: Decisions,
    if_match: IfMatch = None,
) -> ChangesApplied:
    """Take up the proposed changes as decided; the project then points to the new version. If-Match: the project's."""
    actor.require(Permission.EDIT_CONTENT)
    project = lock_project(session, actor, project_id)
    require_version(if_match, project.version)
    found = _changes(session, actor, platform, project_id, body.version_id)
    before, scene_count = service.apply_changes(session, actor, found, body.decisions, body.default)
    return ChangesApplied(
        version=project.version,
        project_id=project_id,
        document_version_id=found.new.id,
        scene_count=scene_count,
        before_revision_id=before.id,
    )


def _changes(
    session: Session, actor: Actor, platform: Platform, project_id: UUID, version_id: UUID | None
) -> ProjectChanges:
    cache = platform.tools.of_tenant(actor.tenant_id).cache
    return service.changes_of(session, actor, project_id, version_id, storage=platform.storage, cache=cache)
