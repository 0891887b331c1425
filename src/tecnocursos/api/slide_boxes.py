"""Where things stand on a slide, so that they can be pointed at, moved and written in on the picture itself."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.previews import PageNumber, Step, look_and_slide
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Response
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import TemplateName
from tecnocursos.studio import projects
from tecnocursos.studio.checking import check_slide
from tecnocursos.studio.previews import Look, look_of
from tecnocursos.studio.slide_boxes import find_boxes

router = APIRouter(prefix="/api/v1", tags=["previews"], route_class=EdgeRoute)


class SlideToMeasure(Request):
    """A slide that is not kept yet, in the look of a project."""

    project_id: UUID
    slide: Slide
    look: TemplateName | None = Field(None, description="In place of the project's")
    step: Annotated[StrictInt, Field(ge=0, le=1000)] | None = None
    page: Annotated[StrictInt, Field(ge=1, le=1000)] = 1


class TextBox(Response):
    """From above the accents of the first line to below the descenders of the last one."""

    path: str = Field(description="Names the text in the slide", examples=["items.0.text"])
    x: float
    y: float
    width: float
    height: float
    font_size: float


class ElementBox(Response):
    """As wide as the room that the element has, and as high as what stands in it."""

    element: str = Field(description="Of the slide's kind", examples=["title"])
    x: float
    y: float
    width: float
    height: float
    is_placed: bool = Field(description="Stands where the slide says, not where the template would have it")
    texts: list[TextBox] = Field(description="Without those of which only a piece stands on this page")


class SlideBoxes(Response):
    """In pixels of the video."""

    width: int
    height: int
    page_count: int = Field(description="Pages that the slide becomes")
    boxes: list[ElementBox]


@router.get("/scenes/{scene_id}/boxes")
def list_boxes_of_scene(
    session: Session, actor: Actor, platform: Platform, scene_id: UUID, step: Step = None, page: PageNumber = 1
) -> SlideBoxes:
    """Where the elements and texts of the scene's slide stand in the video, at a step or once all have appeared."""
    look, slide = look_and_slide(session, actor, scene_id)
    return _measure(session, platform, look, slide, page, step)


@router.post("/previews/boxes")
def preview_boxes(session: Session, actor: Actor, platform: Platform, wanted: SlideToMeasure) -> SlideBoxes:
    """Where the elements and texts of a slide that is not kept yet would stand in the video."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, wanted.project_id)
    look = look_of(session, actor, project, wanted.look)
    check_slide(wanted.slide, look.files)
    return _measure(session, platform, look, wanted.slide, wanted.page, wanted.step)


def _measure(session: Session, platform: Platform, look: Look, slide: Slide, page: int, step: int | None) -> SlideBoxes:
    # Typesetting needs no connection.
    session.close()
    return SlideBoxes.model_validate(find_boxes(platform.previews, look, slide, page, step))
