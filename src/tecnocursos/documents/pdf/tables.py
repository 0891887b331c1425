"""Tables: those ruled or shaded into a grid, and those that only stand in line."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tecnocursos.documents.pdf.geometry import Box, around
from tecnocursos.documents.pdf.glyphs import Word
from tecnocursos.documents.pdf.graphics import Graphics, Rule
from tecnocursos.documents.pdf.lines import Line, joined, line_of, merged, rows_of

_TOUCH = 3.0
"""Points: rules this near to each other meet."""
_MOST_RULES = 3_000
_MOST_CELLS = 20_000
_LONGEST_CELL = 1_500
"""Characters; a longer cell is a page laid out with a table, not a table."""


@dataclass(slots=True, eq=False)
class Grid:
    """A table as read; all rows are of equal length. Cells keep their line breaks."""

    box: Box
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    words: frozenset[int] = frozenset()
    """`id()` of the words it took from the page."""

    @property
    def all_rows(self) -> list[tuple[str, ...]]:
        """The header, which may be empty, and the rows."""
        return [self.header, *self.rows]


def ruled_tables(graphics: Graphics, words: Sequence[Word], page: Box) -> list[Grid]:
    """Tables whose cells are drawn: at least two columns, two rows, and text in most of them."""
    rules = [rule for rule in graphics.rules if rule.end - rule.start > 6]
    horizontal = _united(rule for rule in rules if rule.direction == "horizontal")
    vertical = _united(rule for rule in rules if rule.direction == "vertical")
    if len(horizontal) < 2 or len(vertical) < 2 or len(horizontal) + len(vertical) > _MOST_RULES:
        return []
    found = []
    for across, down in _networks(horizontal, vertical):
        grid = _grid(across, down, words)
        if grid is not None and grid.box.area < 0.98 * page.area:
            found.append(grid)
    return found


def _united(rules: Iterable[Rule]) -> list[Rule]:
    """Rules in one line that touch become one."""
    result: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = result[-1] if result else None
        if last is not None and abs(last.at - rule.at) < 1.5 and rule.start <= last.end + _TOUCH:
            result[-1] = Rule(last.direction, last.at, last.start, max(last.end, rule.end))
        else:
            result.append(rule)
    return result


def _networks(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that cross one another, directly or through others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, across in enumerate(horizontal):
        for j, down in enumerate(vertical, len(horizontal)):
            if (
                across.start - _TOUCH <= down.at <= across.end + _TOUCH
                and down.start - _TOUCH <= across.at <= down.end + _TOUCH
            ):
                parent[root(j)] = root(i)
    networks: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(horizontal + vertical):
        networks.setdefault(root(index), ([], []))[rule.direction == "vertical"].append(rule)
    return [network for network in networks.values() if len(network[0]) >= 2 and len(network[1]) >= 2]


def _positions(rules: list[Rule]) -> list[float]:
    positions: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not positions or at - positions[-1] > _TOUCH:
            positions.append(at)
    return positions


def _grid(across: list[Rule], down: list[Rule], words: Sequence[Word]) -> Grid | None:
    ys, xs = _positions(across), _positions(down)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 2 or columns * rows > _MOST_CELLS:
        return None
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    inside = [word for word in words if box.covers(word.box)]
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in inside:
        row = _slot(ys, (word.box.y0 + word.box.y1) / 2)
        column = _slot(xs, (word.box.x0 + word.box.x1) / 2)
        cells.setdefault(_merged_into(row, column, xs, ys, across, down), []).append(word)
    lines = [[_cell_text(cells.get((row, column), [])) for column in range(columns)] for row in range(rows)]
    bold = [
        all(word.font.bold for column in range(columns) for word in cells.get((row, column), [])) for row in range(rows)
    ]
    filled = [[cell for cell in line if cell] for line in lines]
    if sum(map(len, filled)) < 3 or sum(len(cells) > 1 for cells in filled) < 2:
        return None
    if max(len(cell) for cells in filled for cell in cells) > _LONGEST_CELL:
        return None
    return _with_header(box, lines, bold, frozenset(map(id, inside)))


def _slot(edges: list[float], at: float) -> int:
    return min(max(sum(edge <= at for edge in edges) - 1, 0), len(edges) - 2)


def _merged_into(
    row: int, column: int, xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
) -> tuple[int, int]:
    """The first cell of the merged one that (row, column) belongs to: no rule stands between them."""
    middle = (ys[row] + ys[row + 1]) / 2
    while column > 0 and not _is_ruled(down, xs[column], middle):
        column -= 1
    middle = (xs[column] + xs[column + 1]) / 2
    while row > 0 and not _is_ruled(across, ys[row], middle):
        row -= 1
    return row, column


def _is_ruled(rules: list[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.start <= through <= rule.end for rule in rules)


def _cell_text(words: list[Word]) -> str:
    if not words:
        return ""
    rows = rows_of(line_of([word]) for word in words)
    return "\n".join(joined(word for piece in row for word in piece.words) for row in rows)


def _with_header(box: Box, lines: list[list[str]], bold: list[bool], words: frozenset[int]) -> Grid:
    kept = [(tuple(line), heavy) for line, heavy in zip(lines, bold, strict=True) if any(line)]
    has_header = len(kept) > 1 and kept[0][1] and all(kept[0][0][1:]) and not all(heavy for _, heavy in kept)
    rows = [line for line, _ in kept]
    return Grid(box, rows[0] if has_header else (), rows[1:] if has_header else rows, words)


def aligned_tables(lines: Sequence[Line], graphics: Graphics) -> list[tuple[Grid, list[Line]]]:
    """Tables without a grid inside one column of text: rows of short pieces under one another.

    Gives each with the fragments that it is made of. Rules above and below (as in books) are taken as a sign.
    """
    rows = rows_of(lines)
    found = []
    for first, last in _stretches(rows):
        grid = _aligned(rows[first:last], graphics)
        if grid is not None:
            found.append((grid, [piece for row in rows[first:last] for piece in row]))
    return found


def _stretches(rows: list[list[Line]]) -> list[tuple[int, int]]:
    """Ranges of rows that may be a table: most have several pieces, none stands far below the one before."""
    result = []
    start = None
    for index, row in enumerate([*rows, []]):
        if len(row) > 1 and start is None:
            start = index
        elif start is not None and not _goes_on(rows, start, index):
            result.append((start, _trimmed(rows, start, index)))
            start = index if len(row) > 1 else None
    return [(first, last) for first, last in result if last - first >= 2]


def _goes_on(rows: list[list[Line]], start: int, index: int) -> bool:
    if index >= len(rows):
        return False
    row, before = rows[index], rows[index - 1]
    if row[0].base - before[0].base > 3.2 * row[0].em:
        return False
    if len(row) > 1:
        return True
    # One piece alone may be the second line of a cell: narrow, and under one of the columns.
    width = around(piece.box for other in rows[start:index] for piece in other).width
    return (
        row[0].box.width < 0.5 * width
        and row[0].base - before[0].base < 1.6 * row[0].em
        and any(abs(row[0].box.x0 - piece.box.x0) < row[0].em for other in rows[start:index] for piece in other)
        and not row[0].box.x0 <= min(piece.box.x0 for piece in before) - row[0].em
    )


def _trimmed(rows: list[list[Line]], start: int, end: int) -> int:
    while end > start and len(rows[end - 1]) < 2 and rows[end - 1][0].box.x0 <= rows[start][0].box.x0 + 2:
        end -= 1
    return end


def _aligned(rows: list[list[Line]], graphics: Graphics) -> Grid | None:
    several = [row for row in rows if len(row) > 1]
    box = around(piece.box for row in rows for piece in row)
    ruled = sum(
        rule.direction == "horizontal"
        and rule.end - rule.start > 0.7 * box.width
        and box.y0 - 14 < rule.at < box.y1 + 14
        for rule in graphics.rules
    )
    if len(several) < (2 if ruled >= 2 else 3):
        return None
    edges = _column_edges(several, box)
    columns = len(edges) - 1
    if columns < 2:
        return None
    lines: list[list[list[Word]]] = []
    for row in rows:
        cells: list[list[Word]] = [[] for _ in range(columns)]
        for piece in row:
            cells[_slot(edges, (piece.box.x0 + piece.box.x1) / 2)] += piece.words
        wraps = lines and not cells[0] and row[0].base - _base(lines[-1]) < 1.45 * row[0].em
        if wraps and (len(row) < columns or not cells[0]):
            for cell, more in zip(lines[-1], cells, strict=True):
                cell += more
        else:
            lines.append(cells)
    texts = [[joined(cell) for cell in cells] for cells in lines]
    letters = [len(text) for line in texts for text in line if text]
    crowded = [sum(bool(line[column]) for line in texts) for column in range(columns)]
    if len(lines) < 2 or statistics.median(letters) > 45 or min(crowded) < 2 or _is_list(texts):
        return None
    bold = [all(word.font.bold for cell in cells for word in cell) for cells in lines]
    return _with_header(box, texts, bold, frozenset(id(word) for row in rows for piece in row for word in piece.words))


def _base(cells: list[list[Word]]) -> float:
    return max((word.base for cell in cells for word in cell), default=0.0)


def _is_list(texts: list[list[str]]) -> bool:
    """Whether the first column holds only bullets or numbers of a list."""
    return len(texts[0]) == 2 and all(len(line[0]) <= 3 and not line[0].isdigit() for line in texts if line[0])


def _column_edges(rows: list[list[Line]], box: Box) -> list[float]:
    """Left edges of the columns, and the right edge of the last: strips that no piece of any row crosses."""
    spans = sorted((piece.box.x0, piece.box.x1) for row in rows for piece in row)
    edges, right = [box.x0 - 1], spans[0][1]
    for x0, x1 in itertools.islice(spans, 1, None):
        if x0 > right + 2:
            edges.append((right + x0) / 2)
        right = max(right, x1)
    return [*edges, box.x1 + 1]


def merged_rows(lines: Sequence[Line]) -> list[Line]:
    """What is left beside the tables: one line for each baseline."""
    return [merged(row) for row in rows_of(lines)]
