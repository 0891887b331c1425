"""Stars and favourites of assets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictBool, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.asset_schemas import AssetDetails, details_of_all
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.library import opinions, search
from tecnocursos.library.search import AssetQuery

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], route_class=EdgeRoute)


class Rating(Request):
    stars: StrictInt = Field(ge=1, le=5, examples=[4])


class RatingSummary(Response):
    average: float = Field(examples=[4.5])
    count: int = Field(examples=[2])


class RatingDetails(Response):
    user_id: UUID
    stars: int
    created_at: datetime


class FavouriteWish(Request):
    is_favourite: StrictBool = True


@router.post("/{asset_id}/rate")
def rate_asset(session: Session, actor: Actor, asset_id: UUID, body: Rating) -> RatingSummary:
    """Give an asset stars; each member has one rating, and the last one counts."""
    return RatingSummary.model_validate(opinions.rate(session, actor, asset_id, body.stars))


@router.get("/{asset_id}/ratings")
def list_asset_ratings(
    session: Session, actor: Actor, asset_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[RatingDetails]:
    """Who gave how many stars, newest first."""
    return page_of(RatingDetails, opinions.list_ratings(session, actor, asset_id, cursor=cursor, limit=limit))


@router.post("/{asset_id}/favorite", status_code=204, response_model=None)
def mark_asset_favourite(session: Session, actor: Actor, asset_id: UUID, body: FavouriteWish | None = None) -> None:
    """Make the asset a favourite of whoever asks, or with `is_favourite: false` no more."""
    opinions.set_favourite(session, actor, asset_id, body is None or body.is_favourite)


@router.get("/favorites")
def list_favourite_assets(
    session: Session, actor: Actor, platform: Platform, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[AssetDetails]:
    """The favourites of whoever asks, the newest assets first."""
    actor.require(Permission.READ_CONTENT)
    query = AssetQuery(is_favourite=True)
    found = search.find_assets(session, actor, query, "newest", cursor=cursor, limit=limit)
    return Page(items=details_of_all(session, actor, platform, found.rows), next_cursor=found.next_cursor)
