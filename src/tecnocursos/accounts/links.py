"""Links that are sent by mail: each proves an address, works once and not for long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from tecnocursos.accounts import attempts
from tecnocursos.accounts.attempts import Count, Limit
from tecnocursos.accounts.errors import TicketInvalid, TooManyAttempts
from tecnocursos.accounts.messages import MailKind, SendMail
from tecnocursos.accounts.models import EmailLink, LinkPurpose
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now

_LIFE: Mapping[LinkPurpose, timedelta] = {
    "sign_up": timedelta(hours=24),
    "password_reset": timedelta(minutes=30),
    "email_change": timedelta(hours=2),
}
# So that nobody's mailbox is flooded through this. The window is shorter than a link lives: whoever is sent no other,
# because somebody else has asked for theirs over and over, still has one that works.
_MAILS: Mapping[LinkPurpose, Limit] = {
    "sign_up": Limit(5, 3600),
    "password_reset": Limit(5, 1200),
    "email_change": Limit(5, 3600),
}


def send_link(
    session: Session,
    purpose: LinkPurpose,
    email: str,
    *,
    user_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
    also: MailKind | None = None,
) -> None:
    """Send a link to `email`, and `also` a mail that tells about it. Beyond five in a while nothing is sent.

    Whether there is an account with that address is looked up when the mail is written: what is done here, and how long
    it takes, is the same in both cases.
    """
    try:
        attempts.take(session, [Count(_MAILS[purpose], ("mail", purpose, email))])
    except TooManyAttempts:
        return
    link = EmailLink(
        purpose=purpose,
        email=email,
        user_id=user_id,
        details=dict(details or {}),
        expires_at=utc_now() + _LIFE[purpose],
    )
    session.add(link)
    session.flush()
    for kind in (purpose, also):
        if kind is not None:
            enqueue(session, SendMail(kind=kind, subject_id=link.id))


def link_ticket(parts: AccountParts, link: EmailLink) -> str:
    return parts.tickets.issue(link.purpose, link.id)


def use_link(session: Session, parts: AccountParts, purpose: LinkPurpose, ticket: str) -> EmailLink:
    """Use up the link of this ticket. Raises TicketInvalid."""
    link_id = parts.tickets.read(purpose, ticket)
    now = utc_now()
    used = (
        update(EmailLink)
        .where(
            EmailLink.id == link_id,
            EmailLink.purpose == purpose,
            EmailLink.used_at.is_(None),
            EmailLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(EmailLink)
    )
    link = session.scalar(used)
    if link is None:
        raise TicketInvalid
    return link


def void_links(session: Session, user_id: UUID, email: str) -> None:
    """No link works any more that would change the address of this person, or set the password of `email`."""
    of_theirs = or_(EmailLink.user_id == user_id, (EmailLink.purpose == "password_reset") & (EmailLink.email == email))
    session.execute(update(EmailLink).where(of_theirs, EmailLink.used_at.is_(None)).values(used_at=utc_now()))
