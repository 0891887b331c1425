"""Opening hours against counting minute by minute, over clock changes and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.support.hours import OpeningHours, Span

_MINUTE = timedelta(minutes=1)
# Both have clock changes: São Paulo had its last in 2019, at midnight.
ZONES = st.sampled_from(["America/Sao_Paulo", "Europe/Lisbon", "Asia/Kathmandu"])
QUARTERS = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60 + 1, 15)]
NEAR_CHANGES = st.sampled_from([datetime(2018, 11, 3, 22, tzinfo=UTC), datetime(2019, 2, 16, 22, tzinfo=UTC)])


@st.composite
def _hours(draw: st.DrawFn) -> OpeningHours:
    spans = []
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        cuts = sorted(draw(st.sets(st.sampled_from(QUARTERS), min_size=2, max_size=4)))
        spans += [Span(weekday=weekday, opens=cuts[at], closes=cuts[at + 1]) for at in range(0, len(cuts) - 1, 2)]
    holidays = draw(st.frozensets(st.dates(date(2018, 11, 1), date(2018, 11, 12)), max_size=4))
    return OpeningHours(ZoneInfo(draw(ZONES)), tuple(spans), holidays)


def _is_open_by_the_clock(hours: OpeningHours, moment: datetime) -> bool:
    local = moment.astimezone(hours.zone)
    clock = f"{local:%H:%M}"
    return local.date() not in hours.holidays and any(
        span.weekday == local.weekday() and span.opens <= clock < span.closes for span in hours.spans
    )


MOMENTS = st.builds(lambda base, minutes: base + timedelta(minutes=minutes), NEAR_CHANGES, st.integers(0, 5_000))


@given(_hours(), MOMENTS)
def test_it_is_open_when_the_clock_on_the_wall_says_so(hours: OpeningHours, moment: datetime) -> None:
    local = moment.astimezone(hours.zone)
    # In the hour that clocks go through twice, or skip, a span on the wall may mean either.
    if local.utcoffset() == (moment + timedelta(hours=2)).astimezone(hours.zone).utcoffset() and (
        local.utcoffset() == (moment - timedelta(hours=2)).astimezone(hours.zone).utcoffset()
    ):
        assert hours.is_open(moment) == _is_open_by_the_clock(hours, moment)


@given(_hours(), MOMENTS)
def test_nothing_is_open_before_the_next_opening(hours: OpeningHours, moment: datetime) -> None:
    opening = hours.next_opening(moment)
    assert opening >= moment
    assert hours.is_open(opening)
    between = min(opening - moment, timedelta(days=2)) // _MINUTE
    assert not any(hours.is_open(moment + number * _MINUTE) for number in range(0, between, 7))


@given(_hours(), MOMENTS, st.integers(1, 300), st.integers(1, 300))
def test_opening_minutes_add_up(hours: OpeningHours, moment: datetime, first: int, second: int) -> None:
    whole = hours.after(moment, (first + second) * _MINUTE)
    assert hours.after(hours.after(moment, first * _MINUTE), second * _MINUTE) == whole


@given(_hours(), MOMENTS, st.integers(1, 240))
def test_as_many_minutes_were_open_as_were_counted(hours: OpeningHours, moment: datetime, minutes: int) -> None:
    due = hours.after(moment, minutes * _MINUTE)
    reached, counted = hours.next_opening(moment), 0
    while reached < due:
        counted += 1
        reached = hours.next_opening(reached + _MINUTE)
    assert counted == minutes


def test_a_friday_evening_is_answered_on_the_day_after_the_holiday() -> None:
    week = tuple(Span(weekday=day, opens="08:00", closes="18:00") for day in range(5))
    hours = OpeningHours(ZoneInfo("America/Sao_Paulo"), week, frozenset({date(2026, 11, 2)}))
    friday = datetime(2026, 10, 30, 20, 45, tzinfo=UTC)  # 17:45
    assert hours.after(friday, 30 * _MINUTE) == datetime(2026, 11, 3, 11, 15, tzinfo=UTC)
    assert hours.next_opening(friday + timedelta(hours=1)) == datetime(2026, 11, 3, 11, tzinfo=UTC)


def test_without_hours_it_is_always_open() -> None:
    hours, now = OpeningHours(ZoneInfo("America/Sao_Paulo")), datetime(2026, 12, 25, 3, tzinfo=UTC)
    assert hours.is_open(now)
    assert hours.after(now, 30 * _MINUTE) == now + 30 * _MINUTE
