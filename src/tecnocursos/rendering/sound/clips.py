"""Sound files as samples, at their own rate and at the video's."""

from __future__ import annotations

import math
import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg, FFmpegFailed
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.timeline import SAMPLE_RATE

Samples = NDArray[np.float32]

# The resampling filter reaches over this many samples of the slower rate to each side; beyond -80 dB from there.
_REACH = 24
_KAISER_BETA = 8.0
# Blocks of about this many source samples make one matrix product of a good size.
_BLOCK = 128


@dataclass(frozen=True, slots=True)
class Clip:
    """(n,) mono samples, 1.0 being full scale, `rate` of them a second."""

    samples: Samples
    rate: int


def read_clip(path: Path, ffmpeg: FFmpeg) -> Clip:
    """A sound in mono. Raises SoundUnreadable.

    Narration writes mono WAVs of 16 bits; anything else passes through FFmpeg.
    """
    try:
        with wave.open(str(path)) as file:
            if file.getnchannels() == 1 and file.getsampwidth() == 2:
                coded = np.frombuffer(file.readframes(file.getnframes()), "<i2")
                return Clip(coded.astype(np.float32) / np.float32(32768), file.getframerate())
    except FileNotFoundError as missing:
        raise SoundUnreadable(file=path.name, reason="it does not exist", reason_pt="não existe") from missing
    except (wave.Error, EOFError):
        pass
    return Clip(np.frombuffer(decode(path, ffmpeg, ("-ac", "1", "-f", "f32le")), "<f4"), SAMPLE_RATE)


def decode(path: Path, ffmpeg: FFmpeg, form: tuple[str, ...]) -> bytes:
    """The sound in a raw form of FFmpeg's at 48 kHz. Raises SoundUnreadable."""
    try:
        source = ("-i", path, "-map", "0:a:0", "-ar", str(SAMPLE_RATE))
        return ffmpeg.run((*source, *form, "pipe:1"), task="reading a sound")
    except FFmpegFailed as failed:
        raise SoundUnreadable(file=path.name, reason=failed.data["reason"]) from failed


def resample(samples: Samples, rate: int) -> Samples:
    """(n,) samples at `rate` as round-up(n x 48,000 / rate) samples at 48 kHz, without delay."""
    if rate == SAMPLE_RATE or not len(samples):
        return samples
    step, phases = _steps(rate)
    bank = _filter_bank(rate)
    margin = (bank.shape[0] - step) // 2
    blocks = -(-len(samples) // step)
    padded = np.zeros(blocks * step + 2 * margin, np.float32)
    padded[margin : margin + len(samples)] = samples
    windows = sliding_window_view(padded, bank.shape[0])[::step]
    return (windows @ bank).reshape(blocks * phases)[: -(-len(samples) * SAMPLE_RATE // rate)]


def _steps(rate: int) -> tuple[int, int]:
    """How many samples come in and go out at once."""
    common = math.gcd(rate, SAMPLE_RATE)
    times = max(1, _BLOCK * common // rate)
    return times * rate // common, times * SAMPLE_RATE // common


@lru_cache(maxsize=8)
def _filter_bank(rate: int) -> Samples:
    """Windowed sinc, one column for each sample that goes out: (source samples, phases)."""
    step, phases = _steps(rate)
    cutoff = min(1.0, SAMPLE_RATE / rate)
    margin = math.ceil(_REACH / cutoff)
    source = np.arange(step + 2 * margin) - margin
    distance = source[:, None] - np.arange(phases) * (rate / SAMPLE_RATE)
    inside = np.clip(1 - (distance / margin) ** 2, 0, None)
    window = np.where(np.abs(distance) <= margin, np.i0(_KAISER_BETA * np.sqrt(inside)) / np.i0(_KAISER_BETA), 0)
    # A little below half the slower rate, so that the slope ends before images begin.
    taps = window * np.sinc(distance * cutoff * 0.96)
    unity: NDArray[np.float64] = taps / taps.sum(axis=0)
    return unity.astype(np.float32)
