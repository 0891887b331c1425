"""The product's end of a speech process: starts it, asks it, starts it again once when it dies, and ends it."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from tecnocursos.narration.adapters.framing import FrameBroken, module_command, read_frame, write_frame
from tecnocursos.narration.errors import SpeechEngineFailed

_GRACE_SECONDS = 2.0
# A crash may be the system's doing (memory, an operator); one that comes back each time is the engine's.
_ATTEMPTS = 3


class SpeechProcess:
    """One process, one request at a time. Not thread-safe: whoever uses it has it alone."""

    def __init__(self, engine: str, module: str) -> None:
        self._engine = engine
        self._command = module_command(module)
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self.ready: dict[str, Any] = {}
        """What the process said of itself when it started."""

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """One request, one answer. A process that dies over it is started again. Raises SpeechEngineFailed."""
        reason = ""
        for _ in range(_ATTEMPTS):
            try:
                header, payload = self._exchange(request)
            except (OSError, FrameBroken, ValueError):
                reason = self._last_complaint()
                self.close()
                continue
            if "error" in header:
                raise SpeechEngineFailed(engine=self._engine, reason=header["error"])
            return header, payload
        raise SpeechEngineFailed(engine=self._engine, reason=reason)

    def start(self) -> None:
        """Start the process unless it runs. Raises SpeechEngineFailed when it cannot load its engine."""
        for _ in range(_ATTEMPTS):
            try:
                self._start()
            except FrameBroken:
                reason = self._last_complaint()
                self.close()
            else:
                return
        raise SpeechEngineFailed(engine=self._engine, reason=reason)

    def _start(self) -> None:
        if self._process and self._process.poll() is None:
            return
        self.close()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            # Ctrl-C in the terminal is for the product, which then closes the pipe.
            start_new_session=True,
        )
        assert self._process.stdout is not None  # noqa: S101 (asked for above)
        first = read_frame(self._process.stdout)
        if first is None:
            raise FrameBroken
        if "error" in first[0]:
            self.close()
            raise SpeechEngineFailed(engine=self._engine, reason=first[0]["error"])
        self.ready = first[0]

    def close(self) -> None:
        """End the process: it leaves when its pipe closes, and is killed when it does not."""
        process, self._process = self._process, None
        complaints, self._complaints = self._complaints, None
        if process:
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            try:
                process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if complaints:
            complaints.close()

    def _exchange(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        self._start()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise FrameBroken
        write_frame(process.stdin, request)
        answer = read_frame(process.stdout)
        if answer is None:
            raise FrameBroken
        return answer

    def _last_complaint(self) -> str:
        if self._complaints is None:
            return "it ended without a message"
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a message"


class SpeechProcesses:
    """A few processes of one engine, started when first needed, lent to one thread each."""

    def __init__(self, engine: str, module: str, count: int) -> None:
        self._make: Callable[[], SpeechProcess] = lambda: SpeechProcess(engine, module)
        self._free: queue.LifoQueue[SpeechProcess] = queue.LifoQueue()
        self._all = [self._make() for _ in range(count)]
        self._closing = threading.Lock()
        for process in self._all:
            self._free.put(process)

    @contextmanager
    def lend(self) -> Iterator[SpeechProcess]:
        """A process for this thread alone; waits while all are lent."""
        process = self._free.get()
        try:
            yield process
        finally:
            self._free.put(process)

    def process_ids(self) -> list[int]:
        """Those that run now."""
        return [process.pid for process in self._all if process.pid is not None]

    def close(self) -> None:
        """End all; waits for those that are speaking. They start again when asked again."""
        with self._closing:
            borrowed = [self._free.get() for _ in self._all]
            for process in borrowed:
                process.close()
                self._free.put(process)
