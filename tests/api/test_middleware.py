"""What every answer has, and what is refused before a route sees it."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from people import Person
from tecnocursos.bootstrap.platform import Platform

EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


@pytest.mark.parametrize("path", ["/health/live", "/nothing", "/api/v1/jobs", "/probe/unexpected"])
def test_every_answer_has_the_security_headers(probe_client: TestClient, path: str) -> None:
    headers = probe_client.get(path).headers
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    assert headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert headers["permissions-policy"]
    assert "strict-transport-security" not in headers  # this server is reached by http
    assert "server" not in headers


def test_what_belongs_to_somebody_is_not_stored(owner: Person, client: TestClient) -> None:
    assert owner.get("/api/v1/jobs").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/health/live").headers


def test_the_callers_trace_goes_on(client: TestClient) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    sent = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    assert client.get("/health/live", headers=sent).headers["x-request-id"] == trace
    for odd in ("", "x", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{trace}-00f067aa0ba902b7-01\r\nx: y"):
        own = client.get("/health/live", headers={"traceparent": odd}).headers["x-request-id"]
        assert re.fullmatch(r"[0-9a-f]{32}", own)
        assert own != trace


def test_head_is_get_without_its_body(probe_client: TestClient) -> None:
    head, get = probe_client.head("/probe/numbered"), probe_client.get("/probe/numbered")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"] == '"3"'


@pytest.mark.parametrize("tags", ['"3"', 'W/"3"', '"1", "3"', "*"])
def test_what_the_client_has_already_is_not_sent_again(probe_client: TestClient, tags: str) -> None:
    answer = probe_client.get("/probe/numbered", headers={"If-None-Match": tags})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["etag"] == '"3"'


def test_a_body_has_a_limit(platform: Platform, prober: Person) -> None:
    limit = platform.settings.server.body_limit_bytes
    answer = prober.post("/probe/jobs", json={"title": "x" * limit})
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")

    def in_pieces() -> object:
        for _ in range(limit // 50_000 + 2):
            yield b"x" * 50_000

    answer = prober.post("/probe/jobs", content=in_pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
