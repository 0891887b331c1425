"""A parent and its processes: started, watched, started again when they die, ended in order, never orphaned.

A child leads a process group of its own, so that what it started ends with it, and holds the reading end of a pipe
whose other end only its parent has: a parent that dies in whatever way closes it, and the child ends at once.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import structlog

log = structlog.get_logger(__name__)

PARENT_VARIABLE = "TECNOCURSOS_PARENT_PIPE"
_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 10.0
_HEALTHY_SECONDS = 10.0
"""A child that lived for so long did not fail at its start; it is started again without a pause."""
_EXTRA_SECONDS = 3.0
"""What a child gets beyond its time to drain, to end by itself."""


@dataclass(slots=True)
class Child:
    """One process: `python -m module *arguments`."""

    name: str
    module: str
    arguments: Sequence[str] = ()
    inherited: Sequence[int] = ()
    """Open files it is given, by the same numbers."""
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _pause: float = field(default=0.0, init=False)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, parent_pipe: int, environment: Mapping[str, str]) -> None:
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", self.module, *self.arguments],
            stdin=subprocess.DEVNULL,
            env={**environment, PARENT_VARIABLE: str(parent_pipe)},
            pass_fds=(parent_pipe, *self.inherited),
            process_group=0,
        )

    def signal_group(self, number: int) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def next_pause(self) -> float:
        """How long to wait before it is started again: longer each time that it fails soon after its start.

        A process that something killed did not fail.
        """
        was_killed = self.process is not None and self.process.returncode < 0
        if was_killed or time.monotonic() - self._started >= _HEALTHY_SECONDS:
            self._pause = 0.0
        pause = self._pause
        self._pause = min(max(pause * 2, _FIRST_PAUSE_SECONDS), _LONGEST_PAUSE_SECONDS)
        return pause


class Supervisor:
    """Runs children until a signal comes. Must be used on the main thread."""

    def __init__(self, children: Sequence[Child], *, drain_seconds: float) -> None:
        self._children = children
        self._drain_seconds = drain_seconds
        self._due: dict[str, float] = {}
        self._signals: list[int] = []
        self._reader, self._writer = os.pipe()
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._waker, False)

    def run(self, *, on_drain: Callable[[], None] = lambda: None) -> int:
        """Start the children and watch them; returns when a signal has come and all have ended, with its number."""
        with self._hearing_signals():
            for child in self._children:
                self._start(child)
            while not self._signals:
                self._watch()
                self._wait()
            on_drain()
            self._drain()
        for file in (self._reader, self._writer, self._woken, self._waker):
            os.close(file)
        return self._signals[0]

    def _start(self, child: Child) -> None:
        child.start(self._reader, os.environ)
        log.info("process_started", process=child.name, pid=child.process.pid if child.process else None)

    def _watch(self) -> None:
        now = time.monotonic()
        for child in self._children:
            if child.is_running:
                continue
            if child.name not in self._due:
                code = child.process.returncode if child.process else None
                log.warning("process_died", process=child.name, code=code)
                # What it had started itself must not outlive it.
                child.signal_group(signal.SIGKILL)
                self._due[child.name] = now + child.next_pause()
            if now >= self._due[child.name]:
                del self._due[child.name]
                self._start(child)

    def _drain(self) -> None:
        """Ask the children to end; whoever has not in time, or at a second signal, is killed."""
        deadline = time.monotonic() + self._drain_seconds + _EXTRA_SECONDS
        for child in self._children:
            if child.is_running and child.process:
                child.process.terminate()
        while any(child.is_running for child in self._children):
            if len(self._signals) > 1 or time.monotonic() >= deadline:
                break
            self._wait()
        for child in self._children:
            child.signal_group(signal.SIGKILL)
            if child.process:
                child.process.wait()

    def _wait(self) -> None:
        """A moment, or until a child ends or a signal comes."""
        if select.select([self._woken], [], [], 0.1)[0]:
            os.read(self._woken, 4096)

    @contextmanager
    def _hearing_signals(self) -> Iterator[None]:
        def note(number: int, _frame: FrameType | None) -> None:
            if number != signal.SIGCHLD:
                self._signals.append(number)

        heard = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)
        previous = {number: signal.signal(number, note) for number in heard}
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in previous.items():
                signal.signal(number, handler)


def end_with_parent() -> None:
    """In a child: end, with all that this process started, as soon as the parent is gone."""
    pipe = os.environ.pop(PARENT_VARIABLE, None)
    if pipe is None:
        return
    # Processes that this one starts must not hold it.
    os.set_inheritable(int(pipe), False)
    threading.Thread(target=_await_end, args=(int(pipe),), name="parent", daemon=True).start()


def _await_end(pipe: int) -> None:
    os.read(pipe, 1)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def offer_to_kernel() -> None:
    """Say that when memory runs out, this process is to go before those that serve people."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
