"""Runs the reader in a child process, watches it, and kills whatever is left of it."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from tecnocursos.config import DocumentLimits
from tecnocursos.documents import errors
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentError,
    DocumentTookTooLong,
    DocumentTookTooMuchMemory,
)

ANSWER_BYTES = 128 * 1024**2
_POLL_SECONDS = 0.05
# The child needs no secret of the parent's environment.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")


def run_confined(
    request: Mapping[str, object], file: str, limits: DocumentLimits, check_cancelled: Callable[[], None]
) -> str:
    """Give `request` to a fresh reader process and return the outline's JSON.

    Raises the DocumentError that the reader met, DocumentTookTooLong, DocumentTookTooMuchMemory, DocumentDamaged when
    the reader crashed, and whatever `check_cancelled` raises; it is called many times a second.
    """
    command = [sys.executable, "-P", "-m", "tecnocursos.documents.confined", json.dumps(request)]
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=kept | {"PYTHONUTF8": "1"},
    )
    try:
        answer = _collect(child, file, limits, check_cancelled)
        status = child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        raise DocumentTookTooLong(file=file, limit=round(limits.seconds)) from None
    finally:
        _kill_group(child)
    return _outline_json(answer, status, file, limits)


def _collect(
    child: subprocess.Popen[bytes], file: str, limits: DocumentLimits, check_cancelled: Callable[[], None]
) -> bytes:
    """Read the child's answer to its end, within the limits of time and size."""
    assert child.stdout is not None  # noqa: S101  a pipe was asked for
    deadline = time.monotonic() + limits.seconds
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            check_cancelled()
            if time.monotonic() > deadline:
                raise DocumentTookTooLong(file=file, limit=round(limits.seconds, 1))
            if not selector.select(_POLL_SECONDS):
                continue
            chunk = os.read(child.stdout.fileno(), 1024**2)
            if not chunk:
                return bytes(answer)
            answer += chunk
            if len(answer) > ANSWER_BYTES:
                raise DocumentTookTooMuchMemory(file=file, limit=ANSWER_BYTES // 1024**2)


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and whatever it may have started, and reap it."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        child.kill()
    child.wait()
    if child.stdout is not None:
        child.stdout.close()


def _outline_json(answer: bytes, status: int, file: str, limits: DocumentLimits) -> str:
    if -status == signal.SIGXCPU:
        raise DocumentTookTooLong(file=file, limit=round(limits.seconds, 1))
    if -status == signal.SIGKILL:  # not by us: the system ran out of memory
        raise DocumentTookTooMuchMemory(file=file, limit=limits.memory_bytes // 1024**2)
    if status < 0:
        raise DocumentDamaged(file=file, reason=f"the reader crashed with {signal.Signals(-status).name}")
    mark, _, content = answer.decode(errors="replace").partition("\n")
    if status == 0 and mark == "outline":
        return content
    if status == 0 and mark == "error":
        raise _told_error(json.loads(content))
    raise DocumentDamaged(file=file, reason="the reader stopped without an answer")


def _told_error(told: dict[str, object]) -> DocumentError:
    kind = getattr(errors, str(told.pop("error")))
    error: DocumentError = kind(**told)
    return error
