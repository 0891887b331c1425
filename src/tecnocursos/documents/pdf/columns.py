"""Reading order: a page is cut at the gutters between its columns; what spans a gutter ends the columns above it."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

import numpy as np

from tecnocursos.documents.pdf.figures import Figure
from tecnocursos.documents.pdf.geometry import Box, around
from tecnocursos.documents.pdf.lines import Line, rows_of
from tecnocursos.documents.pdf.tables import Grid

_GUTTER = 0.75
"""In ems: the narrowest gutter."""
_MOST_COLUMNS_DEEP = 4
_CANDIDATES = 4


@dataclass(slots=True, eq=False)
class Solid:
    """Something that is not running text but has its place in the reading order."""

    box: Box
    content: Grid | Figure


Item = Line | Solid


def reading_order(items: list[Item], depth: int = 0) -> list[list[Item]]:
    """The columns of a page in the order they are read, each with its items from top to bottom."""
    if depth < _MOST_COLUMNS_DEEP:
        for gutter in _gutters(items):
            bands = _bands(items, gutter)
            if _is_layout(items, bands):
                return [column for band in bands for column in _read_band(band, depth)]
    return [sorted(items, key=_height_on_page)] if items else []


def _height_on_page(item: Item) -> tuple[float, float]:
    return (item.base if isinstance(item, Line) else item.box.y0, item.box.x0)


@dataclass(slots=True)
class _Band:
    """Items between two spanning ones (or the spanning ones themselves: `right` is empty and `spans` true)."""

    left: list[Item]
    right: list[Item]
    spans: bool = False


def _read_band(band: _Band, depth: int) -> list[list[Item]]:
    if band.spans or not _is_columns(band):
        return reading_order(band.left + band.right, depth + 1 if band.spans else _MOST_COLUMNS_DEEP)
    return reading_order(band.left, depth + 1) + reading_order(band.right, depth + 1)


def _gutters(items: list[Item]) -> list[float]:
    """Middles of the upright strips that few items cross while many stand on both sides; the best first."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 4:
        return []
    em = statistics.median(line.em for line in lines)
    bounds = around(item.box for item in items)
    if bounds.width < 12 * em or bounds.width > 100_000:
        return []
    cover = np.zeros(int(bounds.width) + 3)
    for item in items:
        cover[int(item.box.x0 - bounds.x0 + 1)] += 1
        cover[int(item.box.x1 - bounds.x0) + 1] -= 1
    cover = np.cumsum(cover)
    low = cover <= 0.35 * np.minimum(np.maximum.accumulate(cover), np.maximum.accumulate(cover[::-1])[::-1])
    found: list[tuple[float, float, float]] = []
    edges = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0]))))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        strip = cover[start:end]
        lowest = strip.min()
        # The widest stretch of the lowest cover inside the strip.
        flat = np.flatnonzero(np.diff(np.concatenate(([0], (strip == lowest).astype(int), [0]))))
        first, last = max(zip(flat[::2], flat[1::2], strict=True), key=lambda ends: ends[1] - ends[0])
        if last - first >= _GUTTER * em:
            found.append((float(lowest), -float(last - first), bounds.x0 + float(start + (first + last) / 2) - 1))
    return [middle for _, _, middle in sorted(found)[:_CANDIDATES]]


def _bands(items: list[Item], gutter: float) -> list[_Band]:
    bands: list[_Band] = []
    em = statistics.median(item.em for item in items if isinstance(item, Line))
    for item in sorted(items, key=_height_on_page):
        spans = item.box.x0 < gutter - 1 and item.box.x1 > gutter + 1
        spans = spans or (isinstance(item, Line) and _heads_both(item, items, gutter, em))
        if not bands or bands[-1].spans != spans:
            bands.append(_Band([], [], spans))
        side = bands[-1].left if spans or item.box.x1 <= gutter + 1 else bands[-1].right
        side.append(item)
    return bands


def _heads_both(line: Line, items: list[Item], gutter: float, em: float) -> bool:
    """A short heading over two columns: it stands on the left, and the right column makes way for it."""
    if line.box.x1 > gutter or (line.size < 1.1 * em and not line.bold):
        return False
    right = [item.box for item in items if item.box.x0 >= gutter - 1]
    makes_way = all(box.y1 < line.box.y0 + 0.2 * em or box.y0 > line.box.y1 - 0.2 * em for box in right)
    return makes_way and any(box.y0 > line.box.y1 - 0.2 * em for box in right)


def _is_layout(items: list[Item], bands: list[_Band]) -> bool:
    """Whether the columns beside this gutter hold enough of the page to be its layout, not an accident of words."""
    held = sum(len(band.left) + len(band.right) for band in bands if not band.spans and _is_columns(band))
    return held >= 4 and (held >= 0.3 * len(items) or held >= 12)


def _is_columns(band: _Band) -> bool:
    if not band.left or not band.right:
        return False
    left, right = around(item.box for item in band.left), around(item.box for item in band.right)
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    if shared < 0.3 * min(left.height, right.height):
        return False
    return _is_prose(band.left) and _is_prose(band.right)


def _is_prose(side: list[Item]) -> bool:
    """Running text fills its column, the cells of a table do not; a picture or table beside text is a column."""
    lines = [item for item in side if isinstance(item, Line)]
    if len(lines) < len(side):
        return True
    if len(lines) < 2:
        return False
    width = around(line.box for line in lines).width
    rows = [around(line.box for line in row).width / max(width, 1.0) for row in rows_of(lines)]
    letters = statistics.mean(line.letters for line in lines)
    # Two columns still side by side, their baselines not level, fill a little under half of the width each.
    if (letters >= 14 and statistics.mean(rows) > 0.4) or (
        letters >= 9 and statistics.mean(rows) > 0.6 and len(rows) > 4
    ):
        return True
    # Justified lines in a narrow column have gaps as wide as those between cells, but they fill it.
    return len(rows) > 4 and statistics.median(rows) > 0.93 and sum(line.letters for line in lines) >= 12 * len(rows)
