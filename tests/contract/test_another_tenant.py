"""Every route, asked by the owner of another tenant for things that are there: as good as for things that are not."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from belongings import CANARY, Belongings
from example_requests import code_of, made_up, send
from fastapi.testclient import TestClient
from route_permissions import NEEDED

from people import Person
from tecnocursos.accounts.models import SignIn
from tecnocursos.api.routes import list_routes
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(scope="module")
def belongings(platform: Platform, client: TestClient) -> Belongings:
    return Belongings(platform, client, Runner(platform, "belongings"))


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").json()


@pytest.fixture
def thief(platform: Platform, stranger: Person) -> Person:
    """Who may do everything in their own tenant, and gave the password just now."""
    with platform.database.transaction(SYSTEM) as session:
        mine = SignIn.id == stranger.actor.session_id
        session.execute(sa.update(SignIn).where(mine).values(confirmed_at=utc_now()))
    return stranger


def test_the_owner_can_read_each_of_them(client: TestClient, document: dict[str, Any], belongings: Belongings) -> None:
    """Or the other tests would say nothing."""
    for method, path in sorted(NEEDED):
        # What simulated phones show is not in the database; see tests/support/test_simulator.py.
        if method == "GET" and "{" in path and "/simulator/" not in path:
            answer = send(client, document, method, path, belongings.owner.token, belongings.choose)
            assert answer.status_code == 200, (path, answer.text[:300])
    before, belongings.kept = belongings.kept, belongings.rows()
    # That the owner was given a copy of personal data is on record; nothing else has changed.
    assert {name for name, rows in before.items() if rows != belongings.kept[name]} == {"audit_entries", "audit_heads"}


def test_what_was_made_is_found_where_the_answer_says(belongings: Belongings) -> None:
    for asked, place in belongings.places.items():
        # The protocol of uploads asks after them by HEAD.
        found = belongings.owner.request("HEAD" if asked == "uploads" else "GET", place, headers=TUS)
        assert found.status_code in {200, 204}, (asked, place, found.text[:300])


def test_every_answer_that_says_where_names_an_address_that_can_be_read() -> None:
    routes = list_routes()
    readable = [route for method, _, route in routes if method == "GET"]
    silent = set()
    for _, path, route in routes:
        if route.status_code in {201, 202}:
            place = getattr(route.endpoint, "made_at", None)
            if place is None:
                silent.add(path)
            else:
                example = re.sub(r"\{[^}]+\}", str(uuid.uuid4()), place).replace("/versions/", "/versions/1#")
                assert any(reader.path_regex.match(example.partition("#")[0]) for reader in readable), place
    assert silent == {
        # These say it themselves, as they are no plain functions.
        "/api/v1/assets/upload",
        "/api/v1/uploads",
        # It is read by whoever switches to it, as /api/v1/tenant.
        "/api/v1/tenants",
        # What follows is a mail, or words in a room.
        "/api/v1/account/email",
        "/api/v1/auth/password-reset",
        "/api/v1/sign-up",
        "/ws/broadcast",
    }


@pytest.mark.parametrize(("method", "path"), sorted(NEEDED))
def test_nothing_is_told_and_nothing_changes(
    client: TestClient, document: dict[str, Any], belongings: Belongings, thief: Person, method: str, path: str
) -> None:
    answer = send(client, document, method, path, thief.token, belongings.choose)
    assert answer.status_code < 500, answer.text
    assert CANARY.encode() not in answer.content
    assert CANARY.encode("ascii", "backslashreplace") not in answer.content
    assert belongings.rows() == belongings.kept
    if "{" in path:
        assert answer.status_code in {403, 404} or _is_own_of_everybody(answer), answer.text[:300]
        nowhere = send(client, document, method, path, thief.token, made_up)
        assert (answer.status_code, code_of(answer)) == (nowhere.status_code, code_of(nowhere))


def _is_own_of_everybody(answer: Any) -> bool:
    """A room by its name is the asker's own, in which nothing was said."""
    return answer.status_code == 200 and answer.json().get("items") == []
