"""What each role may do, and what only a person may who is there themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.accounts.errors import ConfirmationNeeded, OwnerNeeded, PersonNeeded
from tecnocursos.accounts.models import SignIn
from tecnocursos.kit.actor import Actor, Permission, Role
from tecnocursos.kit.clock import utc_now

CONFIRMED_FOR: Final = timedelta(minutes=10)
"""For so long after the password was given, what is sensitive may be done without giving it again."""

_VIEWER = frozenset({Permission.READ_CONTENT, Permission.READ_MEMBERS})
_REVIEWER = _VIEWER | {Permission.COMMENT}
_AGENT = _VIEWER | {Permission.SERVE_CUSTOMERS}
_EDITOR = _REVIEWER | {Permission.EDIT_CONTENT, Permission.RENDER, Permission.PUBLISH}
_ADMIN = frozenset(Permission)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "viewer": _VIEWER,
    "agent": _AGENT,
    "reviewer": _REVIEWER,
    "editor": _EDITOR,
    "admin": _ADMIN,
    "owner": _ADMIN,
}
"""An owner may do what an admin may, and besides that end the tenant and name other owners."""

SUSPENDED_PERMISSIONS: Final = frozenset({Permission.MANAGE_TENANT})
"""What is left to the owner of a suspended tenant: to take it up again, or end it."""


def require_person(actor: Actor) -> UUID:
    """The user who acts themselves. Raises PersonNeeded for keys and the system."""
    if actor.kind != "member" or actor.user_id is None:
        raise PersonNeeded
    return actor.user_id


def require_confirmed(session: Session, actor: Actor) -> UUID:
    """The user, who proved lately that they are there. Raises PersonNeeded, ConfirmationNeeded."""
    user_id = require_person(actor)
    confirmed_at = session.scalar(
        select(SignIn.confirmed_at).where(SignIn.tenant_id == actor.tenant_id, SignIn.id == actor.session_id)
    )
    if confirmed_at is None or confirmed_at < utc_now() - CONFIRMED_FOR:
        raise ConfirmationNeeded
    return user_id


def require_owner(actor: Actor) -> UUID:
    """Raises PersonNeeded, OwnerNeeded."""
    user_id = require_person(actor)
    if actor.role != "owner":
        raise OwnerNeeded
    return user_id


def require_rank(actor: Actor, *roles: Role) -> None:
    """Only owners make owners, and change what an owner is. Raises OwnerNeeded."""
    if "owner" in roles and actor.role != "owner":
        raise OwnerNeeded
