"""Sign-ins: begin, refresh, go to another tenant, confirm, end.

A sign-in is a row. Access tokens name it and the database is asked at every request, so its end is final at once.
Refresh tokens are 256 random bits of which only the hash is stored; each is good for one refresh. Whoever shows a used
one ends the whole sign-in, since one of its two holders is a thief. There is one exception: within `RACE_SECONDS` of
its use, a used token is refused and no more, so that two tabs of one browser may refresh at once. That is safe, for
nothing is ever given for a used token; a thief gains only that the end comes with the next attempt after that.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries, second_factors
from tecnocursos.accounts.doorkeeping import Source, check_password, check_second_factor
from tecnocursos.accounts.errors import (
    ChallengeEnded,
    RefreshRaced,
    RefreshRefused,
    SignInNotFound,
    TicketInvalid,
)
from tecnocursos.accounts.messages import SendMail
from tecnocursos.accounts.models import Challenge, RefreshToken, SignIn, User
from tecnocursos.accounts.parts import AccountParts
from tecnocursos.accounts.policy import require_person
from tecnocursos.accounts.queries import across_tenants
from tecnocursos.accounts.recording import person_acting
from tecnocursos.accounts.tokens import AccessClaims
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now

_NEWEST_FIRST: Final = SortOrder("-created_at", (SignIn.created_at, SignIn.id), is_descending=True)
RACE_SECONDS: Final = 10
CHALLENGE_MINUTES: Final = 5
CHALLENGE_ATTEMPTS: Final = 5
_CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a signed-in program or browser holds."""

    sign_in: SignIn
    access_token: str
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Challenged:
    """The password was right; the second factor is asked for."""

    ticket: str


def sign_in(
    session: Session, parts: AccountParts, email: str, password: str, source: Source, tenant_id: UUID | None = None
) -> Tokens | Challenged:
    """First step. Raises CredentialsWrong, TooManyAttempts, PasswordsBusy, NoMembership."""
    user = check_password(session, parts, email, password, source)
    if not second_factors.is_on(session, user.id):
        return begin(session, parts, user, source, tenant_id)
    challenge = Challenge(
        user_id=user.id,
        tenant_id_wanted=tenant_id,
        expires_at=utc_now() + timedelta(minutes=CHALLENGE_MINUTES),
    )
    session.add(challenge)
    session.flush()
    return Challenged(parts.tickets.issue(_CHALLENGE, challenge.id))


def answer_challenge(session: Session, parts: AccountParts, ticket: str, code: str, source: Source) -> Tokens:
    """Second step. Raises ChallengeEnded, SecondFactorWrong, TooManyAttempts, NoMembership."""
    enter_scope(session, SYSTEM)
    try:
        challenge_id = parts.tickets.read(_CHALLENGE, ticket)
    except TicketInvalid:
        raise ChallengeEnded from None
    is_open = (Challenge.id == challenge_id, Challenge.used_at.is_(None), Challenge.expires_at > utc_now())
    attempt = (
        update(Challenge)
        .where(*is_open, Challenge.attempts < CHALLENGE_ATTEMPTS)
        .values(attempts=Challenge.attempts + 1)
        .returning(Challenge.user_id, Challenge.tenant_id_wanted)
    )
    found = session.execute(attempt).one_or_none()
    if found is None:
        raise ChallengeEnded
    user = queries.get_user(session, found.user_id)
    check_second_factor(session, parts, user, code, source)
    used = update(Challenge).where(*is_open).values(used_at=utc_now()).returning(Challenge.id)
    if session.scalar(used) is None or user.is_disabled:
        raise ChallengeEnded
    return begin(session, parts, user, source, found.tenant_id_wanted)


def begin(session: Session, parts: AccountParts, user: User, source: Source, tenant_id: UUID | None = None) -> Tokens:
    """A new sign-in of a person who has proven who they are. Raises NoMembership."""
    enter_scope(session, SYSTEM)
    queries.hold_user(session, user.id)
    place = queries.choose_membership(session, user.id, tenant_id)
    now = utc_now()
    row = SignIn(
        tenant_id=place.tenant_id,
        user_id=user.id,
        client=source.client[:200],
        confirmed_at=now,
        last_used_at=now,
        expires_at=now + min(parts.idle, parts.longest),
    )
    session.add(row)
    session.flush()
    actor = person_acting(place.tenant_id, user.id)
    audit.record(session, actor, "sign_in.begun", "sign_in", row.id)
    return _tokens(session, parts, row)


def refresh(session: Session, parts: AccountParts, refresh_token: str) -> Tokens:
    """New tokens for an unused refresh token, which is used up. Raises RefreshRefused, RefreshRaced."""
    enter_scope(session, SYSTEM)
    now = utc_now()
    token_hash = _hash(refresh_token)
    taken = (
        update(RefreshToken)
        .where(RefreshToken.token_hash == token_hash, RefreshToken.used_at.is_(None))
        .values(used_at=now)
        .returning(RefreshToken.sign_in_id)
    )
    sign_in_id = session.scalar(taken)
    if sign_in_id is None:
        _refuse_used(session, token_hash)
    row = session.scalar(
        select(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.expires_at > now)
        .with_for_update()
    )
    if row is None or not _may_go_on(session, row):
        raise RefreshRefused
    row.last_used_at = now
    row.expires_at = min(row.created_at + parts.longest, now + parts.idle)
    return _tokens(session, parts, row)


def switch(session: Session, parts: AccountParts, actor: Actor, tenant_id: UUID, source: Source) -> Tokens:
    """Go on in another tenant: this sign-in ends, one there begins. Raises NoMembership."""
    user_id = require_person(actor)
    enter_scope(session, SYSTEM)
    user = queries.hold_user(session, user_id)
    old = _own(session, user_id, actor.session_id)
    tokens = begin(session, parts, user, source, tenant_id)
    # Going elsewhere proves nothing anew.
    tokens.sign_in.confirmed_at = old.confirmed_at
    _end(session, [old], "switched")
    return tokens


def confirm(
    session: Session, parts: AccountParts, actor: Actor, password: str, code: str | None, source: Source
) -> None:
    """Prove again that the person themselves is there. Raises CredentialsWrong, SecondFactorWrong, TooManyAttempts."""
    user_id = require_person(actor)
    user = queries.get_user(session, user_id)
    source = replace(source, is_signed_in=True)
    check_password(session, parts, user.email, password, source)
    if second_factors.is_on(session, user_id):
        check_second_factor(session, parts, user, code or "", source)
    row = _own(session, user_id, actor.session_id)
    row.confirmed_at = utc_now()
    audit.record(session, actor, "sign_in.confirmed", "sign_in", row.id)


def sign_out(session: Session, actor: Actor) -> None:
    """End the sign-in that this request belongs to."""
    end_own(session, actor, actor.session_id)


def end_own(session: Session, actor: Actor, sign_in_id: UUID | None) -> None:
    """End one of one's own sign-ins, wherever it is. Raises SignInNotFound."""
    user_id = require_person(actor)
    with across_tenants(session):
        _end(session, [_own(session, user_id, sign_in_id)], "signed_out")


def sign_out_everywhere(session: Session, actor: Actor) -> None:
    """End all of one's sign-ins, in all tenants."""
    end_all(session, require_person(actor), "signed_out")


def list_own(session: Session, actor: Actor, *, cursor: str | None = None, limit: int) -> Slice[SignIn]:
    """One's own sign-ins that hold, in all tenants, newest first."""
    user_id = require_person(actor)
    with across_tenants(session):
        return fetch_page(
            session, _holding().where(SignIn.user_id == user_id), _NEWEST_FIRST, cursor=cursor, limit=limit
        )


def end_all(session: Session, user_id: UUID, because: str, *, but: UUID | None = None) -> None:
    """End all sign-ins of a person, begun ones too, except `but`."""
    queries.hold_user(session, user_id, to_end=True)
    session.execute(delete(Challenge).where(Challenge.user_id == user_id))
    with across_tenants(session):
        _end(session, session.scalars(_holding().where(SignIn.user_id == user_id, SignIn.id != but)).all(), because)


def end_in_tenant(session: Session, actor: Actor, because: str, user_id: UUID | None = None) -> None:
    """End the sign-ins into the actor's tenant, of one person or of everybody."""
    wanted = _holding().where(SignIn.tenant_id == actor.tenant_id)
    if user_id is not None:
        wanted = wanted.where(SignIn.user_id == user_id)
    _end(session, session.scalars(wanted).all(), because, actor)


def _refuse_used(session: Session, token_hash: str) -> None:
    found = session.execute(
        select(RefreshToken.sign_in_id, RefreshToken.used_at).where(RefreshToken.token_hash == token_hash)
    ).one_or_none()
    if found is None:
        raise RefreshRefused
    if found.used_at > utc_now() - timedelta(seconds=RACE_SECONDS):
        raise RefreshRaced
    row = session.scalar(_holding().where(SignIn.id == found.sign_in_id))
    if row is not None:
        _end(session, [row], "reused")
        enqueue(session, SendMail(kind="sign_in_stolen", subject_id=row.user_id))
        # Kept, although the request fails.
        session.commit()
    raise RefreshRefused


def _may_go_on(session: Session, row: SignIn) -> bool:
    user = queries.get_user(session, row.user_id)
    places = queries.list_memberships(session, row.user_id)
    return not user.is_disabled and any(place.tenant_id == row.tenant_id and place.is_open for place in places)


def _tokens(session: Session, parts: AccountParts, row: SignIn) -> Tokens:
    refresh_token = secrets.token_urlsafe(32)
    session.add(RefreshToken(tenant_id=row.tenant_id, sign_in_id=row.id, token_hash=_hash(refresh_token)))
    return Tokens(row, parts.access_tokens.issue(AccessClaims(row.tenant_id, row.id)), refresh_token)


def _end(session: Session, rows: Sequence[SignIn], because: str, actor: Actor | None = None) -> None:
    """`actor` is whoever ends them, if not the person themselves."""
    for row in rows:
        row.ended_at, row.ended_because = utc_now(), because
        audit.record(
            session,
            actor or person_acting(row.tenant_id, row.user_id),
            "sign_in.ended",
            "sign_in",
            row.id,
            {"reason": (None, because)},
        )


def _own(session: Session, user_id: UUID, sign_in_id: UUID | None) -> SignIn:
    found = session.scalar(_holding().where(SignIn.id == sign_in_id, SignIn.user_id == user_id))
    if found is None:
        raise SignInNotFound
    return found


def _holding() -> Select[SignIn]:
    return select(SignIn).where(SignIn.ended_at.is_(None), SignIn.expires_at > utc_now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
