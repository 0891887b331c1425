"""Keys for programs: `tc_<id>_<secret>`. The secret is 256 random bits, shown once; only its hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.api_key_uses import KeyUses
from tecnocursos.accounts.errors import ApiKeyExpired, ApiKeyNotFound
from tecnocursos.accounts.models import ApiKey, Member, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS, require_confirmed, require_person
from tecnocursos.audit import service as audit
from tecnocursos.infra.database import SYSTEM, Database, enter_scope
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotAuthenticated

PREFIX: Final = "tc_"
_NEWEST_FIRST = SortOrder("-created_at", (ApiKey.created_at, ApiKey.id), is_descending=True)


def make_key(
    session: Session, actor: Actor, name: str, scopes: Collection[Permission], expires_at: datetime | None
) -> tuple[ApiKey, str]:
    """A key of the actor's own, and its text. Raises ConfirmationNeeded, PermissionMissing, ApiKeyExpired."""
    user_id = require_confirmed(session, actor)
    for scope in scopes:
        actor.require(scope)
    if expires_at is not None and expires_at <= utc_now():
        raise ApiKeyExpired
    secret = secrets.token_urlsafe(32)
    key = ApiKey(
        tenant_id=actor.tenant_id,
        user_id=user_id,
        name=name,
        secret_hash=_hash(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    session.add(key)
    session.flush()
    audit.record(session, actor, "api_key.made", "api_key", key.id, {"scopes": (None, " ".join(key.scopes))})
    return key, f"{PREFIX}{key.id.hex}_{secret}"


def list_keys(session: Session, actor: Actor, *, cursor: str | None = None, limit: int) -> Slice[ApiKey]:
    """One's own keys; for those who manage members, everybody's. Raises PersonNeeded."""
    require_person(actor)
    return fetch_page(session, _visible(actor), _NEWEST_FIRST, cursor=cursor, limit=limit)


def get_key(session: Session, actor: Actor, key_id: UUID) -> ApiKey:
    """One of those that `list_keys` gives. Raises ApiKeyNotFound, PersonNeeded."""
    require_person(actor)
    key = session.scalar(_visible(actor).where(ApiKey.id == key_id))
    if key is None:
        raise ApiKeyNotFound
    return key


def revoke_key(session: Session, actor: Actor, key_id: UUID) -> None:
    """At once and for good. Raises ApiKeyNotFound, PersonNeeded."""
    key = get_key(session, actor, key_id)
    if key.revoked_at is not None:
        raise ApiKeyNotFound
    key.revoked_at = utc_now()
    audit.record(session, actor, "api_key.revoked", "api_key", key.id)


def actor_of_key(session: Session, database: Database, uses: KeyUses, text: str) -> Actor:
    """Whoever sends this key, as they are now; enters their tenant's scope. Raises NotAuthenticated."""
    key_id, secret_hash = _parse(text)
    enter_scope(session, SYSTEM)
    found = session.execute(
        select(ApiKey.tenant_id, ApiKey.user_id, ApiKey.secret_hash, ApiKey.scopes, Member.role)
        .join(Member, (Member.tenant_id == ApiKey.tenant_id) & (Member.user_id == ApiKey.user_id))
        .join(User, User.id == ApiKey.user_id)
        .join(Tenant, Tenant.id == ApiKey.tenant_id)
        .where(
            ApiKey.id == key_id,
            ApiKey.revoked_at.is_(None),
            or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > utc_now()),
            Member.state == "active",
            Tenant.state == "active",
            User.is_disabled.is_(False),
        )
    ).one_or_none()
    if found is None or not hmac.compare_digest(found.secret_hash, secret_hash):
        raise NotAuthenticated
    if uses.is_due(key_id):
        # In a transaction of its own, with the request's one, which has only read so far, out of its way.
        session.commit()
        with database.transaction(SYSTEM) as noting:
            noting.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=utc_now()))
    enter_scope(session, found.tenant_id)
    return Actor(
        kind="api_key",
        tenant_id=found.tenant_id,
        permissions=ROLE_PERMISSIONS[found.role] & frozenset(found.scopes),
        user_id=found.user_id,
        key_id=key_id,
    )


def _visible(actor: Actor) -> Select[ApiKey]:
    wanted = select(ApiKey).where(ApiKey.tenant_id == actor.tenant_id)
    if not actor.may(Permission.MANAGE_MEMBERS):
        wanted = wanted.where(ApiKey.user_id == actor.user_id)
    return wanted


def _parse(text: str) -> tuple[UUID, str]:
    """The id and the hash of the secret. Raises NotAuthenticated."""
    key_id, _, secret = text.removeprefix(PREFIX).partition("_")
    try:
        return UUID(hex=key_id), _hash(secret)
    except ValueError as error:
        raise NotAuthenticated from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
