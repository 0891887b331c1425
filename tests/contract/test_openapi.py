"""The description of the API: whole, and readable without the internet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tecnocursos.api.routes import PUBLIC_ROUTES, list_routes


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").json()


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_route_is_described_with_what_it_may_answer(document: dict[str, Any]) -> None:
    operations = {(method, path): operation for method, path, operation in _operations(document)}
    assert set(operations) == {(method, path) for method, path, _ in list_routes()}
    names = Counter(operation["operationId"] for operation in operations.values())
    assert [name for name, count in names.items() if count > 1] == []
    known = {tag["name"] for tag in document["tags"]}
    for (method, path), operation in operations.items():
        where = f"{method} {path}"
        title = operation["summary"]
        assert 8 < len(title) <= 90, f"{where}: {title}"
        assert title != operation["operationId"].replace("_", " ").title(), f"{where}: a title says what it does"
        assert operation.get("description"), where
        assert set(operation["tags"]) <= known, f"{where}: {operation['tags']} is not in api.openapi.TAGS"
        if (method, path) not in PUBLIC_ROUTES:
            assert {"401", "403", "429"} <= set(operation["responses"]), where
            assert operation["security"], where
        names_taken = {parameter["name"] for parameter in operation.get("parameters", ())}
        if "If-Match" in names_taken:
            assert {"412", "428"} <= set(operation["responses"]), where


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """Programs that make clients from the document read it whole, or not at all."""
    for where, reference in _references(document, "#"):
        found: Any = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in found, f"{where}: {reference}"
            found = found[part]


def test_names_are_short_and_tell_no_module(document: dict[str, Any]) -> None:
    """Two shapes of one name would be told apart by where they stand in the code."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def _references(node: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield where, node["$ref"]
        for name, child in node.items():
            yield from _references(child, f"{where}/{name}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _references(child, f"{where}/{number}")


def test_every_json_body_has_an_example(document: dict[str, Any]) -> None:
    for method, path, operation in _operations(document):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media_type, content in body.get("content", {}).items():
                if media_type.endswith("json") and content.get("schema"):
                    assert content.get("example") is not None or content.get("examples"), f"{method} {path}"


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
def test_pages_need_nothing_from_elsewhere(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text)
    needed = re.findall(r'(?:src|href|spec-url)="([^"]+)"', answer.text)
    assert needed
    for address in needed:
        assert address.startswith("/")
        asked = client.get(address)
        assert asked.status_code == 200, address
        assert "https://cdn." not in asked.text, address
    assert client.get("/docs/assets/../../etc/passwd").status_code == 404
    assert client.get("/docs/assets/nothing.js").headers["content-type"] == "application/problem+json"
