"""Every route × nobody, each role, the suspended, a key without the scope. Another tenant: `test_another_tenant`."""

from __future__ import annotations

from typing import Any

import pytest
from example_requests import code_of, send
from fastapi.testclient import TestClient
from route_permissions import NEEDED, Needed
from sqlalchemy import select, update

from people import Person, join
from tecnocursos.accounts.models import Member, SignIn, Tenant
from tecnocursos.accounts.policy import ROLE_PERMISSIONS
from tecnocursos.api.routes import PUBLIC_ROUTES, list_routes
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.actor import ROLES, Permission
from tecnocursos.kit.clock import utc_now

ROUTES = sorted({(method, path) for method, path, _ in list_routes()} - PUBLIC_ROUTES)


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").json()


def _may(role: str, needed: Needed) -> bool:
    if isinstance(needed, Permission):
        return needed in ROLE_PERMISSIONS[role]  # type: ignore[index]
    return role == "owner" if needed == "owner" else True


def test_the_table_names_every_route_and_no_other() -> None:
    assert sorted(NEEDED) == ROUTES


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_only_those_who_may_get_in(
    platform: Platform, client: TestClient, document: dict[str, Any], method: str, path: str
) -> None:
    needed = NEEDED[method, path]
    assert send(client, document, method, path, None).status_code == 401
    assert send(client, document, method, path, "not-a-token").status_code == 401
    for role in ROLES:
        person = join(platform, client, role)
        with platform.database.transaction(SYSTEM) as session:
            session.execute(update(SignIn).where(SignIn.id == person.actor.session_id).values(confirmed_at=utc_now()))
        answer = send(client, document, method, path, person.token)
        assert answer.status_code < 500, (role, answer.text)
        code = code_of(answer)
        assert code != "not_authenticated", role
        if _may(role, needed):
            assert code != "permission_missing", (role, answer.text[:300])
        else:
            # Even about things that are not there. HEAD has no body to say why.
            is_refused = code in {"permission_missing", "owner_needed"} or (method, answer.status_code) == ("HEAD", 403)
            assert is_refused, (role, answer.text[:300])


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_suspended_are_out(
    platform: Platform, client: TestClient, document: dict[str, Any], method: str, path: str
) -> None:
    member, editor, owner = (join(platform, client, role) for role in ("editor", "editor", "owner"))
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(Member).where(Member.tenant_id == member.tenant_id).values(state="suspended"))
        for tenant_id in (editor.tenant_id, owner.tenant_id):
            session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one().state = "suspended"
    for person in (member, editor):
        assert send(client, document, method, path, person.token).status_code == 401
    needed = NEEDED[method, path]
    if isinstance(needed, Permission) and needed is not Permission.MANAGE_TENANT:
        assert send(client, document, method, path, owner.token).status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_key_does_what_its_scopes_say(
    client: TestClient, document: dict[str, Any], narrow_keys: dict[Permission, str], method: str, path: str
) -> None:
    needed = NEEDED[method, path]
    other = Permission.READ_AUDIT if needed is not Permission.READ_AUDIT else Permission.READ_CONTENT
    answer = send(client, document, method, path, narrow_keys[other])
    assert answer.status_code < 500
    if needed == "known":
        assert answer.status_code not in {401, 403}
    else:
        assert answer.status_code == 403, answer.text[:300]


@pytest.fixture(scope="module")
def narrow_keys(platform: Platform, client: TestClient) -> dict[Permission, str]:
    """API keys that may do one thing each."""
    person: Person = join(platform, client)
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(SignIn).where(SignIn.id == person.actor.session_id).values(confirmed_at=utc_now()))
    keys = {}
    for permission in (Permission.READ_AUDIT, Permission.READ_CONTENT):
        made = person.post("/api/v1/api-keys", json={"name": "narrow", "scopes": [permission.value]})
        assert made.status_code == 201, made.text
        keys[permission] = made.json()["key"]
    return keys
