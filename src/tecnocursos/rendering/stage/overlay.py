"""Words that lie on pictures: drawn over them, and legible there whatever the pictures show.

An element keeps the template's colours where they can be read. Elsewhere it gets the better of a light and a dark ink,
and a veil behind it, as thin as will do. Both depend on what lies under the whole element and on no step of the slide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tecnocursos.rendering.stage.boxes import ElementBox
from tecnocursos.rendering.stage.contrast import contrast_ratio
from tecnocursos.rendering.stage.pictures import PictureShelf, lay, lay_pictures, rounded
from tecnocursos.rendering.stage.raster import Pixels, draw_clear_pages, draw_pages
from tecnocursos.rendering.stage.typesetting import Box, Layout, SetSlide, Typesetter

_INKS: Final = {"#ffffff": (255, 255, 255), "#10141f": (16, 20, 31)}
# A little above 4.5, because pixels are rounded to 8 bits.
_ENOUGH = 4.7
# Of 255. Below this a pixel is the faint rim of a letter.
_SOLID = 200
_ALPHAS: Final = range(0, 256, 5)
# Colours are told apart by their upper 5 bits.
_BITS = 5


@dataclass(frozen=True, slots=True)
class Veil:
    """A box with round corners, black or white."""

    box: Box
    shade: int
    """Of each colour, 0 or 255."""
    alpha: int
    """0 to 255."""
    radius: int

    def lay_on(self, page: Pixels) -> None:
        veil = np.full((self.box.height, self.box.width, 4), self.shade, np.uint8)
        veil[:, :, 3] = rounded((self.box.width, self.box.height), self.radius) * self.alpha // 255
        lay(page, veil, self.box)

    def svg(self) -> str:
        box, grey = self.box, f"rgb({self.shade},{self.shade},{self.shade})"
        size = f'width="{box.width}" height="{box.height}" rx="{self.radius}"'
        return f'<rect x="{box.left}" y="{box.top}" {size} fill="{grey}" fill-opacity="{self.alpha / 255:.3f}"/>'


@dataclass(frozen=True, slots=True)
class Overlay:
    """What goes over the pictures of a slide."""

    veils: Sequence[Veil]
    words: Callable[[Sequence[int]], SetSlide]
    """The words, with one page for each of the steps."""

    def lay_on(self, pages: Sequence[Pixels], steps: Sequence[int]) -> None:
        for page, over in zip(pages, draw_clear_pages(self.words(steps).pdf()), strict=True):
            self.veil(page)
            lay(page, over, Box(0, 0, over.shape[1], over.shape[0]))

    def veil(self, page: Pixels) -> None:
        for veil in self.veils:
            veil.lay_on(page)

    def svg(self, step: int) -> str:
        return "".join([*(veil.svg() for veil in self.veils), self.words([step]).svg()])


def overlay_of(
    typesetter: Typesetter, slots: Mapping[str, Any], last: int, layout: Layout, shelf: PictureShelf
) -> Overlay:
    """The words of `layout.over`. `slots` are the slide's, whose last step is `last`."""
    words = {**slots, "is_overlay": True}
    ground = draw_pages(typesetter.set(slots, [0]).pdf())[0]
    lay_pictures(ground, layout.pictures, shelf)
    as_template = draw_clear_pages(typesetter.set(words, [last]).pdf())[0]
    inks, veils = dict[str, str](), list[Veil]()
    for box in layout.boxes:
        if box.element not in layout.over - layout.grounded:
            continue
        area = _inked_area(box, as_template)
        if area is None:
            continue
        part = slice(area.top, area.bottom), slice(area.left, area.right)
        if _is_legible(as_template[part], ground[part]):
            continue
        ink, shade, alpha = _legible_ink(ground[part])
        inks[box.element] = ink
        if alpha:
            veil = _around(area, shade, alpha, ground.shape)
            # Those that follow may lie on it.
            veil.lay_on(ground)
            veils.append(veil)
    return Overlay(veils, lambda steps: typesetter.set({**words, "inks": inks}, steps))


def _inked_area(box: ElementBox, words: NDArray[np.uint8]) -> Box | None:
    """Where an element's words are drawn, with the marks beside them; None where nothing is."""
    left, top = int(box.x), int(box.y)
    inked = words[top : int(np.ceil(box.y + box.height)), left : int(np.ceil(box.x + box.width)), 3] > 0
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not rows.size:
        return None
    return Box(left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)


def _is_legible(words: NDArray[np.uint8], ground: Pixels) -> bool:
    solid = words[:, :, 3] >= _SOLID
    return bool((contrast_ratio(words[solid][:, :3], ground[solid]) >= _ENOUGH).all())


def _legible_ink(ground: Pixels) -> tuple[str, int, int]:
    """The ink that needs the thinner veil, the veil's shade and its alpha."""
    return min(_tried_inks(ground), key=lambda tried: tried[2])


def _tried_inks(ground: Pixels) -> Iterator[tuple[str, int, int]]:
    low = _colours(ground)
    for (ink, colour), shade in zip(_INKS.items(), (0, 255), strict=True):
        # The worst colours that are taken for one.
        worst = low | np.uint8((1 << (8 - _BITS)) - 1) if shade == 0 else low
        yield ink, shade, _ALPHAS[bisect_left(_ALPHAS, True, key=partial(_suffices, colour, shade, worst))]


def _suffices(ink: tuple[int, int, int], shade: int, colours: NDArray[np.uint8], alpha: int) -> bool:
    """Whether an ink can be read on all of the colours behind a veil."""
    veiled = ((colours.astype(np.int32) * (255 - alpha) + shade * alpha) // 255).astype(np.uint8)
    return bool((contrast_ratio(np.array(ink, np.uint8), veiled) >= _ENOUGH).all())


def _colours(ground: Pixels) -> NDArray[np.uint8]:
    """The colours that occur, (count, 3), their lower bits 0."""
    shift = 8 - _BITS
    levels = (ground >> shift).astype(np.int32)
    keys = (levels[:, :, 0] << 2 * _BITS) | (levels[:, :, 1] << _BITS) | levels[:, :, 2]
    found = np.flatnonzero(np.bincount(keys.ravel(), minlength=1 << 3 * _BITS))
    mask = (1 << _BITS) - 1
    parts = (found >> 2 * _BITS, (found >> _BITS) & mask, found & mask)
    return (np.stack(parts, axis=1) << shift).astype(np.uint8)


def _around(area: Box, shade: int, alpha: int, page: tuple[int, ...]) -> Veil:
    height, width = page[:2]
    edge = max(round(min(width, height) * 0.011), 1)
    box = Box(
        max(area.left - edge, 0), max(area.top - edge, 0),
        min(area.right + edge, width), min(area.bottom + edge, height),
    )  # fmt: skip
    # Corners that are no rounder than that cut nothing of the area.
    return Veil(box, shade, alpha, radius=3 * edge)
