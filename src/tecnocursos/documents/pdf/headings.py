"""Headings: set larger or bolder than the body, or named by the file's own bookmarks; their levels by style."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tecnocursos.documents.pdf.paragraphs import CAPTION, Text

_MOST_BOOKMARKS = 5_000
_BOOKMARK_DEPTH = 8
_NUMBERING = re.compile(
    r"^(?:(?:cap[íi]tulo|chapter|se[çc][ãa]o|section|parte|part|anexo|appendix|ap[êe]ndice|m[óo]dulo|aula)\s+)?"
    r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=\S)",
    re.IGNORECASE,
)
_NOT_A_HEADING_END = re.compile(r"[.;,]$")
_LARGER = 1.1
_LONGEST = 160
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Bookmark:
    title: str
    """As compared: letters and digits only, lower case."""
    level: int
    page: int | None


def key_of(text: str) -> str:
    """Letters and digits only, so that spacing, dots and case do not matter in a comparison."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if c.isalnum())


def bookmarks(document: Any) -> list[Bookmark]:
    """The outline that a pypdfium2 PdfDocument carries; loops and endless ones are cut off."""
    result = []
    for bookmark in itertools.islice(document.get_toc(max_depth=_BOOKMARK_DEPTH), _MOST_BOOKMARKS):
        title = key_of(bookmark.get_title() or "")
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        if title:
            result.append(Bookmark(title, bookmark.level + 1, None if page is None else page + 1))
    return result


def body_style(texts: Sequence[Text]) -> tuple[float, bool]:
    """Size, in points to the half, and boldness of most of the text."""
    letters = Counter[tuple[float, bool]]()
    for text in texts:
        for line in text.lines:
            letters[(_half(line.size), line.bold)] += line.letters
    return letters.most_common(1)[0][0] if letters else (10.0, False)


def _half(size: float) -> float:
    return round(size * 2) / 2


def mark_headings(columns: Sequence[Sequence[Text]], marks: Sequence[Bookmark]) -> None:
    """Give the headings among the texts of each column their role and level."""
    texts = [text for column in columns for text in column]
    body_size, body_bold = body_style(texts)
    named = _named(marks)
    levels_named: dict[int, int] = {}
    found: list[Text] = []
    for column in columns:
        for index, text in enumerate(column):
            key = key_of(text.plain)
            level = named.get((text.page, key)) or named.get((text.page, key.lstrip("0123456789")))
            if level is not None and text.size >= 0.9 * body_size and len(text.lines) <= 4:
                levels_named[id(text)] = level
                found.append(text)
            elif _looks_like_heading(text, body_size, body_bold=body_bold) and not _is_run_in(column, index, body_size):
                found.append(text)
    for text in found:
        text.role = "heading"
    _set_levels(found, levels_named)


def _named(marks: Sequence[Bookmark]) -> dict[tuple[int, str], int]:
    """Level by page and title. Numbering may be in the bookmark or on the page only, so both forms are kept."""
    named: dict[tuple[int, str], int] = {}
    for mark in marks:
        if mark.page is not None:
            for title in {mark.title, mark.title.lstrip("0123456789")}:
                if len(title) > 2 or title == mark.title:
                    named.setdefault((mark.page, title), mark.level)
    return named


def _looks_like_heading(text: Text, body_size: float, *, body_bold: bool) -> bool:
    plain = text.plain
    if text.footnote or len(plain) > _LONGEST or len(text.lines) > 4 or not any(c.isalpha() for c in plain):
        return False
    if text.mono or CAPTION.match(plain) or (text.marker and not text.ordered):
        return False
    larger = text.size >= _LARGER * body_size
    bolder = text.bold and not body_bold and text.size >= 0.93 * body_size
    if text.marker and not (larger or bolder):
        return False
    if larger:
        return not (_NOT_A_HEADING_END.search(plain) and len(plain) > 60)
    return bolder and len(text.lines) <= 2 and len(plain) <= 110 and not _NOT_A_HEADING_END.search(plain)


def _is_run_in(column: Sequence[Text], index: int, body_size: float) -> bool:
    """A bold line among bold lines is a list of terms or a form, not a row of headings; larger type always counts."""
    text = column[index]
    if text.size >= _LARGER * body_size:
        return False
    neighbours = [*column[max(index - 1, 0) : index], *column[index + 1 : index + 3]]
    return len(neighbours) == 3 and all(other.bold and abs(other.size - text.size) < 0.3 for other in neighbours)


def _set_levels(found: list[Text], named: dict[int, int]) -> None:
    styles: dict[tuple[float, bool], list[Text]] = defaultdict(list)
    for text in found:
        styles[(_half(text.size), text.bold)].append(text)
    ranked = sorted(styles, reverse=True)
    by_style: dict[tuple[float, bool], int] = {}
    for rank, style in enumerate(ranked):
        members = styles[style]
        told = Counter(named[id(text)] for text in members if id(text) in named)
        # Bookmarks settle the level of a style where they name a good part of its headings.
        settled = told and sum(told.values()) >= 0.4 * len(members)
        level = told.most_common(1)[0][0] if settled else rank + 1
        previous = by_style[ranked[rank - 1]] if rank else 0
        if not settled and rank:
            level = min(level, previous + 1)
        by_style[style] = max(level, 1)
    for style, members in styles.items():
        depths = [_depth(text) for text in members]
        known = [depth for depth in depths if depth]
        least = min(known, default=0)
        for text, depth in zip(members, depths, strict=True):
            deeper = depth - least if depth else 0
            level = named.get(id(text), by_style[style] + deeper)
            text.level = min(max(level, 1), _DEEPEST)


def _depth(text: Text) -> int:
    """How many numbers `2.1 Title` carries: 2. 0 without numbering."""
    found = _NUMBERING.match(text.plain)
    return found.group(1).count(".") + 1 if found else 0


def is_caption(text: Text) -> bool:
    return bool(CAPTION.match(text.plain)) and len(text.plain) < 400
