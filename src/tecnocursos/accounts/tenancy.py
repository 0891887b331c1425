"""What others ask about a tenant: its plan, and how many belong to it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import Member, Tenant


def plan_name(session: Session, tenant_id: UUID) -> str:
    return session.scalars(select(Tenant.plan).where(Tenant.id == tenant_id)).one()


def count_members(session: Session, tenant_id: UUID) -> int:
    return session.scalar(select(func.count()).select_from(Member).where(Member.tenant_id == tenant_id)) or 0
