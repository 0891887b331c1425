"""Where an asset of the library is used."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Response
from tecnocursos.studio.asset_uses import list_uses
from tecnocursos.studio.models import ProjectState

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], route_class=EdgeRoute)


class UsingScene(Response):
    id: UUID
    key: str = Field(examples=["ligar-o-roteador"])
    position: int
    title: str


class AssetUse(Response):
    """A project that uses the asset."""

    project_id: UUID
    title: str
    state: ProjectState = Field(description="While it is `published`, the asset is deleted only by force")
    is_music: bool = Field(description="It is the music of the whole course")
    scenes: list[UsingScene] = Field(description="Those that show it or play it; none: it is only among the files")


@router.get("/{asset_id}/usage")
def list_asset_uses(
    session: Session, actor: Actor, asset_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[AssetUse]:
    """The projects and scenes that use an asset, the newest project first: what deleting it would touch."""
    found = list_uses(session, actor, asset_id, cursor=cursor, limit=limit)
    items = [
        AssetUse(
            project_id=use.project.id,
            title=use.project.title,
            state=use.project.state,
            is_music=use.is_music,
            scenes=[UsingScene.model_validate(scene) for scene in use.scenes],
        )
        for use in found.rows
    ]
    return Page[AssetUse](items=items, next_cursor=found.next_cursor)
