"""How many requests are worked on at once: as many as there are connections to the database, on threads.

Whoever finds no free thread waits a moment; then the answer is 503, so that a queue never grows beyond what can be
served and everything that needs no thread (sockets, streams, liveness) stays quick.

Those who change something wait for locks of the database, so they never have all the threads: reading goes on.
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
        self._free_to_change = asyncio.Semaphore(max(1, threads // 2))
        self._wait_seconds = wait_seconds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.waiting = 0

    async def run(self, work: Callable[[], Result], *, is_change: bool = False) -> Result:
        """Do `work` on a thread. Raises Busy when none becomes free in time."""
        if not is_change:
            return await self._run(work)
        await self._take(self._free_to_change)
        try:
            return await self._run(work)
        finally:
            self._free_to_change.release()

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], Result]) -> Result:
        await self._take(self._free)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._free.release()

    async def _take(self, places: asyncio.Semaphore) -> None:
        if not places.locked():
            await places.acquire()
            return
        self.waiting += 1
        try:
            async with asyncio.timeout(self._wait_seconds):
                await places.acquire()
        except TimeoutError:
            raise Busy from None
        finally:
            self.waiting -= 1
