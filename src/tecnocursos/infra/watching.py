"""Runs another program, watches it, and kills whatever is left of it."""

from __future__ import annotations

import fcntl
import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Ended:
    """What a program wrote to its standard output, and its exit status: below 0 the signal that ended it."""

    output: bytes
    status: int


class OutputTooLong(Exception):
    """The program wrote more than it was allowed to."""


def run_watched(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    seconds: float,
    output_bytes: int,
    check_cancelled: Callable[[], None],
    resources: Mapping[int, int] | None = None,
    is_stderr_wanted: bool = False,
) -> Ended:
    """Run a program to its end in a session of its own; `resources` are limits by RLIMIT_… number.

    What it writes to its standard error is dropped, or wanted as a part of its output.

    Raises TimeoutError after `seconds`, OutputTooLong, OSError when the program cannot be started, and whatever
    `check_cancelled` raises; it is called many times a second. However it ends, no process of its group is left, also
    when this process is killed.
    """
    read_end, lifeline = os.pipe()
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if is_stderr_wanted else subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=(read_end,),
            env=environment,
        )
    except BaseException:
        os.close(read_end)
        os.close(lifeline)
        raise
    try:
        _kill_group_on_hangup(child, read_end)
        for kind, limit in (resources or {}).items():
            with suppress(ProcessLookupError):  # it may have ended already
                resource.prlimit(child.pid, kind, (limit, limit))
        output = _collect(child, seconds, output_bytes, check_cancelled)
        return Ended(output, child.wait(timeout=5))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    finally:
        _kill_group(child)
        os.close(lifeline)


def _collect(
    child: subprocess.Popen[bytes], seconds: float, output_bytes: int, check_cancelled: Callable[[], None]
) -> bytes:
    """Read the child's output to its end, within the limits of time and size."""
    assert child.stdout is not None  # noqa: S101  a pipe was asked for
    deadline = time.monotonic() + seconds
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            check_cancelled()
            if time.monotonic() > deadline:
                raise TimeoutError
            if not selector.select(_POLL_SECONDS):
                continue
            chunk = os.read(child.stdout.fileno(), 1024**2)
            if not chunk:
                return bytes(output)
            output += chunk
            if len(output) > output_bytes:
                raise OutputTooLong


def _kill_group_on_hangup(child: subprocess.Popen[bytes], read_end: int) -> None:
    """Have the kernel kill the child's group when the last copy of the pipe's other end, this process's, is closed."""
    fcntl.fcntl(read_end, fcntl.F_SETOWN, -child.pid)
    fcntl.fcntl(read_end, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(read_end, fcntl.F_SETFL, fcntl.fcntl(read_end, fcntl.F_GETFL) | os.O_ASYNC)
    os.close(read_end)


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and whatever it may have started, and reap it."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        child.kill()
    child.wait()
    if child.stdout is not None:
        child.stdout.close()
