"""When people serve: opening hours of the week in a time zone, without holidays. Pure, and exact across clock changes.

Moments come with their offset and go in UTC. Without any hours it is always open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tecnocursos.kit.value import Value

_DAY = timedelta(days=1)


class Span(Value):
    """From `opens` to `closes` on one day of the week."""

    weekday: int
    """0 is Monday."""
    opens: str
    """Local time, e.g. 08:00."""
    closes: str
    """After `opens`; 24:00 is the end of the day."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    zone: ZoneInfo
    spans: tuple[Span, ...] = ()
    """Those of a day do not overlap."""
    holidays: frozenset[date] = frozenset()

    @property
    def is_always_open(self) -> bool:
        return not self.spans

    def is_open(self, moment: datetime) -> bool:
        return self.next_opening(moment) == moment

    def next_opening(self, moment: datetime) -> datetime:
        """`moment` itself when it is open then."""
        if self.is_always_open:
            return moment
        begins, _ = next(self._from(moment))
        return begins

    def after(self, moment: datetime, opened: timedelta) -> datetime:
        """When it will have been open for as long as `opened`, counted from `moment`."""
        if self.is_always_open:
            return moment + opened
        left = opened
        for begins, ends in self._from(moment):
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        raise AssertionError("a week has hours, and holidays end")

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is left of spans that end after `moment`, in their order."""
        day = moment.astimezone(self.zone).date() - _DAY
        reached = moment
        while True:
            for begins, ends in self._on(day):
                # Where clocks are put forward, local times meet that are apart otherwise.
                if ends > max(begins, reached):
                    yield max(begins, reached), ends
                    reached = ends
            day += _DAY

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.holidays:
            return []
        spans = sorted((span.opens, span.closes) for span in self.spans if span.weekday == day.weekday())
        return [(self._at(day, opens), self._at(day, closes)) for opens, closes in spans]

    def _at(self, day: date, clock: str) -> datetime:
        local = time.fromisoformat(clock) if clock != "24:00" else time()
        day = day + _DAY if clock == "24:00" else day
        return datetime.combine(day, local, self.zone).astimezone(UTC)
