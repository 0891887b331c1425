"""What members think of assets: stars and favourites. They change no asset's version."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.audit import service as audit
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.library import queries
from tecnocursos.library.errors import RaterUnknown
from tecnocursos.library.models import Asset, AssetFavourite, AssetRating

_NEWEST = SortOrder("newest", (AssetRating.created_at, AssetRating.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class Opinion:
    average: float
    count: int


def rate(session: Session, actor: Actor, asset_id: UUID, stars: int) -> Opinion:
    """Give 1 to 5 stars, in the place of those given before."""
    actor.require(Permission.COMMENT)
    user_id = _person(actor)
    queries.get_asset(session, actor, asset_id)
    given = insert_into(session, AssetRating).values(
        tenant_id=actor.tenant_id, asset_id=asset_id, user_id=user_id, stars=stars
    )
    session.execute(
        given.on_conflict_do_update(index_elements=["asset_id", "user_id"], set_={"stars": given.excluded.stars})
    )
    average, count = session.execute(
        select(func.avg(AssetRating.stars), func.count()).where(
            AssetRating.asset_id == asset_id, AssetRating.tenant_id == actor.tenant_id
        )
    ).one()
    opinion = Opinion(round(float(average), 4), count)
    _update(session, actor, asset_id, rating_average=opinion.average, rating_count=count)
    audit.record(session, actor, "asset.rated", "asset", asset_id, {"stars": (None, stars)})
    return opinion


def list_ratings(
    session: Session, actor: Actor, asset_id: UUID, *, cursor: str | None, limit: int
) -> Slice[AssetRating]:
    actor.require(Permission.READ_CONTENT)
    queries.get_asset(session, actor, asset_id)
    wanted = select(AssetRating).where(AssetRating.asset_id == asset_id, AssetRating.tenant_id == actor.tenant_id)
    return fetch_page(session, wanted, _NEWEST, cursor=cursor, limit=limit)


def set_favourite(session: Session, actor: Actor, asset_id: UUID, is_favourite: bool) -> None:
    actor.require(Permission.READ_CONTENT)
    user_id = _person(actor)
    queries.get_asset(session, actor, asset_id)
    if is_favourite:
        marked = insert_into(session, AssetFavourite).values(
            tenant_id=actor.tenant_id, asset_id=asset_id, user_id=user_id
        )
        session.execute(marked.on_conflict_do_nothing())
    else:
        session.execute(
            delete(AssetFavourite).where(
                AssetFavourite.tenant_id == actor.tenant_id,
                AssetFavourite.asset_id == asset_id,
                AssetFavourite.user_id == user_id,
            )
        )


def _person(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise RaterUnknown
    return actor.user_id


def _update(session: Session, actor: Actor, asset_id: UUID, **values: float) -> None:
    table = Asset.__table__
    session.execute(
        update(table)  # type: ignore[arg-type]
        .where(table.c.id == asset_id, table.c.tenant_id == actor.tenant_id)
        .values(**values, updated_at=table.c.updated_at)
    )
