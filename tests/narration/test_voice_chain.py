"""The voice chain on real speech and on hostile sounds: loudness, peaks, ends, and what it does to the tone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tecnocursos.kit.loudness import loudness, true_peak
from tecnocursos.narration import voice_chain
from tecnocursos.narration.adapters.espeak import EspeakEngine

LINES = [
    ("pt-br", "Nesta aula você vai aprender a instalar o roteador da sua casa."),
    ("pt-br", "Sim."),
    ("pt-br+f2", "Se a internet ficar lenta, o que devemos verificar primeiro?"),
    ("en-us", "Open the browser, type the password from the label and choose a network name."),
    ("en-us+plain", "Stop! Do not touch the cable, please."),
    ("en-gb+f5", "Yes, of course."),
]


@pytest.mark.parametrize(("voice", "text"), LINES)
def test_every_line_is_equally_loud(espeak: EspeakEngine, voice: str, text: str) -> None:
    raw = espeak.speak(text, voice, 1.0)
    finished = voice_chain.finish(raw.samples, raw.sample_rate, espeak.tone(voice))
    assert finished is not None
    assert loudness(finished.samples, raw.sample_rate) == pytest.approx(voice_chain.TARGET_LUFS, abs=1)
    assert 20 * math.log10(true_peak(finished.samples)) <= voice_chain.CEILING_DB + 0.2
    # 30 ms of rest at both ends, whether the engine leaves more or less.
    assert -31 < finished.cut_ms < 200
    edge = raw.sample_rate * 28 // 1000
    assert np.abs(finished.samples[edge:-edge]).max() > 5 * np.abs(finished.samples[:edge]).max()
    assert np.abs(finished.samples[[0, -1]]).max() < 0.01


def test_rumble_goes_and_levels_come_nearer(espeak: EspeakEngine) -> None:
    raw = espeak.speak(LINES[0][1], "pt-br", 1.0)
    rate = raw.sample_rate
    time = np.arange(len(raw.samples)) / rate
    shaky = raw.samples * np.where(time < time[-1] / 2, 1.0, 0.35) + 0.02 * np.sin(2 * np.pi * 30 * time)
    finished = voice_chain.finish(shaky.astype(np.float32), rate, espeak.tone("pt-br"))
    assert finished is not None

    def rumble(samples: NDArray[np.float32]) -> float:
        power = np.abs(np.fft.rfft(samples)) ** 2
        return float(power[: round(45 * len(samples) / rate)].sum() / power.sum())

    def halves(samples: NDArray[np.float32]) -> float:
        middle = len(samples) // 2
        return loudness(samples[:middle], rate) - loudness(samples[middle:], rate)

    assert rumble(finished.samples) < rumble(shaky.astype(np.float32)) / 20
    assert halves(finished.samples) < halves(shaky.astype(np.float32)) - 1.5


def test_silence_is_nothing() -> None:
    for silence in (np.zeros(0), np.zeros(22_050), np.full(22_050, 1e-6)):
        assert voice_chain.finish(silence.astype(np.float32), 22_050, ()) is None


def test_trim_tells_what_was_cut() -> None:
    rate = 16_000
    tone = 0.3 * np.sin(2 * np.pi * 300 * np.arange(rate) / rate)
    sound = np.concatenate([np.zeros(rate // 2), tone, np.zeros(rate)]).astype(np.float32)
    finished = voice_chain.finish(sound, rate, ())
    assert finished is not None
    assert finished.cut_ms == pytest.approx(470, abs=11)
    assert len(finished.samples) / rate == pytest.approx(1.06, abs=0.03)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10_000), st.sampled_from([8_000, 16_000, 22_050, 48_000]), st.floats(0.01, 4), st.floats(0.001, 30)
)
def test_peaks_stay_under_the_ceiling(seed: int, rate: int, seconds: float, gain: float) -> None:
    """Clicks, bursts and noise, far too loud or hardly there."""
    random = np.random.default_rng(seed)
    sound = random.standard_normal(max(1, round(rate * seconds))) * 0.02
    sound[random.integers(0, len(sound), 5)] = random.uniform(-1, 1, 5)
    finished = voice_chain.finish((sound * gain).astype(np.float32), rate, ())
    if finished is not None:
        assert np.isfinite(finished.samples).all()
        assert true_peak(finished.samples) <= 10 ** ((voice_chain.CEILING_DB + 0.5) / 20)


def test_the_limiter_leaves_what_needs_no_limit() -> None:
    quiet = (0.2 * np.sin(np.arange(5000) / 20)).astype(np.float32)
    assert np.array_equal(voice_chain.limit(quiet, 22_050), quiet)
