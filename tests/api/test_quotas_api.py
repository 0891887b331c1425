"""What a plan allows is all there is: members and projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import update

from people import Person, join
from projects import make_project
from tecnocursos.accounts.models import Invitation
from tecnocursos.billing.plans import PLANS
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now

FREE = PLANS["free"]


def test_nobody_is_invited_beyond_the_plan(platform: Platform, client: TestClient, owner: Person) -> None:
    for _ in range(FREE.members - 2):
        join(platform, client, "viewer", owner.tenant_id)
    assert _invite(owner, "last@example.com").status_code == 201
    refused = _invite(owner, "one-too-many@example.com")
    assert (refused.status_code, refused.json()["code"]) == (402, "quota_reached")


def test_many_invited_at_once_are_not_more_than_the_plan(platform: Platform, client: TestClient, owner: Person) -> None:
    for _ in range(FREE.members - 3):
        join(platform, client, "viewer", owner.tenant_id)
    assert _at_once(8, lambda number: _invite(owner, f"{number}@example.com")) == {201: 2, 402: 6}


def test_an_invitation_that_ran_out_is_sent_again_only_where_there_is_a_place(
    platform: Platform, client: TestClient, owner: Person
) -> None:
    for _ in range(FREE.members - 2):
        join(platform, client, "viewer", owner.tenant_id)
    old = _invite(owner, "old@example.com").json()["id"]
    with platform.database.transaction(SYSTEM) as session:
        past = utc_now() - timedelta(days=1)
        session.execute(update(Invitation).where(Invitation.tenant_id == owner.tenant_id).values(expires_at=past))
    new = _invite(owner, "new@example.com").json()["id"]
    refused = owner.post(f"/api/v1/invitations/{old}/resend")
    assert (refused.status_code, refused.json()["code"]) == (402, "quota_reached")
    assert owner.delete(f"/api/v1/invitations/{new}").status_code == 204
    assert owner.post(f"/api/v1/invitations/{old}/resend").status_code == 200


def test_many_announced_at_once_are_not_more_than_the_plan(owner: Person) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(FREE.largest_file_bytes)}
    room = FREE.storage_bytes // FREE.largest_file_bytes
    for _ in range(room - 2):
        assert owner.post("/api/v1/uploads", headers=headers).status_code == 201
    assert _at_once(8, lambda _: owner.post("/api/v1/uploads", headers=headers)) == {201: 2, 402: 6}


def test_renders_of_many_projects_asked_for_at_once_are_not_more_than_the_plan(
    platform: Platform, owner: Person
) -> None:
    paths = [f"/api/v1/projects/{make_project(platform, owner)}/renders" for _ in range(8)]
    answers = _at_once(len(paths), lambda number: owner.post(paths[number], json={}))
    assert answers == {202: FREE.concurrent_renders, 429: len(paths) - FREE.concurrent_renders}


def test_a_render_is_tried_again_only_where_there_is_room(platform: Platform, owner: Person) -> None:
    path = f"/api/v1/projects/{make_project(platform, owner)}/renders"
    first = owner.post(path, json={"size": "square"}).json()
    assert owner.post(f"/api/v1/renders/{first['id']}/cancel").status_code == 200
    others = [owner.post(path, json={"size": size}).json() for size in ("720p", "vertical")]
    for retry in (f"/api/v1/renders/{first['id']}/retry", f"/api/v1/jobs/{first['job_id']}/retry"):
        refused = owner.post(retry)
        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_at_once")
    assert owner.post(f"/api/v1/renders/{others[0]['id']}/cancel").status_code == 200
    again = owner.post(f"/api/v1/jobs/{first['job_id']}/retry")
    assert (again.status_code, again.json()["state"]) == (200, "queued")


def test_a_project_takes_a_place_until_it_is_deleted(owner: Person) -> None:
    project = owner.post("/api/v1/projects", json={"title": "Um"}).json()
    copy = owner.post(f"/api/v1/projects/{project['id']}/duplicate")
    assert copy.status_code == 201, copy.text
    assert _used(owner, "projects") == 2
    assert owner.delete(f"/api/v1/projects/{project['id']}", headers={"If-Match": "*"}).status_code == 204
    assert _used(owner, "projects") == 1


def _at_once(count: int, ask: Callable[[int], Any]) -> Counter[int]:
    """How many answers there were of each status."""
    together = Barrier(count)

    def ask_with_others(number: int) -> int:
        together.wait()
        return int(ask(number).status_code)

    with ThreadPoolExecutor(count) as threads:
        return Counter(threads.map(ask_with_others, range(count)))


def _invite(person: Person, email: str) -> Any:
    return person.post("/api/v1/invitations", json={"email": email, "role": "viewer"})


def _used(person: Person, resource: str) -> int:
    resources = person.get("/api/v1/usage").json()["resources"]
    return next(used["used"] for used in resources if used["resource"] == resource)
