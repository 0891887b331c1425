"""What the edge asks at every request: who acts with this sign-in, or this key."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from tecnocursos.accounts.api_keys import actor_of_key
from tecnocursos.accounts.models import Member, SignIn, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS, SUSPENDED_PERMISSIONS
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotAuthenticated

__all__ = ["actor_of_key", "actor_of_sign_in"]

# Asked at every request, so built once.
_SIGN_IN_OF = (
    select(SignIn.user_id, Member.role, Tenant.state)
    .join(Member, (Member.tenant_id == SignIn.tenant_id) & (Member.user_id == SignIn.user_id))
    .join(User, User.id == SignIn.user_id)
    .join(Tenant, Tenant.id == SignIn.tenant_id)
    .where(
        SignIn.id == bindparam("sign_in_id"),
        SignIn.tenant_id == bindparam("tenant_id"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > bindparam("now"),
        Member.state == "active",
        or_(Tenant.state == "active", (Tenant.state == "suspended") & (Member.role == "owner")),
        User.is_disabled.is_(False),
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
