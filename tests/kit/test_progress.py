"""Progress never falls, is work done over work planned, and carries cancellation."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.progress import Progress, Report, Stage

_STEP = st.tuples(
    st.sampled_from(["plan", "advance", "finish"]),
    st.sampled_from(get_args(Stage)),
    st.floats(min_value=0, max_value=100),
)


def test_fraction_is_work_done_over_work_planned() -> None:
    reports: list[Report] = []
    progress = Progress(reports.append)
    progress.plan("speech", 1)
    progress.plan("pictures", 3)
    progress.advance("speech", 1)
    progress.advance("pictures", 1)
    progress.finish("pictures")
    assert [report.fraction for report in reports] == [0.25, 0.5, 1.0]


@given(st.lists(_STEP, max_size=40))
def test_the_shown_fraction_never_falls(steps: list[tuple[str, str, float]]) -> None:
    reports: list[Report] = []
    progress = Progress(reports.append)
    for verb, stage, cost in steps:
        if verb == "finish":
            progress.finish(stage)
        else:
            getattr(progress, verb)(stage, cost)
    assert all(0 <= report.fraction <= 1 for report in reports)
    assert all(before.fraction <= after.fraction for before, after in pairwise(reports))


def test_time_left_follows_the_pace() -> None:
    now = iter([0.0, 10.0])
    reports: list[Report] = []
    progress = Progress(reports.append, clock=lambda: next(now))
    progress.plan("video", 4)
    progress.advance("video", 1)
    assert reports[0].seconds_left == pytest.approx(30)


def test_a_cancelled_job_stops_at_its_next_report() -> None:
    progress = Progress(is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        progress.advance("read", 1)
