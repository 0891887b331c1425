"""Linear filters applied by FFT: second-order sections given as complex responses, at any sample rate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# Long enough to be quick, short enough to stay in the processor's cache.
_CHUNK = 1 << 14


@dataclass(frozen=True, slots=True)
class Biquad:
    """A second-order section: numerator `b` and denominator `a` in powers of z^-1."""

    b: tuple[float, float, float]
    a: tuple[float, float, float]

    def response(self, angles: NDArray[np.float64]) -> NDArray[np.complex128]:
        """Complex gain at angular frequencies in radians per sample, 0 to pi."""
        delay = np.exp(-1j * angles)
        response: NDArray[np.complex128] = (self.b[0] + delay * (self.b[1] + delay * self.b[2])) / (
            self.a[0] + delay * (self.a[1] + delay * self.a[2])
        )
        return response


def high_pass(rate: int, frequency: float, quality: float = math.sqrt(0.5)) -> Biquad:
    """12 dB an octave below `frequency` (Hz). Formulas: https://www.w3.org/TR/audio-eq-cookbook/"""
    cosine, alpha = _prepare(rate, frequency, quality)
    return Biquad(((1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2), (1 + alpha, -2 * cosine, 1 - alpha))


def peak(rate: int, frequency: float, gain_db: float, quality: float) -> Biquad:
    """A bell of `gain_db` around `frequency` (Hz)."""
    cosine, alpha = _prepare(rate, frequency, quality)
    root = 10 ** (gain_db / 40)
    return Biquad((1 + alpha * root, -2 * cosine, 1 - alpha * root), (1 + alpha / root, -2 * cosine, 1 - alpha / root))


def shelf(rate: int, frequency: float, gain_db: float, *, is_high: bool, quality: float = math.sqrt(0.5)) -> Biquad:
    """Raise (or lower) everything above `frequency` (Hz), or everything below it, by `gain_db`."""
    cosine, alpha = _prepare(rate, frequency, quality)
    root = 10 ** (gain_db / 40)
    # The low shelf is the high shelf mirrored.
    side = 1 if is_high else -1
    slope = 2 * math.sqrt(root) * alpha
    up, down, turn = root + 1, root - 1, side * cosine
    return Biquad(
        (root * (up + down * turn + slope), -2 * side * root * (down + up * turn), root * (up + down * turn - slope)),
        (up - down * turn + slope, 2 * side * (down - up * turn), up - down * turn - slope),
    )


def apply(samples: NDArray[np.float32], stages: tuple[Biquad, ...], settle: int) -> NDArray[np.float32]:
    """Filter mono samples; same length, float32. `settle`: samples after which the impulse response has died away."""
    if not len(samples):
        return samples
    size = max(_CHUNK, 1 << (4 * settle - 1).bit_length())
    step = size - settle
    count = -(-len(samples) // step)
    # Overlap-save: each chunk starts `settle` samples early, and those are thrown away.
    padded = np.zeros(count * step + settle, np.float32)
    padded[settle : settle + len(samples)] = samples
    transfer = _transfer(stages, size)
    result = np.empty(count * step, np.float32)
    for start in range(0, count * step, step):
        chunk = np.fft.rfft(padded[start : start + size])
        chunk *= transfer
        result[start : start + step] = np.fft.irfft(chunk, size)[settle:]
    return result[: len(samples)]


@lru_cache(maxsize=64)
def _transfer(stages: tuple[Biquad, ...], size: int) -> NDArray[np.complex64]:
    angles = np.linspace(0, np.pi, size // 2 + 1)
    product = np.ones(len(angles), np.complex128)
    for stage in stages:
        product *= stage.response(angles)
    return product.astype(np.complex64)


def _prepare(rate: int, frequency: float, quality: float) -> tuple[float, float]:
    angle = 2 * math.pi * frequency / rate
    return math.cos(angle), math.sin(angle) / (2 * quality)
