"""What is secret is given to the API and by it, and stands neither in the database's files nor in the logs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pyotp
import pytest
from fastapi.testclient import TestClient
from psycopg import sql

from newcomers import PASSWORD, Newcomer, Town, new_address
from platforms import PUBLIC_URL, Setting, running_platform
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.telemetry import configure_logging
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

_SECOND_FACTOR = "/api/v1/account/second-factor"


@pytest.fixture
def platform(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    """An installation of its own, since all that it keeps is read."""
    with running_platform(setting, tmp_path) as running:
        configure_logging(as_json=True)
        yield running
        configure_logging()


def _use(town: Town) -> tuple[Newcomer, list[str]]:
    """Do what has to do with secrets; gives them."""
    person = town.sign_up(address=new_address())
    secrets = [PASSWORD, person.tokens["access_token"], person.tokens["refresh_token"]]
    enrolment = person.post(_SECOND_FACTOR).json()
    code = pyotp.TOTP(enrolment["secret"]).at(utc_now())
    secrets += [enrolment["secret"], *person.post(f"{_SECOND_FACTOR}/confirm", json={"code": code}).json()["codes"]]
    # The answer is kept for whoever repeats the request: without what is secret in it.
    body = {"name": "Robot", "scopes": ["content:read"]}
    key = person.post("/api/v1/api-keys", json=body, headers={"Idempotency-Key": "once"})
    assert key.status_code == 201, key.text
    secrets.append(key.json()["key"])
    assert person.try_sign_in(password="canary-password").status_code == 401
    asked = person.client.post("/api/v1/auth/password-reset", json={"email": person.email})
    assert asked.status_code == 202, asked.text
    return person, [*secrets, "canary-password", town.token_for(person.email)]


def test_secrets_stand_neither_in_the_database_nor_in_logs(
    platform: Platform, capfd: pytest.CaptureFixture[str]
) -> None:
    with TestClient(create_app(platform), base_url=PUBLIC_URL) as client:
        person, secrets = _use(Town(platform, client, Runner(platform, "test")))
    logged = "".join(capfd.readouterr())
    kept = _all_that_is_kept(platform)
    assert person.email.encode() in kept, "the search finds what is there"
    assert "/api/v1/api-keys" in logged, "the search finds what was logged"
    for secret in secrets:
        for form in (secret, secret.replace("-", "")):
            assert form.encode() not in kept
            assert form.encode().hex().encode() not in kept
            assert form not in logged


def _all_that_is_kept(platform: Platform) -> bytes:
    if not platform.database.is_postgresql:
        folder = platform.settings.folders.data
        return b"".join(file.read_bytes() for file in sorted(folder.glob("tecnocursos.db*")))
    with psycopg.connect(platform.settings.database.owner_url or "") as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        kept = b""
        for (table,) in tables:
            with owner.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as rows:
                kept += b"".join(map(bytes, rows))
    return kept
