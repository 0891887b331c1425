"""One's own account: name and language, password, e-mail address, second factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries, second_factors, signing_in
from tecnocursos.accounts.doorkeeping import Source, check_password
from tecnocursos.accounts.errors import AddressTaken, TicketInvalid
from tecnocursos.accounts.links import send_link, use_link, void_links
from tecnocursos.accounts.messages import SendMail
from tecnocursos.accounts.models import User
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.accounts.policy import require_confirmed, require_person
from tecnocursos.accounts.recording import record_for_person
from tecnocursos.accounts.signing_up import new_hash
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.language import Language


@dataclass(frozen=True, slots=True)
class Profile:
    user: User
    has_second_factor: bool
    backup_codes_left: int


def get_profile(session: Session, actor: Actor) -> Profile:
    user_id = require_person(actor)
    return Profile(
        queries.get_user(session, user_id),
        second_factors.is_on(session, user_id),
        second_factors.count_backup_codes(session, user_id),
    )


def get_own_user(session: Session, actor: Actor) -> User:
    return queries.get_user(session, require_person(actor))


def list_own_memberships(session: Session, actor: Actor) -> Sequence[queries.Membership]:
    user_id = require_person(actor)
    with queries.across_tenants(session):
        return queries.list_memberships(session, user_id)


def change_profile(session: Session, actor: Actor, *, name: str | None, language: Language | None) -> None:
    user = get_own_user(session, actor)
    user.name = name or user.name
    user.language = language or user.language
    session.flush()
    record_for_person(session, user.id, "profile.changed")


def change_password(session: Session, parts: AccountParts, actor: Actor, old: str, new: str, source: Source) -> None:
    """Needs the old password; all other sign-ins end. Raises CredentialsWrong, PasswordTooShort, PasswordTooCommon."""
    user = get_own_user(session, actor)
    check_password(session, parts, user.email, old, replace(source, is_signed_in=True))
    # Let go of the transaction: nothing waits for a hash.
    session.commit()
    user.password_hash = new_hash(parts.passwords, new, user.email, user.name)
    _password_changed(session, actor, user)


def request_password_reset(session: Session, email: str) -> None:
    """Send a link, if there is an account; the answer is the same if not."""
    enter_scope(session, SYSTEM)
    send_link(session, "password_reset", email)


def reset_password(session: Session, parts: AccountParts, ticket: str, new: str) -> User:
    """Set a new password; all sign-ins end, and a second factor is asked for as before. Raises TicketInvalid."""
    parts.tickets.read("password_reset", ticket)
    password_hash = new_hash(parts.passwords, new)
    enter_scope(session, SYSTEM)
    link = use_link(session, parts, "password_reset", ticket)
    user = queries.find_user(session, link.email)
    if user is None or user.is_disabled:
        raise TicketInvalid
    user.password_hash = password_hash
    record_for_person(session, user.id, "password.reset")
    _password_changed(session, None, user)
    return user


def request_email_change(session: Session, actor: Actor, email: str) -> None:
    """Send a link to the new address, and tell the old one. Raises ConfirmationNeeded."""
    user = _confirmed_user(session, actor)
    send_link(
        session, "email_change", email, user_id=user.id, details={"old_email": user.email}, also="email_change_asked"
    )
    record_for_person(session, user.id, "email_change.asked")


def change_email(session: Session, parts: AccountParts, ticket: str) -> None:
    """Follow the link that was sent to the new address. Raises TicketInvalid, AddressTaken."""
    enter_scope(session, SYSTEM)
    link = use_link(session, parts, "email_change", ticket)
    if link.user_id is None:
        raise TicketInvalid
    user = queries.get_user(session, link.user_id)
    if user.email != link.details["old_email"] or user.is_disabled:
        raise TicketInvalid
    user.email = link.email
    try:
        session.flush()
    except IntegrityError as error:
        raise AddressTaken from error
    void_links(session, user.id, link.details["old_email"])
    record_for_person(session, user.id, "email.changed")
    enqueue(session, SendMail(kind="email_changed", subject_id=link.id))


def enrol_second_factor(session: Session, actor: Actor) -> second_factors.Enrolment:
    """Raises ConfirmationNeeded, SecondFactorExists."""
    return second_factors.enrol(session, _confirmed_user(session, actor))


def confirm_second_factor(session: Session, actor: Actor, code: str) -> list[str]:
    """Gives the backup codes. Raises ConfirmationNeeded, SecondFactorMissing, SecondFactorExists, SecondFactorWrong."""
    return second_factors.confirm(session, _confirmed_user(session, actor), code)


def renew_backup_codes(session: Session, actor: Actor) -> list[str]:
    """Raises ConfirmationNeeded, SecondFactorMissing."""
    return second_factors.renew_backup_codes(session, _confirmed_user(session, actor))


def turn_off_second_factor(session: Session, actor: Actor) -> None:
    """Raises ConfirmationNeeded, SecondFactorMissing."""
    second_factors.turn_off(session, _confirmed_user(session, actor))


def _confirmed_user(session: Session, actor: Actor) -> User:
    return queries.get_user(session, require_confirmed(session, actor))


def _password_changed(session: Session, actor: Actor | None, user: User) -> None:
    session.flush()
    void_links(session, user.id, user.email)
    signing_in.end_all(session, user.id, "password_changed", but=actor.session_id if actor else None)
    record_for_person(session, user.id, "password.changed")
    enqueue(session, SendMail(kind="password_changed", subject_id=user.id))
