"""The visible shapes of a slide, groups resolved, with their boxes, in reading order."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.graphfrm import GraphicFrame

from tecnocursos.documents.pptx.flows import flow_labels
from tecnocursos.documents.pptx.graphics import has_picture
from tecnocursos.documents.pptx.reading_order import Box, in_reading_order
from tecnocursos.documents.pptx.text import font_size

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FURNITURE = {
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.HEADER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
    PP_PLACEHOLDER.SLIDE_IMAGE,
}
_EMU_PER_POINT = 12_700
_LINE_HEIGHT = 1.4  # of the font size, space between paragraphs included
_TALL = 0.25  # of the slide's height


@dataclass(frozen=True, slots=True, eq=False)
class PlacedShape:
    """A shape of python-pptx and its box as fractions of the slide; a group also has its members."""

    shape: Any
    box: Box
    members: tuple[PlacedShape, ...] = field(default=())
    flow: tuple[str, ...] = ()
    """Of a group that is a drawing of boxes joined by arrows: their labels in order."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """How coordinates of a group's members map to fractions of the slide."""

    left: float
    top: float
    scale_x: float
    scale_y: float

    def box(self, left: float, top: float, width: float, height: float) -> Box:
        return (
            self.left + left * self.scale_x,
            self.top + top * self.scale_y,
            width * self.scale_x,
            height * self.scale_y,
        )


def place_shapes(slide: Any, size: tuple[int, int]) -> list[PlacedShape]:
    """The slide's shapes in reading order, without furniture (date, footer, number) and what is not to be seen."""
    _choose_alternatives(slide.element)
    frame = _Frame(0.0, 0.0, 1 / size[0], 1 / size[1])
    return list(_flat(_placed(slide.shapes, frame)))


def placeholder_type(shape: Any) -> Any:
    """The PP_PLACEHOLDER member, or None where the shape is no placeholder."""
    return shape.placeholder_format.type if shape.is_placeholder else None


def is_subtitle(placed: PlacedShape, layout: str | None) -> bool:
    """A subtitle placeholder; on a section header also the text under the title."""
    kind = placeholder_type(placed.shape)
    return kind == PP_PLACEHOLDER.SUBTITLE or (layout == "secHead" and kind == PP_PLACEHOLDER.BODY)


def _placed(shapes: Iterable[Any], frame: _Frame) -> Iterator[PlacedShape]:
    for shape in shapes:
        if placeholder_type(shape) in _FURNITURE or shape._element._nvXxPr.cNvPr.get("hidden") in {"1", "true"}:
            continue
        box = frame.box(shape.left or 0, shape.top or 0, shape.width or 0, shape.height or 0)
        if not _is_on_slide(box):
            continue
        if not _shows_something(shape):
            continue
        members = tuple(_placed(shape.shapes, _member_frame(shape, frame))) if hasattr(shape, "shapes") else ()
        flow = tuple(flow_labels(shape, [(member.shape, member.box) for member in members])) if members else ()
        yield PlacedShape(shape, _clipped(box), members, flow)


def _flat(shapes: Iterable[PlacedShape]) -> Iterator[PlacedShape]:
    """Groups stay together and are read from the inside in the same way; a flow is read as one."""
    for placed in in_reading_order(list(shapes), _occupied_box):
        if hasattr(placed.shape, "shapes") and not placed.flow:
            yield from _flat(placed.members)
        else:
            yield placed


def _shows_something(shape: Any) -> bool:
    """False for lines, arrows, frames and placeholders without text: in the order of reading they are in the way."""
    if hasattr(shape, "shapes") or has_picture(shape) or isinstance(shape, GraphicFrame):
        return True
    return bool(shape.has_text_frame and shape.text_frame.text.strip())


def _occupied_box(placed: PlacedShape) -> Box:
    """The box, or the upper part of a tall text box that its text fills: people draw over the empty rest."""
    left, top, width, height = placed.box
    shape = placed.shape
    if height < _TALL or not getattr(shape, "has_text_frame", False) or not shape.height:
        return placed.box
    if shape.text_frame._txBody.bodyPr.get("anchor", "t") != "t":
        return placed.box
    points = font_size(shape, default=28.0 if shape.is_placeholder else 18.0)
    letters_in_line = max((shape.width or 0) / _EMU_PER_POINT / (points / 2), 1)
    lines = sum(math.ceil(max(len(paragraph.text), 1) / letters_in_line) for paragraph in shape.text_frame.paragraphs)
    occupied = lines * points * _LINE_HEIGHT * _EMU_PER_POINT / shape.height
    return left, top, width, height * min(occupied, 1.0)


def _member_frame(group: Any, frame: _Frame) -> _Frame:
    xfrm = group._element.grpSpPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}xfrm")
    if xfrm is None or xfrm.chOff is None or xfrm.chExt is None or not (xfrm.chExt.cx and xfrm.chExt.cy):
        return frame
    scale_x = (group.width or 0) / xfrm.chExt.cx
    scale_y = (group.height or 0) / xfrm.chExt.cy
    left, top, _, _ = frame.box(
        (group.left or 0) - xfrm.chOff.x * scale_x, (group.top or 0) - xfrm.chOff.y * scale_y, 0, 0
    )
    return _Frame(left, top, frame.scale_x * scale_x, frame.scale_y * scale_y)


def _choose_alternatives(slide: Any) -> None:
    """Put one branch of every `mc:AlternateContent` in its place; python-pptx passes over them.

    Text with formulas is in the choice (its fallback is a picture of it); of everything else, such as ink and 3D
    models, the fallback is what an ordinary reader shows.
    """
    for alternative in list(slide.iter(f"{_MC}AlternateContent")):
        parent = alternative.getparent()
        choice, fallback = alternative.find(f"{_MC}Choice"), alternative.find(f"{_MC}Fallback")
        is_formula = choice is not None and choice.get("Requires") == "a14"
        branch = choice if is_formula or fallback is None or not len(fallback) else fallback
        if branch is not None and parent is not None:
            for element in list(branch):
                alternative.addprevious(element)
            parent.remove(alternative)


def _is_on_slide(box: Box) -> bool:
    left, top, width, height = box
    return left < 1 and top < 1 and left + width >= 0 and top + height >= 0


def _clipped(box: Box) -> Box:
    left, top = min(max(box[0], 0.0), 1.0), min(max(box[1], 0.0), 1.0)
    right, bottom = min(max(box[0] + box[2], left), 1.0), min(max(box[1] + box[3], top), 1.0)
    return round(left, 4), round(top, 4), round(right - left, 4), round(bottom - top, 4)
