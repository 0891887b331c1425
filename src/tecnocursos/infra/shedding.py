"""The adaptive limit: when answers take longer than they should, what can wait is put off until they do not.

Twice a second the 95th percentile of the last answers is compared with the target. Above it the share of work that is
let in is halved; below, it grows by a tenth. What is critical is always let in.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final, Literal

Importance = Literal["critical", "normal", "bulk"]

_PERIOD_SECONDS: Final = 0.5
_FEWEST: Final = 20
"""Answers without which a percentile says nothing."""
_LEAST_SHARE: Final = 0.02
_GROWTH: Final = 0.1


class Shedder:
    """Decides what is let in. Bulk work has the share, normal work four times the share."""

    def __init__(self, target_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._target_seconds = target_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._period_ends_at = clock() + _PERIOD_SECONDS
        self._seconds: list[float] = []
        self._credit: dict[Importance, float] = {"normal": 0.0, "bulk": 0.0}
        self.share = 1.0

    def observe(self, seconds: float) -> None:
        """Note how long an answer took."""
        with self._lock:
            self._seconds.append(seconds)
            self._adapt()

    def admits(self, importance: Importance) -> bool:
        if importance == "critical" or self.share >= 1:
            return True
        with self._lock:
            # Time passes also when nothing is let in that could be measured.
            self._adapt()
            share = self.share if importance == "bulk" else min(1.0, self.share * 4)
            self._credit[importance] += share
            if self._credit[importance] < 1:
                return False
            self._credit[importance] -= 1
            return True

    def _adapt(self) -> None:
        now = self._clock()
        if now < self._period_ends_at:
            return
        self._period_ends_at = now + _PERIOD_SECONDS
        seconds = sorted(self._seconds)
        self._seconds.clear()
        is_slow = len(seconds) >= _FEWEST and seconds[int(len(seconds) * 0.95)] > self._target_seconds
        self.share = max(_LEAST_SHARE, self.share / 2) if is_slow else min(1.0, self.share + _GROWTH)
