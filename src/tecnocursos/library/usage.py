"""Where assets are used. The studio, which is above this room, calls these in the transactions of its changes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.library import queries
from tecnocursos.library.models import Asset, AssetUsage


def track_usage(
    session: Session,
    actor: Actor,
    asset_id: UUID,
    project_id: UUID,
    scene_id: UUID | None = None,
    *,
    is_published: bool = False,
) -> None:
    """Say that a scene, or the project as a whole, uses an asset; said again it changes nothing."""
    actor.require(Permission.EDIT_CONTENT)
    queries.get_asset(session, actor, asset_id)
    known = select(AssetUsage.id).where(
        AssetUsage.tenant_id == actor.tenant_id, AssetUsage.project_id == project_id, AssetUsage.is_published
    )
    used = insert_into(session, AssetUsage).values(
        tenant_id=actor.tenant_id,
        asset_id=asset_id,
        project_id=project_id,
        scene_id=scene_id or project_id,
        is_published=is_published or session.scalar(known.limit(1)) is not None,
    )
    session.execute(used.on_conflict_do_nothing())
    _recount(session, actor, [asset_id])


def release_usage(session: Session, actor: Actor, project_id: UUID, scene_id: UUID | None = None) -> None:
    """Say that a scene, or nothing in the project any more, uses its assets."""
    gone = delete(AssetUsage).where(AssetUsage.tenant_id == actor.tenant_id, AssetUsage.project_id == project_id)
    if scene_id is not None:
        gone = gone.where(AssetUsage.scene_id == scene_id)
    _recount(session, actor, session.scalars(gone.returning(AssetUsage.asset_id)).all())


def set_project_published(session: Session, actor: Actor, project_id: UUID, is_published: bool) -> None:
    """Say whether a project is published, which guards the assets that it uses."""
    session.execute(
        update(AssetUsage)
        .where(AssetUsage.tenant_id == actor.tenant_id, AssetUsage.project_id == project_id)
        .values(is_published=is_published)
        .execution_options(synchronize_session=False)
    )


def _recount(session: Session, actor: Actor, asset_ids: Iterable[UUID]) -> None:
    table = Asset.__table__
    uses = (
        select(func.count())
        .select_from(AssetUsage)
        .where(AssetUsage.asset_id == table.c.id, AssetUsage.tenant_id == actor.tenant_id)
        .scalar_subquery()
    )
    session.execute(
        update(table)  # type: ignore[arg-type]
        .where(table.c.id.in_(set(asset_ids)), table.c.tenant_id == actor.tenant_id)
        .values(usage_count=uses, updated_at=table.c.updated_at)
    )
