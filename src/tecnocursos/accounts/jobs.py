"""What the workers do for accounts: send mails, forget what has expired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries
from tecnocursos.accounts.invitations import INVITATION
from tecnocursos.accounts.letters import words_of
from tecnocursos.accounts.links import link_ticket
from tecnocursos.accounts.messages import ForgetExpired, SendMail
from tecnocursos.accounts.models import (
    AttemptCount,
    Challenge,
    EmailLink,
    Invitation,
    RefreshToken,
    SignIn,
    Tenant,
    User,
)
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.mail import Mail, Mailer
from tecnocursos.kit.clock import utc_now

PAGES: Mapping[str, str] = {
    "sign_up": "sign-up/confirm",
    "password_reset": "password-reset",
    "email_change": "email-change",
    "invitation": "invitation",
}
"""The page of the web app that each kind of link leads to."""
# Long enough to look into what happened.
_KEPT_AFTER_END = timedelta(days=30)


def send_mail(work: Work, message: SendMail, parts: AccountParts, mailer: Mailer, public_url: str) -> dict[str, Any]:
    """Send one mail, unless what it was about is over."""
    with work.transaction() as session:
        enter_scope(session, SYSTEM)
        mail = _compose(session, parts, message, public_url, work.attempt.job_id)
    if mail is None:
        return {"sent": False}
    mailer.send(mail)
    return {"sent": True}


def forget_expired(work: Work, _message: ForgetExpired) -> None:
    """Remove what has expired long enough ago."""
    now = utc_now()
    long_ago = now - _KEPT_AFTER_END
    with work.last_transaction() as session:
        enter_scope(session, SYSTEM)
        session.execute(delete(AttemptCount).where(AttemptCount.window_ends_at < now))
        session.execute(delete(Challenge).where(Challenge.expires_at < now))
        session.execute(delete(EmailLink).where(EmailLink.expires_at < long_ago))
        gone = (SignIn.expires_at < long_ago) | (SignIn.ended_at < long_ago)
        session.execute(delete(RefreshToken).where(RefreshToken.sign_in_id.in_(select(SignIn.id).where(gone))))
        session.execute(delete(SignIn).where(gone))


def _compose(session: Session, parts: AccountParts, message: SendMail, site: str, job_id: UUID) -> Mail | None:
    if message.kind == "invitation":
        return _invitation(session, parts, message, site, job_id)
    if message.kind in {"sign_up", "password_reset", "email_change", "email_change_asked", "email_changed"}:
        return _about_link(session, parts, message, site, job_id)
    user = session.get(User, message.subject_id)
    return _mail(job_id, user.email, message.kind, user.language, {"site": site}) if user else None


def _invitation(session: Session, parts: AccountParts, message: SendMail, site: str, job_id: UUID) -> Mail | None:
    invitation = session.get(Invitation, message.subject_id)
    if invitation is None or invitation.state != "pending":
        return None
    tenant = session.get_one(Tenant, invitation.tenant_id)
    user = queries.find_user(session, invitation.email)
    facts = {"tenant": tenant.name, "link": _link(site, INVITATION, parts.tickets.issue(INVITATION, invitation.id))}
    language = user.language if user else invitation.language
    return _mail(job_id, invitation.email, "invitation", language, facts)


def _about_link(session: Session, parts: AccountParts, message: SendMail, site: str, job_id: UUID) -> Mail | None:
    link = session.get(EmailLink, message.subject_id)
    if link is None:
        return None
    if message.kind in {"email_change_asked", "email_changed"}:
        person = session.get(User, link.user_id)
        language = person.language if person else "pt-BR"
        return _mail(job_id, link.details["old_email"], message.kind, language, {"site": site})
    known = queries.find_user(session, link.email)
    if link.used_at is not None or (link.purpose == "password_reset" and known is None):
        return None
    is_told_apart = known is not None and link.purpose in {"sign_up", "email_change"}
    kind = f"{link.purpose}_known" if is_told_apart else link.purpose
    facts = {
        "link": _link(site, link.purpose, link_ticket(parts, link)),
        "tenant": str(link.details.get("tenant_name", "")),
    }
    return _mail(job_id, link.email, kind, _language(session, link, known), facts)


def _language(session: Session, link: EmailLink, known: User | None) -> str:
    person = known or (session.get(User, link.user_id) if link.user_id else None)
    return person.language if person else str(link.details.get("language", "pt-BR"))


def _link(site: str, purpose: str, ticket: str) -> str:
    # After the #, which browsers keep to themselves: the ticket reaches no log and no other site.
    return f"{site}/{PAGES[purpose]}#token={ticket}"


def _mail(job_id: UUID, recipient: str, kind: str, language: str, facts: Mapping[str, str]) -> Mail:
    words = words_of(kind, language, facts)
    return Mail(job_id, recipient, words.subject, words.text)
