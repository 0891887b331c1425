"""Selects of the library, each confined to a tenant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.kit.actor import Actor
from tecnocursos.library.errors import AssetNotFound
from tecnocursos.library.models import Asset, AssetFavourite, AssetUsage


def get_asset(session: Session, actor: Actor, asset_id: UUID) -> Asset:
    """Raises AssetNotFound."""
    found = session.scalar(select(Asset).where(Asset.id == asset_id, Asset.tenant_id == actor.tenant_id))
    if found is None:
        raise AssetNotFound
    return found


def list_named(session: Session, actor: Actor, asset_ids: Iterable[UUID]) -> Sequence[Asset]:
    return session.scalars(select(Asset).where(Asset.id.in_(set(asset_ids)), Asset.tenant_id == actor.tenant_id)).all()


def find_same(session: Session, actor: Actor, sha256: str) -> UUID | None:
    """The first asset that was made from the same content."""
    same = select(Asset.id).where(Asset.tenant_id == actor.tenant_id, Asset.source_sha256 == sha256)
    return session.scalar(same.order_by(Asset.created_at, Asset.id).limit(1))


def favourites_among(session: Session, actor: Actor, asset_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the assets that are favourites of whoever asks."""
    mine = select(AssetFavourite.asset_id).where(
        AssetFavourite.tenant_id == actor.tenant_id, AssetFavourite.user_id == actor.user_id
    )
    return set(session.scalars(mine.where(AssetFavourite.asset_id.in_(asset_ids))))


def list_usages(session: Session, actor: Actor, asset_ids: Iterable[UUID]) -> Sequence[AssetUsage]:
    wanted = select(AssetUsage).where(AssetUsage.tenant_id == actor.tenant_id, AssetUsage.asset_id.in_(set(asset_ids)))
    return session.scalars(wanted.order_by(AssetUsage.id)).all()
