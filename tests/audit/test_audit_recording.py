"""Recording: with the change or not at all, numbered without a gap, and inert."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select

from people import Person
from tecnocursos.audit.entries import START, entry_hash
from tecnocursos.audit.models import AuditEntry, AuditHead
from tecnocursos.audit.service import record
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import INSTALLATION, SYSTEM
from tecnocursos.kit.ids import new_id


def entries(platform: Platform, person: Person) -> list[AuditEntry]:
    with platform.database.transaction(person.tenant_id) as session:
        wanted = select(AuditEntry).where(AuditEntry.tenant_id == person.tenant_id).order_by(AuditEntry.sequence)
        return list(session.scalars(wanted))


def note(platform: Platform, person: Person, *actions: str) -> None:
    with platform.database.transaction(person.tenant_id) as session:
        for action in actions:
            record(session, person.actor, action, "project")


def test_entries_are_numbered_and_linked(platform: Platform, owner: Person) -> None:
    note(platform, owner, "project.made", "project.renamed")
    note(platform, owner, "project.deleted")
    found = entries(platform, owner)
    assert [(entry.sequence, entry.action) for entry in found] == [
        (1, "project.made"),
        (2, "project.renamed"),
        (3, "project.deleted"),
    ]
    previous = START
    for entry in found:
        content = {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}
        previous = entry_hash(previous, content)
        assert entry.hash == previous
    assert found[0].credential_id == owner.actor.session_id


def test_what_is_rolled_back_leaves_no_entry(platform: Platform, owner: Person) -> None:
    with suppress(ZeroDivisionError), platform.database.transaction(owner.tenant_id) as session:
        record(session, owner.actor, "project.made", "project")
        raise ZeroDivisionError
    with platform.database.transaction(owner.tenant_id) as session:
        record(session, owner.actor, "project.kept", "project")
        with session.begin_nested():
            record(session, owner.actor, "project.kept_too", "project")
        with suppress(ZeroDivisionError), session.begin_nested():
            with session.begin_nested():
                record(session, owner.actor, "project.lost", "project")
            raise ZeroDivisionError
    assert [entry.action for entry in entries(platform, owner)] == ["project.kept", "project.kept_too"]


def test_a_reading_request_may_record_too(platform: Platform, owner: Person) -> None:
    with platform.database.transaction(owner.tenant_id, is_reading=True) as session:
        session.scalar(select(AuditHead.sequence).where(AuditHead.tenant_id == owner.tenant_id))
        note(platform, owner, "project.made")  # another connection writes meanwhile
        record(session, owner.actor, "project.read", "project")
    assert [entry.action for entry in entries(platform, owner)] == ["project.made", "project.read"]


def test_fifty_writers_make_one_chain(platform: Platform, owner: Person) -> None:
    begin = threading.Barrier(50)
    # As many at once as the pool has connections for: its patience is for requests, not for a stampede.
    turns = threading.BoundedSemaphore(platform.settings.database.pool_size)

    def write() -> None:
        begin.wait()
        for _ in range(4):
            with turns:
                note(platform, owner, "project.made")

    with ThreadPoolExecutor(50) as threads:
        for writer in [threads.submit(write) for _ in range(50)]:
            writer.result()
    assert [entry.sequence for entry in entries(platform, owner)] == list(range(1, 201))


def test_recording_adds_little(platform: Platform, owner: Person) -> None:
    def seconds(*actions: str) -> float:
        start = time.perf_counter()
        with platform.database.transaction(owner.tenant_id) as session:
            session.execute(select(AuditHead.sequence).where(AuditHead.tenant_id == owner.tenant_id))
            for action in actions:
                record(session, owner.actor, action, "project")
        return time.perf_counter() - start

    note(platform, owner, "project.made")
    with_entry = sorted(seconds("project.renamed") for _ in range(100))
    without = sorted(seconds() for _ in range(100))
    print(f"p95 with {with_entry[94] * 1000:.2f} ms, without {without[94] * 1000:.2f} ms")
    assert with_entry[50] - without[50] < 0.02


def test_entries_of_nobody_are_the_installations(platform: Platform) -> None:
    subject = new_id()
    with platform.database.transaction(SYSTEM) as session:
        record(session, None, "sign_in.refused", "user", subject)
    with platform.database.transaction(SYSTEM) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == subject)).one()
    assert (entry.tenant_id, entry.actor_kind) == (INSTALLATION, "nobody")


def test_what_could_act_on_a_terminal_is_spelled_out(platform: Platform, owner: Person) -> None:
    hostile = "a\r\nb\x1b[31mc\x00\u202e\ud800"
    with platform.database.transaction(owner.tenant_id) as session:
        record(session, owner.actor, "project.renamed", "project", None, {"state": (None, hostile)})
    (entry,) = entries(platform, owner)
    assert entry.changes == {"state": [None, "a\\u000d\\u000ab\\u001b[31mc\\u0000\\u202e\\ud800"]}


@pytest.mark.parametrize(
    ("action", "kind", "changes"),
    [
        ("renamed", "project", {}),
        ("project.renamed\n", "project", {}),
        ("project.renamed", "Project X", {}),
        ("project.renamed", "project", {"text": (None, "x" * 301)}),
        ("project.renamed", "project", {"n": (0, 2**64)}),
        ("project.renamed", "project", {"n": (0, float("nan"))}),
        ("project.renamed", "project", {"n": (0, ["content"])}),
        ("project.renamed", "project", {f"f{n}": (0, 1) for n in range(33)}),
        ("project.renamed", "project", {"a field": (0, 1)}),
    ],
)
def test_only_short_facts_are_taken(
    platform: Platform, owner: Person, action: str, kind: str, changes: dict[str, tuple]
) -> None:
    with pytest.raises(ValueError, match=r"."), platform.database.transaction(owner.tenant_id) as session:
        record(session, owner.actor, action, kind, None, changes)
