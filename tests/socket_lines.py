"""A server process as it runs in production, and sockets to it that speak the product's frames."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from people import Person
from tecnocursos.config import Settings

SECONDS = 15


class Server:
    """`python -m tecnocursos.api.serving`, with short times so that tests do not wait."""

    def __init__(self, settings: Settings, **environment: str) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = listener.getsockname()[1]
        variables = {
            "DATABASE_URL": settings.database.url,
            "REDIS_URL": settings.redis.url,
            "TECNOCURSOS_FOLDERS__DATA": str(settings.folders.data),
            "TECNOCURSOS_FOLDERS__CACHE": str(settings.folders.cache),
            "TECNOCURSOS_FOLDERS__VOICES": str(settings.folders.voices),
            "TECNOCURSOS_SERVER__PUBLIC_URL": settings.server.public_url,
            "TECNOCURSOS_REALTIME__CHECK_SECONDS": "0.3",
            "TECNOCURSOS_REALTIME__EXPIRED_SECONDS": "1",
            "TECNOCURSOS_REALTIME__IDLE_SECONDS": "6",
            # Long enough that a busy machine does not take those for gone who are there.
            "TECNOCURSOS_REALTIME__PRESENCE_SECONDS": "12",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-W", "default", "-m", "tecnocursos.api.serving", str(listener.fileno())],
            pass_fds=[listener.fileno()],
            env=os.environ | variables | environment,
        )
        listener.close()
        self.wait_until_alive()

    def wait_until_alive(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=5).read()
            except OSError:
                assert self.process.poll() is None, "the server ended"
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def resident_bytes(self) -> int:
        statm = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def running_server(settings: Settings, **environment: str) -> Iterator[Server]:
    server = Server(settings, **environment)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


class SocketLine:
    """One socket. `expect` answers pings on its way and remembers everything that came."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.heard: list[dict[str, Any]] = []

    def say(self, event: str, **fields: Any) -> None:
        self.connection.send(json.dumps({"event": event, **fields}))

    def next(self, seconds: float = SECONDS) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(self.connection.recv(seconds))
        self.heard.append(frame)
        if frame["event"] == "ping":
            self.say("pong")
        return frame

    def expect(self, event: str, seconds: float = SECONDS, **fields: Any) -> dict[str, Any]:
        """The next frame that is of this event and has these fields."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            frame = self.next(left)
            if frame["event"] == event and all(frame.get(name) == value for name, value in fields.items()):
                return frame
        raise TimeoutError(event)

    def close_code(self, seconds: float = SECONDS) -> int:
        """Why the server closes it."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                self.next(left)
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006
        raise TimeoutError

    def join(self, room: str, **fields: Any) -> dict[str, Any]:
        self.say("join_room", room=room, **fields)
        return self.expect("join_room", room=room)

    def texts(self, room: str) -> list[tuple[int, str]]:
        """Number and text of the chat that was heard."""
        return [
            (frame["seq"], frame["payload"]["text"])
            for frame in self.heard
            if frame["event"] == "chat" and frame["room"] == room
        ]


@contextmanager
def open_line(
    server: Server, person: Person | None, path: str = "/ws/connect", *, token: str | None = None, **options: Any
) -> Iterator[SocketLine]:
    """Connected as this person, by the Authorization header."""
    token = token or (person.token if person else None)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    headers |= options.pop("headers", {})
    url = f"ws://127.0.0.1:{server.port}{path}"
    with connect(url, additional_headers=headers, compression=None, open_timeout=SECONDS, **options) as connection:
        yield SocketLine(connection)
