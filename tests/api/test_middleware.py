"""What every answer has, and what is refused before a route sees it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from fastapi.testclient import TestClient

from people import Person
from tecnocursos.api.app import create_app
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
    assert "cache-control" not in client.get("/nothing").headers


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


@pytest.mark.parametrize(("wish", "given"), [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip;q=0", None)])
def test_answers_come_in_the_encoding_that_the_client_takes(
    probe_client: TestClient, wish: str, given: str | None
) -> None:
    with probe_client.stream("GET", "/probe/numbered", headers={"Accept-Encoding": wish}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == given
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert (len(raw) < 500) == (given is not None)


def test_secrets_and_small_answers_are_not_compressed(prober: Person) -> None:
    assert "content-encoding" not in prober.post("/probe/secrets", headers={"Accept-Encoding": "gzip"}).headers
    assert "content-encoding" not in prober.get("/health/live", headers={"Accept-Encoding": "gzip"}).headers


def test_only_named_origins_may_read_answers(platform: Platform) -> None:
    settings = platform.settings
    server = settings.server.model_copy(
        update={"cors_origins": ("https://app.example.com",), "public_url": "https://api.example.com"}
    )
    open_platform = dataclasses.replace(platform, settings=settings.model_copy(update={"server": server}))
    with TestClient(create_app(open_platform), base_url="https://api.example.com") as client:
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}
        known = client.options("/api/v1/jobs", headers={"Origin": "https://app.example.com", **asked})
        assert known.headers["access-control-allow-origin"] == "https://app.example.com"
        unknown = client.options("/api/v1/jobs", headers={"Origin": "https://evil.example.com", **asked})
        assert "access-control-allow-origin" not in unknown.headers
        answer = client.get("/api/v1/jobs", headers={"Origin": "https://app.example.com"})
        assert answer.status_code == 401
        assert answer.headers["access-control-allow-origin"] == "https://app.example.com"
        assert "ETag" in answer.headers["access-control-expose-headers"]
        assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
