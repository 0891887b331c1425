"""How much may be sent: by a number, and to one person.

https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

_PAIR_PAUSE: Final = timedelta(seconds=6)
_PAIR_BURST: Final = 45


class NumberRate:
    """So many messages a second, in and out, and as many at once."""

    def __init__(self, per_second: float) -> None:
        self._per_second = self._left = per_second
        self._at: datetime | None = None

    def take(self, now: datetime) -> bool:
        """Count a message; False when it is one too many."""
        if self._at is not None:
            gained = (now - self._at).total_seconds() * self._per_second
            self._left = min(self._per_second, self._left + gained)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class PairRate:
    """One message to a person in 6 s. There may be 45 within 6 s, and then the pause is as long as for all of them."""

    def __init__(self) -> None:
        self._began: datetime | None = None
        self._count = 0

    def take(self, now: datetime) -> bool:
        """Count a message; False when it is one too many."""
        if self._began is None or now >= self._began + self._count * _PAIR_PAUSE:
            self._began, self._count = now, 0
        elif now >= self._began + _PAIR_PAUSE or self._count >= _PAIR_BURST:
            return False
        self._count += 1
        return True
