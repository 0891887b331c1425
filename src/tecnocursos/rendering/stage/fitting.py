"""Splits what does not fit: items, rows and lines go on over further slides, in order, and nothing is lost."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from tecnocursos.rendering.places import ElementPlace, Shape
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    PictureTextSlide,
    QuoteSlide,
    Slide,
    TableSlide,
    TwoColumnsSlide,
)

Part = TypeVar("Part")
Fits = Callable[[Slide], bool]

# Where a text may be cut, best first; each match ends before the white space that the cut takes.
_CUTS = (re.compile(r"[.!?…][\"'”’)\]]*(?=\s)"), re.compile(r"[,;:–—](?=\s)"), re.compile(r"\S(?=\s)"))


def split_until_fits(slide: Slide, fits: Fits) -> list[Slide]:
    """The slide, or the slides that it becomes; each fits, as far as cutting can make it."""
    if fits(slide):
        return [slide]
    match slide:
        case BulletsSlide() | PictureTextSlide() | ClosingSlide():
            pages: list[Slide] = list(_item_pages(slide, fits))
        case TwoColumnsSlide():
            pages = _column_pages(slide, fits)
        case TableSlide():
            pages = [
                slide.model_copy(update={"rows": rows})
                for rows in _paged(slide.rows, lambda rows: fits(slide.model_copy(update={"rows": rows})), _cut_row)
            ]
        case CodeSlide():
            pages = [
                slide.model_copy(update={"code": "\n".join(lines)})
                for lines in _paged(
                    slide.code.split("\n"),
                    lambda lines: fits(slide.model_copy(update={"code": "\n".join(lines)})),
                    _cut_line,
                )
            ]
        case QuoteSlide():
            pages = [
                slide.model_copy(update={"text": " ".join(texts)})
                for texts in _paged(
                    _sentences(slide.text),
                    lambda texts: fits(slide.model_copy(update={"text": " ".join(texts)})),
                    _cut_text,
                )
            ]
        case _:
            # Titles, subtitles and captions are cut with an ellipsis by the template's lettering instead.
            return [slide]
    return _numbered(pages)


def _item_pages(
    slide: BulletsSlide | PictureTextSlide | ClosingSlide, fits: Fits
) -> list[BulletsSlide | PictureTextSlide | ClosingSlide]:
    items = _with_numbers(slide.items)
    pages = _paged(items, lambda part: fits(slide.model_copy(update={"items": part})), _cut_item)
    return [slide.model_copy(update={"items": page}) for page in pages]


def _column_pages(slide: TwoColumnsSlide, fits: Fits) -> list[Slide]:
    """Steps run down the left column and then the right one, so each column becomes slides of its own."""
    pages: list[Slide] = []
    for column in (slide.left, slide.right):
        if column.items:
            title = ": ".join(text for text in (slide.title, column.heading) if text)
            alone = BulletsSlide(title=title, items=column.items, places=_title_places(slide))
            pages += [alone] if fits(alone) else _item_pages(alone, fits)
        elif column.heading:
            pages.append(slide.model_copy(update={"left": Column(items=()), "right": column}))
    return pages


def _title_places(slide: TwoColumnsSlide) -> dict[Shape, dict[Literal["title", "items"], ElementPlace]]:
    """Where the title stands: of the columns' places there is nothing that the list of one could stand in."""
    return {shape: {"title": places["title"]} for shape, places in slide.places.items() if "title" in places}


def _paged(
    parts: Sequence[Part], fits: Callable[[tuple[Part, ...]], bool], cut: Callable[[Part], tuple[Part, Part] | None]
) -> list[tuple[Part, ...]]:
    """Pages of parts, filled evenly where that fits; a part too large for a page of its own is cut."""
    rest, pages, alone = list(parts), list[tuple[Part, ...]](), list[Part]()
    while rest:
        count = _largest(len(rest), lambda count: fits(tuple(rest[:count])))
        if count == 0:
            pieces = cut(rest[0])
            if pieces is not None:
                rest[:1] = pieces
                continue
            count = 1
        pages.append(tuple(rest[:count]))
        alone += rest[:count]
        del rest[:count]
    return _even(alone, len(pages), fits) or pages


def _even(
    parts: Sequence[Part], page_count: int, fits: Callable[[tuple[Part, ...]], bool]
) -> list[tuple[Part, ...]] | None:
    bounds = [len(parts) * page // page_count for page in range(page_count + 1)]
    pages = [tuple(parts[start:end]) for start, end in itertools.pairwise(bounds)]
    return pages if all(page and fits(page) for page in pages) else None


def _largest(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest count up to `limit` that fits; 0 when not even one does.

    Counts are doubled until one does not fit, then bisected: a long text takes long to set, and only a page of it is
    ever asked about.
    """
    low, high = 0, 1
    while high < limit and fits(high):
        low, high = high, 2 * high
    high = min(high, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _cut_text(text: str) -> tuple[str, str] | None:
    """Two pieces, cut near the middle at a sentence, else a clause, else a word, else anywhere."""
    middle = len(text) / 2
    for cuts in _CUTS:
        places = [match.end() for match in cuts.finditer(text)]
        if places:
            place = min(places, key=lambda place: abs(place - middle))
            pieces = text[:place].strip(), text[place:].strip()
            if all(pieces) and min(map(len, pieces)) > len(text) / 8:
                return pieces
    half = len(text) // 2
    return (text[:half], text[half:]) if half else None


def _cut_item(item: Item) -> tuple[Item, Item] | None:
    pieces = _cut_text(item.text)
    if pieces is None:
        return None
    return item.model_copy(update={"text": pieces[0]}), item.model_copy(update={"text": pieces[1]})


def _cut_row(row: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    longest = max(range(len(row)), key=lambda column: len(row[column]), default=None)
    pieces = _cut_text(row[longest]) if longest is not None else None
    if longest is None or pieces is None:
        return None
    above = tuple(pieces[0] if column == longest else cell for column, cell in enumerate(row))
    below = tuple(pieces[1] if column == longest else "" for column in range(len(row)))
    return above, below


def _cut_line(line: str) -> tuple[str, str] | None:
    half = len(line) // 2
    return (line[:half], line[half:]) if half else None


def _sentences(text: str) -> list[str]:
    starts = [0, *(match.end() for match in _CUTS[0].finditer(text)), len(text)]
    pieces = [text[start:end].strip() for start, end in itertools.pairwise(starts)]
    return [piece for piece in pieces if piece]


def _with_numbers(items: Sequence[Item]) -> tuple[Item, ...]:
    """Ordered items with the number that they carry, so that a list goes on where the last slide left it."""
    numbered, counts = list[Item](), dict[int, int]()
    for item in items:
        counts = {level: count for level, count in counts.items() if level <= item.level}
        if item.ordered:
            counts[item.level] = item.number if item.number is not None else counts.get(item.level, 0) + 1
            item = item.model_copy(update={"number": counts[item.level]})
        else:
            counts.pop(item.level, None)
        numbered.append(item)
    return tuple(numbered)


def _numbered(pages: Sequence[Slide]) -> list[Slide]:
    """Pages whose titles tell their turn; pages with titles of their own (columns) are counted apart."""
    titles = [page.title for page in pages]
    numbered = list[Slide]()
    for index, page in enumerate(pages):
        count = titles.count(page.title)
        turn = titles[: index + 1].count(page.title)
        title = f"{page.title} ({turn}/{count})" if page.title and count > 1 else page.title
        numbered.append(page.model_copy(update={"title": title}))
    return numbered
