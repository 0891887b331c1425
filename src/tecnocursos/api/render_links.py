"""Links by which people without an account watch a video."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.studio.flow_models import FileKind
from tecnocursos.studio.renders import sharing

router = APIRouter(tags=["renders"], route_class=EdgeRoute)

_OF_FILES: dict[str, FileKind] = {
    "video_url": "video",
    "captions_url": "vtt",
    "chapters_url": "chapters",
    "transcript_url": "transcript",
    "poster_url": "poster",
}


class NewRenderLink(Request):
    expires_in_days: Annotated[StrictInt, Field(ge=1, le=365, examples=[30])]
    name: Annotated[str, Field(min_length=1, max_length=200, examples=["Turma de março"])] | None = Field(
        None, description="Whom it is for; those who watch do not see it"
    )
    in_answers: StrictBool = Field(
        False, description="Answers from the video's document send the link to customers, at the second that tells it"
    )


class RenderLinkDetails(Response):
    id: UUID
    render_id: UUID
    name: str | None
    created_at: datetime
    created_by: UUID | None
    expires_at: datetime
    view_count: int = Field(description="How often the link was opened")
    viewed_at: datetime | None = Field(description="Last")
    in_answers: bool = Field(description="Answers from the video's document send it")


class MadeRenderLink(RenderLinkDetails):
    url: str = Field(
        description="Shown only now; the token is not kept", examples=["https://cursos.example.com/watch#token=…"]
    )


class SharedToken(Request):
    token: Annotated[str, Field(min_length=1, max_length=200, examples=["4fzHqg…"])]


class SharedVideo(Response):
    """The addresses are signed, and good for an hour or two."""

    title: str
    language: Language
    duration_ms: int | None
    expires_at: datetime = Field(description="Until then the link can be opened")
    video_url: str
    captions_url: str | None = Field(description="WebVTT, as the others are null where the render has none")
    chapters_url: str | None = Field(description="WebVTT")
    transcript_url: str | None = Field(description="Markdown")
    poster_url: str | None


@router.post("/api/v1/renders/{render_id}/links", status_code=201)
@made_at("/api/v1/renders/{render_id}/links/{id}")
@answers_secret
def make_render_link(
    session: Session, actor: Actor, platform: Platform, render_id: UUID, wanted: NewRenderLink
) -> MadeRenderLink:
    """Make a link by which anybody who has it may watch the video.

    It ends when it expires or is revoked, and when the video is deleted or withdrawn.
    """
    link, token = sharing.make_link(session, actor, render_id, wanted.expires_in_days, wanted.name)
    url = f"{platform.settings.server.address}/watch#token={token}"
    if wanted.in_answers:
        sharing.offer_in_answers(session, actor, link, url)
    return MadeRenderLink(**RenderLinkDetails.model_validate(link).model_dump(), url=url)


@router.get("/api/v1/renders/{render_id}/links")
def list_render_links(
    session: Session, actor: Actor, render_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[RenderLinkDetails]:
    """The links to a video, newest first, those that have expired too."""
    return page_of(RenderLinkDetails, sharing.list_links(session, actor, render_id, cursor=cursor, limit=limit))


@router.get("/api/v1/renders/{render_id}/links/{link_id}")
def get_render_link(session: Session, actor: Actor, render_id: UUID, link_id: UUID) -> RenderLinkDetails:
    """One link, without its token."""
    return RenderLinkDetails.model_validate(sharing.get_link(session, actor, render_id, link_id))


@router.delete("/api/v1/renders/{render_id}/links/{link_id}", status_code=204)
def revoke_render_link(session: Session, actor: Actor, render_id: UUID, link_id: UUID) -> None:
    """Revoke a link, at once and for good. Who has opened it already may watch for an hour or two more."""
    sharing.revoke_link(session, actor, render_id, link_id)


@router.post("/api/v1/shared/read")
@answers_secret
def read_shared(session: Session, platform: Platform, sent: SharedToken) -> SharedVideo:
    """What a link shows: the video and what lies beside it. Counts as a view."""
    shared = sharing.open_shared(session, sent.token)
    files = {file.kind: (file, stored) for file, stored in shared.found.files}
    urls = {
        field: platform.download_links.link(files[kind][1], files[kind][0].name, is_inline=True)
        for field, kind in _OF_FILES.items()
        if kind in files
    }
    return SharedVideo.model_validate(
        {
            **dict.fromkeys(_OF_FILES),
            **urls,
            "title": shared.title,
            "language": shared.language,
            "duration_ms": shared.found.render.duration_ms,
            "expires_at": shared.expires_at,
        }
    )
