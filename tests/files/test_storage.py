"""The storage on a folder and on S3: the same promises."""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from people import Person
from platforms import PUBLIC_URL
from s3_server import s3_bucket
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.storage import PIECE_BYTES, FileMissing, Storage, StorageFailed
from tecnocursos.worker.running import Runner

TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with s3_bucket() as url:
        yield url


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    url = (tmp_path / "stored").as_uri() if request.param == "folder" else request.getfixturevalue("bucket")
    return Storage(url, FileCache(tmp_path / "cache"))


def test_what_is_put_is_there_until_it_is_deleted(storage: Storage, tmp_path: Path) -> None:
    content = secrets.token_bytes(PIECE_BYTES + 1000)
    path = tmp_path / "f"
    path.write_bytes(content)
    storage.put_file("a/b/c", path)
    assert storage.exists("a/b/c")
    assert storage.size("a/b/c") == len(content)
    assert storage.read("a/b/c") == content
    assert b"".join(storage.stream("a/b/c")) == content
    assert (
        b"".join(storage.stream("a/b/c", PIECE_BYTES - 1, PIECE_BYTES + 2))
        == content[PIECE_BYTES - 1 : PIECE_BYTES + 2]
    )
    assert b"".join(storage.stream("a/b/c", 1_000_000)) == content[1_000_000:]
    local = storage.local_path("a/b/c")
    assert local.read_bytes() == content
    assert storage.local_path("a/b/c") == local
    storage.delete("a/b/c")
    storage.delete("a/b/c")
    assert not storage.exists("a/b/c")
    for ask in (storage.size, storage.read, storage.stream, storage.local_path):
        with pytest.raises(FileMissing):
            ask("a/b/c")


def test_a_file_given_away_may_lose_its_name(storage: Storage, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"given")
    storage.put_file("given", path, is_given_away=True)
    path.unlink()
    assert storage.read("given") == b"given"


def test_a_torn_copy_in_the_cache_is_fetched_again(storage: Storage) -> None:
    storage.put_bytes("x/whole", b"whole")
    local = storage.local_path("x/whole")
    if "cache" in local.parts:  # a folder's files are read where they lie
        local.write_bytes(b"wh")
    assert storage.local_path("x/whole").read_bytes() == b"whole"


def test_what_lies_below_a_folder_is_listed_and_removed(storage: Storage) -> None:
    for key in ("list/1/a", "list/1/b", "list/10/c"):
        storage.put_bytes(key, b"x")
    assert sorted(found.key for found in storage.list_keys("list/1")) == ["list/1/a", "list/1/b"]
    storage.delete_below("list/1")
    assert [found.key for found in storage.list_keys("list")] == ["list/10/c"]
    assert list(storage.list_keys("never")) == []


def test_a_storage_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StorageFailed):
        Storage("s3://nowhere/x", FileCache(tmp_path)).size("a")


def test_uploads_and_downloads_work_on_s3(platform: Platform, owner: Person, bucket: str, tmp_path: Path) -> None:
    remote = dataclasses.replace(platform, storage=Storage(bucket, FileCache(tmp_path / "cache")))
    content = secrets.token_bytes(3_000_000)
    with TestClient(create_app(remote), base_url=PUBLIC_URL) as client:
        person = dataclasses.replace(owner, client=client)
        headers = TUS | {"Upload-Length": str(len(content))}
        place = person.post("/api/v1/uploads", headers=headers, content=content[:1_000_000]).headers["location"]
        answer = person.patch(place, headers=TUS | {"Upload-Offset": "1000000"}, content=content[1_000_000:])
        assert answer.status_code == 204
        runner = Runner(remote, "test")
        while runner.run_next():
            pass
        file_id = person.get(place).json()["file_id"]
        link = platform.download_links.link_to(owner.tenant_id, file_id, "x.bin")
        whole = client.get(link)
        assert hashlib.sha256(whole.content).digest() == hashlib.sha256(content).digest()
        part = client.get(link, headers={"Range": "bytes=2097000-2098000"})
        assert (part.status_code, part.content) == (206, content[2_097_000:2_098_001])
        assert client.head(link).headers["content-length"] == "3000000"
        assert list(remote.storage.list_keys("parts")) == []
