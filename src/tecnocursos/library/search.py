"""Finding assets: words, filters, facets and orders behind one door, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Label, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.pagination import CursorInvalid, decode_cursor, encode_cursor
from tecnocursos.library.models import Asset, AssetFavourite, AssetState, AssetTag, AssetText, Kind, Orientation
from tecnocursos.library.words import split_words, stem

Sort = Literal["relevance", "newest", "name", "rating", "usage"]
_ORDERS: Mapping[Sort, SortOrder] = {
    "newest": SortOrder("newest", (Asset.created_at, Asset.id), is_descending=True),
    "name": SortOrder("name", (Asset.name, Asset.id)),
    "rating": SortOrder("rating", (Asset.rating_average, Asset.id), is_descending=True),
    "usage": SortOrder("usage", (Asset.usage_count, Asset.id), is_descending=True),
}
_DEEPEST = 10_000
_FACET_TAGS = 30
_QUERY_WORDS = 20
_INDEX = table("asset_search", column("rowid"))


@dataclass(frozen=True, slots=True)
class AssetQuery:
    """What is looked for; None stands for anything."""

    words: str | None = None
    kind: Kind | None = None
    state: AssetState | None = None
    orientation: Orientation | None = None
    tags: tuple[str, ...] = ()
    """All of them."""
    owner_id: UUID | None = None
    is_favourite: bool | None = None
    """Of whoever asks."""
    smallest_bytes: int | None = None
    largest_bytes: int | None = None
    shortest_ms: int | None = None
    longest_ms: int | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of those found have which value."""

    kinds: dict[str, int]
    states: dict[str, int]
    orientations: dict[str, int]
    tags: dict[str, int]


def find_assets(
    session: Session, actor: Actor, query: AssetQuery, sort: Sort, *, cursor: str | None, limit: int
) -> Slice[Asset]:
    """One page of those that match. Raises CursorInvalid."""
    if sort != "relevance":
        return fetch_page(session, _filtered(session, actor, query), _ORDERS[sort], cursor=cursor, limit=limit)
    if query.words is None:
        return find_assets(session, actor, query, "newest", cursor=cursor, limit=limit)
    start = _place(cursor)
    matches = _matches(session, actor, query.words).subquery()
    wanted = _filtered(session, actor, query, matches=False).join(matches, matches.c.asset_id == Asset.id)
    rows = session.scalars(wanted.order_by(matches.c.rank, Asset.id.desc()).offset(start).limit(limit + 1)).all()
    if len(rows) <= limit:
        return Slice(rows, None)
    return Slice(rows[:limit], encode_cursor("relevance", [start + limit]))


def count_facets(session: Session, actor: Actor, query: AssetQuery) -> Facets:
    found = _filtered(session, actor, query).with_only_columns(Asset.id).scalar_subquery()

    def count(values: InstrumentedAttribute[Any]) -> dict[str, int]:
        counted = select(values, func.count()).where(
            Asset.tenant_id == actor.tenant_id, Asset.id.in_(found), values.is_not(None)
        )
        return {row[0]: row[1] for row in session.execute(counted.group_by(values))}

    tags = select(AssetTag.tag, func.count().label("number")).where(
        AssetTag.tenant_id == actor.tenant_id, AssetTag.asset_id.in_(found)
    )
    common = session.execute(tags.group_by(AssetTag.tag).order_by(text("number DESC"), AssetTag.tag).limit(_FACET_TAGS))
    return Facets(
        kinds=count(Asset.kind),
        states=count(Asset.state),
        orientations=count(Asset.orientation),
        tags={row[0]: row[1] for row in common},
    )


def _filtered(session: Session, actor: Actor, query: AssetQuery, *, matches: bool = True) -> Select[Asset]:
    wanted = select(Asset).where(Asset.tenant_id == actor.tenant_id)
    for value, compare in (
        (query.kind, Asset.kind.__eq__),
        (query.state, Asset.state.__eq__),
        (query.orientation, Asset.orientation.__eq__),
        (query.owner_id, Asset.created_by.__eq__),
        (query.smallest_bytes, Asset.size_bytes.__ge__),
        (query.largest_bytes, Asset.size_bytes.__le__),
        (query.shortest_ms, Asset.duration_ms.__ge__),
        (query.longest_ms, Asset.duration_ms.__le__),
        (query.created_from, Asset.created_at.__ge__),
        (query.created_to, Asset.created_at.__lt__),
    ):
        if value is not None:
            wanted = wanted.where(compare(value))
    for tag in query.tags:
        tagged = select(AssetTag.asset_id).where(AssetTag.tenant_id == actor.tenant_id, AssetTag.tag == tag.casefold())
        wanted = wanted.where(Asset.id.in_(tagged))
    if query.is_favourite is not None:
        favourites = select(AssetFavourite.asset_id).where(
            AssetFavourite.tenant_id == actor.tenant_id, AssetFavourite.user_id == actor.user_id
        )
        wanted = wanted.where(Asset.id.in_(favourites) if query.is_favourite else Asset.id.not_in(favourites))
    if query.words is not None and matches:
        found = _matches(session, actor, query.words).subquery()
        wanted = wanted.where(Asset.id.in_(select(found.c.asset_id)))
    return wanted


def _matches(session: Session, actor: Actor, words: str) -> Select[UUID, Any]:
    """Ids and ranks (lower is better) of the tenant's assets that hold every word, or a word that begins so."""
    asked = [(word, stem(word)) for word in split_words(words)[:_QUERY_WORDS]]
    if not asked:
        rank: Label[Any] = literal_column("0").label("rank")
        return select(AssetText.asset_id, rank).where(literal_column("1 = 0"))
    tenant = actor.tenant_id.hex
    if session.get_bind().dialect.name == "postgresql":
        wanted = " & ".join([f"'{tenant}'", *(f"('{stemmed}' | '{word}':*)" for word, stemmed in asked)])
        query = func.to_tsquery(text("'simple'"), wanted)
        words_index: Any = literal_column("asset_texts.words")
        rank = (-func.ts_rank_cd(words_index, query)).label("rank")
        return select(AssetText.asset_id, rank).where(
            AssetText.tenant_id == actor.tenant_id, words_index.op("@@")(query)
        )
    expression = f'tenant_id : "{tenant}" AND ' + " AND ".join(
        f'("{stemmed}" OR "{word}" *)' for word, stemmed in asked
    )
    rank = literal_column("bm25(asset_search, 0, 10, 5, 1)").label("rank")
    return select(AssetText.asset_id, rank).where(
        AssetText.id == _INDEX.c.rowid,
        AssetText.tenant_id == actor.tenant_id,
        text("asset_search MATCH :expression").bindparams(expression=expression),
    )


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (place,) = decode_cursor(cursor, "relevance", 1)
    if not isinstance(place, int) or not 0 <= place <= _DEEPEST:
        raise CursorInvalid
    return place
