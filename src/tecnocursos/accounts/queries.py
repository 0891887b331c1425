"""Selects of accounts. Those of a tenant's own rows name the tenant; those of a person look across tenants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.errors import MemberNotFound, NoMembership
from tecnocursos.accounts.models import Member, MemberState, SignIn, Tenant, TenantState, User
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.kit.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in one tenant."""

    tenant_id: UUID
    tenant_name: str
    tenant_state: TenantState
    role: Role
    state: MemberState

    @property
    def is_open(self) -> bool:
        """Whether the person may sign in there. The owner of a suspended tenant may, to take it up again."""
        return self.state == "active" and (
            self.tenant_state == "active" or (self.tenant_state == "suspended" and self.role == "owner")
        )


@contextmanager
def across_tenants(session: Session) -> Iterator[None]:
    """Look beyond the session's tenant within the block, for what belongs to a person and not to a tenant."""
    scope = session.info["scope"]
    enter_scope(session, SYSTEM)
    yield
    session.flush()
    enter_scope(session, scope)


def find_user(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email))


def get_user(session: Session, user_id: UUID) -> User:
    return session.scalars(select(User).where(User.id == user_id)).one()


def hold_user(session: Session, user_id: UUID, *, to_end: bool = False) -> User:
    """The person as they are now, until this transaction ends.

    Sign-ins begin holding the person, and all of them are ended (`to_end`) by whoever holds the person alone: so none
    slips through that began meanwhile, with a password that is the old one by now.
    """
    wanted = select(User).where(User.id == user_id).with_for_update(read=not to_end)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def has_users(session: Session) -> bool:
    return session.scalar(select(User.id).limit(1)) is not None


def list_memberships(session: Session, user_id: UUID) -> Sequence[Membership]:
    """Everywhere the person is a member, oldest first; in the system's scope."""
    rows = session.execute(
        select(Member.tenant_id, Tenant.name, Tenant.state, Member.role, Member.state)
        .join(Tenant, Tenant.id == Member.tenant_id)
        .where(Member.user_id == user_id, Tenant.state != "ended")
        .order_by(Member.created_at, Member.id)
    )
    return [Membership(*row) for row in rows]


def choose_membership(session: Session, user_id: UUID, tenant_id: UUID | None) -> Membership:
    """The wanted tenant, else the one last signed in to, else the first. Raises NoMembership."""
    found = {place.tenant_id: place for place in list_memberships(session, user_id) if place.is_open}
    if tenant_id is None:
        latest = (
            select(SignIn.tenant_id)
            .where(SignIn.user_id == user_id, SignIn.tenant_id.in_(found))
            .order_by(SignIn.created_at.desc())
            .limit(1)
        )
        tenant_id = session.scalar(latest) or next(iter(found), None)
    if tenant_id is None or tenant_id not in found:
        raise NoMembership
    return found[tenant_id]


def get_tenant(session: Session, actor: Actor) -> Tenant:
    return session.scalars(select(Tenant).where(Tenant.id == actor.tenant_id)).one()


def lock_tenant(session: Session, tenant_id: UUID) -> Tenant:
    """The tenant; whoever else wants to change it, or who owns it, waits until this transaction ends."""
    return session.scalars(
        select(Tenant).where(Tenant.id == tenant_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def get_member(session: Session, actor: Actor, member_id: UUID) -> Member:
    found = session.scalar(select(Member).where(Member.tenant_id == actor.tenant_id, Member.id == member_id))
    if found is None:
        raise MemberNotFound
    return found


def find_member_of_user(session: Session, tenant_id: UUID, user_id: UUID) -> Member | None:
    return session.scalar(select(Member).where(Member.tenant_id == tenant_id, Member.user_id == user_id))


def count_active_owners(session: Session, tenant_id: UUID) -> int:
    return session.scalars(
        select(func.count())
        .select_from(Member)
        .where(Member.tenant_id == tenant_id, Member.role == "owner", Member.state == "active")
    ).one()
