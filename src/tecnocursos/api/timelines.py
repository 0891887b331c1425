"""When what of a course is seen and heard, before it is rendered."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.studio.timelines import ProjectTimeline, read_score, time_project

router = APIRouter(prefix="/api/v1", tags=["previews"], route_class=EdgeRoute)


@router.get("/projects/{project_id}/timeline")
def get_timeline(session: Session, actor: Actor, platform: Platform, project_id: UUID) -> ProjectTimeline:
    """When each scene, line and step of the video begins, as it would be rendered now.

    The length of a line that was not spoken yet is an estimate. A slide that is too full for one page is shown on
    several: `page` and `step` are those of the scene's preview.
    """
    score = read_score(session, actor, project_id, platform.storage)
    # Looking up what is spoken already needs no connection.
    session.close()
    return time_project(score, platform.tools.of_tenant(actor.tenant_id), platform.previews)
