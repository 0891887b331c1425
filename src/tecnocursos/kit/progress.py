"""Progress that is honest: work done over work planned, both in the same unit of cost.

Cost is measured in seconds of one core on an ordinary machine, so that a percentage moves evenly. Stages plan what
they know as early as they know it; a later, better plan may change the total, but the shown fraction never falls.
Thread-safe: workers of one stage report from several threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tecnocursos.kit.errors import Cancelled

Stage = Literal["read", "script", "speech", "pictures", "sound", "video", "encryption", "erasure", "export"]


@dataclass(frozen=True, slots=True)
class Report:
    """One moment: `fraction` is 0..1 and never falls; `seconds_left` is None until it can be told."""

    stage: Stage
    fraction: float
    seconds_left: float | None


class Progress:
    """What a long job reports to, and asks whether it was cancelled."""

    def __init__(
        self,
        listener: Callable[[Report], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._listener = listener
        self._is_cancelled = is_cancelled
        self._clock = clock
        self._started = clock()
        self._planned: dict[Stage, float] = {}
        self._done: dict[Stage, float] = {}
        self._shown = 0.0
        self._lock = threading.Lock()

    def plan(self, stage: Stage, cost: float) -> None:
        """Set what `stage` will cost in all, in seconds of work. Called again, it corrects the estimate."""
        with self._lock:
            self._planned[stage] = max(cost, self._done.get(stage, 0.0))

    def advance(self, stage: Stage, cost: float) -> None:
        """Report `cost` seconds of work of `stage` as done. Raises Cancelled when the job was cancelled."""
        self.check()
        with self._lock:
            limit = self._planned.get(stage, 0.0)
            self._done[stage] = min(self._done.get(stage, 0.0) + cost, limit)
            self._tell(stage)

    def finish(self, stage: Stage) -> None:
        """Report all that was planned of `stage` as done."""
        self.check()
        with self._lock:
            self._done[stage] = self._planned.setdefault(stage, 0.0)
            self._tell(stage)

    def check(self) -> None:
        """Raise Cancelled when the job was cancelled."""
        if self._is_cancelled():
            raise Cancelled

    def _tell(self, stage: Stage) -> None:
        planned = sum(self._planned.values())
        fraction = sum(self._done.values()) / planned if planned else 0.0
        self._shown = max(self._shown, min(fraction, 1.0))
        if self._listener is None:
            return
        elapsed = self._clock() - self._started
        left = elapsed * (1 - self._shown) / self._shown if self._shown > 0.05 and elapsed > 0.5 else None
        self._listener(Report(stage, self._shown, left))
