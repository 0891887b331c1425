"""One page at a time: its words, tables, figures and columns, and what of it is not text to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tecnocursos.documents.pdf.columns import Item, Solid, reading_order
from tecnocursos.documents.pdf.figures import Figure, figures
from tecnocursos.documents.pdf.geometry import Box, View
from tecnocursos.documents.pdf.glyphs import Word, read_words
from tecnocursos.documents.pdf.graphics import Graphics, read_graphics
from tecnocursos.documents.pdf.lines import Line, fragments
from tecnocursos.documents.pdf.paragraphs import Text, paragraphs
from tecnocursos.documents.pdf.tables import Grid, aligned_tables, merged_rows, ruled_tables

_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})?$|[…]{2,}\s*\d{0,4}$|_{5,}\s*\d{1,4}$")
_ENDS_IN_NUMBER = re.compile(r"\S\s+\d{1,4}$")
_CONTENTS_TITLE = re.compile(
    r"^(?:sumário|índice|índice geral|conteúdo|table of contents|contents|lista de (?:figuras|tabelas|quadros)"
    r"|list of (?:figures|tables))$",
    re.IGNORECASE,
)
_FOOTNOTE_MARK = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2}|[*†‡])\s*(?=\S)")
_SCAN = 0.5
"""A page without text of which pictures cover this part is a scan."""


@dataclass(slots=True, eq=False)
class Page:
    number: int
    view: View
    words: list[Word]
    graphics: Graphics
    glyphs: int
    unreadable: int
    cut: bool
    grids: list[Grid]
    pieces: list[Line]
    columns: list[list[Text | Grid | Figure]] = field(default_factory=list)

    @property
    def is_scan(self) -> bool:
        covered = sum(box.area for box in self.graphics.images)
        return self.glyphs < 5 and covered > _SCAN * self.view.box.area

    @property
    def is_garbled(self) -> bool:
        return self.glyphs >= 20 and self.unreadable > 0.3 * self.glyphs

    def texts(self) -> list[Text]:
        return [item for column in self.columns for item in column if isinstance(item, Text)]


def read_page(page: Any, number: int) -> Page:
    """Words, graphics and ruled tables of a pypdfium2 PdfPage; its columns are left for `lay_out`."""
    found = read_words(page.raw, _view(page))
    graphics = read_graphics(page.raw, found.view)
    grids = ruled_tables(graphics, found.words, found.view.box)
    taken = {word for grid in grids for word in grid.words}
    pieces = fragments([word for word in found.words if id(word) not in taken])
    return Page(number, found.view, found.words, graphics, found.glyphs, found.unreadable, found.cut, grids, pieces)


def _view(page: Any) -> View:
    """What a viewer shows: the crop box as far as it lies on the sheet."""
    sheet, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom, right, top = (*map(max, sheet[:2], crop[:2]), *map(min, sheet[2:], crop[2:]))
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = sheet
    rotation = page.get_rotation() % 360
    return View(left, bottom, max(right, left + 1), max(top, bottom + 1), rotation, rotation)


def lay_out(page: Page, repeated: set[int], ornaments: set[tuple[int, int, int, int]], body_size: float) -> None:
    """Fill `page.columns`, leaving out repeated lines, tables of contents and the words inside drawings."""
    tables = [grid.box for grid in page.grids]
    shown = figures(page.graphics, page.words, page.pieces, page.view, tables, ornaments)
    labels = {word for figure in shown for word in figure.labels}
    pieces = [
        piece
        for piece in page.pieces
        if id(piece) not in repeated and not (labels and all(id(word) in labels for word in piece.words))
    ]
    pieces = _without_contents(pieces)
    solids = [Solid(grid.box, grid) for grid in page.grids] + [Solid(figure.box, figure) for figure in shown]
    page.columns = [_column(items, page, body_size) for items in reading_order([*pieces, *solids])]


def _without_contents(pieces: list[Line]) -> list[Line]:
    """Drop the lines of a table of contents: they repeat the headings, with page numbers."""
    leaders = [piece for piece in pieces if _has_leader(piece.text)]
    title = next((piece for piece in pieces if _CONTENTS_TITLE.match(piece.text.strip())), None)
    if len(leaders) >= 3:
        return _dropped(pieces, leaders, title)
    if title is None:
        return pieces
    entries = [piece for piece in pieces if piece.base > title.base]
    numbered = [piece for piece in entries if _ENDS_IN_NUMBER.search(piece.text) or piece.text.strip().isdigit()]
    if len(numbered) >= 3 and len(numbered) >= 0.45 * len(entries):
        return [piece for piece in pieces if piece.base < title.base]
    return _dropped(pieces, leaders, title) if leaders else pieces


def _has_leader(text: str) -> bool:
    # The end is enough, and a line of many thousand dots would keep the search busy.
    end = text[-120:]
    return len(text) > 8 and any(dots in end for dots in ("..", ". .", "…", "__")) and bool(_LEADER.search(end))


def _dropped(pieces: list[Line], leaders: list[Line], title: Line | None) -> list[Line]:
    bases = [piece.base for piece in leaders]
    return [
        piece
        for piece in pieces
        if piece is not title and not any(abs(piece.base - base) < 0.3 * piece.em for base in bases)
    ]


def _column(items: list[Item], page: Page, body_size: float) -> list[Text | Grid | Figure]:
    """One column's texts, tables and figures, from top to bottom."""
    solids = [item for item in items if isinstance(item, Solid)]
    lines = [item for item in items if isinstance(item, Line)]
    parts: list[tuple[float, Text | Grid | Figure]] = []
    for grid, pieces in aligned_tables(lines, page.graphics):
        taken = {id(piece) for piece in pieces}
        lines = [line for line in lines if id(line) not in taken]
        solids.append(Solid(grid.box, grid))
    parts += [(solid.box.y0, solid.content) for solid in solids]
    walls = [solid.box for solid in solids]
    for run in _runs(merged_rows(lines), walls):
        parts += [(text.box.y0, text) for text in paragraphs(run, page.number)]
    result = [part for _, part in sorted(parts, key=lambda part: part[0])]
    _mark_footnotes(result, page.view, body_size)
    return result


def _runs(lines: list[Line], walls: list[Box]) -> list[list[Line]]:
    """Lines in stretches that no table or picture interrupts."""
    runs: list[list[Line]] = []
    for line in lines:
        before = runs[-1][-1] if runs else None
        parted = before is None or any(
            before.box.y1 - 2 <= wall.y1 and wall.y0 <= line.box.y0 + 2 and before.base < wall.y0 + 2 < line.base + 2
            for wall in walls
        )
        if parted:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _mark_footnotes(column: list[Text | Grid | Figure], view: View, body_size: float) -> None:
    """Small texts at the foot of a column, from the first that begins with a note's mark."""
    for index in range(len(column) - 1, -1, -1):
        text = column[index]
        if not isinstance(text, Text) or text.size > 0.93 * body_size or text.box.y0 < 0.4 * view.height:
            return
        if _FOOTNOTE_MARK.match(text.plain):
            for note in column[index:]:
                if isinstance(note, Text):
                    note.footnote = True
