"""Keys for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import api_keys
from tecnocursos.accounts.schemas import Name
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Moment, Request, Response

router = APIRouter(prefix="/api/v1/api-keys", tags=["keys"], route_class=EdgeRoute)


class KeyDetails(Response):
    id: UUID
    name: str = Field(examples=["Nightly import"])
    user_id: UUID
    scopes: list[str] = Field(examples=[["content:read"]])
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None = Field(description="Within ten minutes")


class NewKey(Request):
    name: Name = Field(examples=["Nightly import"])
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=len(Permission))]
    expires_at: Moment | None = None


class MadeKey(KeyDetails):
    key: str = Field(description="Shown only now", examples=["tc_0198…_…"])


@router.get("")
def list_keys(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[KeyDetails]:
    """One's own keys, newest first; for those who manage members, everybody's."""
    return page_of(KeyDetails, api_keys.list_keys(session, actor, cursor=cursor, limit=limit))


@router.post("", status_code=201)
@made_at("/api/v1/api-keys/{id}")
@answers_secret
@answers_secret
def make_key(session: Session, actor: Actor, body: NewKey) -> MadeKey:
    """Make a key. It never may more than its maker may at the time, and ends with their membership."""
    key, text = api_keys.make_key(session, actor, body.name, body.scopes, body.expires_at)
    return MadeKey(**KeyDetails.model_validate(key).model_dump(), key=text)


@router.get("/{key_id}")
def get_key(session: Session, actor: Actor, key_id: UUID) -> KeyDetails:
    """One key, without its secret."""
    return KeyDetails.model_validate(api_keys.get_key(session, actor, key_id))


@router.delete("/{key_id}", status_code=204)
def revoke_key(session: Session, actor: Actor, key_id: UUID) -> None:
    """Revoke a key, at once and for good."""
    api_keys.revoke_key(session, actor, key_id)
