"""Links to a video: what whoever has one sees, and that each of its ends looks the same from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from projects import COURSE, make_project
from tecnocursos.accounts.models import Tenant
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.studio.flow_models import RenderLink
from tecnocursos.worker.running import Runner

SIMPLE = COURSE.model_copy(update={"scenes": COURSE.scenes[:1]})


@pytest.fixture
def render(platform: Platform, owner: Person, runner: Runner) -> str:
    """The path of a finished render."""
    project = make_project(platform, owner, SIMPLE)
    render_id = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()["id"]
    unfinished = owner.post(f"/api/v1/renders/{render_id}/links", json={"expires_in_days": 1})
    assert (unfinished.status_code, unfinished.json()["code"]) == (409, "render_unfinished")
    while runner.run_next(["media"]):
        pass
    return f"/api/v1/renders/{render_id}"


def make(person: Person, render: str, **fields: Any) -> tuple[dict[str, Any], str]:
    """A link, and its token."""
    made = person.post(f"{render}/links", json={"expires_in_days": 30, **fields})
    assert made.status_code == 201, made.text
    link: dict[str, Any] = made.json()
    address, _, token = link["url"].partition("#token=")
    assert address == "http://127.0.0.1:8000/watch"
    return link, token


def read(client: TestClient, token: str) -> Any:
    return client.post("/api/v1/shared/read", json={"token": token})


def test_whoever_has_the_link_watches_without_an_account(
    platform: Platform, client: TestClient, owner: Person, stranger: Person, render: str
) -> None:
    link, token = make(owner, render, name="Turma de março")
    seen = read(client, token)
    assert seen.status_code == 200, seen.text
    assert "ratelimit" in seen.headers
    shared = seen.json()
    done = owner.get(render).json()
    assert (shared["title"], shared["language"], shared["duration_ms"]) == (
        SIMPLE.title,
        "pt-BR",
        done["duration_ms"],
    )
    told = seen.text
    for secret in (str(owner.tenant_id), "Turma", done["project_id"], done["id"]):
        assert secret not in told
    assert client.get(shared["video_url"]).content[4:8] == b"ftyp"
    assert client.get(shared["captions_url"]).text.startswith("WEBVTT")
    assert client.get(shared["chapters_url"]).text.startswith("WEBVTT")
    assert client.get(shared["poster_url"]).headers["content-disposition"].startswith("inline")
    assert "Vamos ligar os cabos." in client.get(shared["transcript_url"]).text
    read(client, token)

    (listed,) = owner.get(f"{render}/links").json()["items"]
    assert (listed["id"], listed["name"], listed["view_count"]) == (link["id"], "Turma de março", 2)
    assert listed["viewed_at"] is not None
    assert "url" not in listed
    with platform.database.transaction(owner.tenant_id) as session:
        kept = session.scalars(sa.select(RenderLink.token_sha256).where(RenderLink.tenant_id == owner.tenant_id)).one()
    assert token not in kept
    for wrong in ({"expires_in_days": 0}, {"expires_in_days": 366}, {}):
        assert owner.post(f"{render}/links", json=wrong).status_code == 422
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.post(f"{render}/links", json={"expires_in_days": 1}).status_code == 403
    assert stranger.get(f"{render}/links").status_code == 404
    assert stranger.delete(f"{render}/links/{link['id']}").status_code == 404


def revoke(_platform: Platform, owner: Person, render: str, link: dict[str, Any]) -> None:
    assert owner.delete(f"{render}/links/{link['id']}").status_code == 204
    assert owner.get(f"{render}/links").json()["items"] == []


def expire(platform: Platform, owner: Person, _render: str, link: dict[str, Any]) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        session.get_one(RenderLink, UUID(link["id"])).expires_at = utc_now()


def delete(_platform: Platform, owner: Person, render: str, _link: dict[str, Any]) -> None:
    assert owner.delete(render).status_code == 204


def withdraw(_platform: Platform, owner: Person, render: str, _link: dict[str, Any]) -> None:
    for step in ("publish", "withdraw"):
        assert owner.post(f"{render}/{step}").status_code == 200


def suspend(platform: Platform, owner: Person, _render: str, _link: dict[str, Any]) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(sa.update(Tenant).where(Tenant.id == owner.tenant_id).values(state="suspended"))


def test_every_end_of_a_link_looks_the_same(platform: Platform, client: TestClient, owner: Person, render: str) -> None:
    ends: tuple[Callable[[Platform, Person, str, dict[str, Any]], None], ...]
    ends = (revoke, expire, withdraw, delete)
    told = {answer_of(read(client, "nobody-made-this"))}
    for end in ends:
        link, token = make(owner, render)
        assert read(client, token).status_code == 200
        end(platform, owner, render, link)
        told.add(answer_of(read(client, token)))
    assert {(status, code) for status, code, _ in told} == {(410, "shared_link_ended")}
    assert len(told) == 1
    actions = [entry["action"] for entry in owner.get("/api/v1/audit", params={"limit": 100}).json()["items"]]
    assert (actions.count("render_link.made"), actions.count("render_link.revoked")) == (4, 3)


def test_links_of_a_suspended_organisation_rest(
    platform: Platform, client: TestClient, owner: Person, render: str
) -> None:
    link, token = make(owner, render)
    suspend(platform, owner, render, link)
    assert read(client, token).json()["code"] == "shared_link_ended"


def answer_of(answer: Any) -> tuple[int, str, str]:
    return answer.status_code, answer.json()["code"], answer.json()["detail"]
