"""Levels: each scene to the programme's loudness, no peak above the ceiling."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tecnocursos.kit.loudness import true_peaks
from tecnocursos.rendering.sound.clips import Samples

PROGRAMME_LUFS = -16.0
# The same sound from both loudspeakers adds 3 LU.
_BOTH_SPEAKERS = 10 * math.log10(2)
# Speech comes levelled; a scene that is further off holds hardly any, and noise should not become loud.
_MOST_GAIN_DB = 12.0
# AAC adds up to a decibel to the peaks that it is given; -1 dBTP must hold afterwards.
_CEILING = 10 ** (-2.5 / 20)
_BLOCK = 48
_HOLD_BLOCKS = 5


def levelled(speech: Samples, measured: float) -> Samples:
    """A scene's mono speech, of `measured` LUFS, at the programme's loudness when two loudspeakers play it.

    A scene is levelled by itself, so that editing one does not change the bytes of the others.
    """
    if not math.isfinite(measured):
        return speech
    gain = min(max(PROGRAMME_LUFS - _BOTH_SPEAKERS - measured, -_MOST_GAIN_DB), _MOST_GAIN_DB)
    return limited(speech * np.float32(10 ** (gain / 20)))


def limited(sound: Samples) -> Samples:
    """(n,) or (n, channels) samples whose true peaks stay below the ceiling: turned down around them, smoothly."""
    # Peaks far below the highest are only estimated: a second look finds those that a high one had outshone.
    for _ in range(2):
        gains = _block_gains(sound)
        if gains.min() >= 1:
            break
        gain = _over_samples(gains.astype(np.float32))[: len(sound)]
        sound = np.asarray(sound * gain.reshape(-1, *[1] * (sound.ndim - 1)), np.float32)
    return sound


def _block_gains(sound: Samples) -> NDArray[np.float64]:
    """What each block is to be turned down by, at most 1."""
    channels = sound.reshape(len(sound), -1).T
    peaks = np.max([true_peaks(np.ascontiguousarray(channel), _BLOCK) for channel in channels], axis=0)
    wanted = np.minimum(1, _CEILING / np.maximum(peaks, 1e-9))
    # The lowest gain of all neighbours, then their mean: the gain is down before the peak comes.
    padded = np.pad(wanted, 2 * _HOLD_BLOCKS, mode="edge")
    lowest = sliding_window_view(padded, 2 * _HOLD_BLOCKS + 1).min(axis=1)
    return np.asarray(sliding_window_view(lowest, 2 * _HOLD_BLOCKS + 1).mean(axis=1), np.float64)


def _over_samples(gains: Samples) -> Samples:
    """Gains at the centres of blocks as gains of samples, joined by straight lines."""
    around = np.concatenate((gains[:1], gains, gains[-1:]))
    way = (np.arange(_BLOCK, dtype=np.float32) + np.float32(0.5)) / np.float32(_BLOCK)
    lines = around[:-1, None] + np.diff(around)[:, None] * way
    return lines.reshape(-1)[_BLOCK // 2 :]
