"""What whoever owns the database can do to the record, and that it shows."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Engine, make_url

from people import Person
from platforms import POSTGRESQL
from tecnocursos.audit.checkpoints import Checkpoint, Checkpoints
from tecnocursos.audit.entries import START, entry_hash
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.audit.models import AuditEntry
from tecnocursos.audit.service import record
from tecnocursos.audit.verification import Verification, verify_chain
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

Attack = Callable[[Platform, Person, Person], None]


def write(platform: Platform, person: Person, count: int = 1) -> None:
    with platform.database.transaction(person.tenant_id) as session:
        for number in range(count):
            record(session, person.actor, "project.renamed", "project", None, {"position": (number, number + 1)})


def publish(platform: Platform, person: Person) -> dict[str, Any]:
    """Do the job that publishes checkpoints, for this tenant only."""
    with platform.database.transaction(person.tenant_id) as session:
        job_id = enqueue(session, PublishCheckpoints(), actor=person.actor)
    assert Runner(platform, "test").run(job_id)
    with platform.database.transaction(person.tenant_id) as session:
        return session.scalars(select(JobRow.result).where(JobRow.id == job_id)).one() or {}


def verify(platform: Platform, person: Person) -> Verification:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return verify_chain(session, person.tenant_id, platform.checkpoints)


@contextmanager
def as_superuser(platform: Platform) -> Iterator[Callable[..., Any]]:
    """Statements that no rule of the application holds for; ids are given as the database keeps them."""
    engine = platform.database.engine
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(make_url(engine.url).database or "", isolation_level=None, timeout=10)) as file:
            triggers = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                file.execute(f"DROP TRIGGER {name}")
            yield lambda sql, *values: file.execute(sql, [_hex(value) for value in values]).fetchall()
            for _, sql in triggers:
                file.execute(sql)
        return
    base, _, _ = POSTGRESQL.rpartition("/")
    with psycopg.connect(f"{base}/{engine.url.database}", autocommit=True) as server:

        def run(sql: str, *values: object) -> list[Any]:
            done = server.execute(sql.replace("?", "%s"), values)
            return done.fetchall() if done.description else []

        yield run


def _hex(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value


def edit_field(platform: Platform, victim: Person, _other: Person) -> None:
    with as_superuser(platform) as run:
        run("UPDATE audit_entries SET action = 'project.opened' WHERE tenant_id = ? AND sequence = 3", victim.tenant_id)


def delete_row(platform: Platform, victim: Person, _other: Person) -> None:
    with as_superuser(platform) as run:
        run("DELETE FROM audit_entries WHERE tenant_id = ? AND sequence = 3", victim.tenant_id)


def insert_row(platform: Platform, victim: Person, _other: Person) -> None:
    names = [column.name for column in AuditEntry.__table__.columns if column.name != "sequence"]
    with as_superuser(platform) as run:
        for sequence in range(8, 2, -1):
            run(
                "UPDATE audit_entries SET sequence = ? WHERE tenant_id = ? AND sequence = ?",
                sequence + 1,
                victim.tenant_id,
                sequence,
            )
        run(
            f"INSERT INTO audit_entries (sequence, {', '.join(names)}) SELECT 3, {', '.join(names)} "
            "FROM audit_entries WHERE tenant_id = ? AND sequence = 2",
            victim.tenant_id,
        )


def reorder(platform: Platform, victim: Person, _other: Person) -> None:
    with as_superuser(platform) as run:
        for old, new in ((3, -1), (4, 3), (-1, 4)):
            run(
                "UPDATE audit_entries SET sequence = ? WHERE tenant_id = ? AND sequence = ?", new, victim.tenant_id, old
            )


def swap_tenants(platform: Platform, victim: Person, other: Person) -> None:
    with as_superuser(platform) as run:
        for old, new in ((victim.tenant_id, UUID(int=1)), (other.tenant_id, victim.tenant_id)):
            run("UPDATE audit_entries SET tenant_id = ? WHERE tenant_id = ? AND sequence = 3", new, old)
        run("UPDATE audit_entries SET tenant_id = ? WHERE tenant_id = ?", other.tenant_id, UUID(int=1))


def truncate(platform: Platform, victim: Person, _other: Person) -> None:
    """Cut the end off, and say in the head that it always ended there."""
    with as_superuser(platform) as run:
        run("DELETE FROM audit_entries WHERE tenant_id = ? AND sequence >= 3", victim.tenant_id)
        run(
            "UPDATE audit_heads SET sequence = 2, published_sequence = 2, hash = "
            "(SELECT hash FROM audit_entries WHERE tenant_id = ? AND sequence = 2) WHERE tenant_id = ?",
            victim.tenant_id,
            victim.tenant_id,
        )


def rewrite(platform: Platform, victim: Person, _other: Person) -> None:
    """From entry 3 on, another history with hashes that follow."""
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        entries = session.query(AuditEntry).filter_by(tenant_id=victim.tenant_id).order_by(AuditEntry.sequence).all()
    previous = START
    with as_superuser(platform) as run:
        for entry in entries:
            content = {column.name: getattr(entry, column.name) for column in AuditEntry.__table__.columns}
            if entry.sequence >= 3:
                content["action"] = "project.opened"
            previous = entry_hash(previous, content)
            run(
                "UPDATE audit_entries SET action = ?, hash = ? WHERE tenant_id = ? AND sequence = ?",
                content["action"],
                previous,
                victim.tenant_id,
                entry.sequence,
            )
        run("UPDATE audit_heads SET hash = ? WHERE tenant_id = ?", previous, victim.tenant_id)


def roll_back(platform: Platform, victim: Person, _other: Person) -> None:
    """Put the tables back as they were after entry 5, and go on from there."""
    with as_superuser(platform) as run:
        run("DELETE FROM audit_entries WHERE tenant_id = ? AND sequence > 5", victim.tenant_id)
        run(
            "UPDATE audit_heads SET sequence = 5, published_sequence = 0, hash = "
            "(SELECT hash FROM audit_entries WHERE tenant_id = ? AND sequence = 5) WHERE tenant_id = ?",
            victim.tenant_id,
            victim.tenant_id,
        )
    assert publish(platform, victim) == {"published": 0, "refused": 1}
    write(platform, victim, 4)


@pytest.mark.parametrize(
    ("attack", "sequence", "reason"),
    [
        (edit_field, 3, "altered"),
        (delete_row, 3, "missing"),
        (insert_row, 3, "altered"),
        (reorder, 3, "altered"),
        (swap_tenants, 3, "altered"),
        (truncate, 3, "cut"),
        (rewrite, 8, "rewritten"),
        (roll_back, 8, "rewritten"),
    ],
)
def test_what_was_done_to_it_shows(
    platform: Platform, owner: Person, stranger: Person, attack: Attack, sequence: int, reason: str
) -> None:
    for person in (owner, stranger):
        write(platform, person, 8)
    assert publish(platform, owner) == {"published": 1, "refused": 0}
    assert (verify(platform, owner).broken, verify(platform, owner).checkpoint_sequence) == (None, 8)
    attack(platform, owner, stranger)
    broken = verify(platform, owner).broken
    assert broken
    assert (broken.sequence, broken.reason) == (sequence, reason)


def test_a_chain_that_is_gone_altogether_is_missed(platform: Platform, owner: Person) -> None:
    write(platform, owner, 2)
    publish(platform, owner)
    with as_superuser(platform) as run:
        run("DELETE FROM audit_entries WHERE tenant_id = ?", owner.tenant_id)
        run("DELETE FROM audit_heads WHERE tenant_id = ?", owner.tenant_id)
    broken = verify(platform, owner).broken
    assert broken
    assert (broken.sequence, broken.reason) == (1, "cut")


def test_a_checkpoint_of_another_hand_is_told(platform: Platform, owner: Person) -> None:
    write(platform, owner, 2)
    publish(platform, owner)
    folder = platform.settings.folders.data / "checkpoints"
    file = folder / f"{owner.tenant_id}.jsonl"
    line = json.loads(file.read_text())
    file.write_text(file.read_text() + "\n" + json.dumps(line | {"sequence": 1}))
    broken = verify(platform, owner).broken
    assert broken
    assert broken.reason == "checkpoint_forged"


def test_nothing_is_published_twice(platform: Platform, owner: Person) -> None:
    write(platform, owner)
    assert publish(platform, owner)["published"] == 1
    assert publish(platform, owner)["published"] == 0


def test_checking_is_linear_and_quick(platform: Platform, owner: Person) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        assert verify(platform, owner).broken is None
        return time.perf_counter() - start

    start = time.perf_counter()
    for _ in range(25):
        write(platform, owner, 100)
    writing = time.perf_counter() - start
    assert writing < 60
    first = min(seconds() for _ in range(3))
    for _ in range(75):
        write(platform, owner, 100)
    assert verify(platform, owner).last_sequence == 10_000
    fourfold = min(seconds() for _ in range(3))
    print(f"2,500 written in {writing:.2f} s; verified in {first:.3f} s, 10,000 in {fourfold:.3f} s")
    assert fourfold < first * 8


def test_the_application_may_only_add(platform: Platform, owner: Person) -> None:
    write(platform, owner, 2)
    engine: Engine = platform.database.engine
    statements = ["UPDATE audit_entries SET action = 'a.b'", "DELETE FROM audit_entries"]
    if platform.database.is_postgresql:
        statements += ["TRUNCATE audit_entries", "DELETE FROM audit_heads", "TRUNCATE audit_heads"]
        statements += ["ALTER TABLE audit_entries DISABLE ROW LEVEL SECURITY"]
    for statement in statements:
        with (
            pytest.raises(Exception, match=r"permission denied|only added|must be owner"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
    assert verify(platform, owner).broken is None


def test_the_record_outlives_its_tenant(platform: Platform, owner: Person) -> None:
    write(platform, owner, 2)
    with platform.database.transaction(SYSTEM) as session:
        session.execute(
            text("DELETE FROM tenants WHERE id = :id"),
            {"id": owner.tenant_id if platform.database.is_postgresql else owner.tenant_id.hex},
        )
    found = verify(platform, owner)
    assert (found.last_sequence, found.broken) == (2, None)


def test_a_checkpoint_and_the_name_of_its_file_are_on_the_disk(
    platform: Platform, owner: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut right after it was published takes neither, nor the folder."""
    synced = []

    def sync(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink())

    monkeypatch.setattr(os, "fsync", sync)
    folder = tmp_path / "checkpoints"
    checkpoint = Checkpoint(owner.tenant_id, 1, bytes(32), utc_now())
    Checkpoints(folder, platform.keyring).publish(checkpoint)
    assert synced == [tmp_path, folder / f"{owner.tenant_id}.jsonl", folder]
