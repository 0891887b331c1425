"""Checks of passwords and codes: who is asked how often, from where, and what is kept of it.

Wrong passwords are counted by account and source, so that whoever guesses from elsewhere only locks out themselves:

    a known device (it was given a ticket after an earlier sign-in)   5 in 15 minutes, whatever others do
    whoever is signed in and proves it once more                      5 in 15 minutes
    an unknown one, by account and address                            5 in 15 minutes
    all unknown ones together, by account                            30 in 15 minutes
    all accounts together, by address                               100 in 15 minutes

Of the six digits of an authenticator app three values are right at a time. Fifteen wrong ones in a day, thirty in any
24 hours, keep the chance to guess one below 1e-4 a day. Only those who know the password come so far.

Unlike other services these checks commit: an attempt counts although the request fails, and no lock of the database is
held while a password is hashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from tecnocursos.accounts import attempts, queries, second_factors
from tecnocursos.accounts.attempts import DAY, QUARTER_HOUR, Count, Limit
from tecnocursos.accounts.errors import (
    CredentialsWrong,
    SecondFactorWrong,
    TicketInvalid,
    TooManyAttempts,
)
from tecnocursos.accounts.models import User
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.accounts.recording import record_for_person
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import moment_of, new_id

log = structlog.get_logger(__name__)

_FEW = Limit(5, QUARTER_HOUR)
_ACCOUNT = Limit(30, QUARTER_HOUR)
_ADDRESS = Limit(100, QUARTER_HOUR)
_CODES = Limit(15, DAY)
_NOBODY = UUID(int=0)
DEVICE_KNOWN_FOR: Final = timedelta(days=365)
"""After its last sign-in; each one gives a new ticket."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an attempt comes from."""

    place: str
    """The network address that it is counted by."""
    client: str = ""
    """What the program calls itself."""
    device_ticket: str | None = None
    is_signed_in: bool = False
    """Whether the person is signed in and only proves it once more."""


def issue_device_ticket(parts: AccountParts, user_id: UUID) -> str:
    """A ticket that makes a device known to this account."""
    return parts.tickets.issue(_device(user_id), new_id())


def check_password(session: Session, parts: AccountParts, email: str, password: str, source: Source) -> User:
    """The person with this address and password. Raises CredentialsWrong, TooManyAttempts, PasswordsBusy."""
    enter_scope(session, SYSTEM)
    user = queries.find_user(session, email)
    counts = _password_counts(parts, email, user, source)
    _count_attempt(session, counts, user)
    stored = user.password_hash if user else None
    verdict = parts.passwords.verify(password, stored)
    if user is not None:
        queries.hold_user(session, user.id)
    if user is None or not verdict.is_right or user.is_disabled or user.password_hash != stored:
        _refuse(session, user, "sign_in.refused")
        raise CredentialsWrong
    attempts.give_back(session, counts)
    if verdict.renewed_hash:
        user.password_hash = verdict.renewed_hash
    return user


def check_second_factor(session: Session, parts: AccountParts, user: User, code: str, source: Source) -> None:
    """Use up `code`, of the app or a backup. Raises SecondFactorWrong, TooManyAttempts."""
    enter_scope(session, SYSTEM)
    counts = [Count(_CODES, ("code", str(user.id), _known_source(parts, user.id, source) or ""))]
    _count_attempt(session, counts, user)
    if not second_factors.use_code(session, user.id, code):
        _refuse(session, user, "second_factor.refused")
        raise SecondFactorWrong
    attempts.give_back(session, counts)


def _count_attempt(session: Session, counts: list[Count], user: User | None) -> None:
    try:
        attempts.take(session, counts)
    except TooManyAttempts as error:
        if error.is_first:
            _refuse(session, user, "sign_in.locked")
        session.commit()
        raise
    session.commit()


def _refuse(session: Session, user: User | None, action: str) -> None:
    """Keep what happened although the request fails."""
    if user is not None:
        record_for_person(session, user.id, action)
    else:
        # As much work as for an account, so that the time does not tell whether there is one.
        audit.record(session, None, action, "user")
    session.commit()
    log.warning("credentials_refused", action=action, user_id=str(user.id) if user else None)


def _password_counts(parts: AccountParts, email: str, user: User | None, source: Source) -> list[Count]:
    known = _known_source(parts, user.id if user else _NOBODY, source)
    if known is not None:
        return [Count(_FEW, ("password", email, "known", known))]
    return [
        Count(_FEW, ("password", email, "address", source.place)),
        Count(_ACCOUNT, ("password", email)),
        Count(_ADDRESS, ("password", "address", source.place)),
    ]


def _known_source(parts: AccountParts, user_id: UUID, source: Source) -> str | None:
    if source.is_signed_in:
        return "signed in"
    if source.device_ticket is None:
        return None
    try:
        ticket_id = parts.tickets.read(_device(user_id), source.device_ticket)
    except TicketInvalid:
        return None
    return str(ticket_id) if moment_of(ticket_id) > utc_now() - DEVICE_KNOWN_FOR else None


def _device(user_id: UUID) -> str:
    return f"device of {user_id}"
