"""Loudness and true peaks against FFmpeg's own meter and against the standard's test signals."""

from __future__ import annotations

import math
import re
import subprocess

import numpy as np
import pytest
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit import loudness


def _tone(rate: int, frequency: float, level_db: float, seconds: float) -> NDArray[np.float32]:
    time = np.arange(round(rate * seconds)) / rate
    return (10 ** (level_db / 20) * np.sin(2 * np.pi * frequency * time)).astype(np.float32)


def _babble(rate: int) -> NDArray[np.float32]:
    """Noise shaped like speech, in bursts with pauses, so that both gates matter."""
    random = np.random.default_rng(7)
    count = rate * 14
    spectrum = np.fft.rfft(random.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / rate)
    noise = np.fft.irfft(spectrum / (1 + (frequency / 600) ** 2) * (frequency > 80), count)
    envelope = np.clip(np.sin(2 * np.pi * np.arange(count) / rate / 2.7), 0, 1) ** 2
    sound = noise * envelope + noise * 1e-3
    return (0.5 * sound / np.abs(sound).max()).astype(np.float32)


def _meter(samples: NDArray[np.float32], rate: int) -> tuple[float, float]:
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    arguments = [
        str(FFmpeg().binary),
        "-hide_banner",
        "-nostdin",
        "-f",
        "f32le",
        "-ar",
        str(rate),
        "-ac",
        str(channels),
    ]
    command = [*arguments, "-i", "-", "-af", "ebur128=peak=true", "-f", "null", "-"]
    report = subprocess.run(command, input=samples.tobytes(), capture_output=True, check=True).stderr.decode()
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1]), float(re.findall(r"Peak:\s+(-?[\d.]+)", report)[-1])


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100, 48_000])
def test_agrees_with_ffmpeg(rate: int) -> None:
    mono = _babble(rate)
    stereo = np.stack([mono, 0.4 * np.roll(mono, 31)], axis=1)
    for samples in (mono, stereo):
        integrated, peak = _meter(samples, rate)
        assert loudness.loudness(samples, rate) == pytest.approx(integrated, abs=0.1)
        assert 20 * math.log10(loudness.true_peak(samples)) == pytest.approx(peak, abs=0.3)


@pytest.mark.parametrize("rate", [22_050, 48_000])
def test_reference_tone(rate: int) -> None:
    """EBU Tech 3341, case 1: 1 kHz at -23 dBFS in both channels is -23 LUFS; in one channel 3 LU less."""
    tone = _tone(rate, 1000, -23, 20)
    assert loudness.loudness(np.stack([tone, tone], axis=1), rate) == pytest.approx(-23, abs=0.1)
    assert loudness.loudness(tone, rate) == pytest.approx(-26, abs=0.1)


def test_pauses_do_not_count() -> None:
    tone = _tone(48_000, 1000, -20, 10)
    with_pauses = np.concatenate([tone, np.zeros(48_000 * 30, np.float32), tone])
    assert loudness.loudness(with_pauses, 48_000) == pytest.approx(loudness.loudness(tone, 48_000), abs=0.2)


def test_silence_and_emptiness() -> None:
    assert loudness.loudness(np.zeros(48_000, np.float32), 48_000) == -math.inf
    assert loudness.loudness(np.zeros(0, np.float32), 48_000) == -math.inf
    assert loudness.true_peak(np.zeros(0, np.float32)) == 0.0


def test_short_sounds_are_measured_whole() -> None:
    long, short = _tone(22_050, 1000, -20, 3), _tone(22_050, 1000, -20, 0.15)
    assert loudness.loudness(short, 22_050) == pytest.approx(loudness.loudness(long, 22_050), abs=0.3)


def test_sounds_measured_apart_combine() -> None:
    parts = [_tone(48_000, 500, -18, 6), _tone(48_000, 900, -24, 9)]
    together = loudness.gated_loudness(np.concatenate([loudness.block_powers(part, 48_000) for part in parts]))
    assert together == pytest.approx(loudness.loudness(np.concatenate(parts), 48_000), abs=0.1)


def test_peak_between_samples() -> None:
    """A quarter-rate tone sampled at 45 degrees: samples reach 0.707, the waveform 1."""
    samples = np.sin(np.pi / 2 * np.arange(4000) + np.pi / 4).astype(np.float32)
    assert np.abs(samples).max() == pytest.approx(0.7071, abs=1e-3)
    assert loudness.true_peak(samples[100:-100]) == pytest.approx(1.0, abs=0.06)
