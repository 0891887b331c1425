"""Days in a tenant's time zone, and which part of its customer service is looked at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tecnocursos.support.errors import PeriodUnusable

LONGEST_DAYS: Final = 366
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2200
_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both inclusive."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def before(self) -> Period:
        """As many days, just before."""
        length = len(self.days)
        return Period(self.first - timedelta(days=length), self.first - timedelta(days=1), self.zone)

    @property
    def step_seconds(self) -> int:
        """The longest that divides hours of the zone from hours of UTC: 3600 in most of them, 1800 in India."""
        offsets = (_midnight(day, self.zone).astimezone(self.zone).utcoffset() for day in self.days)
        return math.gcd(_HOUR, *(int(offset.total_seconds()) for offset in offsets if offset is not None))


@dataclass(frozen=True, slots=True)
class Part:
    """Of a number, a team or a person; of all where none is named."""

    channel_id: UUID | None = None
    team_id: UUID | None = None
    user_id: UUID | None = None


def period_of(
    zone_name: str, now: datetime, *, days: int = 7, since: date | None = None, until: date | None = None
) -> Period:
    """The last so many days with today; or from `since` to `until`, which is today unless it is named.

    Raises PeriodUnusable.
    """
    zone = ZoneInfo(zone_name)
    last = until or now.astimezone(zone).date()
    first = since or last - timedelta(days=days - 1)
    if first > last:
        raise PeriodUnusable(
            reason=f"it ends on {last}, before it begins on {first}",
            reason_pt=f"termina em {last}, antes de começar em {first}",
        )
    if (last - first).days >= LONGEST_DAYS:
        raise PeriodUnusable(
            reason=f"it is longer than {LONGEST_DAYS} days", reason_pt=f"tem mais de {LONGEST_DAYS} dias"
        )
    if first.year < _FIRST_YEAR or last.year > _LAST_YEAR:
        raise PeriodUnusable(
            reason=f"it is not within {_FIRST_YEAR} and {_LAST_YEAR}",
            reason_pt=f"não está entre {_FIRST_YEAR} e {_LAST_YEAR}",
        )
    return Period(first, last, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
