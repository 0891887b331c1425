"""Keys for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from newcomers import Newcomer, Town
from tecnocursos.accounts.models import ApiKey
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id

PATH = "/api/v1/api-keys"


def make(person: Newcomer, *scopes: str, **fields: Any) -> Any:
    answer = person.post(PATH, json={"name": "Importador", "scopes": list(scopes)} | fields)
    assert answer.status_code == 201, answer.text
    return answer.json()


def by_key(client: TestClient, key: str, path: str = "/api/v1/members") -> Any:
    return client.get(path, headers={"Authorization": f"Bearer {key}"})


def test_a_key_opens_what_its_scopes_say(newcomer: Newcomer) -> None:
    made = make(newcomer, "members:read")
    assert made["key"].startswith("tc_")
    assert by_key(newcomer.client, made["key"]).status_code == 200
    refused = by_key(newcomer.client, made["key"], "/api/v1/jobs")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")
    listed = newcomer.get(PATH).json()["items"][0]
    assert "key" not in listed
    assert listed["last_used_at"] is not None


def test_a_key_reaches_its_own_tenant_only(town: Town, newcomer: Newcomer) -> None:
    stranger = town.sign_up()
    key = make(newcomer, "members:read")["key"]
    emails = [item["email"] for item in by_key(newcomer.client, key).json()["items"]]
    assert emails == [newcomer.email]
    assert stranger.get(PATH).json()["items"] == []
    (own,) = newcomer.get(PATH).json()["items"]
    assert stranger.delete(f"{PATH}/{own['id']}").json()["code"] == "api_key_not_found"


def test_a_key_writes_too(newcomer: Newcomer) -> None:
    key = make(newcomer, "tenant:manage")["key"]
    headers = {"Authorization": f"Bearer {key}", "If-Match": "*"}
    assert newcomer.client.patch("/api/v1/tenant", json={"name": "Nova"}, headers=headers).json()["name"] == "Nova"


def test_a_revoked_key_is_dead(newcomer: Newcomer) -> None:
    made = make(newcomer, "members:read")
    assert newcomer.delete(f"{PATH}/{made['id']}").status_code == 204
    assert by_key(newcomer.client, made["key"]).status_code == 401
    assert newcomer.delete(f"{PATH}/{made['id']}").status_code == 404


def test_a_key_expires(town: Town, newcomer: Newcomer) -> None:
    made = make(newcomer, "members:read", expires_at=(utc_now() + timedelta(days=1)).isoformat())
    assert by_key(newcomer.client, made["key"]).status_code == 200
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(update(ApiKey).where(ApiKey.id == UUID(made["id"])).values(expires_at=utc_now()))
    assert by_key(newcomer.client, made["key"]).status_code == 401


def test_a_key_may_what_its_maker_may_at_the_time(town: Town, newcomer: Newcomer) -> None:
    admin = town.invite(newcomer, "admin")
    key = make(admin, "members:manage", "members:read")["key"]
    assert by_key(town.client, key, "/api/v1/invitations").status_code == 200
    members = newcomer.get("/api/v1/members").json()["items"]
    member = next(item["id"] for item in members if item["email"] == admin.email)
    newcomer.patch(f"/api/v1/members/{member}", json={"role": "viewer"}, headers={"If-Match": "*"})
    assert by_key(town.client, key, "/api/v1/invitations").json()["code"] == "permission_missing"
    assert by_key(town.client, key).status_code == 200
    newcomer.patch(f"/api/v1/members/{member}", json={"state": "suspended"}, headers={"If-Match": "*"})
    assert by_key(town.client, key).status_code == 401
    newcomer.delete(f"/api/v1/members/{member}", headers={"If-Match": "*"})
    assert by_key(town.client, key).status_code == 401
    listed = newcomer.get(PATH).json()["items"]
    assert [item["revoked_at"] is not None for item in listed] == [True]


def test_nobody_gives_a_key_more_than_they_have(town: Town, newcomer: Newcomer) -> None:
    viewer = town.invite(newcomer, "viewer")
    answer = viewer.post(PATH, json={"name": "x", "scopes": ["content:read", "content:edit"]})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_missing")
    assert make(viewer, "content:read")["scopes"] == ["content:read"]
    # One sees one's own keys; who manages members sees all.
    make(newcomer, "content:read")
    assert len(viewer.get(PATH).json()["items"]) == 1
    assert len(newcomer.get(PATH).json()["items"]) == 2


def test_a_key_is_no_person(newcomer: Newcomer) -> None:
    key = make(newcomer, *("content:read", "members:manage", "tenant:manage"))["key"]
    bearer = Newcomer(newcomer.client, newcomer.email, tokens={"access_token": key})
    for method, path, body in (
        ("GET", "/api/v1/account", None),
        ("GET", "/api/v1/account/sign-ins", None),
        ("POST", "/api/v1/account/second-factor", None),
        ("POST", "/api/v1/account/email", {"email": "novo@example.com"}),
        ("POST", "/api/v1/account/password", {"old_password": newcomer.password, "new_password": "sete barcos"}),
        ("POST", "/api/v1/auth/sign-out", None),
        ("POST", "/api/v1/tenant/end", None),
        ("POST", "/api/v1/members/leave", None),
        ("POST", "/api/v1/tenants", {"name": "Outra"}),
        ("GET", PATH, None),
        ("POST", PATH, {"name": "x", "scopes": ["content:read"]}),
    ):
        answer = bearer.request(method, path, **({"json": body} if body else {}))
        assert (answer.status_code, answer.json()["code"]) == (403, "person_needed"), path


def test_a_key_makes_no_owner(town: Town, newcomer: Newcomer) -> None:
    key = make(newcomer, "members:manage")["key"]
    bearer = Newcomer(newcomer.client, newcomer.email, tokens={"access_token": key})
    answer = bearer.post("/api/v1/invitations", json={"email": "x@example.com", "role": "owner"})
    assert answer.json()["code"] == "owner_needed"


def test_a_key_is_not_taken_from_a_cookie(town: Town, newcomer: Newcomer) -> None:
    key = make(newcomer, "members:read")["key"]
    answer = newcomer.client.get("/api/v1/members", headers={"Cookie": f"tc_access={key}"})
    assert answer.status_code == 401


@pytest.mark.parametrize("part", ["secret", "id"])
def test_a_wrong_key_is_refused(newcomer: Newcomer, part: str) -> None:
    key = make(newcomer, "members:read")["key"]
    _, key_id, secret = key.split("_", 2)
    wrong = f"tc_{key_id}_{secret[:-2]}AA" if part == "secret" else f"tc_{new_id().hex}_{secret}"
    assert by_key(newcomer.client, wrong).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["everything"]},
        {"name": "", "scopes": ["content:read"]},
        {"name": "x", "scopes": ["content:read"], "expires_at": "2020-01-01T00:00:00Z"},
        {"name": "x", "scopes": ["content:read"], "expires_at": "2099-01-01T00:00:00"},
        {"name": "x", "scopes": ["content:read"], "user_id": "00000000-0000-0000-0000-000000000001"},
    ],
)
def test_sloppy_wishes_for_a_key_are_refused(newcomer: Newcomer, body: dict[str, Any]) -> None:
    assert newcomer.post(PATH, json=body).status_code == 422
