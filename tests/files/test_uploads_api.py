"""Resumable uploads as a tus client sees them."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from people import Person, join
from tecnocursos.billing.plans import PLANS
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service, uploads
from tecnocursos.files.models import StoredFile, Upload, UploadPart
from tecnocursos.files.receiving import Reception
from tecnocursos.files.sweeping import parts_folder, sweep
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

TUS = {"Tus-Resumable": "1.0.0"}
STREAM = {"Content-Type": "application/offset+octet-stream"}


def _named(name: str) -> dict[str, str]:
    return {"Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()},filetype aW1hZ2UvcG5n"}


def _create(person: Person, length: int, name: str = "a.bin", **options: Any) -> str:
    headers = TUS | {"Upload-Length": str(length)} | _named(name) | options.pop("headers", {})
    answer = person.post("/api/v1/uploads", headers=headers, **options)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


def _send(person: Person, place: str, offset: int, content: bytes, **headers: str) -> Any:
    more = TUS | STREAM | {"Upload-Offset": str(offset)} | {name.replace("_", "-"): it for name, it in headers.items()}
    return person.patch(place, headers=more, content=content)


def _content(platform: Platform, person: Person, place: str) -> bytes:
    with platform.database.transaction(person.tenant_id) as session:
        taken = uploads.take_upload(session, person.actor, UUID(place.rpartition("/")[2]))
        return b"".join(service.stream(platform.storage, taken.file))


def test_a_file_in_pieces_is_the_file(platform: Platform, owner: Person, runner: Runner) -> None:
    content = secrets.token_bytes(300_000)
    place = _create(owner, len(content), "Aula 1.png")
    for start in range(0, len(content), 70_001):
        answer = _send(owner, place, start, content[start : start + 70_001])
        assert answer.status_code == 204
        assert answer.headers["tus-resumable"] == "1.0.0"
    assert answer.headers["upload-offset"] == "300000"
    assert _content(platform, owner, place) == content
    details = owner.get(place).json()
    assert details["name"] == "Aula 1.png"
    assert details["file_id"] is not None
    while runner.run_next():
        pass
    assert list(platform.storage.list_keys(parts_folder(UUID(place.rpartition("/")[2])))) == []


def test_what_the_server_can_do_is_told_to_anybody(client: TestClient) -> None:
    answer = client.options("/api/v1/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"] == "creation,creation-with-upload,termination,expiration,checksum"
    assert answer.headers["tus-checksum-algorithm"] == "sha1,sha256"
    assert int(answer.headers["tus-max-size"]) > 0


def test_the_first_bytes_may_come_with_the_announcement(platform: Platform, owner: Person) -> None:
    headers = TUS | STREAM | {"Upload-Length": "10"}
    answer = owner.post("/api/v1/uploads", headers=headers, content=b"01234")
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "5")
    place = answer.headers["location"]
    head = owner.request("HEAD", place, headers=TUS)
    assert (head.status_code, head.headers["upload-offset"], head.headers["upload-length"]) == (200, "5", "10")
    assert head.headers["cache-control"] == "no-store"
    assert _send(owner, place, 5, b"56789").status_code == 204
    assert _content(platform, owner, place) == b"0123456789"


def test_an_empty_file_is_whole_at_once(platform: Platform, owner: Person) -> None:
    assert _content(platform, owner, _create(owner, 0)) == b""


def test_a_wrong_offset_changes_nothing(owner: Person) -> None:
    place = _create(owner, 10)
    assert _send(owner, place, 0, b"0123").status_code == 204
    wrong = _send(owner, place, 2, b"xx")
    assert (wrong.status_code, wrong.json()["code"]) == (409, "upload_offset_mismatch")
    assert owner.request("HEAD", place, headers=TUS).headers["upload-offset"] == "4"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412, "upload_version_unsupported"),
        ({"Content-Type": "application/json"}, 415, "upload_type_unsupported"),
        ({"Upload-Checksum": "md5 AAAA"}, 422, "upload_checksum_unknown"),
        ({"Upload-Checksum": "sha1 not base64!"}, 422, "upload_checksum_unknown"),
        ({"Upload-Offset": "-1"}, 422, "request_invalid"),
    ],
)
def test_wrong_headers_are_refused(owner: Person, headers: dict[str, str], status: int, code: str) -> None:
    place = _create(owner, 10)
    answer = owner.patch(place, headers=TUS | STREAM | {"Upload-Offset": "0"} | headers, content=b"0123")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    if status == 412:
        assert answer.headers["tus-version"] == "1.0.0"
    assert owner.request("HEAD", place, headers=TUS).headers["upload-offset"] == "0"


def test_an_announcement_needs_a_length_and_a_readable_name(owner: Person) -> None:
    assert owner.post("/api/v1/uploads", headers=TUS).json()["code"] == "upload_header_invalid"
    headers = TUS | {"Upload-Length": "5", "Upload-Metadata": "filename ###"}
    answer = owner.post("/api/v1/uploads", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "upload_header_invalid")


def test_more_bytes_than_announced_are_refused(owner: Person) -> None:
    place = _create(owner, 5)
    answer = _send(owner, place, 0, b"0123456789")
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_long")


def test_what_the_plan_does_not_allow_is_refused_before_a_byte_is_sent(owner: Person) -> None:
    largest = PLANS["free"].largest_file_bytes
    headers = TUS | {"Upload-Length": str(largest + 1)}
    answer = owner.post("/api/v1/uploads", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
    announced = 0
    while announced + largest <= PLANS["free"].storage_bytes:
        _create(owner, largest)
        announced += largest
    answer = owner.post("/api/v1/uploads", headers=TUS | {"Upload-Length": str(largest)})
    assert (answer.status_code, answer.json()["code"]) == (402, "quota_reached")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksum_keeps_all_or_nothing(platform: Platform, owner: Person, algorithm: str) -> None:
    content = secrets.token_bytes(5000)
    place = _create(owner, len(content))
    right = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    wrong = _send(owner, place, 0, content[:-1] + b"x", Upload_Checksum=f"{algorithm} {right}")
    assert (wrong.status_code, wrong.json()["code"]) == (460, "upload_checksum_mismatch")
    assert owner.request("HEAD", place, headers=TUS).headers["upload-offset"] == "0"
    assert _send(owner, place, 0, content, Upload_Checksum=f"{algorithm} {right}").status_code == 204
    assert _content(platform, owner, place) == content


def test_a_terminated_upload_is_gone_with_its_bytes(platform: Platform, owner: Person, runner: Runner) -> None:
    place = _create(owner, 10)
    _send(owner, place, 0, b"0123")
    assert owner.delete(place, headers=TUS).status_code == 204
    assert owner.request("HEAD", place, headers=TUS).status_code == 404
    assert _send(owner, place, 4, b"45").status_code == 404
    while runner.run_next():
        pass
    assert list(platform.storage.list_keys(parts_folder(UUID(place.rpartition("/")[2])))) == []


def test_an_expired_upload_says_so_and_leaves_nothing(platform: Platform, owner: Person) -> None:
    place = _create(owner, 10)
    _send(owner, place, 0, b"0123")
    upload_id = place.rpartition("/")[2]
    with platform.database.transaction(SYSTEM) as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(Upload).where(Upload.tenant_id == owner.tenant_id).values(expires_at=past))
    assert _send(owner, place, 4, b"45").json()["code"] == "upload_expired"
    assert owner.request("HEAD", place, headers=TUS).status_code == 410
    sweep(platform.database, platform.storage, grace=timedelta(days=1))
    assert owner.request("HEAD", place, headers=TUS).status_code == 404
    assert list(platform.storage.list_keys(parts_folder(UUID(upload_id)))) == []
    with platform.database.transaction(SYSTEM) as session:
        assert session.scalars(select(UploadPart).where(UploadPart.tenant_id == owner.tenant_id)).all() == []


class _SlowStorage(Storage):
    """Calls back whenever something is to be removed."""

    def __init__(self, url: str, cache: FileCache, on_removal: Callable[[], None]) -> None:
        super().__init__(url, cache)
        self._on_removal = on_removal

    def delete_below(self, prefix: str) -> None:
        self._on_removal()
        super().delete_below(prefix)


def test_an_upload_that_goes_on_while_others_are_swept_keeps_its_bytes(platform: Platform, owner: Person) -> None:
    gone, alive = _create(owner, 10), _create(owner, 10)
    _send(owner, alive, 0, b"01234")
    alive_id = UUID(alive.rpartition("/")[2])

    def expire(place: str, at: datetime) -> None:
        with platform.database.transaction(SYSTEM) as session:
            wanted = update(Upload).where(Upload.id == UUID(place.rpartition("/")[2]))
            session.execute(wanted.values(expires_at=at))

    expire(gone, utc_now() - timedelta(seconds=2))
    expire(alive, utc_now() - timedelta(seconds=1))
    # Its next bytes come while the sweep removes those of the other.
    storage = _SlowStorage(
        platform.settings.storage.url, platform.tools.cache, lambda: expire(alive, utc_now() + timedelta(hours=1))
    )
    sweep(platform.database, storage, grace=timedelta(days=1))
    assert len(list(platform.storage.list_keys(parts_folder(alive_id)))) == 1
    assert _send(owner, alive, 5, b"56789").status_code == 204
    assert _content(platform, owner, alive) == b"0123456789"
    assert owner.request("HEAD", gone, headers=TUS).status_code == 404


def test_others_do_not_see_it(platform: Platform, client: TestClient, owner: Person) -> None:
    place = _create(owner, 10)
    for stranger in (join(platform, client), join(platform, client, "admin", owner.tenant_id)):
        assert stranger.request("HEAD", place, headers=TUS).status_code == 404
        assert _send(stranger, place, 0, b"0123").status_code == 404
        assert stranger.delete(place, headers=TUS).status_code == 404
    viewer = join(platform, client, "viewer", owner.tenant_id)
    refused = viewer.post("/api/v1/uploads", headers=TUS | {"Upload-Length": "1"})
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")
    assert client.patch(place, headers=TUS | STREAM | {"Upload-Offset": "0"}, content=b"0").status_code == 401


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("O'Brien & 1<2 ação.png", "O'Brien & 1<2 ação.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\foto.jpg", "foto.jpg"),
        ("foto\u202egnp.exe", "fotognp.exe"),
        ("a\x00b\nc.png", "abc.png"),
        ("x" * 300 + ".png", "x" * 196 + ".png"),
        ("ç" * 300 + ".pptx", "ç" * 97 + ".pptx"),
        ("文" * 300, "文" * 66),
        ("文" * 5_000 + ".pptx", "文" * 65 + ".pptx"),
        ("...", "file"),
        ("", "file"),
        ("família 👩‍👩‍👧.png", "família 👩‍👩‍👧.png"),
    ],
)
def test_names_are_kept_but_harmless(owner: Person, sent: str, kept: str) -> None:
    assert owner.get(_create(owner, 10, sent)).json()["name"] == kept


def test_the_same_content_twice_is_one_file(platform: Platform, owner: Person) -> None:
    content = b"twice" * 100
    for _ in range(2):
        assert _send(owner, _create(owner, len(content)), 0, content).status_code == 204
    with platform.database.transaction(owner.tenant_id) as session:
        assert len(session.scalars(select(StoredFile).where(StoredFile.tenant_id == owner.tenant_id)).all()) == 1


def test_usage_tells_plan_and_used(owner: Person) -> None:
    content = secrets.token_bytes(1234)
    _send(owner, _create(owner, len(content)), 0, content)
    usage = owner.get("/api/v1/usage").json()
    assert usage["plan"] == "free"
    used = {one["resource"]: one["used"] for one in usage["resources"]}
    assert used == {"storage_bytes": 1234, "members": 1, "projects": 0, "rendered_seconds": 0}


def test_a_file_is_made_though_whoever_took_its_last_byte_died(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    place = _create(owner, 4)
    reception = Reception(
        platform.database,
        platform.storage,
        platform.settings.uploads,
        platform.incoming,
        tenant_id=owner.tenant_id,
        upload_id=UUID(place.rpartition("/")[2]),
        offset=0,
        length=4,
    )
    reception.write(b"0123")
    reception.end()
    reception.close()
    assert owner.get(place).json()["file_id"] is None
    with platform.database.transaction(SYSTEM) as session:
        waiting = (JobRow.tenant_id == owner.tenant_id, JobRow.name == "files.finish_upload")
        session.execute(update(JobRow).where(*waiting).values(run_at=utc_now()))
    while runner.run_next():
        pass
    assert _content(platform, owner, place) == b"0123"
