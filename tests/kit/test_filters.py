"""Filters by FFT: the responses asked for, and no seam between chunks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.kit import filters

RATE = 22_050


def _gain_db(response: filters.Biquad, frequency: float) -> float:
    return float(20 * np.log10(np.abs(response.response(np.array([2 * np.pi * frequency / RATE])))[0]))


def test_responses() -> None:
    assert _gain_db(filters.high_pass(RATE, 90), 90) == pytest.approx(-3, abs=0.1)
    assert _gain_db(filters.high_pass(RATE, 90), 22.5) == pytest.approx(-24, abs=0.5)
    assert _gain_db(filters.high_pass(RATE, 90), 2000) == pytest.approx(0, abs=0.1)
    assert _gain_db(filters.peak(RATE, 3000, -4, 1.2), 3000) == pytest.approx(-4, abs=0.01)
    assert _gain_db(filters.peak(RATE, 3000, -4, 1.2), 100) == pytest.approx(0, abs=0.1)
    high, low = filters.shelf(RATE, 4000, 6, is_high=True), filters.shelf(RATE, 200, 5, is_high=False)
    assert _gain_db(high, 10_900) == pytest.approx(6, abs=0.1)
    assert _gain_db(high, 100) == pytest.approx(0, abs=0.1)
    assert _gain_db(low, 10) == pytest.approx(5, abs=0.1)
    assert _gain_db(low, 8000) == pytest.approx(0, abs=0.1)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 300_000))
def test_same_as_the_recursion_and_without_seams(length: int) -> None:
    section = filters.peak(RATE, 1200, 5, 0.9)
    samples = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    result = filters.apply(samples, (section,), settle=2000)
    assert len(result) == length
    # The impulse response, convolved directly around the places where chunks would meet.
    impulse = np.zeros(400)
    impulse[0] = 1
    answer = np.zeros(400)
    for n in range(400):
        past = [(answer[n - k] if n >= k else 0.0, impulse[n - k] if n >= k else 0.0) for k in (1, 2)]
        forward = section.b[0] * impulse[n] + section.b[1] * past[0][1] + section.b[2] * past[1][1]
        answer[n] = (forward - section.a[1] * past[0][0] - section.a[2] * past[1][0]) / section.a[0]
    for place in {0, length // 2, length - 1, *range((1 << 14) - 2000, length, (1 << 14) - 2000)}:
        window = samples[max(0, place - 399) : place + 1].astype(float)[::-1]
        assert result[place] == pytest.approx(float(window @ answer[: len(window)]), abs=1e-4)
