"""Limits as callers see them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from people import Person, join
from platforms import PUBLIC_URL
from probe_routes import router
from structured_fields import read_list
from tecnocursos.accounts.models import Tenant
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import LimitSettings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.limits import Limits
from tecnocursos.infra.telemetry import Metrics


@contextmanager
def _limited(
    platform: Platform, scale: float, proxies: tuple[str, ...] = (), host: str = "203.0.113.1"
) -> Iterator[TestClient]:
    """A server whose limits are `scale` times those of the table, counted in this process."""
    server = platform.settings.server.model_copy(update={"trusted_proxies": proxies})
    settings = platform.settings.model_copy(update={"limits": LimitSettings(scale=scale), "server": server})
    metrics = Metrics()
    limited = dataclasses.replace(platform, settings=settings, metrics=metrics, limits=Limits("", 1, metrics))
    app = create_app(limited)
    app.router.routes.extend(router.routes)
    with TestClient(app, base_url=PUBLIC_URL, client=(host, 50_000)) as client:
        yield client


def test_the_headers_say_what_is_left(platform: Platform) -> None:
    with _limited(platform, 1) as client:
        person = join(platform, client)
        person.get("/api/v1/jobs")  # the first time nobody knows whose token this is
        answer = person.get("/api/v1/jobs")
    ((policy, quota),) = read_list(answer.headers["ratelimit-policy"])
    assert (policy, quota) == ("read", {"q": 1800, "w": 60})
    ((policy, rest),) = read_list(answer.headers["ratelimit"])
    assert policy == "read"
    assert rest["r"] == 1799
    assert 0 <= rest["t"] <= 60


def test_handshakes_of_sockets_count_too(platform: Platform) -> None:
    def connect(client: TestClient, token: str) -> str:
        headers = {"Authorization": f"Bearer {token}"}
        with client.websocket_connect("/ws/connect", headers=headers) as socket:
            return str(socket.receive_json()["event"])

    def refusal(client: TestClient, token: str) -> int:
        with pytest.raises(WebSocketDisconnect) as closed:
            connect(client, token)
        return int(closed.value.code)

    with _limited(platform, 0.01) as client:
        person = join(platform, client)
        assert connect(client, person.token) == "connection"
        codes = [refusal(client, "nobody's") for _ in range(12)]
        assert codes == [4401] * 11 + [4429]
        # Who is known is counted on their own.
        assert connect(client, person.token) == "connection"


def test_who_asks_too_often_is_told_when_to_come_again(platform: Platform) -> None:
    with _limited(platform, 0.01) as client:
        person, colleague = join(platform, client), join(platform, client)
        for one in (person, colleague):
            one.get("/api/v1/jobs")
        answers = [person.post("/probe/jobs", json={}) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [201] * 6 + [429]
        refused = answers[-1]
        assert refused.headers["content-type"] == "application/problem+json"
        problem = refused.json()
        assert problem["code"] == "quota_exceeded"
        assert problem["type"].endswith("#quota-exceeded")
        assert problem["violated-policies"] == ["write"]
        ((_, rest),) = read_list(refused.headers["ratelimit"])
        assert rest["r"] == 0
        assert int(refused.headers["retry-after"]) >= 1
        assert person.get("/api/v1/jobs").status_code == 200  # reading is counted apart
        assert colleague.post("/probe/jobs", json={}).status_code == 201
        assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize(("plan", "count"), [("free", 6), ("pro", 24), ("enterprise", 120)])
def test_a_plan_allows_what_it_says(platform: Platform, plan: str, count: int) -> None:
    with _limited(platform, 0.01) as client:
        person = join(platform, client)
        with platform.database.transaction(SYSTEM) as session:
            session.get_one(Tenant, person.tenant_id).plan = plan
        person.get("/api/v1/jobs")
        answer = person.post("/probe/jobs", json={})
    assert read_list(answer.headers["ratelimit-policy"]) == [("write", {"q": count, "w": 60})]


def test_strangers_are_counted_by_the_network_they_come_from(platform: Platform) -> None:
    with _limited(platform, 0.005) as client:
        spoofed = [
            client.get("/api/v1/jobs", headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
            for number in range(8)
        ]
    assert spoofed == [401] * 6 + [429] * 2
    with _limited(platform, 0.005, proxies=("203.0.113.0/24",)) as client:
        ways = [f"198.51.100.{number}, 192.0.2.{number}" for number in range(8)]
        answers = [client.get("/api/v1/jobs", headers={"X-Forwarded-For": way}) for way in ways]
        assert {answer.status_code for answer in answers} == {401}
        houses = [f"2001:db8:0:1::{number:x}" for number in range(1, 9)]
        answers = [client.get("/api/v1/jobs", headers={"X-Forwarded-For": house}) for house in houses]
        assert [answer.status_code for answer in answers] == [401] * 6 + [429] * 2
        # Whoever was given a larger network has not as many limits as it has smaller ones.
        site = [f"2001:db8:1:{number:x}::1" for number in range(1, 52)]
        answers = [client.get("/api/v1/jobs", headers={"X-Forwarded-For": house}) for house in site]
        assert [answer.status_code for answer in answers] == [401] * 48 + [429] * 3
        assert answers[-1].json()["violated-policies"] == ["address-site"]


@pytest.mark.parametrize("path", ["/metrics", "/health"])
def test_guesses_of_the_monitoring_token_are_counted(platform: Platform, path: str) -> None:
    with _limited(platform, 0.05) as client:
        guesses = [client.get(path, headers={"Authorization": f"Bearer guess-{n}"}).status_code for n in range(5)]
        assert guesses == [401] * 3 + [429] * 2
        assert client.get(path).status_code == 401  # who shows nothing guesses nothing


def test_guessing_is_abnormal(platform: Platform) -> None:
    with _limited(platform, 0.05) as client:
        body = {"email": "nobody@example.com", "password": "guess-guess"}
        answers = [client.post("/api/v1/auth/sign-in", json=body) for _ in range(4)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["type"].endswith("#abnormal-usage-detected")


def test_under_load_heavy_work_waits(platform: Platform, owner: Person) -> None:
    with _limited(platform, 1000) as client:
        person = dataclasses.replace(owner, client=client)
        gatekeeper = client.app.state.gatekeeper  # type: ignore[attr-defined]
        gatekeeper._shedder.share = 0.0
        answer = person.get("/api/v1/jobs")
        assert answer.status_code == 503
        assert answer.json()["type"].endswith("#temporary-reduced-capacity")
        assert answer.headers["retry-after"]
        assert person.get("/api/v1/jobs/01a2137c-eb62-71ab-980f-6a234f11af20").status_code == 404
        assert client.get("/health/live").status_code == 200
