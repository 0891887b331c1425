"""What happens to a person is recorded in every tenant they belong to: each must be able to show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import Member
from tecnocursos.accounts.queries import across_tenants
from tecnocursos.audit import service as audit
from tecnocursos.audit.service import Fact
from tecnocursos.kit.actor import Actor, system_actor


def record_for_person(
    session: Session, user_id: UUID, action: str, changes: Mapping[str, tuple[Fact, Fact]] | None = None
) -> None:
    """Record `action`, done by the person or in their name, wherever they are a member."""
    with across_tenants(session):
        for tenant_id in _tenants_of(session, user_id):
            audit.record(session, person_acting(tenant_id, user_id), action, "user", user_id, changes)


def record_about_person(
    session: Session, user_id: UUID, action: str, changes: Mapping[str, tuple[Fact, Fact]] | None = None
) -> None:
    """Record what whoever runs the installation did to the person, in its record and wherever they are a member."""
    with across_tenants(session):
        audit.record(session, None, action, "user", user_id, changes)
        for tenant_id in _tenants_of(session, user_id):
            audit.record(session, system_actor(tenant_id), action, "user", user_id, changes)


def _tenants_of(session: Session, user_id: UUID) -> Sequence[UUID]:
    # In one order, so that two who record never wait for each other.
    tenants = select(Member.tenant_id).where(Member.user_id == user_id).order_by(Member.tenant_id)
    return session.scalars(tenants).all()


def person_acting(tenant_id: UUID, user_id: UUID) -> Actor:
    """The person as the record names them, where they act without a sign-in."""
    return Actor(kind="member", tenant_id=tenant_id, permissions=frozenset(), user_id=user_id)
