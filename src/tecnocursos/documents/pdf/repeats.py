"""Running heads, running feet and page numbers: what stands at the same height on page after page."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tecnocursos.documents.pdf.geometry import View
from tecnocursos.documents.pdf.lines import Line

_ZONE = 0.13
"""The part of a page's height, at its top and bottom, where running heads and feet stand."""
_DIGITS = re.compile(r"\d+")
_ROMAN = r"[ivxlcdm]{1,7}"
_PAGE_NUMBER = re.compile(
    rf"^(?:(?:página|pagina|page|pág\.?|pag\.?|p\.|slide)\s*)?[-–—|\[(]?\s*(?:(\d{{1,5}})|{_ROMAN})\s*"
    r"(?:(?:/|de|of|\|)\s*\d{1,5})?\s*[-–—|\])]?$",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(r"^(?:página|pagina|page|pág\.?|pag\.?)\s*\d+|^\d+\s*(?:/|de|of)\s*\d+$", re.IGNORECASE)


@dataclass(slots=True)
class _Seen:
    page: int
    line: Line


def repeated_lines(pages: Sequence[tuple[View, Sequence[Line]]]) -> set[int]:
    """`id()` of every line that is a running head, a running foot or a page number."""
    body = _body_size(pages)
    groups: dict[tuple[str, int, int], list[_Seen]] = defaultdict(list)
    numbers: dict[tuple[bool, int], list[_Seen]] = defaultdict(list)
    repeated: set[int] = set()
    for index, (view, lines) in enumerate(pages):
        for line in lines:
            place = line.box.y0 / view.height
            top = line.box.y1 / view.height < _ZONE
            if not top and place < 1 - _ZONE:
                continue
            text = line.text.strip()
            if _PAGE_NUMBER.match(text) and line.size < 1.5 * body:
                numbers[(top, round(place * 100))].append(_Seen(index, line))
                if _SAID_NUMBER.match(text):
                    repeated.add(id(line))
            # Left and right pages mirror their heads, so only the height counts, give or take a rounding step.
            for height in {round(place * 150), round(place * 150 + 0.5)}:
                groups[(_DIGITS.sub("#", text.lower()), top, height)].append(_Seen(index, line))
    for seen in groups.values():
        if _recurs(seen, len(pages), body):
            repeated.update(id(one.line) for one in seen)
    for seen in numbers.values():
        repeated.update(_counting(seen, len(pages)))
    for _, lines in pages:
        _spare_body(lines, repeated)
    return repeated


def _spare_body(lines: Sequence[Line], repeated: set[int]) -> None:
    """Take back lines that stand as close to the text as its own lines do: they only happen to recur."""
    taken = [line for line in lines if id(line) in repeated]
    others = [line for line in lines if id(line) not in repeated] if taken else []
    while spared := [line for line in taken if any(_is_next_to(line, other) for other in others)]:
        repeated.difference_update(id(line) for line in spared)
        others = spared
        taken = [line for line in taken if id(line) in repeated]


def _is_next_to(line: Line, other: Line) -> bool:
    beside = min(line.box.x1, other.box.x1) > max(line.box.x0, other.box.x0)
    alike = abs(line.size - other.size) < 0.06 * line.em
    return beside and alike and 0.5 * line.em < abs(line.base - other.base) < 1.6 * line.em


def _body_size(pages: Sequence[tuple[View, Sequence[Line]]]) -> float:
    sizes: dict[float, int] = defaultdict(int)
    for _, lines in pages:
        for line in lines:
            sizes[round(line.size * 2) / 2] += line.letters
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def _recurs(seen: list[_Seen], page_count: int, body: float) -> bool:
    on = sorted({one.page for one in seen})
    if len(on) < 2:
        return False
    # A large line that recurs may be the title of several slides; it must be on most pages to be a running head.
    large = max(one.line.size for one in seen) > 1.2 * body
    if page_count <= 3 or large:
        return len(on) > 0.6 * page_count
    close = sum(after - before <= 2 for before, after in itertools.pairwise(on))
    return len(on) >= 0.3 * page_count or (len(on) >= 3 and close >= 2)


def _counting(seen: list[_Seen], page_count: int) -> set[int]:
    """Lone numbers that rise with the pages; in a row of roman ones, those at the height of many."""
    offsets: dict[int | None, list[_Seen]] = defaultdict(list)
    for one in seen:
        found = _PAGE_NUMBER.match(one.line.text.strip())
        number = int(found.group(1)) if found and found.group(1) else None
        offsets[None if number is None else number - one.page].append(one)
    result: set[int] = set()
    for offset, group in offsets.items():
        rising = len({one.page for one in group}) >= 2
        if rising or (offset == 1 and page_count <= 2):
            result.update(id(one.line) for one in group)
    return result
