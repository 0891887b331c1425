"""`tecnocursos keys`, `people` and `audit verify`, as whoever runs the machine does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
from cli_runs import Done, tecnocursos
from sqlalchemy import update

from platforms import Setting, running_platform, settings_environment
from sealed_rows import add_secrets, read_secrets
from tecnocursos.accounts.models import SecondFactor, User
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM


def run(platform: Platform, *arguments: str) -> Done:
    settings = platform.settings
    return tecnocursos(*arguments, cache=settings.folders.cache, **settings_environment(settings))


def test_keys_are_renewed_where_no_worker_runs_and_all_of_it_is_recorded(setting: Setting, tmp_path: Path) -> None:
    with running_platform(setting, tmp_path) as platform:
        secrets = add_secrets(platform.database, 3)
        assert "master key 2" in run(platform, "keys", "rotate").err
        rotated = run(platform, "keys", "rotate-data", "--json")
        assert rotated.code == 0, rotated.out + rotated.err
        assert [event["event"] for event in rotated.events if event["event"] != "progress"] == ["job", "end"]
        assert rotated.events[-1]["state"] == "succeeded"
        assert rotated.events[-1]["result"]["encrypted"] == 3
        assert rotated.events[-1]["result"]["keys_destroyed"] == 1
        assert "1 old master keys removed" in run(platform, "keys", "retire").err
        assert platform.keyring.masters == ("2",)
        assert read_secrets(platform.database) == secrets
        verified = run(platform, "audit", "verify", "--json")
        assert verified.code == 0
        assert [(event["last_sequence"], event["broken"]) for event in verified.events] == [(3, None)]
        _rewrite_history(platform)
        verified = run(platform, "audit", "verify")
        assert verified.code == 1
        assert "entry 1 was altered" in verified.err


def _rewrite_history(platform: Platform) -> None:
    """What whoever owns the database can do."""
    if platform.database.is_postgresql:
        with psycopg.connect(platform.settings.database.owner_url or "", autocommit=True) as owner:
            owner.execute("SET session_replication_role = replica")
            owner.execute("UPDATE audit_entries SET action = 'master_key.lost'")
        return
    with sqlite3.connect(platform.settings.folders.data / "tecnocursos.db") as file:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.execute("UPDATE audit_entries SET action = 'master_key.lost'")


def test_what_is_damaged_is_told_to_whoever_rotates(tmp_path: Path) -> None:
    with running_platform("embedded", tmp_path) as platform:
        (row_id,) = secrets = add_secrets(platform.database, 1)
        with platform.database.transaction(SYSTEM) as session:
            factor = session.get_one(SecondFactor, row_id)
            session.execute(update(SecondFactor).values(secret=factor.secret[:-1] + b"?"))
        done = run(platform, "keys", "rotate-data")
        assert done.code == 1
        assert f"second_factors.secret, row {row_id}" in done.err
        assert "1 old keys are kept" in done.err
        assert secrets[row_id] not in done.out + done.err
        assert "No rotation is under way" in run(platform, "keys", "rotate-data", "--stop").err


def test_a_person_is_kept_out(tmp_path: Path) -> None:
    with running_platform("embedded", tmp_path) as platform:
        with platform.database.transaction(SYSTEM) as session:
            user = User(email="ana@example.com", name="Ana", password_hash="!")
            session.add(user)

        def is_disabled() -> bool:
            with platform.database.transaction(SYSTEM, is_reading=True) as session:
                return session.get_one(User, user.id).is_disabled

        assert run(platform, "people", "disable", "Ana@example.com").code == 0
        assert is_disabled()
        assert run(platform, "people", "enable", "ana@example.com").code == 0
        assert not is_disabled()
        unknown = run(platform, "people", "disable", "eva@example.com")
        assert (unknown.code, unknown.err.strip()) == (1, "Nobody here has this e-mail address.")
