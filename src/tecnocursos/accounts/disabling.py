"""Keeping a person out of the whole installation, and letting them back in; for whoever runs it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tecnocursos.accounts import queries
from tecnocursos.accounts.models import User
from tecnocursos.accounts.recording import record_about_person
from tecnocursos.accounts.signing_in import end_all
from tecnocursos.kit.errors import NotFound


class PersonUnknown(NotFound):
    code = "person_unknown"
    en = "Nobody here has this e-mail address."
    pt = "Ninguém aqui tem este endereço de e-mail."


def disable(session: Session, email: str) -> None:
    """End all sign-ins of the person and refuse new ones, keys and links, until `enable`. Raises PersonUnknown."""
    user = _hold(session, email)
    if not user.is_disabled:
        user.is_disabled = True
        end_all(session, user.id, "disabled")
        record_about_person(session, user.id, "person.disabled", {"is_disabled": (False, True)})


def enable(session: Session, email: str) -> None:
    """Let the person sign in again; keys that were not revoked work again. Raises PersonUnknown."""
    user = _hold(session, email)
    if user.is_disabled:
        user.is_disabled = False
        record_about_person(session, user.id, "person.enabled", {"is_disabled": (True, False)})


def _hold(session: Session, email: str) -> User:
    user = queries.find_user(session, email.strip().lower())
    if user is None:
        raise PersonUnknown
    return queries.hold_user(session, user.id, to_end=True)
