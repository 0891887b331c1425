"""What happens to a person is recorded in every tenant they belong to: each must be able to show it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import Member
from tecnocursos.accounts.queries import across_tenants
from tecnocursos.audit import service as audit
from tecnocursos.audit.service import Fact
from tecnocursos.kit.actor import Actor


def record_for_person(
    session: Session, user_id: UUID, action: str, changes: Mapping[str, tuple[Fact, Fact]] | None = None
) -> None:
    """Record `action`, done by or to the person, wherever they are a member."""
    with across_tenants(session):
        # In one order, so that two of these never wait for each other.
        tenants = session.scalars(select(Member.tenant_id).where(Member.user_id == user_id).order_by(Member.tenant_id))
        for tenant_id in tenants.all():
            audit.record(session, person_acting(tenant_id, user_id), action, "user", user_id, changes)


def person_acting(tenant_id: UUID, user_id: UUID) -> Actor:
    """The person as the record names them, where they act without a sign-in."""
    return Actor(kind="member", tenant_id=tenant_id, permissions=frozenset(), user_id=user_id)
