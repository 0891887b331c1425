"""Words become fragments (a stretch of one line in one column) and fragments become lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tecnocursos.documents.pdf.geometry import Box, around
from tecnocursos.documents.pdf.glyphs import Word

_JOIN_GAP = 1.0
"""In ems: the widest space inside a justified line; columns and table cells stand further apart."""


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline, left to right."""

    words: list[Word]
    box: Box
    base: float
    size: float
    """Of most of its characters, in points."""
    bold: bool
    """All of it."""
    mono: bool
    text: str

    @property
    def em(self) -> float:
        return max(self.size, 1.0)

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)


def line_of(words: list[Word]) -> Line:
    letters = Counter[float]()
    for word in words:
        letters[word.size] += len(word.text)
    size = letters.most_common(1)[0][0]
    main = next(word for word in words if word.size == size)
    lettered = [word for word in words if any(c.isalnum() for c in word.text)] or words
    return Line(
        words,
        around(word.box for word in words),
        main.base,
        size,
        all(word.font.bold for word in lettered),
        all(word.font.mono for word in words),
        joined(words),
    )


def joined(words: Iterable[Word]) -> str:
    parts: list[str] = []
    for word in words:
        if parts and not word.glued:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def fragments(words: list[Word]) -> list[Line]:
    """Stretches of text without a gap wide enough for a column or a cell, from words in content order."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _continues(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return _rejoined([line_of(run) for run in runs])


def _continues(before: Word, word: Word) -> bool:
    size = max(before.size, word.size)
    gap = word.box.x0 - before.box.x1
    shifted = abs(word.base - before.base)
    same_base = shifted < 0.12 * size or (shifted < 0.8 * size and before.size != word.size and gap < 0.4 * size)
    return same_base and -0.4 * size < gap < _JOIN_GAP * size


def _rejoined(pieces: list[Line]) -> list[Line]:
    """Join pieces that stand side by side but were written apart, as some programs write word by word."""
    rows = rows_of(pieces)
    result: list[Line] = []
    for row in rows:
        current = row[0]
        for piece in row[1:]:
            gap = piece.box.x0 - current.box.x1
            if -0.4 * current.em < gap < 0.7 * max(current.em, piece.em):
                piece.words[0].glued = piece.words[0].glued or gap < 0.1 * piece.em
                current = line_of(current.words + piece.words)
            else:
                result.append(current)
                current = piece
        result.append(current)
    return result


def rows_of(pieces: Iterable[Line]) -> list[list[Line]]:
    """Lines that share a baseline, top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (line.base, line.box.x0)):
        if rows and abs(piece.base - rows[-1][-1].base) < 0.2 * min(piece.em, rows[-1][-1].em):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda line: line.box.x0) for row in rows]


def merged(row: list[Line]) -> Line:
    """One line from all the pieces of a row."""
    return row[0] if len(row) == 1 else line_of([word for piece in row for word in piece.words])
