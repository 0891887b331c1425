"""Text that stands in two boxes side by side on its slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tecnocursos.documents.outline import Block, ListItem, Paragraph

FLOW = " → "
"""Between the labels of boxes joined by arrows."""

Box = tuple[float, float, float, float]

_MOST_ITEMS = 6
_LONGEST_HEADING = 40
_LONGEST_ITEM = 110
_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class TextColumn:
    heading: Paragraph | ListItem | None
    blocks: tuple[Paragraph | ListItem, ...]


def find_columns(blocks: Sequence[Block]) -> tuple[TextColumn, TextColumn] | None:
    """The left and the right column, when the blocks are short texts in boxes on both sides of the middle."""
    texts = [block for block in blocks if block.kind in {"paragraph", "list_item"}]
    if len(texts) != len(blocks) or any(len(block.text) > _LONGEST_ITEM for block in texts):
        return None
    left: list[Paragraph | ListItem] = []
    right: list[Paragraph | ListItem] = []
    for block in texts:
        if block.place.box is None:
            return None
        x, _, width, _ = block.place.box
        if x + width <= 0.56:
            left.append(block)
        elif x >= 0.44:
            right.append(block)
        else:
            return None
    if not left or not right or not _overlap(left, right):
        return None
    columns = _column(left), _column(right)
    sizes = [len(column.blocks) for column in columns]
    return columns if 2 <= max(sizes) <= _MOST_ITEMS and min(sizes) >= 1 else None


def find_label_row(blocks: Sequence[Block]) -> list[Paragraph]:
    """The labels of a drawing: a flow, or three or more words in boxes of their own at one height, from the left."""
    flow = [block for block in blocks if isinstance(block, Paragraph) and block.place.box and FLOW in block.text]
    if flow:
        return flow[:1]
    rows: dict[int, list[tuple[float, Paragraph]]] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.place.box and len(block.text) <= _LONGEST_LABEL:
            left, top, _, height = block.place.box
            rows.setdefault(round((top + height / 2) * 50), []).append((left, block))
    for row in rows.values():
        if len({left for left, _ in row}) == len(row) >= 3:
            return [block for _, block in sorted(row, key=lambda entry: entry[0])]
    return []


def _overlap(left: Sequence[Paragraph | ListItem], right: Sequence[Paragraph | ListItem]) -> bool:
    """Whether the sides stand beside, not below, each other."""

    def extent(blocks: Sequence[Paragraph | ListItem]) -> tuple[float, float]:
        boxes = [block.place.box for block in blocks if block.place.box is not None]
        return min(box[1] for box in boxes), max(box[1] + box[3] for box in boxes)

    (left_top, left_bottom), (right_top, right_bottom) = extent(left), extent(right)
    shared = min(left_bottom, right_bottom) - max(left_top, right_top)
    return shared > 0.5 * min(left_bottom - left_top, right_bottom - right_top)


def _column(blocks: Sequence[Paragraph | ListItem]) -> TextColumn:
    """A short text in a box of its own above the others, or a paragraph above a list, is the column's heading."""
    first, *others = blocks
    is_apart = bool(others) and (
        all(other.place.box != first.place.box for other in others)
        or (first.kind == "paragraph" and all(other.kind == "list_item" for other in others))
    )
    if is_apart and len(first.text) <= _LONGEST_HEADING and not first.text.rstrip().endswith("."):
        return TextColumn(first, tuple(others))
    return TextColumn(None, tuple(blocks))
