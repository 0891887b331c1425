"""`tecnocursos serve` on a bare machine, as whoever runs it sees it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Running, environment, is_alive, tecnocursos, wait_until


class Served(Running):
    """A running `serve`."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.environment = environment(folder / "cache", TECNOCURSOS_FOLDERS__DATA=str(folder / "data"), **more)
        super().__init__("serve", "--port", "0", variables=self.environment)
        wait_until(lambda: self.found(r"Ctrl-C ends it"), 60)
        self.port = int(self.found(r"is at http://127\.0\.0\.1:(\d+)")[0])
        self.remember_children()

    def get(self, path: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def is_listening(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=20).close()
        except ConnectionError:
            return False
        return True

    def child(self, module: str) -> int:
        (found,) = [pid for pid in self.remember_children() if module in _command(pid)]
        return found


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def start(**more: str) -> Served:
        running.append(Served(tmp_path, **more))
        return running[-1]

    yield start
    for served in running:
        served.end()


def test_a_bare_machine_becomes_a_server_and_ends_in_order(serve: Callable[..., Served]) -> None:
    served = serve()
    assert any("Nobody is here yet" in line for line in served.said)
    assert served.get("/health/live")[0] == 200
    made = tecnocursos(
        "setup",
        *("--email", "ana@example.com", "--name", "Ana", "--organisation", "Fibra Boa"),
        cache=Path(served.environment["TECNOCURSOS_FOLDERS__CACHE"]),
        TECNOCURSOS_FOLDERS__DATA=served.environment["TECNOCURSOS_FOLDERS__DATA"],
        TECNOCURSOS_SETUP_PASSWORD="uma senha comprida e rara",
    )
    assert made.code == 0, made.err
    assert served.get("/api/v1/setup")[1]["is_needed"] is False
    started = time.monotonic()
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(timeout=30) == 0
    assert time.monotonic() - started < 10
    assert served.is_gone()
    with pytest.raises(ConnectionError):
        served.get("/health/live")


def test_no_orphan_outlives_a_killed_parent(serve: Callable[..., Served]) -> None:
    served = serve()
    served.process.kill()
    served.process.wait()
    wait_until(served.is_gone, 5)


def test_a_child_that_dies_is_started_again(serve: Callable[..., Served]) -> None:
    served = serve()
    died = served.child("api.serving")
    os.kill(died, signal.SIGKILL)
    wait_until(lambda: not is_alive(died), 10)
    # The socket is the parent's: who asks meanwhile waits, and is answered.
    status, _ = _patiently(lambda: served.get("/health/live"))
    assert status == 200
    assert served.child("api.serving") != died


def test_a_request_that_has_begun_is_answered_before_the_end(serve: Callable[..., Served]) -> None:
    served = serve()
    body = b'{"nothing": "of this kind"}'
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        head = (
            "POST /api/v1/setup HTTP/1.1",
            "Host: x",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Expect: 100-continue",
        )
        connection.sendall("".join(f"{line}\r\n" for line in (*head, "")).encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 100")  # it has begun
        connection.sendall(body[:5])
        served.process.terminate()
        wait_until(lambda: not served.is_listening(), 20)
        assert served.process.poll() is None
        connection.sendall(body[5:])
        assert connection.recv(4096).startswith(b"HTTP/1.1 422")
    assert served.process.wait(timeout=30) == 0


def test_it_is_not_ready_before_it_leaves_and_a_second_signal_is_not_waited_for(serve: Callable[..., Served]) -> None:
    served = serve(TECNOCURSOS_SERVER__NOTICE_SECONDS="60")
    assert served.get("/health/ready")[0] == 200
    served.process.send_signal(signal.SIGINT)
    wait_until(lambda: served.get("/health/ready")[0] == 503, 20)
    assert served.get("/health/live")[0] == 200
    served.process.send_signal(signal.SIGINT)
    served.process.wait(timeout=5)
    wait_until(served.is_gone, 5)


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TECNOCURSOS_FOLDERS__DATA", "/dev/null/data", "/dev/null/data: Not a directory"),
        ("TECNOCURSOS_SERVER__PORT", "high", "TECNOCURSOS_SERVER__PORT"),
        ("DATABASE_URL", "postgresql://nobody:hush@127.0.0.1:1/none", "database cannot be used"),
        ("STORAGE_URL", "file:///dev/null/files", "/dev/null/files: Not a directory"),
        ("TECNOCURSOS_KEYS__FILE", "/dev/null/keys.json", "/dev/null: File exists"),
    ],
)
def test_what_is_set_wrongly_is_one_clear_line(variable: str, value: str, said: str, tmp_path: Path) -> None:
    folders = {"TECNOCURSOS_FOLDERS__DATA": str(tmp_path / "data")}
    done = tecnocursos("serve", cache=tmp_path, **(folders | {variable: value}))
    assert done.code == 1
    assert said in done.err
    assert "hush" not in done.err
    assert len(done.err.splitlines()) == 1, done.err


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tecnocursos(
            "serve", "--port", str(port), cache=tmp_path, TECNOCURSOS_FOLDERS__DATA=str(tmp_path / "data")
        )
    assert done.code == 1
    assert done.err.strip() == f"127.0.0.1:{port} cannot be listened on: Address already in use."


def _patiently(ask: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
    """The connections that the dead one held are lost; a new one is not."""
    for _ in range(3):
        with suppress(ConnectionError, http.client.HTTPException):
            return ask()
    return ask()


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
