"""What the edge asks at every request: who acts with this sign-in, or this key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.api_keys import actor_of_key
from tecnocursos.accounts.models import Member, SignIn, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS, SUSPENDED_PERMISSIONS
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotAuthenticated

__all__ = ["actor_of_key", "actor_of_sign_in"]

# Asked at every request, so built once, and of tables: nothing is made of what mapped classes would add.
_sign_in, _member, _user, _tenant = (kind.__table__.c for kind in (SignIn, Member, User, Tenant))
_SIGN_IN_OF = (
    select(_sign_in.user_id, _member.role, _tenant.state)
    .join_from(
        SignIn.__table__,
        Member.__table__,
        and_(_member.tenant_id == _sign_in.tenant_id, _member.user_id == _sign_in.user_id),
    )
    .join(User.__table__, _user.id == _sign_in.user_id)
    .join(Tenant.__table__, _tenant.id == _sign_in.tenant_id)
    .where(
        _sign_in.id == bindparam("sign_in_id"),
        _sign_in.tenant_id == bindparam("tenant_id"),
        _sign_in.ended_at.is_(None),
        _sign_in.expires_at > bindparam("now"),
        _member.state == "active",
        or_(_tenant.state == "active", and_(_tenant.state == "suspended", _member.role == "owner")),
        _user.is_disabled.is_(False),
    )
)


def actor_of_sign_in(session: Session, tenant_id: UUID, sign_in_id: UUID) -> Actor:
    """The member who signed in, as they are now. Raises NotAuthenticated when that has ended in any way."""
    found = session.execute(
        _SIGN_IN_OF, {"sign_in_id": sign_in_id, "tenant_id": tenant_id, "now": utc_now()}
    ).one_or_none()
    if found is None:
        raise NotAuthenticated
    user_id, role, tenant_state = found
    return Actor(
        kind="member",
        tenant_id=tenant_id,
        permissions=ROLE_PERMISSIONS[role] if tenant_state == "active" else SUSPENDED_PERMISSIONS,
        user_id=user_id,
        role=role,
        session_id=sign_in_id,
    )
