"""Browsers: cookies that scripts cannot read, sent only from our own pages."""

from __future__ import annotations

import dataclasses
from http.cookies import SimpleCookie
from typing import Any

import pytest
from fastapi.testclient import TestClient

from newcomers import PASSWORD, Newcomer, Town
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app

OURS = {"Origin": PUBLIC_URL}
SECURE_URL = "https://cursos.example.com"


@pytest.fixture
def browser(town: Town) -> TestClient:
    return town.at("198.51.100.77")


def sign_in(browser: TestClient, person: Newcomer, headers: dict[str, str] = OURS) -> Any:
    return browser.post("/api/v1/auth/sign-in", json={"email": person.email, "password": PASSWORD}, headers=headers)


def cookies_of(answer: Any) -> dict[str, Any]:
    cookies: dict[str, Any] = {}
    for header in answer.headers.get_list("set-cookie"):
        cookies |= SimpleCookie(header)
    return cookies


def test_a_browser_gets_cookies_and_no_tokens(browser: TestClient, newcomer: Newcomer) -> None:
    answer = sign_in(browser, newcomer)
    body = answer.json()
    assert body["status"] == "signed_in"
    assert body["access_token"] is body["refresh_token"] is body["device_token"] is None
    assert answer.headers["cache-control"] == "no-store"
    cookies = cookies_of(answer)
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        "tc_access": "/",
        "tc_refresh": "/api/v1/auth",
        "tc_device": "/api/v1/auth",
    }
    assert all(cookie["httponly"] for cookie in cookies.values())
    assert {name: cookie["samesite"] for name, cookie in cookies.items()} == {
        "tc_access": "lax",
        "tc_refresh": "strict",
        "tc_device": "strict",
    }
    assert browser.get("/api/v1/account").json()["email"] == newcomer.email


def test_a_program_gets_tokens_and_no_cookies(newcomer: Newcomer) -> None:
    answer = newcomer.try_sign_in()
    assert "set-cookie" not in answer.headers
    assert answer.json()["access_token"]
    assert answer.headers["cache-control"] == "no-store"


def test_over_https_the_cookies_are_bound_to_it(town: Town, newcomer: Newcomer) -> None:
    server = town.platform.settings.server.model_copy(update={"public_url": SECURE_URL})
    settings = town.platform.settings.model_copy(update={"server": server})
    app = create_app(dataclasses.replace(town.platform, settings=settings))
    browser = TestClient(app, base_url=SECURE_URL, client=("198.51.100.78", 50_000))
    cookies = cookies_of(sign_in(browser, newcomer, {"Origin": SECURE_URL}))
    assert set(cookies) == {"__Host-tc_access", "__Secure-tc_refresh", "__Secure-tc_device"}
    assert all(cookie["secure"] and not cookie["domain"] for cookie in cookies.values())
    assert browser.get("/api/v1/account").status_code == 200
    # A cookie without the prefix could have been set by a neighbour.
    value = cookies["__Host-tc_access"].value
    browser.cookies.clear()
    assert browser.get("/api/v1/account", headers={"Cookie": f"tc_access={value}"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": PUBLIC_URL + ".evil.example.com"},
        {"Origin": PUBLIC_URL.replace("8000", "8001")},
        {"Origin": "https://evil.example.com", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
    ],
)
def test_other_sites_change_nothing(browser: TestClient, newcomer: Newcomer, headers: dict[str, str]) -> None:
    assert sign_in(browser, newcomer).status_code == 200
    for method, path, body in (
        ("PATCH", "/api/v1/account", {"name": "Eva"}),
        ("POST", "/api/v1/auth/sign-out", None),
        ("POST", "/api/v1/auth/refresh", None),
        ("POST", "/api/v1/auth/sign-in", {"email": newcomer.email, "password": PASSWORD}),
    ):
        answer = browser.request(method, path, headers=headers, **({"json": body} if body else {}))
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_refused"), path
    # Looking is free: other sites cannot read the answer.
    assert browser.get("/api/v1/account", headers=headers).json()["name"] == "Ana Souza"


@pytest.mark.parametrize("headers", [OURS, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_work(browser: TestClient, newcomer: Newcomer, headers: dict[str, str]) -> None:
    sign_in(browser, newcomer)
    changed = browser.patch("/api/v1/account", json={"name": "Eva"}, headers=headers | {"If-Match": "*"})
    assert changed.json()["name"] == "Eva"
    answer = browser.post("/api/v1/auth/refresh", headers=headers)
    assert (answer.status_code, answer.json()["refresh_token"]) == (200, None)
    assert browser.get("/api/v1/account").status_code == 200


def test_signed_out_the_browser_forgets(browser: TestClient, newcomer: Newcomer) -> None:
    sign_in(browser, newcomer)
    stolen = browser.cookies["tc_access"]
    answer = browser.post("/api/v1/auth/sign-out", headers=OURS)
    assert answer.status_code == 204
    assert {name for name, cookie in cookies_of(answer).items() if cookie["max-age"] == "0"} == {
        "tc_access",
        "tc_refresh",
    }
    assert set(browser.cookies.keys()) == {"tc_device"}
    assert browser.get("/api/v1/account", headers={"Cookie": f"tc_access={stolen}"}).status_code == 401


def test_the_browser_is_a_known_device(town: Town, newcomer: Newcomer) -> None:
    browser = town.at("198.51.100.90")
    sign_in(browser, newcomer)
    neighbour = town.at("198.51.100.90")
    for _ in range(5):
        newcomer.try_sign_in(neighbour, password="palpite errado")
    assert sign_in(neighbour, newcomer).status_code == 429
    assert sign_in(browser, newcomer).status_code == 200


def test_a_page_of_another_allowed_origin_works(town: Town, newcomer: Newcomer) -> None:
    editor = "https://editor.example.com"
    server = town.platform.settings.server.model_copy(update={"cors_origins": (editor,)})
    settings = town.platform.settings.model_copy(update={"server": server})
    app = create_app(dataclasses.replace(town.platform, settings=settings))
    browser = TestClient(app, base_url=PUBLIC_URL, client=("198.51.100.79", 50_000))
    assert sign_in(browser, newcomer, {"Origin": editor}).status_code == 200


def test_a_bearer_token_needs_no_origin(newcomer: Newcomer) -> None:
    changed = newcomer.patch("/api/v1/account", json={"name": "Eva"}, headers={"If-Match": "*"})
    assert changed.status_code == 200
