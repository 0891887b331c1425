"""The voice chain: what makes a dry voice pleasant, and every line equally loud.

High-pass, tone, gentle compression, ends trimmed and faded, loudness set, peaks limited; all in numpy over whole
lines, at the engine's own sample rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tecnocursos.kit import filters, loudness
from tecnocursos.narration.ports import Bell

VERSION = 2
"""Part of every cache key: raise it with any change to the sound."""

TARGET_LUFS = -19.0
"""Of a line, measured as mono. Played from both loudspeakers it is -16 LUFS, the loudness of a finished video."""
CEILING_DB = -3.0
"""True peak that no line passes: a video's ceiling is -2.5, and a scene of several lines may be raised a little."""

_HIGH_PASS_HZ = 90
_SETTLE_SECONDS = 0.05

# A control grid of 2 ms: gain moves too slowly to be heard on it.
_GRID_SECONDS = 0.002
_THRESHOLD_DB = 0.0  # relative to the line's own loud passages
_RATIO = 2.0
_KNEE_DB = 8.0
_ATTACK_SECONDS, _RELEASE_SECONDS = 0.008, 0.090
_LOOK_AHEAD_SECONDS = 0.006

_SILENCE_DB = -46.0  # relative to the line's loudest 10 ms
_SILENCE_FLOOR = 1e-4  # -80 dBFS: an engine that gives less gave nothing
_KEPT_SECONDS = 0.030
_FADE_SECONDS = 0.008


@dataclass(frozen=True, slots=True)
class Finished:
    """A line as it is heard, and how much of the engine's sound was cut from its start (negative: added)."""

    samples: NDArray[np.float32]
    cut_ms: float


def finish(samples: NDArray[np.float32], rate: int, tone: tuple[Bell, ...]) -> Finished | None:
    """Run a whole line through the chain, `tone` being its voice's correction. None where nothing is to be heard."""
    bounds = audible(samples, rate)
    if bounds is None:
        return None
    start, end = bounds
    # The margins are the engine's own rest where it leaves one, so that fades never touch the sound.
    kept = round(rate * _KEPT_SECONDS)
    first, last = max(0, start - kept), min(len(samples), end + kept)
    framed = np.zeros(end - start + 2 * kept, np.float32)
    framed[kept - (start - first) : kept + (last - start)] = samples[first:last]
    sound = filters.apply(framed, _equaliser(rate, tone), round(rate * _SETTLE_SECONDS))
    sound = _compress(sound, rate)
    level = loudness.loudness(sound, rate)
    if not math.isfinite(level):
        return None
    sound = limit(sound * np.float32(10 ** ((TARGET_LUFS - level) / 20)), rate)
    return Finished(_fade(sound, rate), 1000 * (start - kept) / rate)


def audible(samples: NDArray[np.float32], rate: int) -> tuple[int, int] | None:
    """Where the sound begins and ends, in samples; None for silence."""
    size = rate // 100
    count = -(-len(samples) // size)
    padded = np.zeros(count * size, np.float32)
    padded[: len(samples)] = samples
    frames = padded.reshape(count, size)
    levels = np.sqrt(np.einsum("ij,ij->i", frames, frames) / size)
    loudest = float(levels.max(initial=0.0))
    if loudest < _SILENCE_FLOOR:
        return None
    heard = np.flatnonzero(levels > loudest * 10 ** (_SILENCE_DB / 20))
    return int(heard[0]) * size, min(len(samples), (int(heard[-1]) + 1) * size)


def limit(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Keep the true peak at the ceiling: the gain is down before a peak comes and returns smoothly after it."""
    ceiling = 10 ** (CEILING_DB / 20)
    block = max(1, round(rate * _GRID_SECONDS / 2))
    peaks = loudness.true_peaks(samples, block)
    if not len(peaks) or peaks.max() <= ceiling:
        return samples
    gains = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling / 4)).astype(np.float32)
    reach = max(2, round(rate * _LOOK_AHEAD_SECONDS / block))
    padded = np.pad(gains, 2 * reach + 1, mode="edge")
    lowest = sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    # Averaging over no more than the minimum's own width never rises above what a peak needs; one block on each side
    # is left for the straight line between grid points.
    window = np.hanning(2 * reach + 1)[1:-1]
    smooth = np.convolve(lowest, window / window.sum(), mode="same")[reach + 1 : reach + 1 + len(gains)]
    limited: NDArray[np.float32] = samples * _over_samples(smooth, block, len(samples))
    return limited


def _equaliser(rate: int, tone: tuple[Bell, ...]) -> tuple[filters.Biquad, ...]:
    bells = (filters.peak(rate, bell.frequency, bell.gain_db, bell.quality) for bell in tone)
    return (filters.high_pass(rate, _HIGH_PASS_HZ), *bells)


def _compress(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """2:1 above the line's own loud passages, with a soft knee: quiet words come nearer, breaths and pauses stay."""
    block = max(1, round(rate * _GRID_SECONDS))
    count = -(-len(samples) // block)
    padded = np.zeros(count * block, np.float32)
    padded[: len(samples)] = samples
    frames = padded.reshape(count, block)
    power = np.einsum("ij,ij->i", frames, frames).astype(np.float64) / block
    # One-pole smoothing as convolutions: the quicker rises with the sound, the slower holds after it.
    envelope = np.maximum(_smooth(power, _ATTACK_SECONDS), _smooth(power, _RELEASE_SECONDS))
    levels = 10 * np.log10(np.maximum(envelope, 1e-12))
    loud = levels[levels > levels.max() - 30]
    over = levels - (float(np.mean(loud)) + _THRESHOLD_DB)
    knee = np.clip(over + _KNEE_DB / 2, 0, _KNEE_DB)
    reduction = (1 - 1 / _RATIO) * (knee**2 / (2 * _KNEE_DB) + np.maximum(over - _KNEE_DB / 2, 0))
    return samples * _over_samples(10 ** (-reduction / 20), block, len(samples))


def _smooth(power: NDArray[np.float64], seconds: float) -> NDArray[np.float64]:
    """An exponential tail of `seconds`, cut where it is below a thousandth."""
    decay = math.exp(-_GRID_SECONDS / seconds)
    tail = (1 - decay) * decay ** np.arange(math.ceil(7 * seconds / _GRID_SECONDS))
    return np.convolve(power, tail)[: len(power)]


def _over_samples(gains: NDArray[np.floating], block: int, length: int) -> NDArray[np.float32]:
    """Gains at block centres as gains of samples, joined by straight lines."""
    padded = np.concatenate([gains[:1], gains, gains[-1:]]).astype(np.float32)
    ramp = ((np.arange(block, dtype=np.float32) + np.float32(0.5)) / np.float32(block))[None, :]
    between = padded[:-1, None] * (1 - ramp) + padded[1:, None] * ramp
    half = block // 2
    return between.reshape(-1)[half : half + length]


def _fade(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    count = min(round(rate * _FADE_SECONDS), len(samples) // 2)
    if count:
        ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
        samples[:count] *= ramp
        samples[-count:] *= ramp[::-1]
    return samples
