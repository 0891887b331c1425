"""Where things stand on a slide as the video shows it, told in the names of the slide that was asked about."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tecnocursos.rendering.slides import Item, Slide
from tecnocursos.rendering.stage.boxes import ElementBox, TextBox
from tecnocursos.rendering.timeline import SIZES
from tecnocursos.studio.previews import Look, Previews


@dataclass(frozen=True, slots=True)
class SlideBoxes:
    width: int
    height: int
    page_count: int
    boxes: tuple[ElementBox, ...]


def find_boxes(previews: Previews, look: Look, slide: Slide, page: int = 1, step: int | None = None) -> SlideBoxes:
    """Boxes of what stands on one page of a slide at `step`; all of it when no step is named.

    Raises what `Previews.draw` raises.
    """
    shown = previews.page(look, slide, page)
    boxes = shown.page.boxes
    if step is not None:
        boxes = tuple(_seen(box, step) for box in boxes if box.step <= step)
    if len(shown.pages) > 1:
        names = _names(slide, shown.pages, page - 1)
        boxes = tuple(_renamed(box, names) for box in boxes)
    width, height = SIZES[look.size]
    return SlideBoxes(width, height, len(shown.pages), boxes)


def _seen(box: ElementBox, step: int) -> ElementBox:
    return box.with_texts(text for text in box.texts if text.step <= step)


def _renamed(box: ElementBox, names: Mapping[str, str | None]) -> ElementBox:
    def renamed() -> Iterable[TextBox]:
        for text in box.texts:
            path = names.get(text.path, text.path)
            if path is not None:
                yield text.named(path)

    return box.with_texts(renamed())


def _names(slide: Slide, pages: Sequence[Slide], index: int) -> Mapping[str, str | None]:
    """What texts of a page are called in the slide that became the pages; None: only a piece of one stands there.

    Pages hold the slide's items or rows in order. Those before the first one that was cut, and those after the last
    one, are known by their number.
    """
    names: dict[str, str | None] = {}
    whole = list(_parts(slide))
    own = [list(_parts(page)) for page in pages]
    first = sum(map(len, own[:index]))
    flat = [text for page in own for _, text in page]
    from_end = len(whole) - len(flat)
    same_before = _alike([text for _, text in whole], flat)
    same_after = _alike([text for _, text in reversed(whole)], list(reversed(flat)))
    for number, (path, _) in enumerate(own[index], first):
        if number < same_before:
            names[path] = whole[number][0]
        elif len(flat) - number <= same_after:
            names[path] = whole[number + from_end][0]
        else:
            names[path] = None
    for path in ("code", "text"):
        if getattr(slide, path, None) is not None:
            names[path] = None
    return names


def _alike(ones: Sequence[str], others: Sequence[str]) -> int:
    """How many of both are the same from the beginning."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(ones, others, strict=False)))


def _parts(slide: Slide) -> Iterable[tuple[str, str]]:
    """Path and text of all that pages are filled with."""

    def of_items(items: Sequence[Item], path: str) -> Iterable[tuple[str, str]]:
        return ((f"{path}.{index}.text", item.text) for index, item in enumerate(items))

    match slide.kind:
        case "bullets" | "picture_text" | "closing":
            yield from of_items(slide.items, "items")
        case "two_columns":
            yield from of_items(slide.left.items, "left.items")
            yield from of_items(slide.right.items, "right.items")
        case "table":
            for row, cells in enumerate(slide.rows):
                yield from ((f"rows.{row}.{column}", cell) for column, cell in enumerate(cells))
        case _:
            pass
