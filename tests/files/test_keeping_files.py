"""Files are kept once by content, within the plan, and as long as something refers to them."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from people import Person, join
from tecnocursos.accounts.models import Tenant
from tecnocursos.billing import quotas
from tecnocursos.billing.models import UsageCounter
from tecnocursos.billing.plans import PLANS
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service
from tecnocursos.files.errors import StoredFileNotFound
from tecnocursos.files.models import StoredFile, Upload
from tecnocursos.files.sweeping import remove_lost_bytes, sweep
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now

AT_ONCE = timedelta(seconds=-60)
"""A grace that is over already."""


def _file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "a file"
    path.write_bytes(content)
    return path


def _keep(platform: Platform, person: Person, path: Path) -> StoredFile:
    with platform.database.transaction(person.tenant_id) as session:
        return service.keep(session, person.actor, platform.storage, path, "image/png")


def _used(platform: Platform, person: Person) -> int:
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        return quotas.used(session, person.actor, "storage_bytes")


def _refer(platform: Platform, person: Person, file: StoredFile) -> None:
    """Something that uses the file: here an upload that became it."""
    with platform.database.transaction(person.tenant_id) as session:
        later = utc_now() + timedelta(days=1)
        session.add(
            Upload(
                tenant_id=person.tenant_id, name="a", length_bytes=1, offset_bytes=1, expires_at=later, file_id=file.id
            )
        )


def _sweep(platform: Platform, grace: timedelta = AT_ONCE) -> dict[str, int]:
    return sweep(platform.database, platform.storage, grace=grace)


def test_the_same_content_is_kept_and_counted_once(platform: Platform, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"the same" * 1000)
    first, second = _keep(platform, owner, path), _keep(platform, owner, path)
    assert first.id == second.id
    assert _used(platform, owner) == 8000
    assert b"".join(service.stream(platform.storage, first)) == path.read_bytes()
    assert service.local_path(platform.storage, first).read_bytes() == path.read_bytes()
    assert b"".join(service.stream(platform.storage, first, 3, 11)) == path.read_bytes()[3:11]


def test_tenants_do_not_share_rows(platform: Platform, client: TestClient, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"known to two")
    stranger = join(platform, client)
    mine, theirs = _keep(platform, owner, path), _keep(platform, stranger, path)
    assert mine.id != theirs.id
    with platform.database.transaction(owner.tenant_id) as session:
        assert service.get_file(session, owner.actor, mine.id).id == mine.id
        with pytest.raises(StoredFileNotFound):
            service.get_file(session, owner.actor, theirs.id)


def test_of_two_who_keep_the_same_at_once_one_row_is_left(platform: Platform, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"raced for" * 500)
    kept: list[StoredFile] = []
    threads = [threading.Thread(target=lambda: kept.append(_keep(platform, owner, path))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 6
    assert len({file.id for file in kept}) == 1
    assert _used(platform, owner) == path.stat().st_size


def test_a_full_plan_keeps_nothing(platform: Platform, owner: Person, tmp_path: Path) -> None:
    limit = PLANS["free"].storage_bytes
    with platform.database.transaction(owner.tenant_id) as session:
        quotas.take(session, owner.actor, "storage_bytes", limit - 3)
    with pytest.raises(quotas.QuotaReached) as reached:
        _keep(platform, owner, _file(tmp_path, b"four"))
    assert reached.value.data == {
        "plan": "free",
        "resource": "storage_bytes",
        "used": limit - 3,
        "limit": limit,
    }
    assert _used(platform, owner) == limit - 3
    with platform.database.transaction(owner.tenant_id) as session:
        assert session.scalars(select(StoredFile).where(StoredFile.tenant_id == owner.tenant_id)).all() == []
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(Tenant).where(Tenant.id == owner.tenant_id).values(plan="pro"))
    _keep(platform, owner, _file(tmp_path, b"four"))


def test_a_counter_is_not_passed_by_many_at_once(platform: Platform, owner: Person) -> None:
    limit = PLANS["free"].projects
    with platform.database.transaction(owner.tenant_id) as session:
        quotas.take(session, owner.actor, "projects", limit - 5)
    refused: list[str] = []

    def ask() -> None:
        try:
            with platform.database.transaction(owner.tenant_id) as session:
                quotas.take(session, owner.actor, "projects")
        except quotas.QuotaReached as error:
            refused.append(error.code)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["quota_reached"] * 7
    with platform.database.transaction(owner.tenant_id) as session:
        assert session.scalars(select(UsageCounter.used).where(UsageCounter.tenant_id == owner.tenant_id)).all() == [
            limit
        ]


def test_what_nothing_refers_to_goes_after_the_grace(platform: Platform, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"nobody's")
    file = _keep(platform, owner, path)
    _sweep(platform, grace=timedelta(hours=1))
    assert platform.storage.exists(service.key_of(owner.tenant_id, file.sha256))
    assert _sweep(platform)["files"] >= 1
    assert not platform.storage.exists(service.key_of(owner.tenant_id, file.sha256))
    assert _used(platform, owner) == 0
    again = _keep(platform, owner, path)
    assert again.id != file.id
    assert b"".join(service.stream(platform.storage, again)) == b"nobody's"


def test_what_is_referred_to_stays(platform: Platform, owner: Person, tmp_path: Path) -> None:
    file = _keep(platform, owner, _file(tmp_path, b"in use"))
    _refer(platform, owner, file)
    _sweep(platform)
    assert b"".join(service.stream(platform.storage, file)) == b"in use"


def test_bytes_of_a_keeper_that_was_rolled_back_go(platform: Platform, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"never committed")
    with platform.database.open(owner.tenant_id) as session:
        key = service.key_of(owner.tenant_id, service.keep(session, owner.actor, platform.storage, path, "x/y").sha256)
    assert platform.storage.exists(key)
    assert remove_lost_bytes(platform.database, platform.storage, grace=AT_ONCE)["files"] >= 1
    assert not platform.storage.exists(key)
    assert _used(platform, owner) == 0


def test_sweeping_and_keeping_at_once_never_loses_a_byte(platform: Platform, owner: Person, tmp_path: Path) -> None:
    """The sweep takes what looks unused while others begin to use it; whoever was given a row can read its bytes."""
    path = _file(tmp_path, b"wanted by all")
    ended = threading.Event()

    def sweep_on() -> None:
        while not ended.is_set():
            _sweep(platform)
            remove_lost_bytes(platform.database, platform.storage, grace=AT_ONCE)

    sweeper = threading.Thread(target=sweep_on)
    sweeper.start()
    try:
        for _ in range(25):
            with platform.database.transaction(owner.tenant_id) as session:
                file = service.keep(session, owner.actor, platform.storage, path, "image/png")
                later = utc_now() + timedelta(days=1)
                upload = Upload(tenant_id=owner.tenant_id, name="a", length_bytes=1, expires_at=later, file_id=file.id)
                session.add(upload)
            assert b"".join(service.stream(platform.storage, file)) == b"wanted by all"
            with platform.database.transaction(owner.tenant_id) as session:
                session.delete(session.get_one(Upload, upload.id))
    finally:
        ended.set()
        sweeper.join()


def test_bytes_that_are_missing_are_put_again(platform: Platform, owner: Person, tmp_path: Path) -> None:
    path = _file(tmp_path, b"lost once")
    file = _keep(platform, owner, path)
    platform.storage.delete(service.key_of(owner.tenant_id, file.sha256))
    assert _keep(platform, owner, path).id == file.id
    assert b"".join(service.stream(platform.storage, file)) == b"lost once"
