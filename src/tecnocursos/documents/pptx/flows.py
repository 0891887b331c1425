"""Flows: boxes in a row or a column, an arrow from each to the next, drawn as a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from tecnocursos.documents.namespaces import A
from tecnocursos.documents.pptx.reading_order import Box
from tecnocursos.documents.pptx.text import paragraph_text

_ACROSS = frozenset(["rightArrow", "notchedRightArrow", "stripedRightArrow", "chevron"])
_DOWN = frozenset(["downArrow"])
_POINTED = frozenset(["chevron", "homePlate"])
"""Boxes that point to the next by their own form."""
_LONGEST_LABEL = 40
_MOST_LABELS = 8
_TOLERANCE = 0.03


def flow_labels(group: Any, boxes: Sequence[tuple[Any, Box]]) -> list[str]:
    """The labels of a flow in the order of its arrows; none where the group is no such drawing.

    `boxes` are the group's members that show something, with their places as fractions of the slide.
    """
    if not 2 <= len(boxes) <= _MOST_LABELS or any(not _is_label(shape) for shape, _ in boxes):
        return []
    for axis, forms in ((0, _ACROSS), (1, _DOWN)):
        ordered = sorted(boxes, key=lambda entry: entry[1][axis])
        if not _is_line([box for _, box in ordered], axis):
            continue
        arrows = list(_arrows(group, axis, forms))
        is_pointed = axis == 0 and all(_form(shape) in _POINTED for shape, _ in boxes)
        if is_pointed or (len(arrows) == len(boxes) - 1 and all(arrows)):
            return [_label(shape) for shape, _ in ordered]
    return []


def _is_label(shape: Any) -> bool:
    if not getattr(shape, "has_text_frame", False) or _is_turned(shape):
        return False
    return 0 < len(_label(shape)) <= _LONGEST_LABEL


def _is_turned(shape: Any) -> bool:
    return bool(getattr(shape, "rotation", None))


def _label(shape: Any) -> str:
    texts = (paragraph_text(paragraph._p) for paragraph in shape.text_frame.paragraphs)
    return " ".join(text for text in texts if text.strip())


def _is_line(boxes: Sequence[Box], axis: int) -> bool:
    """Whether the boxes follow one another along the axis, with their middles on one line."""
    middles = [box[1 - axis] + box[3 - axis] / 2 for box in boxes]
    follow = all(before[axis] + before[axis + 2] <= after[axis] + _TOLERANCE for before, after in pairwise(boxes))
    return follow and max(middles) - min(middles) <= _TOLERANCE


def _arrows(group: Any, axis: int, forms: frozenset[str]) -> Iterator[bool]:
    """For each arrow and line without a text whether it points along the axis."""
    for shape in group.shapes:
        if shape._element.tag.endswith("}cxnSp"):
            transform = shape._element.spPr.find(f"{A}xfrm")
            is_flipped = transform is not None and transform.get(("flipH", "flipV")[axis]) in {"1", "true"}
            yield _has_head(shape, "headEnd" if is_flipped else "tailEnd") and not _has_head(
                shape, "tailEnd" if is_flipped else "headEnd"
            )
        elif not (getattr(shape, "has_text_frame", False) and shape.text_frame.text.strip()):
            yield _form(shape) in forms and not _is_turned(shape)


def _has_head(connector: Any, end: str) -> bool:
    found = connector._element.spPr.find(f"{A}ln/{A}{end}")
    return found is not None and found.get("type", "none") != "none"


def _form(shape: Any) -> str:
    properties = getattr(shape._element, "spPr", None)
    geometry = properties.find(f"{A}prstGeom") if properties is not None else None
    return geometry.get("prst", "") if geometry is not None else ""
