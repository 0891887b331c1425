"""A parent and its processes: started, watched, started again when they die, ended in order, never orphaned.

A child leads a process group of its own, so that what it started ends with it, and holds the reading end of a pipe
whose other end only its parent has: a parent that dies in whatever way closes it, and the child ends at once.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

PARENT_VARIABLE = "TECNOCURSOS_PARENT_PIPE"
_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 10.0
_HEALTHY_SECONDS = 10.0
"""A child that lived for so long did not fail at its start; it is started again without a pause."""
_EXTRA_SECONDS = 3.0
"""What a child gets beyond its time to drain, to end by itself."""
_NICE = 10
"""Of work, on top of what the servers have."""


class Child(Protocol):
    """One process of a tree."""

    @property
    def name(self) -> str: ...

    def start(self, reader: int, writer: int) -> Process:
        """Start it; it is to end when the pipe to `reader` does, of which its parent has the `writer`."""
        ...


class Process(Protocol):
    """What is asked of a running child."""

    pid: int

    def poll(self) -> int | None:
        """How it ended, a signal as a negative number; None while it runs."""
        ...

    def terminate(self) -> None: ...

    def wait(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Program:
    """A process of its own program: `python -m module *arguments`."""

    name: str
    module: str
    arguments: Sequence[str] = ()
    inherited: Sequence[int] = ()
    """Open files it is given, by the same numbers."""

    def start(self, reader: int, writer: int) -> Process:  # noqa: ARG002  only given to those it is passed to
        return subprocess.Popen(
            [sys.executable, "-m", self.module, *self.arguments],
            stdin=subprocess.DEVNULL,
            env={**os.environ, PARENT_VARIABLE: str(reader)},
            pass_fds=(reader, *self.inherited),
            process_group=0,
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the parent that does something else: it begins at once, with all that the parent has loaded."""

    name: str
    work: Callable[[], None]

    def start(self, reader: int, writer: int) -> Process:
        return _Copied(multiprocessing.get_context("fork").Process(target=self._run, args=(reader, writer)))

    def _run(self, reader: int, writer: int) -> None:
        os.setpgid(0, 0)
        os.close(writer)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_await_end, args=(reader,), name="parent", daemon=True).start()
        self.work()


class _Copied:
    def __init__(self, process: ForkProcess) -> None:
        process.start()
        self._process = process
        self.pid = process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self) -> int:
        self._process.join()
        return self._process.exitcode or 0


class _Watched:
    """A child through all its lives."""

    def __init__(self, child: Child) -> None:
        self.name = child.name
        self.due: float | None = None
        """When it is to be started again."""
        self._child = child
        self._process: Process | None = None
        self._started = 0.0
        self._pause = 0.0

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self, reader: int, writer: int) -> None:
        self.due = None
        self._started = time.monotonic()
        self._process = self._child.start(reader, writer)
        log.info("process_started", process=self.name, pid=self._process.pid)

    def bury(self) -> None:
        """It died: what it had started itself must not outlive it, and it is started again."""
        code = self._process.poll() if self._process else None
        log.warning("process_died", process=self.name, code=code)
        self.kill()
        self.due = time.monotonic() + self._next_pause(was_killed=code is not None and code < 0)

    def terminate(self) -> None:
        if self._process is not None and self.is_running:
            self._process.terminate()

    def kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _next_pause(self, *, was_killed: bool) -> float:
        """Longer each time that it fails soon after its start; who was killed by something did not fail."""
        if was_killed or time.monotonic() - self._started >= _HEALTHY_SECONDS:
            self._pause = 0.0
        pause = self._pause
        self._pause = min(max(pause * 2, _FIRST_PAUSE_SECONDS), _LONGEST_PAUSE_SECONDS)
        return pause


class Supervisor:
    """Runs children until a signal comes. Must be used on the main thread."""

    def __init__(self, children: Sequence[Child], *, drain_seconds: float) -> None:
        self._children = [_Watched(child) for child in children]
        self._drain_seconds = drain_seconds
        self._signals: list[int] = []
        self._reader, self._writer = os.pipe()
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._waker, False)

    def run(self, *, on_drain: Callable[[], None] = lambda: None) -> int:
        """Start the children and watch them; returns when a signal has come and all have ended, with its number."""
        with self._hearing_signals():
            for child in self._children:
                child.start(self._reader, self._writer)
            while not self._signals:
                self._watch()
                self._wait()
            on_drain()
            self._drain()
        for file in (self._reader, self._writer, self._woken, self._waker):
            os.close(file)
        return self._signals[0]

    def _watch(self) -> None:
        for child in self._children:
            if child.is_running:
                continue
            if child.due is None:
                child.bury()
            if child.due is not None and time.monotonic() >= child.due:
                child.start(self._reader, self._writer)

    def _drain(self) -> None:
        """Ask the children to end; whoever has not in time, or at a second signal, is killed."""
        deadline = time.monotonic() + self._drain_seconds + _EXTRA_SECONDS
        for child in self._children:
            child.terminate()
        while any(child.is_running for child in self._children):
            if len(self._signals) > 1 or time.monotonic() >= deadline:
                break
            self._wait()
        for child in self._children:
            child.kill()

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


def stand_behind_servers(*, is_patient: bool) -> None:
    """Let those that serve people stay when memory runs out; where it `is_patient`, they also go first where processors
    are short. Work that is niced still gets a tenth of a processor that others want wholly: it never stands still.
    """
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
    if is_patient:
        os.nice(_NICE)


def limit_memory(limit_bytes: int) -> None:
    """Let this process, and each that it starts, take so much memory; what is asked for beyond is a MemoryError.

    Only what can be written to counts: address space is reserved generously by many a library.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit_bytes, hard))
