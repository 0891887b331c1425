"""Whether sign-ins and keys still hold, many at once: for those who stay connected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.models import ApiKey, Member, SignIn, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS, SUSPENDED_PERMISSIONS
from tecnocursos.kit.actor import Permission
from tecnocursos.kit.clock import utc_now


def permissions_of_sign_ins(session: Session, sign_in_ids: Collection[UUID]) -> Mapping[UUID, frozenset[Permission]]:
    """What each sign-in may do now; those that have ended in any way are left out. In the system's scope."""
    found = session.execute(
        select(SignIn.id, Member.role, Tenant.state)
        .join(Member, (Member.tenant_id == SignIn.tenant_id) & (Member.user_id == SignIn.user_id))
        .join(User, User.id == SignIn.user_id)
        .join(Tenant, Tenant.id == SignIn.tenant_id)
        .where(
            SignIn.id.in_(sign_in_ids),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > utc_now(),
            Member.state == "active",
            or_(Tenant.state == "active", (Tenant.state == "suspended") & (Member.role == "owner")),
            User.is_disabled.is_(False),
        )
    )
    return {
        sign_in_id: ROLE_PERMISSIONS[role] if tenant_state == "active" else SUSPENDED_PERMISSIONS
        for sign_in_id, role, tenant_state in found
    }


def permissions_of_keys(session: Session, key_ids: Collection[UUID]) -> Mapping[UUID, frozenset[Permission]]:
    """What each key may do now; those that have ended in any way are left out. In the system's scope."""
    found = session.execute(
        select(ApiKey.id, ApiKey.scopes, Member.role)
        .join(Member, (Member.tenant_id == ApiKey.tenant_id) & (Member.user_id == ApiKey.user_id))
        .join(User, User.id == ApiKey.user_id)
        .join(Tenant, Tenant.id == ApiKey.tenant_id)
        .where(
            ApiKey.id.in_(key_ids),
            ApiKey.revoked_at.is_(None),
            or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > utc_now()),
            Member.state == "active",
            Tenant.state == "active",
            User.is_disabled.is_(False),
        )
    )
    return {key_id: ROLE_PERMISSIONS[role] & frozenset(scopes) for key_id, scopes, role in found}


def names_of(
    session: Session, tenant_id: UUID, user_ids: Collection[UUID] | Select[UUID] | Select[UUID | None]
) -> Mapping[UUID, str]:
    """The names of members of one tenant, by their ids or by a select of those."""
    found = session.execute(
        select(User.id, User.name)
        .join(Member, Member.user_id == User.id)
        .where(Member.tenant_id == tenant_id, User.id.in_(user_ids))
    )
    return {row.id: row.name for row in found}
