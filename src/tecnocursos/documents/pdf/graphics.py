"""What is drawn on a page besides text: straight rules, images and drawings, in reader's coordinates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from typing import Literal

import pypdfium2.raw as pdfium

from tecnocursos.documents.pdf.geometry import Box, View

OBJECTS_PER_PAGE = 20_000
SEGMENTS_PER_PATH = 400
_FORM_DEPTH = 4
_STRAIGHT = 1.0
"""Points: how far the ends of a straight rule may be out of line."""
_THIN = 2.5
"""Points: a filled shape thinner than this is a rule."""

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal at y = `at` from x = `start` to `end`, or vertical with x and y exchanged."""

    direction: Literal["horizontal", "vertical"]
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Graphics:
    rules: list[Rule] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    """Curves, slanted lines and shadings: what drawings are made of, and tables and underlines are not."""
    shapes: list[Box] = field(default_factory=list)
    """Filled rectangles: bars of a chart, shaded cells, panels."""
    objects: int = 0


def read_graphics(page: object, view: View) -> Graphics:
    """What a raw FPDF_PAGE shows besides text; beyond OBJECTS_PER_PAGE objects the rest is left out."""
    graphics = Graphics()
    for item, matrix in _objects(page, _IDENTITY, 0):
        graphics.objects += 1
        if graphics.objects > OBJECTS_PER_PAGE:
            break
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(graphics, item, matrix, view)
        elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}:
            box = _bounds(item, matrix, view)
            if box is not None:
                (graphics.images if kind == pdfium.FPDF_PAGEOBJ_IMAGE else graphics.shapes).append(box)
    return graphics


def _objects(holder: object, matrix: _Matrix, depth: int) -> Iterator[tuple[object, _Matrix]]:
    count_of = pdfium.FPDFFormObj_CountObjects if depth else pdfium.FPDFPage_CountObjects
    object_at = pdfium.FPDFFormObj_GetObject if depth else pdfium.FPDFPage_GetObject
    for index in range(min(max(count_of(holder), 0), OBJECTS_PER_PAGE)):
        item = object_at(holder, index)
        if not item:
            continue
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            yield from _objects(item, _product(_matrix(item), matrix), depth + 1)
        else:
            yield item, matrix


def _matrix(item: object) -> _Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, raw):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _product(first: _Matrix, second: _Matrix) -> _Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(item: object, matrix: _Matrix, view: View) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    corners = [_apply(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = zip(*corners, strict=True)
    box = view.rectangle(min(xs), min(ys), max(xs), max(ys))
    if not all(map(math.isfinite, box)) or not box.meets(view.box):
        return None
    return box.intersection(view.box)


def _is_painted(item: object) -> bool:
    """Whether a path is stroked, or filled with something other than white: an invisible one is a clip or a blank."""
    fill, stroke = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)):
        return False
    if stroke.value:
        return True
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    known = pdfium.FPDFPageObj_GetFillColor(item, byref(red), byref(green), byref(blue), byref(alpha))
    white = known and min(red.value, green.value, blue.value) > 250
    return bool(fill.value) and not white and not (known and alpha.value == 0)


def _add_path(graphics: Graphics, item: object, matrix: _Matrix, view: View) -> None:
    box = _bounds(item, matrix, view)
    if box is None or not _is_painted(item):
        return
    if box.width < _THIN or box.height < _THIN:
        if max(box.width, box.height) > _THIN:
            graphics.rules.append(_rule(box))
        return
    points = _corners(item, _product(_matrix(item), matrix), view)
    if points is None:
        graphics.drawings.append(box)
        return
    sides = [_rule(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))) for (ax, ay), (bx, by) in points]
    graphics.rules += [side for side in sides if side.end - side.start > _THIN]
    if len(points) <= 5:
        graphics.shapes.append(box)


def _rule(box: Box) -> Rule:
    if box.width >= box.height:
        return Rule("horizontal", (box.y0 + box.y1) / 2, box.x0, box.x1)
    return Rule("vertical", (box.x0 + box.x1) / 2, box.y0, box.y1)


_Point = tuple[float, float]


def _corners(item: object, matrix: _Matrix, view: View) -> list[tuple[_Point, _Point]] | None:
    """The straight, upright sides of a path; None when it has curves or slanted lines."""
    count = pdfium.FPDFPath_CountSegments(item)
    if not 0 < count <= SEGMENTS_PER_PATH:
        return None
    sides: list[tuple[_Point, _Point]] = []
    start = at = (0.0, 0.0)
    x, y = c_float(), c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return None
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = view.point(*_apply(matrix, x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif not _add_side(sides, at, point):
            return None
        at = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            if not _add_side(sides, at, start):
                return None
            at = start
    return sides


def _add_side(sides: list[tuple[_Point, _Point]], start: _Point, end: _Point) -> bool:
    dx, dy = abs(end[0] - start[0]), abs(end[1] - start[1])
    if min(dx, dy) > _STRAIGHT or not math.isfinite(dx + dy):
        return False
    if max(dx, dy) > _STRAIGHT:
        sides.append((start, end))
    return True
