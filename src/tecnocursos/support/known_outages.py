"""What the provider's system said of outages lately: when a region is down its customers write all at once, and the
system is asked once for them all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tecnocursos.support.errors import ErpUnavailable
from tecnocursos.support.ports import Erp, Outage

FRESH_SECONDS: Final = 30.0
_BEST_SECONDS: Final = 600.0
"""So old may be what is told when the system does not answer, which is when many ask it."""
_AGAIN_SECONDS: Final = 10.0
"""Until a system that did not answer is asked again."""
_KEPT: Final = 2_000


@dataclass(slots=True)
class _Known:
    outages: Sequence[Outage] | None
    """None: it was never told."""
    told_at: float
    ask_at: float


class KnownOutages:
    """Kept in the process; each process of the workers asks for itself. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[tuple[UUID, str | None], _Known] = {}

    def of(self, tenant_id: UUID, erp: Erp, region: str | None) -> Sequence[Outage]:
        """As `Erp.outages`, at most half a minute old, or ten where the system does not answer. Raises ErpUnavailable.

        None as region asks for all.
        """
        key, now = (tenant_id, region), self._clock()
        with self._lock:
            known = self._known.get(key) or _Known(None, 0.0, now)
        if now < known.ask_at:
            return _told(known, now)
        try:
            known = _Known(erp.outages(region), now, now + FRESH_SECONDS)
        except ErpUnavailable:
            self._keep(key, _Known(known.outages, known.told_at, now + _AGAIN_SECONDS))
            if known.outages is None or now - known.told_at > _BEST_SECONDS:
                raise
            return known.outages
        self._keep(key, known)
        return _told(known, now)

    def _keep(self, key: tuple[UUID, str | None], known: _Known) -> None:
        with self._lock:
            self._known.pop(key, None)
            self._known[key] = known  # the last one asked for stands last
            if len(self._known) > _KEPT:
                del self._known[next(iter(self._known))]


def _told(known: _Known, now: float) -> Sequence[Outage]:
    if known.outages is None or now - known.told_at > _BEST_SECONDS:
        raise ErpUnavailable(host="", reason="did not answer a moment ago", reason_pt="não respondeu há pouco")
    return known.outages
