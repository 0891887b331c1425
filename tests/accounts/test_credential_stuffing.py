"""Stolen and guessed passwords tried by the thousand, over HTTP: they get nowhere, and keep nobody out."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from test_sign_in import actions, count_wrong_passwords

from newcomers import PASSWORD, Newcomer, Town, new_address
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import LimitSettings
from tecnocursos.infra.limits import Limits
from tecnocursos.infra.telemetry import Metrics

PROXY = "192.0.2.1"
ADDRESSES = 200
NEW_PASSWORD = "sete barcos verdes"
FULL = os.environ.get("TEST_FAULTS") == "full"
SCALE = 1 if FULL else 0.2
"""Of the limits of the table: each password that is looked at costs a good part of a second."""


@contextmanager
def _limited(platform: Platform) -> Iterator[TestClient]:
    """A server behind a proxy that says where requests come from, with limits like those of the table."""
    settings = platform.settings.model_copy(
        update={
            "limits": LimitSettings(scale=SCALE),
            "server": platform.settings.server.model_copy(update={"trusted_proxies": (PROXY,)}),
        }
    )
    metrics = Metrics()
    limited = dataclasses.replace(platform, settings=settings, metrics=metrics, limits=Limits("", 1, metrics))
    with TestClient(create_app(limited), base_url=PUBLIC_URL, client=(PROXY, 50_000)) as client:
        yield client


@pytest.fixture
def front_door(platform: Platform) -> Iterator[TestClient]:
    with _limited(platform) as client:
        yield client


def _try(client: TestClient, person: Newcomer, address: str, password: str, **more: str) -> str:
    body = {"email": person.email, "password": password, "deliver": "tokens", **more}
    answer = client.post("/api/v1/auth/sign-in", json=body, headers={"X-Forwarded-For": address})
    if answer.status_code == 429:
        assert int(answer.headers["retry-after"]) >= 1
    code: str = answer.json().get("code", answer.json().get("status"))
    return code


def test_many_addresses_that_try_one_account_neither_get_in_nor_lock_its_owner_out(
    town: Town, newcomer: Newcomer, front_door: TestClient
) -> None:
    attempts, earlier = (5_000, 0) if FULL else (200, 22)
    count_wrong_passwords(town, newcomer.email, (f"203.0.113.{number}" for number in range(earlier)))
    codes = Counter(
        _try(front_door, newcomer, f"203.0.113.{number % ADDRESSES}", f"palpite {number}") for number in range(attempts)
    )
    print(codes)
    # Thirty in a quarter of an hour are looked at; and the right password would help no more.
    assert codes["credentials_wrong"] == 30 - earlier
    assert set(codes) <= {"credentials_wrong", "too_many_attempts", "abnormal_usage"}
    assert _try(front_door, newcomer, "203.0.113.7", newcomer.password) in {"too_many_attempts", "abnormal_usage"}
    # The owner goes on where they are, comes in on a device of theirs, and may prove it once more.
    assert newcomer.is_signed_in()
    home = "198.51.100.1"
    assert _try(front_door, newcomer, home, PASSWORD, device_token=newcomer.tokens["device_token"]) == "signed_in"
    assert newcomer.post("/api/v1/account/confirm", json={"password": PASSWORD}).status_code == 204
    # On a new device the way is by their mailbox.
    at_home = {"X-Forwarded-For": home}
    assert _try(front_door, newcomer, home, PASSWORD) == "too_many_attempts"
    asked = front_door.post("/api/v1/auth/password-reset", json={"email": newcomer.email}, headers=at_home)
    assert asked.status_code == 202, asked.text
    reset = {"token": town.token_for(newcomer.email), "password": NEW_PASSWORD, "deliver": "tokens"}
    done = front_door.post("/api/v1/auth/password-reset/confirm", json=reset, headers=at_home).json()
    assert _try(front_door, newcomer, home, NEW_PASSWORD, device_token=done["device_token"]) == "signed_in"
    told = actions(town.platform, newcomer.tokens["tenant_id"])
    assert told.count("sign_in.refused") == 30 - earlier
    assert 1 <= told.count("sign_in.locked") <= ADDRESSES + 1


def test_one_address_that_tries_many_accounts_is_stopped_and_its_neighbours_are_not(
    town: Town, newcomer: Newcomer, front_door: TestClient
) -> None:
    attacker, neighbour = "203.0.113.200", "203.0.113.201"
    strangers = [Newcomer(front_door, new_address()) for _ in range(300 if FULL else 20)]
    codes = Counter(_try(front_door, stranger, attacker, "Senha123!") for stranger in strangers)
    print(codes)
    assert set(codes) == {"credentials_wrong", "abnormal_usage"}
    # A sliding window lets a few more in while it moves on.
    assert codes["credentials_wrong"] <= 60 * SCALE * 1.5
    assert _try(front_door, newcomer, attacker, newcomer.password) == "abnormal_usage"
    assert _try(front_door, newcomer, neighbour, newcomer.password) == "signed_in"
    assert _counted(front_door, newcomer, "ratelimit_refused_total", "policy") == {
        "sensitive-address": codes["abnormal_usage"] + 1
    }
    assert _counted(front_door, newcomer, "sign_ins_refused_total", "reason") == {
        "credentials_wrong": codes["credentials_wrong"]
    }


def test_refused_sign_ins_are_counted_by_reason(front_door: TestClient, newcomer: Newcomer) -> None:
    address = "203.0.113.210"
    codes = Counter(_try(front_door, newcomer, address, "Senha123!") for _ in range(7))
    assert codes == {"credentials_wrong": 5, "too_many_attempts": 2}
    for path, body in (
        ("refresh", {"refresh_token": "none of ours"}),
        ("sign-in/second-factor", {"challenge_token": "none of ours", "code": "123456", "deliver": "tokens"}),
    ):
        headers = {"X-Forwarded-For": "203.0.113.211"}
        assert front_door.post(f"/api/v1/auth/{path}", json=body, headers=headers).status_code in {401, 403}
    assert _counted(front_door, newcomer, "sign_ins_refused_total", "reason") == {
        **codes,
        "refresh_refused": 1,
        "challenge_ended": 1,
    }


def _counted(client: TestClient, person: Newcomer, name: str, label: str) -> dict[str, float]:
    """What the page of metrics says of one metric, by its only label."""
    page = client.get("/metrics", headers={"Authorization": f"Bearer {person.tokens['access_token']}"})
    assert page.status_code == 200, page.text
    return {
        sample.labels[label]: sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
        if sample.name == name
    }
