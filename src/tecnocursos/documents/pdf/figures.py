"""Pictures: images and drawings of a page are found as regions, and rendered as a viewer would show them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tecnocursos.documents.pdf.geometry import Box, View, around
from tecnocursos.documents.pdf.glyphs import Word
from tecnocursos.documents.pdf.graphics import Graphics, Rule
from tecnocursos.documents.pdf.lines import Line
from tecnocursos.documents.pdf.paragraphs import CAPTION

LONGEST_SIDE = 1600
"""Pixels of a rendered picture."""
_MOST_SCALE = 3.0
"""Pixels per point, so that small pictures are not blown up."""
_SMALLEST_SIDE = 30.0
"""Points; smaller ones are icons and ornaments."""
_MOST_REGIONS = 400
_MOST_LABELS = 60
_LABEL_DISTANCE = 18.0
"""Points."""
_LABEL_LETTERS = 12
_BACKGROUND = 0.8
"""A region with more than this part of the page is its background, when text stands on it."""
_COLOURS = 2_000
"""A picture with more colours than this is a photograph."""


@dataclass(slots=True, eq=False)
class Figure:
    box: Box
    labels: tuple[int, ...] = ()
    """`id()` of the words inside a drawing: they are part of it, not of the text."""
    alt: str | None = None


def place_key(box: Box) -> tuple[int, int, int, int]:
    """The same for pictures that stand at the same place on several pages."""
    return round(box.x0 / 4), round(box.y0 / 4), round(box.width / 4), round(box.height / 4)


def repeated_places(pages: Iterable[Graphics], page_count: int) -> set[tuple[int, int, int, int]]:
    """Where logos and ornaments stand: at the same place on many pages."""
    seen = Counter(
        key
        for graphics in pages
        for key in {place_key(box) for box in (*graphics.images, *graphics.drawings, *graphics.shapes)}
    )
    least = max(3, 0.4 * page_count)
    return {key for key, count in seen.items() if count >= least}


def figures(
    graphics: Graphics,
    words: Sequence[Word],
    pieces: Sequence[Line],
    view: View,
    tables: Sequence[Box],
    ornaments: set[tuple[int, int, int, int]],
) -> list[Figure]:
    """The regions of a page worth showing as pictures."""
    area = view.width * view.height
    crowded = sum(len(word.text) for word in words) > 40

    def is_wanted(box: Box) -> bool:
        background = crowded and box.area > _BACKGROUND * area
        in_table = any(table.covers(box) and box.area < 1.1 * table.area for table in tables)
        return not background and not in_table and place_key(box) not in ornaments

    images = [box for box in graphics.images if is_wanted(box) and min(box.width, box.height) >= 4]
    drawings = [box for box in graphics.drawings if is_wanted(box)]
    shapes = [box for box in graphics.shapes if is_wanted(box) and box.width < 0.9 * view.width]
    found: list[Figure] = []
    axes = [_box_of(rule) for rule in graphics.rules] if drawings or shapes else []
    for region in _regions([*images, *drawings, *shapes, *filter(is_wanted, axes)]):
        if min(region.width, region.height) < _SMALLEST_SIDE or region.area < 0.004 * area:
            continue
        drawn = sum(region.covers(box, 1) for box in drawings)
        bars = [box for box in shapes if region.covers(box, 1)]
        inside = [word for word in words if region.covers(word.box, 2)]
        raster = sum(box.intersection(region).area for box in images if region.meets(box))
        if raster > 0.3 * region.area:
            found.append(Figure(region))
        elif _is_drawing(region, drawn, bars, inside, area):
            inside += _labels_beside(region, pieces)
            region = around([region, *(word.box for word in inside)]).intersection(view.box)
            alt = " ".join(word.text for word in inside) or None
            found.append(Figure(region, tuple(id(word) for word in inside), alt))
    return found


def _labels_beside(region: Box, pieces: Sequence[Line]) -> list[Word]:
    """The words on the axes of a chart: short ones, close to it, not in it."""
    near = [piece for piece in pieces if region.covers(piece.box, _LABEL_DISTANCE) and not region.covers(piece.box, 2)]
    return [
        word
        for piece in near
        if piece.letters <= _LABEL_LETTERS and not CAPTION.match(piece.text)
        for word in piece.words
    ]


def _box_of(rule: Rule) -> Box:
    if rule.direction == "horizontal":
        return Box(rule.start, rule.at, rule.end, rule.at)
    return Box(rule.at, rule.start, rule.at, rule.end)


def _is_drawing(region: Box, drawn: int, bars: list[Box], inside: list[Word], page_area: float) -> bool:
    if region.area < 0.025 * page_area or len(inside) > _MOST_LABELS:
        return False
    covered = sum(word.box.area for word in inside)
    if covered > 0.35 * region.area:
        return False
    # Shaded rows of a table, all of one width, are no drawing.
    rows = {(round(box.x0 / 2), round(box.x1 / 2)) for box in bars}
    return drawn >= 3 or (drawn + len(bars) >= 4 and len(rows) > 1)


def _regions(boxes: list[Box]) -> list[Box]:
    """Boxes that touch become one, until none touch."""
    regions = sorted(boxes, key=lambda box: -box.area)[:_MOST_REGIONS]
    while True:
        joined: list[Box] = []
        for box in regions:
            for index, other in enumerate(joined):
                if box.meets(other, 4):
                    joined[index] = around([box, other])
                    break
            else:
                joined.append(box)
        if len(joined) == len(regions):
            return sorted(joined, key=lambda box: (box.y0, box.x0))
        regions = joined


def render(page: Any, figure: Figure, view: View) -> Image.Image | bytes | None:
    """The region as a viewer shows it: a picture, JPEG bytes for a photograph, None for an empty one.

    `page` is a pypdfium2 PdfPage.
    """
    width, height = view.shown_size()
    box = view.shown(figure.box)
    scale = min(_MOST_SCALE, LONGEST_SIDE / max(box.width, box.height, 1.0))
    crop = (max(box.x0, 0.0), max(height - box.y1, 0.0), max(width - box.x1, 0.0), max(box.y0, 0.0))
    image: Image.Image = page.render(scale=scale, crop=crop).to_pil().convert("RGB")
    if image.getcolors(1) is not None:
        return None
    if image.getcolors(_COLOURS) is not None:
        return image
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
