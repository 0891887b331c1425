"""Data keys are rotated while workers die and people go on writing; processes die inside a transaction."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from job_trees import FULL, environment, fault_platform, tree, wait_until

from platforms import Setting
from sealed_rows import add_secrets, read_secrets, write_secret
from tecnocursos.accounts.models import SecondFactor, Tenant
from tecnocursos.audit.models import AuditEntry
from tecnocursos.audit.verification import verify_chain
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.key_rotation import ask_for_rotation

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def installation(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    with fault_platform(setting, tmp_path) as platform:
        yield platform


def _ask(platform: Platform) -> UUID:
    with platform.database.transaction(SYSTEM) as session:
        return ask_for_rotation(session)[0]


def _job(platform: Platform, job_id: UUID) -> JobRow:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return session.get_one(JobRow, job_id)


def _is_at(platform: Platform, job_id: UUID, attempt: int) -> bool:
    job = _job(platform, job_id)
    return (job.state, job.attempts) == ("running", attempt)


def _count_by_version(database: Database) -> dict[bytes, int]:
    version = sa.func.substr(SecondFactor.secret, 1, 5)
    with database.transaction(SYSTEM, is_reading=True) as session:
        return dict(session.execute(sa.select(version, sa.func.count()).group_by(version)).all())


@contextmanager
def _writing(database: Database, secrets: dict[UUID, str]) -> Iterator[list[UUID]]:
    """Change one value after another; `secrets` holds what was committed. Gives the rows that were changed."""
    ended, changed, chance = threading.Event(), [], random.Random(5)
    rows = sorted(secrets)

    def write() -> None:
        while not ended.wait(0.01):
            row_id, secret = chance.choice(rows), uuid.uuid4().hex
            write_secret(database, row_id, secret)
            secrets[row_id] = secret
            changed.append(row_id)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield changed
    finally:
        ended.set()
        writer.join()


def test_a_rotation_survives_kills_and_writers_and_loses_nothing(installation: Platform) -> None:
    database = installation.database
    secrets = add_secrets(database, 20_000 if FULL else 4_000)
    (old_version,) = _count_by_version(database)

    def left() -> int:
        return _count_by_version(database).get(old_version, 0)

    with tree(installation.settings, "rotated", slots=1) as workers, _writing(database, secrets) as changed:
        job_id = _ask(installation)
        fractions = [0.0]
        for attempt in (1, 2):
            wait_until(lambda attempt=attempt: _is_at(installation, job_id, attempt), 60, "the job runs")
            seen = left()
            wait_until(lambda seen=seen: left() < seen - 100, 60, "some more values are encrypted anew")
            workers.kill_slot(lambda slots: slots[0])
            fractions.append(_job(installation, job_id).fraction)
            assert left() > 0, "it was killed too late"
        wait_until(lambda: _job(installation, job_id).finished_at is not None, 120, "the rotation ended")
        wait_until(lambda: len(changed) > 20, 30, "people wrote meanwhile")
    job = _job(installation, job_id)
    print(f"{len(secrets)} values, {len(changed)} changed meanwhile, {job.attempts} attempts")
    assert (job.state, job.attempts) == ("succeeded", 3)
    assert job.result is not None
    assert (job.result["damaged"], job.result["keys_destroyed"]) == (0, 1)
    assert fractions == sorted(fractions)
    assert left() == 0
    assert read_secrets(database) == secrets


_HALF_DONE = """
import sys, time
from uuid import UUID
from sqlalchemy import update
from tecnocursos.accounts.models import Tenant
from tecnocursos.audit.service import record
from tecnocursos.bootstrap.platform import build
from tecnocursos.config import Settings
from tecnocursos.kit.actor import system_actor

tenant_id = UUID(sys.argv[1])
with build(Settings()) as platform, platform.database.transaction(tenant_id) as session:
    session.execute(update(Tenant).where(Tenant.id == tenant_id).values(name="Changed"))
    record(session, system_actor(tenant_id), "tenant.renamed", "tenant", tenant_id)
    session.flush()
    print("changed", flush=True)
    time.sleep(60)
"""


def test_who_dies_before_the_commit_leaves_neither_the_change_nor_its_entry(installation: Platform) -> None:
    with installation.database.transaction(SYSTEM) as session:
        tenant = Tenant(name="Before")
        session.add(tenant)
    command = [sys.executable, "-c", _HALF_DONE, str(tenant.id)]
    with subprocess.Popen(
        command, env=environment(installation.settings), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "changed\n"
        process.kill()
    with installation.database.transaction(SYSTEM) as session:
        # Whoever comes next is not kept waiting by what the dead one held.
        assert session.get_one(Tenant, tenant.id, with_for_update=True).name == "Before"
        assert session.scalar(sa.select(AuditEntry.sequence).where(AuditEntry.tenant_id == tenant.id)) is None
        assert verify_chain(session, tenant.id, installation.checkpoints).broken is None
