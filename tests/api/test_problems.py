"""Every error is a problem document in the reader's language, with the id under which the log has it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

import probe_routes
from people import Person
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform


def _is_problem(answer: object, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    body = answer.json()  # type: ignore[attr-defined]
    assert (body["status"], body["code"]) == (status, code)
    assert body["trace_id"] == answer.headers["x-request-id"]  # type: ignore[attr-defined]
    assert answer.headers["content-language"] in {"pt", "en"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/jobs/", "/api/v1/jobs//", "/%00", "/..%2f", "/\u00e9"])
def test_unknown_addresses(client: TestClient, path: str) -> None:
    _is_problem(client.get(path), 404, "path_unknown")


def test_a_method_that_an_address_does_not_take(client: TestClient) -> None:
    answer = client.delete("/api/v1/jobs")
    _is_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"
    assert client.request("TRACE", "/health/live").status_code == 405


def test_a_wrong_body_is_named_by_place_but_not_repeated(prober: Person) -> None:
    answer = prober.post("/probe/jobs", json={"title": 5, "secret_thing": "canary"})
    _is_problem(answer, 422, "request_invalid")
    assert {field["place"] for field in answer.json()["fields"]} == {"body.title", "body.secret_thing"}
    assert "canary" not in answer.text


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"title": "\\ud800"}', b"[" * 100_000, b"NaN", b'"text"'])
def test_a_broken_body_is_refused(prober: Person, body: bytes) -> None:
    answer = prober.post("/probe/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    _is_problem(answer, answer.status_code, answer.json()["code"])


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "pt"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("pt;q=0.3,en;q=0.8", "en"),
        ("en;q=0.3,pt-BR;q=0.8", "pt"),
        ("de,en;q=0.5", "en"),
        ("en;q=0,*;q=0.5", "pt"),
        ("en;q=x", "pt"),
        ("," * 5000, "pt"),
    ],
)
def test_the_language_is_the_readers(client: TestClient, wish: str, language: str) -> None:
    answer = client.get("/nothing", headers={"Accept-Language": wish})
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"].startswith({"pt": "Não há", "en": "There is"}[language])


def test_what_the_database_refuses_is_told_apart(prober: Person) -> None:
    _is_problem(prober.post("/probe/duplicate"), 409, "already_exists")
    _is_problem(prober.post("/probe/dangling"), 409, "link_broken")


def test_text_that_not_every_database_can_hold_is_refused(prober: Person) -> None:
    _is_problem(prober.post("/probe/name", json={"title": "a\x00b"}), 422, "value_refused")
    _is_problem(prober.get("/api/v1/projects?search=%00"), 422, "value_refused")
    slide = {"kind": "title", "title": "a\x00b"}
    project = prober.post("/api/v1/projects", json={"title": "Cabos"}).json()["id"]
    scene = {"project_id": project, "slide": slide, "lines": [{"text": "Olá."}]}
    _is_problem(prober.post("/api/v1/scenes", json=scene), 422, "slide_invalid")
    slide["title"] = r"a\u0000b as it is written in a program"
    assert prober.post("/api/v1/scenes", json=scene).status_code == 201


@pytest.mark.parametrize("title", ["", "  ", "\u200b\u2060", "\u00a0\ufeff "])
def test_a_title_of_which_nothing_shows_is_empty(prober: Person, title: str) -> None:
    answer = prober.post("/api/v1/projects", json={"title": title})
    _is_problem(answer, 422, "request_invalid")
    assert answer.json()["fields"][0]["place"] == "body.title"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-13-01T00:00:00Z"])
@pytest.mark.parametrize(
    "path", ["/api/v1/assets/search?created_from={}", "/api/v1/audit?since={}", "/api/v1/audit/export?until={}"]
)
def test_a_moment_outside_the_calendar_is_named(prober: Person, path: str, moment: str) -> None:
    answer = prober.get(path.format(quote(moment)))
    _is_problem(answer, 422, "request_invalid")
    assert answer.json()["fields"][0]["place"].startswith("query.")


def test_a_key_that_ends_outside_the_calendar_is_refused(prober: Person) -> None:
    key = {"name": "x", "scopes": ["content:read"], "expires_at": "9999-12-31T23:59:59-12:00"}
    _is_problem(prober.post("/api/v1/api-keys", json=key), 422, "request_invalid")


def test_an_unexpected_error_tells_nothing(prober: Person) -> None:
    answer = prober.get("/probe/unexpected")
    _is_problem(answer, 500, "unexpected")
    assert "canary" not in answer.text


def test_an_unexpected_error_is_found_in_the_log_by_its_trace_id(
    prober: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = prober.get("/probe/unexpected")
    entries = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    entry = next(entry for entry in entries if entry["event"] == "unexpected")
    assert entry["trace_id"] == answer.json()["trace_id"]
    assert entry["route"] == "/probe/unexpected"


def test_a_full_disk_is_told_and_nothing_is_half_written(prober: Person) -> None:
    _is_problem(prober.get("/probe/full-disk"), 507, "storage_full")
    _is_problem(prober.get("/probe/full-database"), 507, "storage_full")


def test_a_full_house_answers_soon_and_recovers(platform: Platform) -> None:
    settings = platform.settings.database
    app = create_app(platform)
    app.router.routes.extend(probe_routes.router.routes)
    app.state.admission._wait_seconds = 0.2
    with TestClient(app, base_url=PUBLIC_URL) as client:
        probe_routes.gate.clear()
        with ThreadPoolExecutor(settings.pool_size) as threads:
            held = [threads.submit(client.get, "/probe/wait") for _ in range(settings.pool_size)]
            for _ in held:
                assert probe_routes.waiting.acquire(timeout=10)
            answer = client.get("/probe/numbered")
            _is_problem(answer, 503, "busy")
            assert int(answer.headers["retry-after"]) >= 1
            probe_routes.gate.set()
            assert {call.result().status_code for call in held} == {204}
        assert client.get("/probe/numbered").status_code == 200
