"""New keys while the product runs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from platforms import Setting, running_platform
from sealed_rows import add_secrets, read_secrets
from tecnocursos.accounts.models import SecondFactor
from tecnocursos.audit.keys import record_key_destroyed
from tecnocursos.audit.models import AuditEntry
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.data_keys import DataKeyDestroyed, current_key
from tecnocursos.infra.database import INSTALLATION, SYSTEM
from tecnocursos.infra.encryption import decrypt, encrypt, place_of
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.work import Audience, Work
from tecnocursos.infra.key_rotation import (
    RotateDataKeys,
    ask_for_rotation,
    remove_unused_masters,
    rotate_data_keys,
    rotate_master,
    stop_rotation,
)
from tecnocursos.infra.keyring import KeyFileForeign, KeyFileLost, load_keyring
from tecnocursos.kit.errors import Cancelled
from tecnocursos.worker.running import Runner

COLUMN = SecondFactor.__table__.c.secret


@pytest.fixture
def platform(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    """An installation of its own: keys are those of everybody in it."""
    with running_platform(setting, tmp_path) as running:
        yield running


def rotate(platform: Platform) -> JobRow:
    with platform.database.transaction(SYSTEM) as session:
        job_id, _ = ask_for_rotation(session)
    assert Runner(platform, "test").run(job_id)
    return find_job(platform, job_id)


def find_job(platform: Platform, job_id: UUID) -> JobRow:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return session.get_one(JobRow, job_id)


def sealed(platform: Platform, row_id: UUID) -> bytes:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return session.scalars(select(SecondFactor.secret).where(SecondFactor.id == row_id)).one()


def damage(platform: Platform, row_id: UUID, content: bytes) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(SecondFactor).where(SecondFactor.id == row_id).values(secret=content))


def is_stopping(work: Work) -> bool:
    try:
        work.check()
    except Cancelled:
        return True
    return False


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def audited(platform: Platform) -> list[str]:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        found = select(AuditEntry.action).where(AuditEntry.tenant_id == INSTALLATION).order_by(AuditEntry.sequence)
        return list(session.scalars(found))


def test_values_are_encrypted_anew_and_the_old_copy_is_lost(platform: Platform) -> None:
    secrets = add_secrets(platform.database, 3)
    first = next(iter(secrets))
    place, old_copy = place_of(COLUMN, INSTALLATION, first), sealed(platform, first)
    rotate_master(platform.database)
    job = rotate(platform)
    assert (job.state, job.fraction) == ("succeeded", 1.0)
    assert job.result == {
        "encrypted": 3,
        "damaged": 0,
        "damaged_values": [],
        "keys_destroyed": 1,
        "old_keys_kept": 0,
    }
    assert remove_unused_masters(platform.database) == 1
    assert read_secrets(platform.database) == secrets
    assert "data_key.destroyed" in audited(platform)
    with platform.database.transaction(SYSTEM) as session:
        assert encrypt(session, place, b"x")
        with pytest.raises(DataKeyDestroyed):
            decrypt(session, place, old_copy)


def test_every_rotation_makes_new_keys(platform: Platform) -> None:
    (row_id,) = secrets = add_secrets(platform.database, 1)
    versions = [sealed(platform, row_id)[:5]]
    for _ in range(2):
        rotate(platform)
        versions.append(sealed(platform, row_id)[:5])
    assert len(set(versions)) == 3
    assert read_secrets(platform.database) == secrets


@pytest.mark.parametrize("where", ["body", "header"])
def test_a_damaged_value_is_told_and_its_key_stays_until_it_is_gone(
    platform: Platform, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = add_secrets(platform.database, 3)
    broken = sorted(secrets)[1]
    intact = sealed(platform, broken)
    at = 20 if where == "body" else 2
    damage(platform, broken, intact[:at] + bytes([intact[at] ^ 1]) + intact[at + 1 :])
    job = rotate(platform)
    assert job.state == "succeeded"
    assert job.result is not None
    assert job.result["damaged_values"] == [{"table": "second_factors", "column": "secret", "row_id": str(broken)}]
    assert (job.result["encrypted"], job.result["damaged"]) == (2, 1)
    assert (job.result["keys_destroyed"], job.result["old_keys_kept"]) == (0, 1)
    assert secrets[broken] not in json.dumps(job.result) + capsys.readouterr().err
    # Mended from a backup, it is readable as before, and the next rotation ends what the first could not.
    damage(platform, broken, intact)
    assert read_secrets(platform.database) == secrets
    job = rotate(platform)
    assert job.result is not None
    assert (job.result["damaged"], job.result["old_keys_kept"], job.result["keys_destroyed"]) == (0, 0, 2)


def test_a_stopped_rotation_is_gone_on_with(platform: Platform) -> None:
    secrets = add_secrets(platform.database, 2)
    with platform.database.transaction(SYSTEM) as session:
        stopped, _ = ask_for_rotation(session)
        assert ask_for_rotation(session) == (stopped, False)
        assert stop_rotation(session) == stopped
        assert stop_rotation(session) is None
    assert find_job(platform, stopped).state == "cancelled"
    job = rotate(platform)
    assert job.id != stopped
    assert job.payload == find_job(platform, stopped).payload
    assert read_secrets(platform.database) == secrets


def test_a_running_rotation_hears_that_it_is_to_stop(platform: Platform) -> None:
    secrets = add_secrets(platform.database, 2)
    with platform.database.transaction(SYSTEM) as session:
        job_id, _ = ask_for_rotation(session)
        attempt = leases.claim(session, "test", job_id, lease_seconds=60)
        assert attempt is not None
        stop_rotation(session)
    nobody = Audience(on_report=lambda *_: None, on_end=lambda *_: None)
    work = Work(platform.database, attempt, nobody, lease_seconds=60)
    with work.heartbeat():
        wait_until(lambda: is_stopping(work))
        with pytest.raises(Cancelled):
            rotate_data_keys(work, RotateDataKeys.model_validate(attempt.payload), [COLUMN], record_key_destroyed)
    assert read_secrets(platform.database) == secrets


def test_an_attempt_goes_on_where_the_last_was(platform: Platform) -> None:
    """With progress to match, and without another key."""
    add_secrets(platform.database, 4)
    job = rotate(platform)
    (late,) = add_secrets(platform.database, 1)
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(JobRow).where(JobRow.id == job.id).values(state="queued", finished_at=None))
    version = sealed(platform, late)[:5]
    assert Runner(platform, "test").run(job.id)
    again = find_job(platform, job.id)
    assert again.result is not None
    assert again.result["encrypted"] == 0
    assert sealed(platform, late)[:5] == version


def test_a_master_key_stays_while_somebody_has_wrapped_by_it_and_not_committed(platform: Platform) -> None:
    tenant_id = uuid4()

    def replace_master() -> None:
        rotate_master(platform.database)
        remove_unused_masters(platform.database)

    def is_waiting() -> bool:
        if not platform.database.is_postgresql:
            return len(platform.keyring.masters) == 2  # and now for its turn to write
        with platform.database.transaction(SYSTEM, is_reading=True) as session:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'data_keys'::regclass"
            return session.scalar(text(waiting)) == 1

    with ThreadPoolExecutor(1) as threads:
        with platform.database.transaction(SYSTEM) as making:
            made = current_key(making, tenant_id)
            replacing = threads.submit(replace_master)
            wait_until(lambda: replacing.done() or is_waiting())
        replacing.result(timeout=10)
    with platform.database.transaction(SYSTEM) as session:
        assert current_key(session, tenant_id) == made


def test_a_lost_or_foreign_key_file_is_told(tmp_path: Path) -> None:
    keyring = load_keyring(tmp_path / "keys.json")
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert load_keyring(tmp_path / "keys.json", keyring.fingerprint).fingerprint == keyring.fingerprint
    with pytest.raises(KeyFileForeign):
        load_keyring(tmp_path / "keys.json", "00" * 8)
    with pytest.raises(KeyFileLost):
        load_keyring(tmp_path / "other.json", keyring.fingerprint)
    assert not (tmp_path / "other.json").exists()


def test_processes_that_make_the_key_file_at_once_agree_on_one(tmp_path: Path) -> None:
    for attempt in range(5):
        file = tmp_path / str(attempt) / "keys.json"
        with ProcessPoolExecutor(6, get_context("fork")) as processes:
            prints = list(processes.map(_fingerprint_of, [file] * 12))
        assert len(set(prints)) == 1
        assert load_keyring(file).fingerprint == prints[0]


def _fingerprint_of(file: Path) -> str:
    return load_keyring(file).fingerprint
