"""When keys were last used, roughly: one write in ten minutes, not one a request."""

from __future__ import annotations

import threading
import time
from uuid import UUID

_EVERY_SECONDS = 600
_MOST_REMEMBERED = 10_000


class KeyUses:
    """Remembers, in this process, which keys were noted lately."""

    def __init__(self) -> None:
        self._noted: dict[UUID, float] = {}
        self._lock = threading.Lock()

    def is_due(self, key_id: UUID) -> bool:
        """Whether the use of this key is to be written now; then it is not due again for a while."""
        now = time.monotonic()
        with self._lock:
            if now - self._noted.get(key_id, -_EVERY_SECONDS) < _EVERY_SECONDS:
                return False
            if len(self._noted) >= _MOST_REMEMBERED:
                self._noted.clear()
            self._noted[key_id] = now
            return True
