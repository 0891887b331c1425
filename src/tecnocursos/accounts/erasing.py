"""Forgetting a person: their place in a tenant ends, and with the last one goes who they were."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts import members, queries
from tecnocursos.accounts.models import (
    BackupCode,
    Challenge,
    EmailLink,
    Invitation,
    Member,
    SecondFactor,
    SignIn,
    User,
)
from tecnocursos.accounts.queries import across_tenants
from tecnocursos.audit import service as audit
from tecnocursos.kit.actor import Actor

_NOBODY = "—"


def erase_member(session: Session, actor: Actor, user_id: UUID) -> None:
    """Take a person out of the actor's tenant, without what told who they were. Whoever belongs to other tenants keeps
    the account. Raises LastOwner.
    """
    queries.lock_tenant(session, actor.tenant_id)
    member = queries.find_member_of_user(session, actor.tenant_id, user_id)
    if member is not None:
        members.take_out(session, actor, member, "erased")
    user = queries.hold_user(session, user_id, to_end=True)
    session.execute(delete(Invitation).where(Invitation.tenant_id == actor.tenant_id, Invitation.email == user.email))
    session.execute(
        update(SignIn).where(SignIn.tenant_id == actor.tenant_id, SignIn.user_id == user_id).values(client="")
    )
    with across_tenants(session):
        if session.scalar(select(Member.id).where(Member.user_id == user_id).limit(1)) is None:
            _empty(session, user)
    audit.record(session, actor, "person.erased", "user", user_id)


def _empty(session: Session, user: User) -> None:
    """The row stays, since others name it; nobody can sign in as it, and nothing tells who it was."""
    for table in (SecondFactor, BackupCode, Challenge):
        session.execute(delete(table).where(table.user_id == user.id))
    session.execute(delete(EmailLink).where(or_(EmailLink.user_id == user.id, EmailLink.email == user.email)))
    session.execute(delete(Invitation).where(Invitation.email == user.email))
    user.email, user.name = f"erased-{user.id}@invalid", _NOBODY
    user.password_hash, user.is_disabled = "!", True
    session.flush()
