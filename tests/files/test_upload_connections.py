"""Uploads over real connections: cut, raced, too slow."""

from __future__ import annotations

import dataclasses
import hashlib
import http.client
import json
import random
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
import uvicorn
from sqlalchemy import update

from people import Person
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service, uploads
from tecnocursos.files.models import Upload
from tecnocursos.files.sweeping import sweep
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now

PART_BYTES = 128 * 1024
DEADLINE_SECONDS = 20


@pytest.fixture
def served(platform: Platform) -> Iterator[int]:
    """The port of a server with small parts and little patience."""
    hasty = platform.settings.uploads.model_copy(update={"part_bytes": PART_BYTES, "idle_seconds": 0.6})
    settings = platform.settings.model_copy(update={"uploads": hasty})
    app = create_app(dataclasses.replace(platform, settings=settings))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class Sender:
    """A tus client that can be cut."""

    def __init__(self, port: int, person: Person) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {person.token}", "Tus-Resumable": "1.0.0"}

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=DEADLINE_SECONDS)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, self._headers | more)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def create(self, length: int) -> str:
        return str(self.ask("POST", "/api/v1/uploads", Upload_Length=str(length)).headers["location"])

    def offset(self, place: str) -> int:
        return int(self.ask("HEAD", place).headers["upload-offset"])

    def send(self, place: str, offset: int, content: bytes) -> int:
        answer = self.ask(
            "PATCH", place, content, Upload_Offset=str(offset), Content_Type="application/offset+octet-stream"
        )
        return answer.status

    def begin(self, place: str, offset: int, announced: int) -> socket.socket:
        """Open a connection and send the head of a PATCH only."""
        connection = socket.create_connection(("127.0.0.1", self._port), timeout=DEADLINE_SECONDS)
        head = [f"PATCH {place} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {announced}"]
        head += [f"{name}: {value}" for name, value in self._headers.items()]
        head += [f"Upload-Offset: {offset}", "Content-Type: application/offset+octet-stream", "", ""]
        connection.sendall("\r\n".join(head).encode())
        return connection


def _content(platform: Platform, person: Person, place: str) -> bytes:
    with platform.database.transaction(person.tenant_id) as session:
        taken = uploads.take_upload(session, person.actor, UUID(place.rpartition("/")[2]))
        return b"".join(service.stream(platform.storage, taken.file))


def test_what_came_before_the_connection_was_cut_is_kept(platform: Platform, owner: Person, served: int) -> None:
    content, sender = secrets.token_bytes(700_000), Sender(served, owner)
    place = sender.create(len(content))
    with sender.begin(place, 0, len(content)) as connection:
        connection.sendall(content[:300_001])
    deadline = time.monotonic() + DEADLINE_SECONDS
    while (offset := sender.offset(place)) < 300_001:
        assert time.monotonic() < deadline, offset
        time.sleep(0.02)
    assert sender.send(place, offset, content[offset:]) == 204
    assert _content(platform, owner, place) == content


def test_a_client_that_goes_is_no_error(
    platform: Platform, owner: Person, served: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sender = Sender(served, owner)
    place = sender.create(1_000)
    with sender.begin(place, 0, 1_000) as connection:
        connection.sendall(b"x" * 400)
    lines: list[dict[str, object]] = []
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (cut := [line for line in lines if line.get("method") == "PATCH"]):
        assert time.monotonic() < deadline
        lines += [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
        time.sleep(0.02)
    assert [(line["event"], line["level"], line["status"]) for line in cut] == [("request", "info", 499)]
    assert {line["level"] for line in lines} == {"info"}
    assert 'route="/api/v1/uploads/{upload_id}",status="500"' not in platform.metrics.page().decode()


def test_of_two_who_send_at_once_one_goes_on(platform: Platform, owner: Person, served: int) -> None:
    content, sender = secrets.token_bytes(20 * PART_BYTES), Sender(served, owner)
    place = sender.create(len(content))
    with sender.begin(place, 0, len(content)) as one, sender.begin(place, 0, len(content)) as two:
        for start in range(0, len(content), PART_BYTES // 2):
            for connection in (one, two):
                with suppress(OSError):  # refused already
                    connection.sendall(content[start : start + PART_BYTES // 2])
        statuses = sorted(int(connection.recv(65_536).split()[1]) for connection in (one, two))
    assert statuses == [204, 409]
    assert _content(platform, owner, place) == content


def test_whoever_stands_still_is_sent_away_but_not_robbed(owner: Person, served: int) -> None:
    sender = Sender(served, owner)
    place = sender.create(1000)
    with sender.begin(place, 0, 1000) as connection:
        connection.sendall(b"x" * 400)
        answer = connection.recv(65_536)
    assert answer.split()[1] == b"408"
    assert b"upload_too_slow" in answer
    assert sender.offset(place) == 400


def test_many_uploads_cut_at_random_arrive_whole(platform: Platform, owner: Person, served: int) -> None:
    """Each is cut again and again where it happens to be, and goes on from what the server says."""
    sender, chance = Sender(served, owner), random.Random(7)
    contents = [secrets.token_bytes(chance.randint(400_000, 900_000)) for _ in range(8)]
    cuts = [[chance.randint(1, 400_000) for _ in range(3)] for _ in contents]

    def upload(content: bytes, cut: list[int]) -> str:
        place = sender.create(len(content))
        for length in cut:
            offset = sender.offset(place)
            if offset == len(content):
                break
            with sender.begin(place, offset, len(content) - offset) as connection:
                connection.sendall(content[offset : offset + length])
        deadline = time.monotonic() + 2 * DEADLINE_SECONDS
        while (offset := sender.offset(place)) < len(content):
            # A cut connection may still be writing what came over it: then this one is told to ask again.
            assert sender.send(place, offset, content[offset:]) in {204, 409}
            assert time.monotonic() < deadline
        return place

    with ThreadPoolExecutor(8) as threads:
        places = list(threads.map(upload, contents, cuts))
    for content, place in zip(contents, places, strict=True):
        assert hashlib.sha256(_content(platform, owner, place)).digest() == hashlib.sha256(content).digest()
    with platform.database.transaction(SYSTEM) as session:
        past = utc_now() - timedelta(seconds=1)
        session.execute(update(Upload).where(Upload.tenant_id == owner.tenant_id).values(expires_at=past))
    sweep(platform.database, platform.storage, grace=timedelta(days=1))
    ids = {place.rpartition("/")[2] for place in places}
    assert [found.key for found in platform.storage.list_keys("parts") if found.key.split("/")[1] in ids] == []
