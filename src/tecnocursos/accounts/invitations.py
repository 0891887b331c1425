"""Invitations by e-mail: sent, sent again, revoked, accepted by new people and by those who have an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries
from tecnocursos.accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationEnded,
    InvitationNotFound,
    TicketInvalid,
)
from tecnocursos.accounts.messages import SendMail
from tecnocursos.accounts.models import Invitation, InvitationState, Tenant, User
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.accounts.policy import require_rank
from tecnocursos.accounts.recording import person_acting
from tecnocursos.accounts.signing_up import add_member, find_or_add_user, new_hash
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission, Role
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language

VALID_FOR: Final = timedelta(days=7)
INVITATION: Final = "invitation"
"""The purpose of its tickets."""
_NEWEST_FIRST = SortOrder("-created_at", (Invitation.created_at, Invitation.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation says to whoever was sent it."""

    tenant_name: str
    email: str
    role: Role
    has_account: bool
    """Whether that address has an account already, and no name and password are needed."""


def invite(session: Session, actor: Actor, email: str, role: Role, language: Language) -> Invitation:
    """Raises OwnerNeeded, AlreadyMember, AlreadyInvited."""
    actor.require(Permission.MANAGE_MEMBERS)
    require_rank(actor, role)
    user = queries.find_user(session, email)
    if user is not None and queries.find_member_of_user(session, actor.tenant_id, user.id) is not None:
        raise AlreadyMember
    _revoke_expired(session, actor, email)
    invitation = Invitation(
        tenant_id=actor.tenant_id,
        email=email,
        role=role,
        language=language,
        expires_at=utc_now() + VALID_FOR,
        invited_by=actor.user_id,
    )
    session.add(invitation)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyInvited from error
    audit.record(session, actor, "invitation.sent", "invitation", invitation.id, {"role": (None, role)})
    enqueue(session, SendMail(kind="invitation", subject_id=invitation.id), actor=actor, subject_id=invitation.id)
    return invitation


def count_pending(session: Session, actor: Actor) -> int:
    """Places that are promised: invitations that can still be accepted."""
    pending = select(func.count()).where(
        Invitation.tenant_id == actor.tenant_id, Invitation.state == "pending", Invitation.expires_at > utc_now()
    )
    return session.scalar(pending) or 0


def list_invitations(
    session: Session, actor: Actor, *, state: InvitationState | None = None, cursor: str | None = None, limit: int
) -> Slice[Invitation]:
    actor.require(Permission.MANAGE_MEMBERS)
    wanted = select(Invitation).where(Invitation.tenant_id == actor.tenant_id)
    if state is not None:
        wanted = wanted.where(Invitation.state == state)
    return fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)


def get_invitation(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """Raises InvitationNotFound."""
    actor.require(Permission.MANAGE_MEMBERS)
    wanted = select(Invitation).where(Invitation.id == invitation_id, Invitation.tenant_id == actor.tenant_id)
    invitation = session.scalar(wanted)
    if invitation is None:
        raise InvitationNotFound
    return invitation


def resend(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """Send it again; it is good for another seven days. Raises InvitationNotFound, InvitationEnded."""
    invitation = _get_pending(session, actor, invitation_id)
    invitation.expires_at = utc_now() + VALID_FOR
    session.flush()
    audit.record(session, actor, "invitation.resent", "invitation", invitation.id)
    enqueue(
        session,
        SendMail(kind="invitation", subject_id=invitation.id),
        actor=actor,
        subject_id=invitation.id,
        once_key=f"invitation {invitation.id}",
    )
    return invitation


def revoke(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Raises InvitationNotFound, InvitationEnded."""
    invitation = _get_pending(session, actor, invitation_id)
    require_rank(actor, invitation.role)
    invitation.state = "revoked"
    session.flush()
    audit.record(session, actor, "invitation.revoked", "invitation", invitation.id)


def read_offer(session: Session, parts: AccountParts, ticket: str) -> Offer:
    """Raises TicketInvalid."""
    enter_scope(session, SYSTEM)
    invitation, tenant = _open_invitation(session, parts, ticket)
    has_account = queries.find_user(session, invitation.email) is not None
    return Offer(tenant.name, invitation.email, invitation.role, has_account)


def accept(
    session: Session, parts: AccountParts, ticket: str, name: str | None, password: str | None
) -> tuple[User, UUID, bool]:
    """Join; gives the person, the tenant's id, and whether the person is new here.

    The ticket proves the address, and joining takes nothing from anybody, so people with an account join without
    signing in; what they may do there, they do after an ordinary sign-in. Raises TicketInvalid, AlreadyMember,
    NewPersonIncomplete, PasswordTooShort, PasswordTooCommon.
    """
    parts.tickets.read(INVITATION, ticket)
    password_hash = new_hash(parts.passwords, password, name or "") if password else None
    enter_scope(session, SYSTEM)
    invitation, tenant = _open_invitation(session, parts, ticket)
    user, is_new = find_or_add_user(session, invitation.email, name, password_hash, invitation.language)
    if queries.find_member_of_user(session, tenant.id, user.id) is not None:
        raise AlreadyMember
    invitation.state = "accepted"
    session.flush()
    actor = person_acting(tenant.id, user.id)
    audit.record(session, actor, "invitation.accepted", "invitation", invitation.id)
    add_member(session, actor, user.id, invitation.role)
    return user, tenant.id, is_new


def _open_invitation(session: Session, parts: AccountParts, ticket: str) -> tuple[Invitation, Tenant]:
    invitation_id = parts.tickets.read(INVITATION, ticket)
    found = session.execute(
        select(Invitation, Tenant)
        .join(Tenant, Tenant.id == Invitation.tenant_id)
        .where(
            Invitation.id == invitation_id,
            Invitation.state == "pending",
            Invitation.expires_at > utc_now(),
            Tenant.state == "active",
        )
        .with_for_update(of=Invitation)
    ).one_or_none()
    if found is None:
        raise TicketInvalid
    invitation, tenant = found
    return invitation, tenant


def _get_pending(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    actor.require(Permission.MANAGE_MEMBERS)
    invitation = session.scalar(
        select(Invitation)
        .where(Invitation.tenant_id == actor.tenant_id, Invitation.id == invitation_id)
        .with_for_update()
    )
    if invitation is None:
        raise InvitationNotFound
    if invitation.state != "pending":
        raise InvitationEnded
    return invitation


def _revoke_expired(session: Session, actor: Actor, email: str) -> None:
    """An invitation that ran out does not stand in the way of a new one."""
    expired = session.scalars(
        select(Invitation).where(
            Invitation.tenant_id == actor.tenant_id,
            Invitation.email == email,
            Invitation.state == "pending",
            Invitation.expires_at <= utc_now(),
        )
    )
    for invitation in expired.all():
        invitation.state = "revoked"
    session.flush()
