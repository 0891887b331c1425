"""Where the elements of a slide and their texts stand on the page, as the template has laid them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class TextBox:
    """In pixels; from above the accents of the first line to below the descenders of the last one."""

    path: str
    """Names the text in the slide's JSON, such as "items.0.text"."""
    x: float
    y: float
    width: float
    height: float
    font_size: float
    step: int
    """From which step of the slide on it is seen."""

    def named(self, path: str) -> TextBox:
        return replace(self, path=path)


@dataclass(frozen=True, slots=True)
class ElementBox:
    """In pixels. As wide as the room that the element has, and as high as what stands in it."""

    element: str
    x: float
    y: float
    width: float
    height: float
    step: int
    """From which step of the slide on something of it is seen."""
    texts: tuple[TextBox, ...]
    is_placed: bool = False
    """Stands where the slide says, not where the template would have it."""

    def with_texts(self, texts: Iterable[TextBox]) -> ElementBox:
        return replace(self, texts=tuple(texts))


def joined(parts: Iterable[Mapping[str, Any]], width: float, height: float) -> tuple[ElementBox, ...]:
    """One box an element, in the order in which they are drawn, of parts as the template tells them.

    Boxes end at the edges of the page, which is `width` by `height`.
    """
    by_element: dict[str, list[Mapping[str, Any]]] = {}
    for part in parts:
        by_element.setdefault(part["element"], []).append(part)
    return tuple(_around(element, parts, width, height) for element, parts in by_element.items())


def _around(element: str, parts: list[Mapping[str, Any]], width: float, height: float) -> ElementBox:
    page = (width, height)
    texts = [{**text, "step": part["step"]} | _on_page(page, text) for part in parts for text in part["texts"]]
    return ElementBox(
        element=element,
        **_on_page(page, *parts, *texts),
        step=min(part["step"] for part in parts),
        texts=tuple(TextBox(**text) for text in texts),
        is_placed=parts[0]["is_placed"],
    )


def _on_page(page: tuple[float, float], *rectangles: Mapping[str, Any]) -> dict[str, float]:
    """The part of the page that the rectangles take; one beside the page takes nothing at its edge."""
    taken: dict[str, float] = {}
    for start, extent, end in (("x", "width", page[0]), ("y", "height", page[1])):
        first = min(max(min(one[start] for one in rectangles), 0.0), end)
        last = min(max(one[start] + one[extent] for one in rectangles), end)
        taken |= {start: first, extent: max(last - first, 0.0)}
    return taken
