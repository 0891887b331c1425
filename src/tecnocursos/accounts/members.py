"""The people of a tenant: list, change role, suspend, remove, leave. One active owner always stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session

from tecnocursos.accounts import queries, signing_in
from tecnocursos.accounts.errors import LastOwner, MemberNotFound
from tecnocursos.accounts.models import ApiKey, Member, MemberState, User
from tecnocursos.accounts.policy import require_person, require_rank
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import Base
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission, Role
from tecnocursos.kit.clock import utc_now

MemberSort = Literal["name", "-name", "created_at", "-created_at"]


_MEMBERS_AND_PEOPLE = (
    select(
        Member.id,
        Member.tenant_id,
        Member.user_id,
        Member.created_at,
        Member.version,
        Member.role,
        Member.state,
        User.name,
        User.email,
    )
    .join(User, User.id == Member.user_id)
    .subquery("members_and_people")
)


class MemberPerson(Base):
    """A member together with the person; read only."""

    __table__ = _MEMBERS_AND_PEOPLE
    __mapper_args__ = {"primary_key": [_MEMBERS_AND_PEOPLE.c.id]}  # noqa: RUF012

    id: Mapped[UUID]
    tenant_id: Mapped[UUID]
    user_id: Mapped[UUID]
    created_at: Mapped[datetime]
    version: Mapped[int]
    role: Mapped[Role]
    state: Mapped[MemberState]
    name: Mapped[str]
    email: Mapped[str]


_ORDERS: Mapping[str, SortOrder] = {
    name: SortOrder(name, columns, is_descending=name.startswith("-"))
    for sort, columns in {
        "name": (MemberPerson.name, MemberPerson.id),
        "created_at": (MemberPerson.created_at, MemberPerson.id),
    }.items()
    for name in (sort, f"-{sort}")
}


def list_members(
    session: Session,
    actor: Actor,
    *,
    role: Role | None = None,
    state: MemberState | None = None,
    sort: MemberSort = "created_at",
    cursor: str | None = None,
    limit: int,
) -> Slice[MemberPerson]:
    actor.require(Permission.READ_MEMBERS)
    wanted = select(MemberPerson).where(MemberPerson.tenant_id == actor.tenant_id)
    if role is not None:
        wanted = wanted.where(MemberPerson.role == role)
    if state is not None:
        wanted = wanted.where(MemberPerson.state == state)
    return fetch_page(session, wanted, _ORDERS[sort], cursor=cursor, limit=limit)


def get_member(session: Session, actor: Actor, member_id: UUID) -> MemberPerson:
    """Raises MemberNotFound."""
    actor.require(Permission.READ_MEMBERS)
    found = session.scalar(
        select(MemberPerson)
        .where(MemberPerson.tenant_id == actor.tenant_id, MemberPerson.id == member_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise MemberNotFound
    return found


def get_own_member(session: Session, actor: Actor) -> Member:
    """The actor's own membership. Raises MemberNotFound, PersonNeeded."""
    found = queries.find_member_of_user(session, actor.tenant_id, require_person(actor))
    if found is None:
        raise MemberNotFound
    return found


def lock_member(session: Session, actor: Actor, member_id: UUID) -> Member:
    """The member that is to change; changes of a tenant's members come one after another. Raises MemberNotFound."""
    actor.require(Permission.MANAGE_MEMBERS)
    queries.lock_tenant(session, actor.tenant_id)
    return queries.get_member(session, actor, member_id)


def change_member(
    session: Session, actor: Actor, member: Member, *, role: Role | None = None, state: MemberState | None = None
) -> None:
    """Change role or state of a member from `lock_member`. Raises OwnerNeeded, LastOwner."""
    role, state = role or member.role, state or member.state
    require_rank(actor, member.role, role)
    if role != "owner" or state != "active":
        _require_another_owner(session, member)
    if role != member.role:
        audit.record(session, actor, "member.role_changed", "member", member.id, {"role": (member.role, role)})
    if state != member.state:
        audit.record(session, actor, "member.state_changed", "member", member.id, {"state": (member.state, state)})
    member.role, member.state = role, state
    if state == "suspended":
        signing_in.end_in_tenant(session, actor, "suspended", member.user_id)
    session.flush()


def remove_member(session: Session, actor: Actor, member: Member) -> None:
    """Raises OwnerNeeded, LastOwner."""
    require_rank(actor, member.role)
    take_out(session, actor, member, "removed")


def leave(session: Session, actor: Actor) -> None:
    """Leave the tenant; what one made stays. Raises LastOwner, PersonNeeded."""
    require_person(actor)
    queries.lock_tenant(session, actor.tenant_id)
    take_out(session, actor, get_own_member(session, actor), "left")


def require_removable(session: Session, actor: Actor, user_id: UUID) -> None:
    """That the person can be taken out of the tenant. Raises MemberNotFound, OwnerNeeded, LastOwner."""
    member = queries.find_member_of_user(session, actor.tenant_id, user_id)
    if member is None:
        raise MemberNotFound
    if user_id != actor.user_id:
        require_rank(actor, member.role)
    _require_another_owner(session, member)


def take_out(session: Session, actor: Actor, member: Member, because: str) -> None:
    """End a member's place, sign-ins and keys here; what they made stays. Raises LastOwner."""
    _require_another_owner(session, member)
    signing_in.end_in_tenant(session, actor, because, member.user_id)
    session.execute(
        update(ApiKey)
        .where(ApiKey.tenant_id == member.tenant_id, ApiKey.user_id == member.user_id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=utc_now())
    )
    audit.record(session, actor, f"member.{because}", "member", member.id, {"role": (member.role, None)})
    session.delete(member)
    session.flush()


def _require_another_owner(session: Session, member: Member) -> None:
    is_active_owner = member.role == "owner" and member.state == "active"
    if is_active_owner and queries.count_active_owners(session, member.tenant_id) == 1:
        raise LastOwner
