"""The order in which people read what lies on a slide: cut along the widest gaps, rows and columns in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Box = tuple[float, float, float, float]
"""Left, top, width, height as fractions of the slide."""

Item = TypeVar("Item")

# Boxes that overlap by less than this still count as beside one another: people do not align to the pixel.
_TOLERANCE = 0.02
# Beyond this many items a slide is a drawing; its order is by position alone, and a hostile one costs no more.
_MOST_ITEMS = 300


def in_reading_order(items: Sequence[Item], box_of: Callable[[Item], Box]) -> list[Item]:
    """Rows from the top, within them columns from the left, and so on; a wide gutter makes columns come first."""
    if len(items) > _MOST_ITEMS:
        return sorted(items, key=lambda item: (box_of(item)[1], box_of(item)[0]))
    if len(items) < 2:
        return list(items)
    above, below, row_gap = _cut(items, box_of, axis=1)
    left, right, column_gap = _cut(items, box_of, axis=0)
    # A heading close above its text belongs to its column, so columns win where their gutter is clearly wider.
    if right and (not below or column_gap > max(1.25 * row_gap, row_gap + 0.005)):
        first, second = left, right
    elif below:
        first, second = above, below
    else:
        return sorted(items, key=lambda item: (round(box_of(item)[1] / _TOLERANCE), box_of(item)[0]))
    return in_reading_order(first, box_of) + in_reading_order(second, box_of)


def _cut(items: Sequence[Item], box_of: Callable[[Item], Box], axis: int) -> tuple[list[Item], list[Item], float]:
    """The items before and after the widest gap a straight line fits through, and that gap (below 0: an overlap)."""
    ordered = sorted(items, key=lambda item: box_of(item)[axis])
    cut, widest, reached = len(ordered), float("-inf"), box_of(ordered[0])[axis] + box_of(ordered[0])[axis + 2]
    for index, item in enumerate(ordered[1:], start=1):
        start, length = box_of(item)[axis], box_of(item)[axis + 2]
        gap = start - reached
        if gap >= -min(_TOLERANCE, length / 2) and gap > widest:
            cut, widest = index, gap
        reached = max(reached, start + length)
    return ordered[:cut], ordered[cut:], widest
