"""Renders: a project's course made into a video, by a job; its files, and what it would cost before it is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.rendering.timeline import SizeName
from tecnocursos.studio.flow_models import FileKind
from tecnocursos.studio.renders import queries, service
from tecnocursos.studio.renders.estimating import estimate_render
from tecnocursos.studio.renders.making import SUFFIXES
from tecnocursos.studio.renders.queries import RenderProgress, RenderState
from tecnocursos.studio.renders.service import RenderOptions

router = APIRouter(tags=["renders"], route_class=EdgeRoute)

ALL_FORMATS: list[FileKind] = list(SUFFIXES)
SceneId = Annotated[UUID | None, Query(description="Only this scene; by default all of them")]


class RenderOrder(Request):
    """What is wanted of a render."""

    size: SizeName | None = Field(None, description="By default the project's", examples=["720p"])
    formats: list[FileKind] = Field(
        default_factory=lambda: list(ALL_FORMATS),
        max_length=len(SUFFIXES),
        description="The files wanted beside the video, which is always made",
        examples=[["video", "srt", "vtt"]],
    )
    scene_id: UUID | None = Field(None, description="Only this scene; by default all of them")


class RenderedFile(Response):
    kind: FileKind
    name: str = Field(examples=["internet-em-casa.mp4"])
    media_type: str = Field(examples=["video/mp4"])
    size_bytes: int
    sha256: str
    url: str = Field(description="Signed; good for an hour or two, for ranges too")


class RenderDetails(Response):
    id: UUID
    project_id: UUID
    revision_id: UUID = Field(description="The state of the project that it was made from")
    scene_key: str | None = Field(description="Null: all scenes")
    size: SizeName
    formats: list[FileKind]
    state: RenderState
    stage: str | None = Field(examples=["pictures"])
    fraction: float = Field(description="Work done over work planned", examples=[0.42])
    seconds_left: float | None = Field(description="Null until it can be told", examples=[12.5])
    error: dict[str, Any] | None = Field(
        description="`code`, `en`, `pt` and, where it is one scene's fault, its key as `scene`",
        examples=[{"code": "narration_silent", "en": "…", "pt": "…", "scene": "slide-256"}],
    )
    made: dict[str, Any] | None = Field(
        description="Keys of the scenes that had to be `spoken`, `drawn` and `mixed` anew; what the report found",
        examples=[{"scene_count": 35, "spoken": ["slide-256"], "drawn": [], "mixed": ["slide-256"]}],
    )
    duration_ms: int | None
    job_id: UUID | None
    created_at: datetime
    created_by: UUID | None
    ended_at: datetime | None
    published_at: datetime | None
    files: list[RenderedFile]


class RenderEstimate(Response):
    scene_count: int = Field(examples=[35])
    to_speak: tuple[str, ...] = Field(description="Keys of scenes with lines that are not spoken yet")
    to_draw: tuple[str, ...] = Field(description="Keys of scenes with pictures that are not drawn yet")
    to_sound: tuple[str, ...] = Field(description="Keys of scenes whose sound is not mixed yet")
    duration_ms: int = Field(description="Of the video; estimated where lines are not spoken yet")
    seconds: float = Field(description="Roughly how long the server will work on it", examples=[8.4])


@router.post("/api/v1/projects/{project_id}/renders", status_code=202)
@made_at("/api/v1/renders/{id}")
def ask_for_render(
    session: Session, actor: Actor, platform: Platform, project_id: UUID, order: RenderOrder
) -> RenderDetails:
    """Have the project made into a video, as it is now. Asked again while it is being made, the same render answers."""
    options = RenderOptions(size=order.size, formats=order.formats, scene_id=order.scene_id)
    return details(service.ask_for_render(session, actor, project_id, options), platform)


@router.get("/api/v1/projects/{project_id}/renders/estimate")
def get_estimate(
    session: Session,
    actor: Actor,
    platform: Platform,
    project_id: UUID,
    size: SizeName | None = None,
    scene_id: SceneId = None,
) -> RenderEstimate:
    """What a render would have to make now. What was made before and is in this machine's cache costs nothing."""
    options = RenderOptions(size=size, scene_id=scene_id)
    draft = service.draft_to_estimate(session, actor, project_id, options, platform.storage)
    return RenderEstimate.model_validate(estimate_render(draft, platform.tools.of_tenant(actor.tenant_id)))


@router.get("/api/v1/projects/{project_id}/renders")
def list_project_renders(
    session: Session,
    actor: Actor,
    platform: Platform,
    project_id: UUID,
    state: RenderState | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[RenderDetails]:
    """The renders of a project, newest first."""
    actor.require(Permission.READ_CONTENT)
    found = service.list_project_renders(session, actor, project_id, state=state, cursor=cursor, limit=limit)
    return Page(items=[details(one, platform) for one in found.rows], next_cursor=found.next_cursor)


@router.get("/api/v1/projects/{project_id}/video")
def get_video(session: Session, actor: Actor, platform: Platform, project_id: UUID) -> RenderDetails:
    """The project's video: its newest finished render."""
    actor.require(Permission.READ_CONTENT)
    return details(queries.newest_video(session, actor, project_id), platform)


@router.get("/api/v1/renders")
def list_renders(
    session: Session,
    actor: Actor,
    platform: Platform,
    state: RenderState | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[RenderDetails]:
    """All renders, newest first."""
    actor.require(Permission.READ_CONTENT)
    found = queries.list_renders(session, actor, state=state, cursor=cursor, limit=limit)
    return Page(items=[details(one, platform) for one in found.rows], next_cursor=found.next_cursor)


@router.get("/api/v1/renders/{render_id}")
def get_render(session: Session, actor: Actor, platform: Platform, render_id: UUID) -> RenderDetails:
    """One render: how far it is, and its files once it has ended well."""
    actor.require(Permission.READ_CONTENT)
    return details(queries.get_render(session, actor, render_id), platform)


@router.delete("/api/v1/renders/{render_id}", status_code=204, response_model=None)
def delete_render(session: Session, actor: Actor, render_id: UUID) -> None:
    """Delete a render and its files. One that is running is cancelled first, a published one withdrawn."""
    service.delete_render(session, actor, render_id)


@router.post("/api/v1/renders/{render_id}/cancel")
def cancel_render(session: Session, actor: Actor, platform: Platform, render_id: UUID) -> RenderDetails:
    """Stop a render: at once when it waits, within about a second when it runs. Nothing half-made is left."""
    return details(service.cancel_render(session, actor, render_id), platform)


@router.post("/api/v1/renders/{render_id}/retry")
def retry_render(session: Session, actor: Actor, platform: Platform, render_id: UUID) -> RenderDetails:
    """Try a render again that failed or was cancelled, with the project as it was then."""
    return details(service.retry_render(session, actor, render_id), platform)


@router.post("/api/v1/renders/{render_id}/publish")
def publish_render(session: Session, actor: Actor, platform: Platform, render_id: UUID) -> RenderDetails:
    """Let this be the project's published video, in place of any other."""
    return details(service.publish_render(session, actor, render_id, is_published=True), platform)


@router.post("/api/v1/renders/{render_id}/withdraw")
def withdraw_render(session: Session, actor: Actor, platform: Platform, render_id: UUID) -> RenderDetails:
    """Publish a render no longer."""
    return details(service.publish_render(session, actor, render_id, is_published=False), platform)


def details(found: RenderProgress, platform: Platform) -> RenderDetails:
    render = found.render
    return RenderDetails(
        id=render.id,
        project_id=render.project_id,
        revision_id=render.revision_id,
        scene_key=render.scene_key,
        size=render.size,
        formats=render.formats,
        state=found.state,
        stage=found.stage,
        fraction=found.fraction,
        seconds_left=found.seconds_left,
        error=found.error,
        made=render.made,
        duration_ms=render.duration_ms,
        job_id=render.job_id,
        created_at=render.created_at,
        created_by=render.created_by,
        ended_at=found.ended_at,
        published_at=render.published_at,
        files=[
            RenderedFile(
                kind=file.kind,
                name=file.name,
                media_type=stored.media_type,
                size_bytes=stored.size_bytes,
                sha256=stored.sha256,
                url=platform.download_links.link(stored, file.name, is_inline=file.kind in {"video", "vtt", "poster"}),
            )
            for file, stored in found.files
        ],
    )
