"""Not asking again at once what has just failed."""

from __future__ import annotations

import threading
import time


class Breaker:
    """Leaves alone what failed, for a while; then one caller tries whether it is back. Threads may share it."""

    def __init__(self, rest_seconds: float) -> None:
        self._rest_seconds = rest_seconds
        self._closed_again_at = 0.0
        self._lock = threading.Lock()
        self.is_open = False

    def lets_through(self) -> bool:
        if not self.is_open:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._closed_again_at:
                return False
            self._closed_again_at = now + self._rest_seconds
            return True

    def trip(self) -> bool:
        """Open it; whether it was closed before."""
        with self._lock:
            was_closed, self.is_open = not self.is_open, True
            self._closed_again_at = time.monotonic() + self._rest_seconds
            return was_closed

    def reset(self) -> None:
        self.is_open = False
