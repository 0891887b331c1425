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
def database(tmp_path: Path) -> Database:
    database = Database(DatabaseSettings(url=f"sqlite:///{tmp_path / 'turns.db'}", lock_timeout_seconds=2))
    with database.transaction(SYSTEM) as session:
        session.execute(text("CREATE TABLE counts (number INTEGER)"))
        session.execute(text("INSERT INTO counts VALUES (0)"))
    return database


def test_all_of_many_writers_get_their_turn_soon(database: Database) -> None:
    def count(_: int) -> float:
        started = time.monotonic()
        with database.transaction(SYSTEM) as session:
            session.execute(text("UPDATE counts SET number = number + 1"))
        return time.monotonic() - started

    with ThreadPoolExecutor(16) as threads:
        waits = list(threads.map(count, range(400)))
    with database.transaction(SYSTEM, is_reading=True) as session:
        assert session.scalar(text("SELECT number FROM counts")) == 400
    assert max(waits) < 2


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
