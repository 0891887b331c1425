"""A time of day that can be put forward, so that a day passes while a test waits."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from tecnocursos.kit.clock import utc_now


class VirtualClock:
    """Goes as time does, and leaps when told to. Belongs to one event loop."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._leapt = asyncio.Event()

    def now(self) -> datetime:
        return utc_now() + self._ahead

    def advance(self, seconds: float) -> None:
        """Leap; who sleeps for less than that wakes."""
        self._ahead += timedelta(seconds=seconds)
        self._leapt.set()
        self._leapt = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        due = self.now() + timedelta(seconds=seconds)
        while (left := (due - self.now()).total_seconds()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._leapt.wait()
            except TimeoutError:
                continue
