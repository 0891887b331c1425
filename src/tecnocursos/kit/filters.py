"""Linear filters applied by FFT: second-order sections given as complex responses, at any sample rate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Response = Callable[[NDArray[np.float64]], NDArray[np.complex128]]
"""The response of a filter at angular frequencies in radians per sample, 0 to pi."""

# Long enough to be quick, short enough to stay in the processor's cache.
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Biquad:
    """A second-order section: numerator `b` and denominator `a` in powers of z^-1."""

    b: tuple[float, float, float]
    a: tuple[float, float, float]

    def __call__(self, angles: NDArray[np.float64]) -> NDArray[np.complex128]:
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


def apply(samples: NDArray[np.float32], responses: Sequence[Response], settle: int) -> NDArray[np.float32]:
    """Filter mono samples; same length, float32. `settle`: samples after which the impulse response has died away."""
    if not len(samples):
        return samples
    size = max(_CHUNK, 1 << (4 * settle - 1).bit_length())
    if len(samples) + settle < size:
        size = fast_length(len(samples) + settle)
    angles = np.linspace(0, np.pi, size // 2 + 1)
    spectrum = np.ones(len(angles), np.complex128)
    for response in responses:
        spectrum *= response(angles)
    transfer = spectrum.astype(np.complex64)
    result = np.empty(len(samples), np.float32)
    # Overlap-save: each chunk starts `settle` samples early, and those are thrown away.
    step = size - settle
    for start in range(0, len(samples), step):
        before = min(start, settle)
        chunk = samples[start - before : start + step]
        filtered = np.fft.irfft(np.fft.rfft(chunk, size) * transfer, size)
        result[start : start + step] = filtered[before : len(chunk)]
    return result


def fast_length(least: int) -> int:
    """The smallest even length of at least `least` that an FFT splits into factors 2, 3 and 5."""
    best = 1 << max(1, (least - 1).bit_length())
    for odd in (3, 5, 9, 15, 25, 27):
        best = min(best, odd << max(1, (-(-least // odd) - 1).bit_length()))
    return best


def _prepare(rate: int, frequency: float, quality: float) -> tuple[float, float]:
    angle = 2 * math.pi * frequency / rate
    return math.cos(angle), math.sin(angle) / (2 * quality)
