"""The tenant itself: name, suspension, end."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries, signing_in
from tecnocursos.accounts.errors import TenantStateWrong
from tecnocursos.accounts.models import ApiKey, Invitation, Tenant, TenantState
from tecnocursos.accounts.policy import require_confirmed, require_owner
from tecnocursos.audit import service as audit
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now


def get_tenant(session: Session, actor: Actor) -> Tenant:
    return queries.get_tenant(session, actor)


def rename_tenant(session: Session, actor: Actor, tenant: Tenant, name: str) -> None:
    actor.require(Permission.MANAGE_TENANT)
    tenant.name = name
    session.flush()
    audit.record(session, actor, "tenant.renamed", "tenant", tenant.id)


def suspend_tenant(session: Session, actor: Actor) -> Tenant:
    """Nobody works here until an owner takes it up again. Raises OwnerNeeded, ConfirmationNeeded, TenantStateWrong."""
    return _change_state(session, actor, "suspended")


def resume_tenant(session: Session, actor: Actor) -> Tenant:
    """Raises OwnerNeeded, ConfirmationNeeded, TenantStateWrong."""
    return _change_state(session, actor, "active")


def end_tenant(session: Session, actor: Actor) -> None:
    """For good: sign-ins, keys and invitations end. Raises OwnerNeeded, ConfirmationNeeded."""
    tenant = _change_state(session, actor, "ended")
    session.execute(
        update(ApiKey).where(ApiKey.tenant_id == tenant.id, ApiKey.revoked_at.is_(None)).values(revoked_at=utc_now())
    )
    session.execute(
        update(Invitation)
        .where(Invitation.tenant_id == tenant.id, Invitation.state == "pending")
        .values(state="revoked")
    )
    signing_in.end_in_tenant(session, actor, "tenant_ended")


def _change_state(session: Session, actor: Actor, state: TenantState) -> Tenant:
    require_owner(actor)
    require_confirmed(session, actor)
    tenant = queries.lock_tenant(session, actor.tenant_id)
    if tenant.state == state:
        raise TenantStateWrong(state=state)
    audit.record(session, actor, "tenant.state_changed", "tenant", tenant.id, {"state": (tenant.state, state)})
    tenant.state = state
    session.flush()
    return tenant
