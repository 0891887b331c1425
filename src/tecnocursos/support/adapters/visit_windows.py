"""Times for visits: windows of the next working days, for systems that name none and for the example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tecnocursos.kit.value import Value
from tecnocursos.support.ports import VisitSlot

_SUNDAY: Final = 6


class VisitWindows(Value):
    hours: tuple[tuple[int, int], ...] = ((8, 12), (13, 18))
    days: int = 4
    """Working days, Sundays left out, beginning tomorrow."""

    def slots(self, now: datetime) -> Sequence[VisitSlot]:
        ahead = (now.date() + timedelta(days=count) for count in range(1, self.days * 2 + 1))
        working = [day for day in ahead if day.weekday() != _SUNDAY][: self.days]
        return [self.slot(slot_id_of(day, window), now) for day in working for window in self.hours]

    def slot(self, slot_id: str, now: datetime) -> VisitSlot:
        """Raises ValueError for what is no id of a slot."""
        day, _, hours = slot_id.partition("T")
        begins, ends = (time(int(hour)) for hour in hours.split("-"))
        on, zone = date.fromisoformat(day), now.tzinfo or ZoneInfo("UTC")
        return VisitSlot(id=slot_id, begins=datetime.combine(on, begins, zone), ends=datetime.combine(on, ends, zone))


WINDOWS: Final = VisitWindows()


def slot_id_of(day: date, window: tuple[int, int]) -> str:
    begin, end = window
    return f"{day}T{begin:02}-{end:02}"


def slot_between(begins: datetime, ends: datetime) -> VisitSlot:
    """Of a visit that stands there already."""
    return VisitSlot(id=slot_id_of(begins.date(), (begins.hour, ends.hour)), begins=begins, ends=ends)
