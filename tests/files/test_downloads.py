"""Signed links: ranges, what they say to browsers, and who may not use them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from people import Person
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service
from tecnocursos.files.links import DownloadLinks
from tecnocursos.files.models import StoredFile

CONTENT = bytes(range(256)) * 20_000  # two pieces and a bit of a third


@pytest.fixture
def file(platform: Platform, owner: Person, tmp_path: Path) -> StoredFile:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    with platform.database.transaction(owner.tenant_id) as session:
        return service.keep(session, owner.actor, platform.storage, path, "video/mp4")


@pytest.fixture
def link(platform: Platform, file: StoredFile) -> str:
    return platform.download_links.link(file, 'Ação "1";\r\n.mp4', is_inline=True)


def test_whoever_has_the_link_may_read(client: TestClient, link: str, file: StoredFile) -> None:
    answer = client.get(link)
    assert answer.status_code == 200
    assert answer.content == CONTENT
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["etag"] == f'"{file.sha256}"'
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["x-content-type-options"] == "nosniff"
    disposition = answer.headers["content-disposition"]
    assert disposition == (
        "inline; filename=\"A__o _1_;__.mp4\"; filename*=UTF-8''A%C3%A7%C3%A3o%20%221%22%3B%0D%0A.mp4"
    )
    assert "max-age=" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-99", 10, 100),
        ("bytes=5119000-", 5_119_000, len(CONTENT)),
        ("bytes=-7", len(CONTENT) - 7, len(CONTENT)),
        ("bytes=-99999999999", 0, len(CONTENT)),
        ("bytes=2097000-2098000", 2_097_000, 2_098_001),
        ("bytes=100-99999999999", 100, len(CONTENT)),
    ],
)
def test_a_range_is_given(client: TestClient, link: str, asked: str, start: int, end: int) -> None:
    answer = client.get(link, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == CONTENT[start:end]
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(CONTENT)}"
    assert answer.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("asked", ["bytes=5120000-", "bytes=9999999-10000000", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(client: TestClient, link: str, asked: str) -> None:
    answer = client.get(link, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-3", "items=0-1", "bytes=", "bytes=a-b", "bytes=-"])
def test_other_ranges_are_answered_with_everything(client: TestClient, link: str, asked: str) -> None:
    answer = client.get(link, headers={"Range": asked})
    assert (answer.status_code, len(answer.content)) == (200, len(CONTENT))


def test_a_range_of_another_content_is_not_given(client: TestClient, link: str, file: StoredFile) -> None:
    other = client.get(link, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (other.status_code, len(other.content)) == (200, len(CONTENT))
    same = client.get(link, headers={"Range": "bytes=0-9", "If-Range": f'"{file.sha256}"'})
    assert same.status_code == 206


def test_head_and_known_content_send_no_bytes(client: TestClient, link: str, file: StoredFile) -> None:
    head = client.head(link)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(CONTENT)))
    known = client.get(link, headers={"If-None-Match": f'"{file.sha256}"'})
    assert (known.status_code, known.content) == (304, b"")


def test_what_a_browser_might_run_is_only_saved(
    platform: Platform, client: TestClient, owner: Person, tmp_path: Path
) -> None:
    path = tmp_path / "page"
    path.write_bytes(b"<script>alert(1)</script>")
    for media_type in ("text/html", "image/svg+xml", "application/octet-stream"):
        path.write_bytes(path.read_bytes() + b" ")
        with platform.database.transaction(owner.tenant_id) as session:
            file = service.keep(session, owner.actor, platform.storage, path, media_type)
        answer = client.get(platform.download_links.link(file, "x", is_inline=True))
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_changed_or_foreign_link_is_refused(
    platform: Platform, client: TestClient, file: StoredFile, link: str
) -> None:
    token = link.partition("token=")[2]
    swapped = [token[:-1] + last for last in "ABCDQgw0-_" if last != token[-1]]
    another_key = DownloadLinks(b"k" * 32).link(file, "x")
    for path in (
        *(link.replace(token, changed) for changed in swapped),
        link.replace(token, "AAAA"),
        link.replace(token, "é!"),
        link.replace(str(file.id), str(uuid4())),
        another_key,
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "link_invalid"), path
    assert client.get(f"/api/v1/files/{file.id}").status_code == 422


def test_a_link_runs_out(client: TestClient, platform: Platform, file: StoredFile) -> None:
    key = platform.keyring.derive("download links")
    old = DownloadLinks(key, lambda: datetime.now(UTC) - timedelta(hours=3)).link(file, "x")
    answer = client.get(old)
    assert (answer.status_code, answer.json()["code"]) == (403, "link_expired")


def test_a_link_of_the_same_hour_is_the_same_link(platform: Platform, file: StoredFile) -> None:
    links = DownloadLinks(platform.keyring.derive("download links"), lambda: datetime(2026, 1, 1, 12, 5, tzinfo=UTC))
    assert links.link(file, "x") == links.link(file, "x")
    assert "Ana" not in links.link(file, "Contrato de Ana.pdf")
