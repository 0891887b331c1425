"""People who use the API in tests: each in a tenant of their own unless told otherwise."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi.testclient import TestClient

from tecnocursos.accounts.models import Member, SignIn, Tenant, User
from tecnocursos.accounts.policy import ROLE_PERMISSIONS
from tecnocursos.accounts.tokens import AccessClaims
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.actor import Actor, Role
from tecnocursos.kit.clock import utc_now


@dataclass(frozen=True)
class Person:
    """A signed-in member. `request` and its short forms send what they send with their token."""

    actor: Actor
    token: str
    client: TestClient

    @property
    def tenant_id(self) -> UUID:
        return self.actor.tenant_id

    def request(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"} | options.pop("headers", {})
        return self.client.request(method, path, headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> Any:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self.request("DELETE", path, **options)


def join(platform: Platform, client: TestClient, role: Role = "owner", tenant_id: UUID | None = None) -> Person:
    """A new person, signed in as a member of a new tenant or of that one."""
    with platform.database.transaction(SYSTEM) as session:
        if tenant_id is None:
            tenant = Tenant(name="Fibra Boa")
            session.add(tenant)
            session.flush()
            tenant_id = tenant.id
        user = User(email=f"{uuid.uuid4().hex}@example.com", name="Ana", password_hash="!")
        session.add(user)
        session.flush()
        session.add(Member(tenant_id=tenant_id, user_id=user.id, role=role))
        now = utc_now()
        sign_in = SignIn(tenant_id=tenant_id, user_id=user.id, last_used_at=now, expires_at=now + timedelta(days=1))
        session.add(sign_in)
        session.flush()
        actor = Actor(
            kind="member",
            tenant_id=tenant_id,
            permissions=ROLE_PERMISSIONS[role],
            user_id=user.id,
            role=role,
            session_id=sign_in.id,
        )
        claims = AccessClaims(tenant_id, sign_in.id)
    return Person(actor, platform.access_tokens.issue(claims), client)
