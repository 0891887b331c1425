"""Many who write to one SQLite file at once, and those who only read meanwhile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn

from tecnocursos.config import DatabaseSettings
from tecnocursos.infra.database import SYSTEM, Database


@pytest.fixture
def lock_timeout_seconds() -> float:
    return 2


@pytest.fixture
def database(tmp_path: Path, lock_timeout_seconds: float) -> Database:
    url = f"sqlite:///{tmp_path / 'turns.db'}"
    database = Database(DatabaseSettings(url=url, lock_timeout_seconds=lock_timeout_seconds))
    with database.transaction(SYSTEM) as session:
        session.execute(text("CREATE TABLE counts (number INTEGER)"))
        session.execute(text("INSERT INTO counts VALUES (0)"))
    return database


@pytest.mark.parametrize("lock_timeout_seconds", [60])
def test_all_of_many_writers_get_their_turn_soon(database: Database) -> None:
    def count(_: int) -> float:
        started = time.monotonic()
        with database.transaction(SYSTEM) as session:
            session.execute(text("UPDATE counts SET number = number + 1"))
        return time.monotonic() - started

    began = time.monotonic()
    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(count, range(400)))
    lasted = time.monotonic() - began
    with database.transaction(SYSTEM, is_reading=True) as session:
        assert session.scalar(text("SELECT number FROM counts")) == 400
    # In turn it is 16 of 400 each; a machine that does much else may stand still for a while.
    assert max(waits) < max(lasted / 5, 2), lasted


def test_whoever_gets_no_turn_is_told_and_readers_wait_for_nobody(database: Database) -> None:
    with database.transaction(SYSTEM) as writing:
        writing.execute(text("UPDATE counts SET number = 7"))
        with database.transaction(SYSTEM, is_reading=True) as reading:
            assert reading.scalar(text("SELECT number FROM counts")) == 0
        with pytest.raises(NoTurn), database.transaction(SYSTEM) as other:
            other.execute(text("UPDATE counts SET number = 8"))
    with database.transaction(SYSTEM) as after:
        after.execute(text("UPDATE counts SET number = number + 1"))
        assert after.scalar(text("SELECT number FROM counts")) == 8


def test_a_failed_transaction_gives_its_turn_back(database: Database) -> None:
    with pytest.raises(OperationalError), database.transaction(SYSTEM) as session:
        session.execute(text("UPDATE counts SET nothing = 7"))
    with database.transaction(SYSTEM) as session:
        assert session.scalar(text("SELECT number FROM counts")) == 0
