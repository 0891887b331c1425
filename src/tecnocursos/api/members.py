"""The people of the organisation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import members
from tecnocursos.accounts.members import MemberSort
from tecnocursos.accounts.models import MemberState
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.kit.actor import Actor, Role
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Versioned

router = APIRouter(prefix="/api/v1/members", tags=["members"], route_class=EdgeRoute)


class MemberDetails(Versioned):
    id: UUID
    user_id: UUID
    name: str = Field(examples=["Ana Souza"])
    email: str = Field(examples=["ana@fibraboa.com.br"])
    role: Role
    state: MemberState
    created_at: datetime


class MemberChange(Request):
    role: Role | None = None
    state: MemberState | None = None


@router.get("")
def list_members(
    session: Session,
    actor: Actor,
    role: Role | None = None,
    state: MemberState | None = None,
    sort: MemberSort = "created_at",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[MemberDetails]:
    """The members, in the order they came or by name."""
    rows = members.list_members(session, actor, role=role, state=state, sort=sort, cursor=cursor, limit=limit)
    return page_of(MemberDetails, rows)


@router.get("/{member_id}")
def get_member(session: Session, actor: Actor, member_id: UUID) -> MemberDetails:
    """One member."""
    return MemberDetails.model_validate(members.get_member(session, actor, member_id))


@router.patch("/{member_id}")
def change_member(
    session: Session, actor: Actor, member_id: UUID, body: MemberChange, if_match: IfMatch = None
) -> MemberDetails:
    """Change a member's role, suspend them or let them back in. Only owners make owners, and one always stays."""
    member = members.lock_member(session, actor, member_id)
    require_version(if_match, member.version)
    members.change_member(session, actor, member, role=body.role, state=body.state)
    return MemberDetails.model_validate(members.get_member(session, actor, member_id))


@router.delete("/{member_id}", status_code=204)
def remove_member(session: Session, actor: Actor, member_id: UUID, if_match: IfMatch = None) -> None:
    """Remove a member. Their sign-ins and keys here end; what they made stays."""
    member = members.lock_member(session, actor, member_id)
    require_version(if_match, member.version)
    members.remove_member(session, actor, member)


@router.post("/leave", status_code=204)
def leave(session: Session, actor: Actor) -> None:
    """Leave the organisation. The last owner cannot."""
    members.leave(session, actor)
