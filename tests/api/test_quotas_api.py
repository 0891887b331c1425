"""What a plan allows is all there is: members and projects."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.billing.plans import PLANS
from tecnocursos.bootstrap.platform import Platform

FREE = PLANS["free"]


def test_nobody_is_invited_beyond_the_plan(platform: Platform, client: TestClient, owner: Person) -> None:
    for _ in range(FREE.members - 2):
        join(platform, client, "viewer", owner.tenant_id)
    assert _invite(owner, "last@example.com").status_code == 201
    refused = _invite(owner, "one-too-many@example.com")
    assert (refused.status_code, refused.json()["code"]) == (402, "quota_reached")


def test_a_project_takes_a_place_until_it_is_deleted(owner: Person) -> None:
    project = owner.post("/api/v1/projects", json={"title": "Um"}).json()
    copy = owner.post(f"/api/v1/projects/{project['id']}/duplicate")
    assert copy.status_code == 201, copy.text
    assert _used(owner, "projects") == 2
    assert owner.delete(f"/api/v1/projects/{project['id']}", headers={"If-Match": "*"}).status_code == 204
    assert _used(owner, "projects") == 1


def _invite(person: Person, email: str) -> Any:
    return person.post("/api/v1/invitations", json={"email": email, "role": "viewer"})


def _used(person: Person, resource: str) -> int:
    resources = person.get("/api/v1/usage").json()["resources"]
    return next(used["used"] for used in resources if used["resource"] == resource)
