"""Where assets of the library are used: in which projects, and in which of their scenes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.library import service as library
from tecnocursos.library.models import AssetUsage
from tecnocursos.studio import queries
from tecnocursos.studio.courses import scene_of
from tecnocursos.studio.media import media_names_of_scene
from tecnocursos.studio.models import Project, ProjectMedia, SceneRow

NEWEST_FIRST = SortOrder("-created_at", (Project.created_at, Project.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class Use:
    """A project that has an asset among its files or was said to use it."""

    project: Project
    scenes: tuple[SceneRow, ...]
    """Those that show it or speak it, in their order."""
    is_music: bool


def list_uses(session: Session, actor: Actor, asset_id: UUID, *, cursor: str | None, limit: int) -> Slice[Use]:
    """The projects that use an asset, the newest first. Raises AssetNotFound."""
    actor.require(Permission.READ_CONTENT)
    library.get_asset(session, actor, asset_id)
    used = select(AssetUsage.project_id).where(AssetUsage.tenant_id == actor.tenant_id, AssetUsage.asset_id == asset_id)
    wanted = queries.own(actor, Project).where(Project.id.in_(used))
    found = fetch_page(session, wanted, NEWEST_FIRST, cursor=cursor, limit=limit)
    projects = [project.id for project in found.rows]
    names = _names(session, actor, asset_id, projects)
    scenes = _scenes(session, actor, asset_id, projects, names)
    uses = [
        Use(project, tuple(scenes[project.id]), bool(project.music and project.music["file"] in names[project.id]))
        for project in found.rows
    ]
    return Slice(uses, found.next_cursor)


def _names(session: Session, actor: Actor, asset_id: UUID, projects: Sequence[UUID]) -> Mapping[UUID, set[str]]:
    """What the projects call the asset."""
    names: dict[UUID, set[str]] = defaultdict(set)
    wanted = select(ProjectMedia.project_id, ProjectMedia.name).where(
        ProjectMedia.tenant_id == actor.tenant_id,
        ProjectMedia.asset_id == asset_id,
        ProjectMedia.project_id.in_(projects),
    )
    for project_id, name in session.execute(wanted):
        names[project_id].add(name)
    return names


def _scenes(
    session: Session, actor: Actor, asset_id: UUID, projects: Sequence[UUID], names: Mapping[UUID, set[str]]
) -> Mapping[UUID, list[SceneRow]]:
    """The scenes that name the asset, and those that were said to use it."""
    said = set(
        session.scalars(
            select(AssetUsage.scene_id).where(
                AssetUsage.tenant_id == actor.tenant_id,
                AssetUsage.asset_id == asset_id,
                AssetUsage.project_id.in_(projects),
            )
        )
    )
    using: dict[UUID, list[SceneRow]] = defaultdict(list)
    wanted = queries.own(actor, SceneRow).where(SceneRow.project_id.in_(projects))
    for row in session.scalars(wanted.order_by(SceneRow.project_id, SceneRow.position, SceneRow.id)):
        if row.id in said or names[row.project_id] & media_names_of_scene(scene_of(row)):
            using[row.project_id].append(row)
    return using
