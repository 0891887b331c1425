"""Scenes: what a course shows and says, one by one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import TemplateName, Transition
from tecnocursos.studio import queries, scenes
from tecnocursos.studio.checking import MOST_SCENES
from tecnocursos.studio.conversions import SlideKind
from tecnocursos.studio.course import Line, Scene
from tecnocursos.studio.models import SceneRow

router = APIRouter(prefix="/api/v1/scenes", tags=["scenes"], route_class=EdgeRoute)

Sort = Literal["position", "-created_at", "-updated_at"]
_SLIDE = {"kind": "bullets", "title": "Ligar o roteador", "items": [{"text": "Ligue na tomada"}]}
_LINES = [{"text": "Primeiro, ligue o roteador na tomada.", "step": 1}]


class SceneSummary(Response):
    id: UUID
    project_id: UUID
    position: int
    key: str = Field(description="The scene's id in the course", examples=["ligar-o-roteador"])
    kind: SlideKind
    title: str
    chapter: str | None
    look: TemplateName | None
    version: int
    created_at: datetime
    updated_at: datetime


class SceneDetails(SceneSummary, Versioned):
    slide: Slide
    lines: list[Line]
    section_id: str | None
    shows: list[str] = Field(description="Ids of the document's blocks that the slide shows")
    transition: Transition | None
    template_id: UUID | None


Key = Annotated[str, Field(min_length=1, max_length=200)]
BlockIds = Annotated[list[Key], Field(max_length=1000)]
Lines = Annotated[list[Line], Field(min_length=1, max_length=200, examples=[_LINES])]


class SceneContent(Request):
    """All that a scene says and shows."""

    slide: Slide = Field(examples=[_SLIDE])
    lines: Lines
    key: Key | None = Field(None, description="Null: it keeps its own; a new scene gets one from its title")
    section_id: Key | None = None
    shows: BlockIds = Field(default_factory=list)
    chapter: Annotated[str, Field(max_length=300)] | None = None
    transition: Transition | None = None
    look: TemplateName | None = Field(None, description="In place of the project's")


class NewScene(SceneContent):
    project_id: UUID
    position: Annotated[StrictInt, Field(ge=0, le=MOST_SCENES)] | None = Field(None, description="Null: at the end")


class SceneChange(Request):
    """What is not named stays; null takes chapter, transition, look or section away."""

    slide: Slide | None = None
    lines: Lines | None = None
    key: Key | None = None
    section_id: Key | None = None
    shows: BlockIds | None = None
    chapter: Annotated[str, Field(max_length=300)] | None = None
    transition: Transition | None = None
    look: TemplateName | None = None


class NewOrder(Request):
    project_id: UUID
    scene_ids: Annotated[list[UUID], Field(max_length=MOST_SCENES, description="All of them, in their new order")]


class Order(Versioned):
    """`version` is the project's."""

    project_id: UUID
    scene_ids: list[UUID]


class TemplateToApply(Request):
    template_id: UUID | None = Field(description="Null: the project's look again")


class SplitPoint(Request):
    line: Annotated[StrictInt, Field(ge=1, le=200, description="Lines that stay; those after them go to the new scene")]


@router.get("")
def list_scenes(
    session: Session,
    actor: Actor,
    project_id: UUID | None = None,
    kind: SlideKind | None = None,
    search: Annotated[str | None, Query(max_length=100, description="Part of the title")] = None,
    sort: Annotated[Sort | None, Query(description="Else by position within a project, or the newest first")] = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[SceneSummary]:
    """Scenes of a project, or of all."""
    found = scenes.list_scenes(
        session,
        actor,
        project_id=project_id,
        kind=kind,
        search=search,
        sort=sort or ("position" if project_id else "-created_at"),
        cursor=cursor,
        limit=limit,
    )
    return page_of(SceneSummary, found)


@router.post("", status_code=201)
@made_at("/api/v1/scenes/{id}")
def create_scene(session: Session, actor: Actor, wanted: NewScene) -> SceneDetails:
    """Add a scene to a project."""
    scene = _scene(wanted, key="")
    row = scenes.create_scene(session, actor, wanted.project_id, scene, wanted.position)
    return SceneDetails.model_validate(row)


@router.put("/reorder")
def reorder_scenes(session: Session, actor: Actor, order: NewOrder, if_match: IfMatch = None) -> Order:
    """Put the scenes of a project in another order. If-Match names the version of the project."""
    actor.require(Permission.EDIT_CONTENT)
    project = queries.lock_project(session, actor, order.project_id)
    require_version(if_match, project.version)
    scenes.reorder_scenes(session, actor, project, order.scene_ids)
    return Order(version=project.version, project_id=project.id, scene_ids=order.scene_ids)


@router.get("/{scene_id}")
def get_scene(session: Session, actor: Actor, scene_id: UUID) -> SceneDetails:
    """One scene with its slide and lines."""
    return SceneDetails.model_validate(scenes.get_scene(session, actor, scene_id))


@router.put("/{scene_id}")
def replace_scene(
    session: Session, actor: Actor, scene_id: UUID, content: SceneContent, if_match: IfMatch = None
) -> SceneDetails:
    """Replace all that the scene says and shows."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    scenes.change_scene(session, actor, row, _scene(content, key=row.key))
    return SceneDetails.model_validate(row)


@router.patch("/{scene_id}")
def change_scene(
    session: Session, actor: Actor, scene_id: UUID, change: SceneChange, if_match: IfMatch = None
) -> SceneDetails:
    """Change what is named of a scene."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    content = SceneContent.model_validate(
        {**SceneDetails.model_validate(row).model_dump(include=set(SceneContent.model_fields)), **_named(change)}
    )
    scenes.change_scene(session, actor, row, _scene(content, key=row.key))
    return SceneDetails.model_validate(row)


@router.delete("/{scene_id}", status_code=204)
def delete_scene(session: Session, actor: Actor, scene_id: UUID, if_match: IfMatch = None) -> None:
    """Take the scene out of its project, with its comments."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    scenes.delete_scene(session, actor, row)


@router.post("/{scene_id}/duplicate", status_code=201)
@made_at("/api/v1/scenes/{id}")
def duplicate_scene(session: Session, actor: Actor, scene_id: UUID) -> SceneDetails:
    """A copy right after the scene."""
    actor.require(Permission.EDIT_CONTENT)
    row = scenes.get_scene(session, actor, scene_id)
    return SceneDetails.model_validate(scenes.duplicate_scene(session, actor, row))


@router.post("/{scene_id}/apply-template")
def apply_template(
    session: Session, actor: Actor, scene_id: UUID, wanted: TemplateToApply, if_match: IfMatch = None
) -> SceneDetails:
    """Give the scene a template's look, and its slide the template's kind where that names one."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    scenes.apply_template(session, actor, row, wanted.template_id)
    return SceneDetails.model_validate(row)


@router.post("/{scene_id}/split", status_code=201)
@made_at("/api/v1/scenes/{id}")
def split_scene(
    session: Session, actor: Actor, scene_id: UUID, point: SplitPoint, if_match: IfMatch = None
) -> SceneDetails:
    """Make the lines from a point on a scene of their own, which follows and shows the same. Gives the new scene."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    return SceneDetails.model_validate(scenes.split_scene(session, actor, row, point.line))


@router.post("/{scene_id}/merge")
def merge_with_next(session: Session, actor: Actor, scene_id: UUID, if_match: IfMatch = None) -> SceneDetails:
    """Let the scene say what the next one says too, and take that one out. It goes on showing what it shows."""
    row = _scene_to_change(session, actor, scene_id, if_match)
    scenes.merge_with_next(session, actor, row)
    return SceneDetails.model_validate(row)


def _scene_to_change(session: Session, actor: Actor, scene_id: UUID, if_match: str | None) -> SceneRow:
    """The scene, for one who may edit it and knows its newest version."""
    actor.require(Permission.EDIT_CONTENT)
    row = scenes.get_scene(session, actor, scene_id)
    require_version(if_match, row.version)
    return row


def _scene(content: SceneContent, key: str) -> Scene:
    return Scene(
        id=content.key or key,
        slide=content.slide,
        lines=tuple(content.lines),
        section_id=content.section_id,
        shows=tuple(content.shows),
        chapter=content.chapter or None,
        transition=content.transition,
        template=content.look,
    )


def _named(change: SceneChange) -> dict[str, object]:
    """The fields that were named; null where a scene must have something changes nothing."""
    told = change.model_dump(include=change.model_fields_set)
    return {name: value for name, value in told.items() if value is not None or name not in {"slide", "lines", "shows"}}
