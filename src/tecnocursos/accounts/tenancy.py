"""What others ask about a tenant: its plan, how many belong to it, and who may do something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import Member, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS
from tecnocursos.kit.actor import Permission


def plan_name(session: Session, tenant_id: UUID) -> str:
    return session.scalars(select(Tenant.plan).where(Tenant.id == tenant_id)).one()


def is_active(session: Session, tenant_id: UUID) -> bool:
    return session.scalar(select(Tenant.state).where(Tenant.id == tenant_id)) == "active"


def hold_plan(session: Session, tenant_id: UUID) -> None:
    """Whoever else holds it waits until this transaction ends; others may go on adding rows to the tenant."""
    session.execute(select(Tenant.id).where(Tenant.id == tenant_id).with_for_update(key_share=True))


def count_members(session: Session, tenant_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Member).where(Member.tenant_id == tenant_id)) or 0


def are_members(session: Session, tenant_id: UUID, users: Collection[UUID]) -> bool:
    """Whether all of these people belong to the tenant, and none of them is suspended."""
    if not users:
        return True
    wanted = select(func.count()).where(
        Member.tenant_id == tenant_id, Member.user_id.in_(users), Member.state == "active"
    )
    return session.scalar(wanted) == len(set(users))


def people_who_may(session: Session, tenant_id: UUID, permission: Permission) -> Mapping[UUID, str]:
    """The names of those whose role allows it, by user; without who is suspended or kept out."""
    roles = [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
    wanted = (
        select(User.id, User.name)
        .join(Member, Member.user_id == User.id)
        .where(
            Member.tenant_id == tenant_id,
            Member.state == "active",
            Member.role.in_(roles),
            User.is_disabled.is_(False),
        )
    )
    return dict(session.execute(wanted).all())
