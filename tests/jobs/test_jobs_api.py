"""Jobs as those who asked for them see them."""

from __future__ import annotations

from typing import ClassVar

from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.outbox import enqueue


class Nap(Job):
    name: ClassVar[str] = "tests.nap"
    queue: ClassVar = "reports"


def _ask(platform: Platform, person: Person, count: int = 1) -> list[str]:
    with platform.database.transaction(person.tenant_id) as session:
        return [str(enqueue(session, Nap(), actor=person.actor)) for _ in range(count)]


def test_a_list_goes_on_where_the_page_ended(platform: Platform, owner: Person) -> None:
    asked = _ask(platform, owner, 5)
    seen, cursor = [], None
    while True:
        page = owner.get("/api/v1/jobs", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [job["id"] for job in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == asked[::-1]


def test_a_cursor_of_elsewhere_is_refused(owner: Person) -> None:
    answer = owner.get("/api/v1/jobs", params={"cursor": "bm9uc2Vuc2U"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "cursor_invalid"


def test_a_waiting_job_is_cancelled_at_once_and_can_be_asked_for_again(platform: Platform, owner: Person) -> None:
    (job,) = _ask(platform, owner)
    assert owner.post(f"/api/v1/jobs/{job}/cancel").json()["state"] == "cancelled"
    again = owner.post(f"/api/v1/jobs/{job}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "job_ended")
    assert owner.post(f"/api/v1/jobs/{job}/retry").json()["state"] == "queued"


def test_another_tenant_does_not_see_it(platform: Platform, client: TestClient, owner: Person) -> None:
    (job,) = _ask(platform, owner)
    stranger = join(platform, client)
    assert stranger.get(f"/api/v1/jobs/{job}").json()["code"] == "job_not_found"
    assert stranger.get("/api/v1/jobs").json()["items"] == []
    assert stranger.post(f"/api/v1/jobs/{job}/cancel").status_code == 404


def test_nobody_is_told_to_sign_in(client: TestClient) -> None:
    answer = client.get("/api/v1/jobs")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["detail"] == "Entre primeiro."


def test_a_viewer_may_look_but_not_cancel(platform: Platform, client: TestClient, owner: Person) -> None:
    (job,) = _ask(platform, owner)
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get(f"/api/v1/jobs/{job}").status_code == 200
    assert viewer.post(f"/api/v1/jobs/{job}/cancel").json()["code"] == "permission_missing"
