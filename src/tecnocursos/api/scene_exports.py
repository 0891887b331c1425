"""A scene to take away."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Response as HttpResponse
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.rendering.timeline import SizeName
from tecnocursos.studio.scene_export import ExportFormat, export_scene

router = APIRouter(prefix="/api/v1/scenes", tags=["scenes"], route_class=EdgeRoute)


@router.get(
    "/{scene_id}/export",
    response_model=None,
    responses={
        200: {
            "description": "The scene as a file",
            "content": {"application/json": {}, "text/markdown": {}, "image/png": {}, "image/svg+xml": {}},
        }
    },
)
def export(
    session: Session,
    actor: Actor,
    platform: Platform,
    scene_id: UUID,
    wanted: Annotated[ExportFormat, Query(alias="format")] = "json",
    step: Annotated[int | None, Query(ge=0, le=1000, description="Parts of the slide that have appeared")] = None,
    size: SizeName | None = None,
) -> HttpResponse:
    """The scene as a file: as a course (json), as course text (md), or its slide as a picture (png, svg).

    As a video: ask for a render of the project with `scene_id`.
    """
    exported = export_scene(session, actor, platform.storage, scene_id, wanted, step=step, size=size)
    headers = {
        "Content-Disposition": f'attachment; filename="{exported.name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    }
    return HttpResponse(exported.content, media_type=exported.media_type, headers=headers)
