"""The app for the browser as the server hands it out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tecnocursos.api.web_app import add_web_app

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("address", ["/", "/sign-in", "/projects/0197-any", "/administration/audit?from=today"])
def test_every_address_of_the_app_is_its_one_page(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert '<div id="root">' in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_the_page_runs_no_script_of_its_text_and_asks_nobody_else(client: TestClient) -> None:
    answer = client.get("/")

    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.findall(r"<script(?![^>]*\bsrc=)", answer.text) == []
    assert re.findall(r"https?://", answer.text) == []


def test_its_files_are_kept_by_the_browser_for_good(client: TestClient) -> None:
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get("/").text)

    assert files
    for file in files:
        answer = client.get(file)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/favicon.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "address",
    ["/api/v1/unknown", "/api", "/static/unknown.js", "/static/%2e%2e/index.html", "/docs/unknown", "/ws/unknown"],
)
def test_what_is_unknown_below_the_api_is_no_page(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_only_reading_gets_a_page(client: TestClient) -> None:
    assert client.head("/projects/any", headers=BROWSER).status_code == 200
    assert client.post("/projects/any", headers=BROWSER).status_code == 404


def test_a_program_that_mistook_an_address_is_told_so(client: TestClient) -> None:
    answer = client.get("/projects", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_copy_of_the_code_in_which_nothing_was_built_says_so(tmp_path: Path) -> None:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    add_web_app(app, tmp_path / "nowhere")

    with TestClient(app) as unbuilt:
        answer = unbuilt.get("/")

    assert answer.status_code == 503
    assert "make web" in answer.text
