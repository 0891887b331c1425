"""Loudness by EBU R128 / ITU-R BS.1770-5, and true peaks, in numpy.

A mono sound played from both loudspeakers measures 3 LU more as stereo than as mono.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tecnocursos.kit import filters

SILENCE_LUFS = -70.0
"""The absolute gate: what is quieter does not count."""

_BLOCK_SECONDS = 0.4
_HOPS_A_BLOCK = 4
_RELATIVE_GATE = -10.0
_OFFSET = -0.691

# The K-weighting of BS.1770 as analogue prototypes, so that it exists at every rate:
# https://www.itu.int/rec/R-REC-BS.1770 gives it at 48 kHz alone.
_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_HIGH_PASS_HZ, _HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773
_SETTLE_SECONDS = 0.05

# Peaks between samples: windowed sinc at a quarter, a half and three quarters of a sample.
_TAPS = 12
_LOOKED_AT_ONCE = 1 << 14


def loudness(samples: NDArray[np.float32], rate: int) -> float:
    """Integrated loudness in LUFS of (n,) mono or (n, channels) samples; -inf for silence.

    What is shorter than a block of 0.4 s is measured as one block of its own length.
    """
    return gated_loudness(block_powers(samples, rate))


def block_powers(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """K-weighted mean square of each block of 0.4 s, every 0.1 s, summed over channels.

    Those of several sounds, joined, give the loudness of all by `gated_loudness`.
    """
    if not len(samples):
        return np.zeros(0)
    channels = samples.reshape(len(samples), -1).T
    hop = round(rate * _BLOCK_SECONDS / _HOPS_A_BLOCK)
    powers = 0.0
    for channel in channels:
        weighted = _k_weighted(np.ascontiguousarray(channel, np.float32), rate)
        if len(weighted) < hop * _HOPS_A_BLOCK:
            hop_powers = np.full(_HOPS_A_BLOCK, np.dot(weighted, weighted) / len(weighted), np.float64)
        else:
            hops = weighted[: len(weighted) // hop * hop].reshape(-1, hop)
            hop_powers = np.einsum("ij,ij->i", hops, hops).astype(np.float64) / hop
        powers = powers + sliding_window_view(hop_powers, _HOPS_A_BLOCK).mean(axis=1)
    return np.asarray(powers)


def gated_loudness(powers: NDArray[np.float64]) -> float:
    """Loudness in LUFS from `block_powers`, silence and quiet passages gated out; -inf when nothing is left."""
    loud = powers[powers > _power(SILENCE_LUFS)]
    if not len(loud):
        return -math.inf
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return _OFFSET + 10 * math.log10(loud.mean())


def true_peak(samples: NDArray[np.float32]) -> float:
    """The highest level that the waveform reaches, between samples too; 1.0 is full scale. Mono, or all channels'."""
    if not len(samples):
        return 0.0
    return max(float(true_peaks(channel, 256).max()) for channel in samples.reshape(len(samples), -1).T)


def true_peaks(samples: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    """The true peak of each block of `block` mono samples, exact where it comes near the highest of all."""
    count = -(-len(samples) // block)
    padded = np.zeros(count * block + 2 * _TAPS, np.float32)
    padded[_TAPS : _TAPS + len(samples)] = samples
    heights = np.abs(padded[_TAPS : _TAPS + count * block])
    peaks: NDArray[np.float32] = heights.reshape(count, block).max(axis=1)
    # The waveform of programme material does not rise to twice its samples between them; only what lies beside loud
    # ones is looked at more closely.
    is_loud = heights > 0.5 * peaks.max(initial=0.0)
    is_loud[:-1] |= is_loud[1:]
    loud = np.flatnonzero(is_loud)
    for first in range(0, len(loud), _LOOKED_AT_ONCE):
        places = loud[first : first + _LOOKED_AT_ONCE]
        neighbours = padded[places[:, None] + np.arange(1, 2 * _TAPS + 1)]
        np.maximum.at(peaks, places // block, np.abs(neighbours @ _BETWEEN).max(axis=1))
    return peaks


def _k_weighted(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    stages = (_shelf(rate), _high_pass(rate))
    return filters.apply(samples, stages, settle=round(rate * _SETTLE_SECONDS))


def _shelf(rate: int) -> filters.Biquad:
    warped = math.tan(math.pi * _SHELF_HZ / rate)
    high = 10 ** (_SHELF_DB / 20)
    # The exponent is part of the reference filter's derivation.
    band = high**0.4996667741545416
    side, square = warped / _SHELF_Q, warped * warped
    return filters.Biquad(
        (high + band * side + square, 2 * (square - high), high - band * side + square),
        (1 + side + square, 2 * (square - 1), 1 - side + square),
    )


def _high_pass(rate: int) -> filters.Biquad:
    warped = math.tan(math.pi * _HIGH_PASS_HZ / rate)
    side, square = warped / _HIGH_PASS_Q, warped * warped
    whole = 1 + side + square
    # The numerator is not scaled: the standard's second stage has a gain slightly above one.
    return filters.Biquad((1.0, -2.0, 1.0), (1.0, 2 * (square - 1) / whole, (1 - side + square) / whole))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _interpolators() -> NDArray[np.float32]:
    position = np.arange(2 * _TAPS) - (_TAPS - 1)
    fractions = np.array([0.25, 0.5, 0.75])
    distance = position[:, None] - fractions
    window = 0.5 * (1 + np.cos(np.pi * distance / _TAPS))
    taps = np.sinc(distance) * window
    unity: NDArray[np.float64] = taps / taps.sum(axis=0)
    return unity.astype(np.float32)


_BETWEEN = _interpolators()
