"""A chat in a terminal, as whoever sits at it types and reads."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS = 30


class Terminal:
    """A chat with what it shows."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.shown: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        self.shown.extend(iter(self._process.stdout.readline, ""))

    def type(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def await_line(self, line: str) -> None:
        self.await_that(lambda shown: f"{line}\n" in shown)

    def await_that(self, is_there: Callable[[list[str]], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not is_there(self.shown):
            assert time.monotonic() < deadline, self.shown
            time.sleep(0.05)


@contextmanager
def simulate(command: list[str], environment: dict[str, str]) -> Iterator[Terminal]:
    """`tecnocursos whatsapp simulate` until `/quit`."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        terminal = Terminal(process)
        try:
            yield terminal
            terminal.type("/quit")
            assert process.wait(SECONDS) == 0, terminal.shown
        finally:
            process.kill()
