"""Whether the server is alive, ready and well, as those see it who may."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr, ValidationError
from sqlalchemy import event

from people import Person, join
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import BrokerSettings, RedisSettings, ServerSettings, Settings
from tecnocursos.infra.database import Database

PARTS = {
    *("database", "storage", "keyring", "disk", "redis", "broker", "mail", "limits", "queue", "workers", "scheduler"),
    *("ffmpeg", "cache"),
}
TOKEN = "let-me-see-all-that-is-counted"


@contextmanager
def _serving(platform: Platform, **changed: object) -> Iterator[TestClient]:
    with TestClient(create_app(dataclasses.replace(platform, **changed)), base_url=PUBLIC_URL) as client:
        yield client


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


def test_anybody_may_ask_whether_it_is_alive_and_ready(client: TestClient) -> None:
    for path in ("/health/live", "/health/ready"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "pass"})
        assert answer.headers["content-type"] == "application/health+json"


def test_the_whole_report_is_for_operators(platform: Platform, client: TestClient, owner: Person) -> None:
    assert client.get("/health").status_code == 401
    assert join(platform, client, "editor").get("/health").status_code == 403
    answer = owner.get("/health")
    assert answer.status_code == 200, answer.text
    assert set(answer.json()["checks"]) == PARTS
    [database] = answer.json()["checks"]["database"]
    assert (database["status"], set(database)) == ("pass", {"status", "since"})
    assert owner.get("/health").json()["checks"]["database"] == [database]


def test_many_questions_are_one_query(platform: Platform) -> None:
    asked: list[str] = []
    with _serving(platform) as client, ThreadPoolExecutor(20) as threads:
        event.listen(platform.database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        answers = list(threads.map(lambda _: client.get("/health/ready").status_code, range(200)))
    assert answers == [200] * 200
    assert sum(statement == "SELECT 1" for statement in asked) <= 4


def test_a_database_that_is_gone_means_not_ready_but_alive(platform: Platform) -> None:
    gone = Database(platform.settings.database.model_copy(update={"url": "postgresql://nobody@127.0.0.1:1/none"}))
    with _serving(platform, database=gone) as client:
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"status": "fail"})
        assert "127.0.0.1" not in answer.text
        assert client.get("/health/live").status_code == 200
    gone.close()


def test_who_drains_is_not_ready(platform: Platform) -> None:
    with _serving(platform) as client:
        client.app.state.is_draining = True  # type: ignore[attr-defined]
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").status_code == 200


def _with(settings: Settings, **changed: object) -> Settings:
    server = settings.server.model_copy(update={"monitoring_token": SecretStr(TOKEN)})
    return settings.model_copy(update={"server": server, **changed})


@pytest.mark.parametrize("part", ["redis", "broker", "mail"])
def test_a_part_that_hangs_is_named_and_holds_nothing_up(platform: Platform, deaf_port: int, part: str) -> None:
    mail = platform.settings.mail.model_copy(update={"url": SecretStr("smtp://127.0.0.1:1")})
    changed = {
        "redis": {"redis": RedisSettings(url=f"redis://127.0.0.1:{deaf_port}/0")},
        "broker": {"broker": BrokerSettings(url=f"amqp://127.0.0.1:{deaf_port}//")},
        "mail": {"mail": mail},
    }[part]
    with _serving(platform, settings=_with(platform.settings, **changed)) as client:
        started = time.monotonic()
        answer = client.get("/health", headers={"Authorization": f"Bearer {TOKEN}"})
        assert time.monotonic() - started < 1.5
    assert answer.status_code == 200
    checks = answer.json()["checks"]
    assert checks[part][0]["status"] == "warn"
    others = {name: check[0]["status"] for name, check in checks.items() if name not in {part, "workers", "scheduler"}}
    assert set(others.values()) == {"pass"}, others


def test_a_database_that_hangs_is_told_within_a_second(platform: Platform) -> None:
    hold = threading.Event()

    def hang(*_call: object) -> None:
        hold.wait(10)

    event.listen(platform.database.engine, "before_cursor_execute", hang)
    try:
        with _serving(platform) as client:
            started = time.monotonic()
            assert client.get("/health/ready").status_code == 503
            assert time.monotonic() - started < 1.2
            assert client.get("/health/live").status_code == 200
            hold.set()
            deadline = time.monotonic() + 10
            while client.get("/health/ready").status_code != 200:
                assert time.monotonic() < deadline
                time.sleep(0.05)
    finally:
        hold.set()
        event.remove(platform.database.engine, "before_cursor_execute", hang)


def test_metrics_are_closed_and_know_routes_not_paths(platform: Platform, client: TestClient, owner: Person) -> None:
    assert client.get("/metrics").status_code == 401
    assert join(platform, client, "viewer").get("/metrics").status_code == 403
    owner.get("/api/v1/jobs/01a2137c-eb62-71ab-980f-6a234f11af20")
    owner.get("/metrics")
    before = _series(owner.get("/metrics").text)
    for number in range(300):
        client.get(f"/random/{number}")
        client.request(f"ODD{number}", f"/random/{number}")
    after = _series(owner.get("/metrics").text)
    assert any("/api/v1/jobs/{job_id}" in series for series in after)
    assert len(after - before) <= 40
    assert not any("random" in series or "ODD" in series for series in after)
    for name in ("requests_waiting", "jobs_waiting", "jobs_oldest_seconds", "database_connections_used"):
        assert any(series.startswith(name) for series in after), name


@pytest.mark.parametrize("token", ["", TOKEN[:24]])
def test_a_monitoring_token_is_empty_or_long(token: str) -> None:
    assert ServerSettings(monitoring_token=SecretStr(token)).monitoring_token.get_secret_value() == token


@pytest.mark.parametrize("token", ["x", TOKEN[:23]])
def test_a_monitoring_token_that_may_be_guessed_is_refused(token: str) -> None:
    with pytest.raises(ValidationError, match="24 characters at least"):
        ServerSettings(monitoring_token=SecretStr(token))


def test_the_monitoring_token_opens_metrics_and_nothing_else(platform: Platform) -> None:
    token = {"Authorization": f"Bearer {TOKEN}"}
    with _serving(platform, settings=_with(platform.settings)) as client:
        assert client.get("/metrics", headers=token).status_code == 200
        assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN[:-1]}"}).status_code == 401
        assert client.get("/api/v1/jobs", headers=token).status_code == 401


def _series(page: str) -> set[str]:
    return {
        f"{sample.name}{sorted(sample.labels.items())}"
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }
