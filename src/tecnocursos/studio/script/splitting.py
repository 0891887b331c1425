"""Where to cut a long row of pieces into scenes: balanced, inside the limits, at the best places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHORT_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is not cut: an item, a sentence, a row."""

    seconds: float
    """To say it."""
    rows: float = 0.0
    """Rows of the screen that it takes."""
    cut_cost: float = 0.0
    """How bad it is to start a scene with it: 0 fine, 1 as bad as a whole further scene."""


@dataclass(frozen=True, slots=True)
class SceneLimits:
    seconds: float
    pieces: int
    rows: float


def partition(pieces: Sequence[Piece], limits: SceneLimits) -> list[range]:
    """Cut the pieces into scenes of least cost; only a piece that is too large by itself breaks the limits."""
    best = [0.0] + [float("inf")] * len(pieces)
    starts = [0] * (len(pieces) + 1)
    for end in range(1, len(pieces) + 1):
        seconds = rows = 0.0
        for start in range(end - 1, -1, -1):
            seconds += pieces[start].seconds
            rows += pieces[start].rows
            fill = max(seconds / limits.seconds, (end - start) / limits.pieces, rows / limits.rows)
            if fill > 1 and end - start > 1:
                break
            cost = best[start] + 1 + fill**2 + (pieces[start].cut_cost if start else 0)
            if seconds < _SHORT_SECONDS:
                cost += 0.3
            if cost < best[end]:
                best[end], starts[end] = cost, start
    ranges = []
    end = len(pieces)
    while end:
        ranges.append(range(starts[end], end))
        end = starts[end]
    return ranges[::-1]
