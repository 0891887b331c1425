"""Every route × nobody, each role, another tenant, the suspended, a key without the scope."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
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


def _send(client: TestClient, document: dict[str, Any], method: str, path: str, token: str | None) -> Any:
    """The request of the route's own examples, about things that do not exist."""
    operation = document["paths"][path][method.lower()]
    address = re.sub(r"\{(\w+)\}", lambda name: "1" if name[1] == "number" else str(uuid.uuid4()), path)
    address = address.replace("/rooms/", "/rooms/project:")
    headers = {"If-Match": '"1"', "Tus-Resumable": "1.0.0"} | ({"Authorization": f"Bearer {token}"} if token else {})
    options: dict[str, Any] = {"headers": headers}
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "application/json":
            options["json"] = content["example"]
        else:
            form = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            options["files"] = {form.get("required", ["file"])[0]: ("a.png", b"x", "image/png")}
    queries = [part for part in operation.get("parameters", ()) if part["in"] == "query" and part.get("required")]
    options["params"] = {
        part["name"]: str(uuid.uuid4())
        if part["schema"].get("format") == "uuid"
        else part["schema"].get("default", "a")
        for part in queries
    }
    if path.endswith("/uploads") and method == "POST":
        headers["Upload-Length"] = "5"
    if method == "PATCH" and "/uploads/" in path:
        headers |= {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    return client.request(method, address, **options)


def _code(answer: Any) -> str | None:
    is_json = "json" in answer.headers.get("content-type", "") and answer.content
    body = answer.json() if is_json else None
    return body.get("code") if isinstance(body, dict) else None


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
    assert _send(client, document, method, path, None).status_code == 401
    assert _send(client, document, method, path, "not-a-token").status_code == 401
    for role in ROLES:
        person = join(platform, client, role)
        with platform.database.transaction(SYSTEM) as session:
            session.execute(update(SignIn).where(SignIn.id == person.actor.session_id).values(confirmed_at=utc_now()))
        answer = _send(client, document, method, path, person.token)
        assert answer.status_code < 500, (role, answer.text)
        code = _code(answer)
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
        assert _send(client, document, method, path, person.token).status_code == 401
    needed = NEEDED[method, path]
    if isinstance(needed, Permission) and needed is not Permission.MANAGE_TENANT:
        assert _send(client, document, method, path, owner.token).status_code == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_key_does_what_its_scopes_say(
    client: TestClient, document: dict[str, Any], narrow_keys: dict[Permission, str], method: str, path: str
) -> None:
    needed = NEEDED[method, path]
    other = Permission.READ_AUDIT if needed is not Permission.READ_AUDIT else Permission.READ_CONTENT
    answer = _send(client, document, method, path, narrow_keys[other])
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
