"""`tecnocursos serve` on a bare machine, as whoever runs it sees it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cli_runs import TECNOCURSOS, environment, tecnocursos


class Served:
    """A running `serve`, with what it says."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.environment = environment(folder / "cache", TECNOCURSOS_FOLDERS__DATA=str(folder / "data"), **more)
        self.process = subprocess.Popen(
            [str(TECNOCURSOS), "serve", "--port", "0"],
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            start_new_session=True,
        )
        self.said: list[str] = []
        self._seen: set[int] = set()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        wait_until(lambda: self._found(r"Ctrl-C ends it"), 60)
        self.port = int(self._found(r"is at http://127\.0\.0\.1:(\d+)")[0])
        self._seen.update(_children(self.process.pid))

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(iter(self.process.stderr.readline, ""))

    def _found(self, pattern: str) -> list[str]:
        return re.findall(pattern, "".join(self.said))

    def get(self, path: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def child(self, module: str) -> int:
        (found,) = [pid for pid in _children(self.process.pid) if module in _command(pid)]
        self._seen.add(found)
        return found

    def is_gone(self) -> bool:
        return self.process.poll() is not None and not any(_is_alive(pid) for pid in self._seen)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        wait_until(self.is_gone, 10)
        self._reading.join()
        if self.process.stderr is not None:
            self.process.stderr.close()


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
    wait_until(lambda: not _is_alive(died), 10)
    # The socket is the parent's: who asks meanwhile waits, and is answered.
    status, _ = _patiently(lambda: served.get("/health/live"))
    assert status == 200
    assert served.child("api.serving") != died


def test_a_request_that_has_begun_is_answered_before_the_end(serve: Callable[..., Served]) -> None:
    served = serve()
    body = b'{"nothing": "of this kind"}'
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        head = (
            f"POST /api/v1/setup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        )
        connection.sendall(f"{head}\r\n\r\n".encode() + body[:5])
        time.sleep(0.5)  # long enough to arrive
        served.process.terminate()
        time.sleep(0.5)
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
        ("DATABASE_URL", "nonsense", "database cannot be used"),
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


def wait_until(condition: Callable[[], Any], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _patiently(ask: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
    """The connections that the dead one held are lost; a new one is not."""
    for _ in range(3):
        with suppress(ConnectionError, http.client.HTTPException):
            return ask()
    return ask()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
