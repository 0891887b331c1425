"""Clients that send or take almost nothing, many at once: others are served, and the slow lose their places."""

from __future__ import annotations

import dataclasses
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress

import httpx2
import pytest
import uvicorn
from job_trees import FULL, wait_until

from people import Person, join
from platforms import SETTINGS
from tecnocursos.api import protocol
from tecnocursos.api.app import create_app
from tecnocursos.api.serving import uvicorn_config
from tecnocursos.bootstrap.platform import Platform

PATIENCE_SECONDS = 2.0
"""Of this server, for whatever it waits for."""
DRIP_SECONDS = 0.2
EACH = 100 if FULL else 25
"""Slow clients of a kind."""
FRAME_HEAD = bytes([0x81, 0xFE, 0x03, 0xE8, 1, 2, 3, 4])
"""Of a WebSocket's text of 1,000 bytes."""
pytestmark = pytest.mark.parametrize("setting", SETTINGS[:1], indirect=True)


@pytest.fixture
def served(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Iterator[uvicorn.Server]:
    for name in ("HEAD_SECONDS", "REST_SECONDS", "TAKING_SECONDS"):
        monkeypatch.setattr(protocol, name, PATIENCE_SECONDS)
    settings = platform.settings
    changed = {
        "server": settings.server.model_copy(update={"request_timeout_seconds": PATIENCE_SECONDS}),
        "uploads": settings.uploads.model_copy(update={"idle_seconds": PATIENCE_SECONDS}),
        "realtime": settings.realtime.model_copy(update={"idle_seconds": PATIENCE_SECONDS, "check_seconds": 0.3}),
    }
    app = create_app(dataclasses.replace(platform, settings=settings.model_copy(update=changed)))
    server = uvicorn.Server(uvicorn_config(app, drain_seconds=1))
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        wait_until(lambda: server.started, 20, "the server has started")
        yield server
        server.should_exit = True
        thread.join()


def _port(server: uvicorn.Server) -> int:
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


def _request(method: str, path: str, person: Person, **headers: object) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {person.token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def _kinds(server: uvicorn.Server, person: Person) -> dict[str, bytes]:
    """What each kind of slow client sends at first; then comes a byte now and then."""
    tus = {"Tus-Resumable": "1.0.0"}
    socket_head = _request(
        *("GET", "/ws/connect", person),
        Upgrade="websocket",
        Connection="Upgrade",
        Sec_WebSocket_Version=13,
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    with httpx2.Client(base_url=f"http://127.0.0.1:{_port(server)}") as client:
        headers = {"Authorization": f"Bearer {person.token}", **tus, "Upload-Length": "100000"}
        upload = client.post("/api/v1/uploads", headers=headers).headers["location"]
    as_json = {"Content_Type": "application/json", "Content_Length": 1000}
    return {
        "head": _request("GET", "/api/v1/lexicons", person)[:-2] + b"X-Slow: ",
        "first head": b"GET /",
        "body": _request("POST", "/api/v1/lexicons", person, **as_json) + b'{"name": "',
        "body that nobody waits for": _request("POST", "/nothing/here", person, **as_json),
        "upload": _request(
            *("PATCH", upload, person),
            Tus_Resumable="1.0.0",
            Upload_Offset=0,
            Content_Length=100_000,
            Content_Type="application/offset+octet-stream",
        ),
        "taker": _request("GET", "/openapi.json", person) * 20,
        # One that does not answer a close is waited for ten seconds more.
        **({"socket": socket_head} if FULL else {}),
    }


class Slow:
    """One slow client. It reads nothing but whether it was sent away."""

    def __init__(self, port: int, kind: str, beginning: bytes) -> None:
        self.kind = kind
        self.seconds: float | None = None
        """How long it had its place."""
        self._then = FRAME_HEAD if kind == "socket" else b""
        self.connection = socket.socket()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.connection.connect(("127.0.0.1", port))
        self._begun = time.monotonic()
        self.connection.sendall(beginning)

    def drip(self) -> None:
        if self.seconds is None:
            with suppress(OSError):
                self.connection.send(b"x")

    def look(self) -> None:
        """Something came: an answer, or the end."""
        try:
            is_over = not self.connection.recv(65_536)
            if self._then:
                self.connection.sendall(self._then)
                self._then = b""
        except OSError:
            is_over = True
        if is_over:
            self.seconds = time.monotonic() - self._begun


@contextmanager
def _attack(server: uvicorn.Server, person: Person) -> Iterator[list[Slow]]:
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        slow = [
            Slow(_port(server), kind, beginning)
            for kind, beginning in _kinds(server, person).items()
            for _ in range(EACH if kind != "taker" else EACH // 5)
        ]
        for one in slow:
            stack.enter_context(one.connection)
            if one.kind != "taker":
                selector.register(one.connection, selectors.EVENT_READ, one)
        over = threading.Event()

        def drip() -> None:
            next_drip = time.monotonic()
            while not over.is_set():
                if time.monotonic() >= next_drip:
                    for one in slow:
                        one.drip()
                    next_drip = time.monotonic() + DRIP_SECONDS
                for key, _ in selector.select(0.05):
                    key.data.look()
                    if key.data.seconds is not None:
                        selector.unregister(key.fileobj)

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield slow
        finally:
            over.set()
            thread.join()


def _ask(server: uvicorn.Server, person: Person, is_over: Callable[[], bool]) -> list[float]:
    """How long ordinary requests take, on a connection that stays and on new ones."""
    seconds = []
    address, headers = f"http://127.0.0.1:{_port(server)}", {"Authorization": f"Bearer {person.token}"}
    with httpx2.Client(base_url=address, headers=headers, timeout=30) as client:
        while not is_over():
            for ask in (client.get, httpx2.get):
                started = time.monotonic()
                answer = ask(f"{address}/api/v1/lexicons", headers=headers)
                assert answer.status_code == 200, answer.text
                seconds.append(time.monotonic() - started)
            time.sleep(0.02)
    return seconds


def test_many_slow_clients_lose_their_places_and_keep_nobody_waiting(
    platform: Platform, served: uvicorn.Server
) -> None:
    with httpx2.Client() as client, ThreadPoolExecutor(2) as threads, _attack_by_stranger(platform, served) as slow:
        person = join(platform, client)  # type: ignore[arg-type]
        over = threading.Event()
        asking = [threads.submit(_ask, served, person, over.is_set) for _ in range(2)]
        try:
            wait_until(lambda: all(one.seconds for one in slow if one.kind != "taker"), 40, "all senders are gone")
            # Of those who do not read, only the server knows; two of ours stay connected.
            wait_until(lambda: len(served.server_state.connections) <= 4, 20, "all takers are gone")
        finally:
            over.set()
        waits = sorted(wait for one in asking for wait in one.result())
    for kind in dict.fromkeys(one.kind for one in slow):
        longest = max(one.seconds or 0 for one in slow if one.kind == kind)
        print(f"{kind}: gone after at most {longest:.1f} s")
    middle, most = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    print(f"{len(slow)} slow; {len(waits)} requests: median {middle:.3f}, p95 {most:.3f}, longest {waits[-1]:.3f} s")
    assert max(one.seconds or 0 for one in slow) < PATIENCE_SECONDS * 5 + (10 if FULL else 0)
    assert middle < 0.5
    assert most < 2


@contextmanager
def _attack_by_stranger(platform: Platform, server: uvicorn.Server) -> Iterator[list[Slow]]:
    with httpx2.Client() as client, _attack(server, join(platform, client)) as slow:  # type: ignore[arg-type]
        yield slow
