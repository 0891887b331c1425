"""How many requests are worked on at once: as many as there are connections to the database, on threads.

Whoever finds no free thread waits a moment; then the answer is 503, so that a queue never grows beyond what can be
served and everything that needs no thread (sockets, streams, liveness) stays quick.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tecnocursos.kit.errors import Unavailable

Result = TypeVar("Result")


class Busy(Unavailable):
    code = "busy"
    en = "The server is too busy just now. Try again in a moment."
    pt = "O servidor está ocupado demais agora. Tente de novo em instantes."


class Admission:
    """Threads for requests, and the bounded wait for one. Used from one event loop."""

    def __init__(self, threads: int, wait_seconds: float) -> None:
        self._free = asyncio.Semaphore(threads)
        self._wait_seconds = wait_seconds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.waiting = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do `work` on a thread. Raises Busy when none becomes free in time."""
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._free.release()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _wait(self) -> None:
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await self._free.acquire()
        except TimeoutError:
            raise Busy from None
        finally:
            self.waiting -= 1
