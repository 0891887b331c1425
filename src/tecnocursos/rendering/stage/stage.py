"""The stage: one look (template, brand, size, language) that draws any slide in any step of its reveal."""

from __future__ import annotations

import base64
import copy
import io
import itertools
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tecnocursos.kit.language import Language
from tecnocursos.rendering.places import shape_of
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.stage.boxes import ElementBox
from tecnocursos.rendering.stage.contrast import lowest_contrast
from tecnocursos.rendering.stage.fitting import split_until_fits
from tecnocursos.rendering.stage.lettering import lettered
from tecnocursos.rendering.stage.overlay import Overlay, overlay_of
from tecnocursos.rendering.stage.pictures import PictureShelf, lay, lay_pictures
from tecnocursos.rendering.stage.raster import Pixels, draw_pages
from tecnocursos.rendering.stage.typesetting import Box, Layout, SetSlide, Typesetter
from tecnocursos.rendering.timeline import Brand, TemplateName


class Stage:
    """Draws slides. Thread-safe. Pictures, logo and font files are looked up through `locate`."""

    def __init__(
        self,
        *,
        template: TemplateName,
        brand: Brand,
        width: int,
        height: int,
        language: Language,
        locate: Callable[[str], Path],
    ) -> None:
        self._shelf = PictureShelf(locate)
        self._language = language
        self._shape = shape_of(width, height)

        def typesetter(template: TemplateName) -> Typesetter:
            return Typesetter(
                template=template,
                brand=brand,
                width=width,
                height=height,
                language=language,
                locate=locate,
                logo_size=self._shelf.size(brand.logo) if brand.logo else None,
            )

        self._typesetter_in = typesetter
        self._typesetter = typesetter(template)
        self._looks: dict[TemplateName, Stage] = {template: self}
        self._looks_lock = threading.Lock()
        self.fingerprint = self._typesetter.fingerprint
        """Changes with everything that pixels depend on besides the slide and the contents of its pictures."""

    def in_look(self, template: TemplateName) -> Stage:
        """The stage with another template and everything else the same; the same one each time."""
        with self._looks_lock:
            if template not in self._looks:
                other = copy.copy(self)
                other._typesetter = self._typesetter_in(template)
                other.fingerprint = other._typesetter.fingerprint
                self._looks[template] = other
            return self._looks[template]

    def draw_states(self, slide: Slide, steps: Sequence[int]) -> list[NDArray[np.uint8]]:
        """One picture a step, (height, width, 3) RGB; at step 0 nothing is revealed, at k the first k parts.

        Only the first and the last page are drawn; steps between are composed from them, to the same pixels.
        """
        last = slide.step_count
        wanted = [min(max(step, 0), last) for step in steps]
        drawn = [0, last] if last and any(step < last for step in wanted) else [last]
        slots = self._slots(slide)
        setting = self._typesetter.set(slots, drawn)
        layout = setting.layout
        if len(drawn) > 1 and _is_overlaid(layout):
            # Where steps lie over each other, nothing can be composed.
            drawn = sorted(set(wanted))
            setting = self._typesetter.set(slots, drawn)
        pages = draw_pages(setting.pdf())
        for page in pages:
            lay_pictures(page, layout.pictures, self._shelf)
        if layout.over:
            self._overlay(slots, slide, layout).lay_on(pages, drawn)
        if drawn != [0, last]:
            return [pages[drawn.index(step)] for step in wanted]
        first, full = pages[0], pages[-1]
        return [_state(first, full, layout, step, last) for step in wanted]

    def page(self, slide: Slide, step: int | None = None) -> Page:
        """One step of a slide, to be drawn; all revealed when no step is named."""
        shown = slide.step_count if step is None else step
        slots = self._slots(slide)
        setting = self._typesetter.set(slots, [shown])
        return Page(setting, self._shelf, shown, lambda: self._overlay(slots, slide, setting.layout))

    def draw(self, slide: Slide, step: int | None = None) -> NDArray[np.uint8]:
        """The picture of one step, drawn directly; all revealed when no step is named."""
        return self.page(slide, step).draw()

    def svg(self, slide: Slide, step: int | None = None) -> str:
        """The picture of one step as a self-contained SVG; all revealed when no step is named."""
        return self.page(slide, step).svg()

    def fit(self, slide: Slide, check: Callable[[], None] = lambda: None) -> list[Slide]:
        """The slide itself when its text fits at the smallest allowed size or above, else the slides it becomes.

        Items, rows and lines keep their order and nothing is lost; titles are numbered "(1/2)".
        `check` is called before each attempt, and may raise.
        """

        def fits(part: Slide) -> bool:
            check()
            return self._typesetter.layout(self._slots(part), [0]).fits

        return split_until_fits(slide, fits)

    def contrast(self, slide: Slide) -> float:
        """The lowest contrast ratio (WCAG 2, 1 to 21) of text against the drawn pixels behind it."""
        slots, last = self._slots(slide), slide.step_count
        setting = self._typesetter.set(slots, [last])
        layout = setting.layout

        def on_page(bare: NDArray[np.uint8]) -> Pixels:
            ground = bare[:, :, :3].copy()
            lay_pictures(ground, layout.pictures, self._shelf)
            return ground

        lowest = lowest_contrast(setting.pdf(), on_page)
        if not layout.over:
            return lowest
        overlay = self._overlay(slots, slide, layout)
        page = draw_pages(setting.pdf())[0]
        lay_pictures(page, layout.pictures, self._shelf)
        overlay.veil(page)

        def on_pictures(bare: NDArray[np.uint8]) -> Pixels:
            ground = page.copy()
            lay(ground, bare, Box(0, 0, bare.shape[1], bare.shape[0]))
            return ground

        return min(lowest, lowest_contrast(overlay.words([last]).pdf(), on_pictures))

    def _overlay(self, slots: Mapping[str, Any], slide: Slide, layout: Layout) -> Overlay:
        return overlay_of(self._typesetter, slots, slide.step_count, layout, self._shelf)

    def _slots(self, slide: Slide) -> dict[str, Any]:
        places = slide.places.get(self._shape, {})
        slots = lettered(slide, self._shelf.size, self._language)
        return {**slots, "places": {element: place.model_dump() for element, place in places.items()}}


class Page:
    """One step of a slide. It is set once, whatever is asked of it."""

    def __init__(self, setting: SetSlide, shelf: PictureShelf, step: int, overlay: Callable[[], Overlay]) -> None:
        self._setting = setting
        self._shelf = shelf
        self._step = step
        self._overlay = overlay

    @property
    def fits(self) -> bool:
        """Whether its text fits at the smallest allowed size or above. Raises SlideNotDrawn."""
        return self._setting.layout.fits

    @property
    def boxes(self) -> tuple[ElementBox, ...]:
        """Where its elements stand, once all have appeared. Raises SlideNotDrawn."""
        boxes = self._setting.layout.boxes
        self._setting.forget()
        return boxes

    def draw(self) -> NDArray[np.uint8]:
        """(height, width, 3) RGB. Raises SlideNotDrawn and what is wrong with a picture."""
        layout = self._setting.layout
        page = draw_pages(self._setting.pdf())[0]
        lay_pictures(page, layout.pictures, self._shelf)
        if layout.over:
            self._overlay().lay_on([page], [self._step])
        return page

    def pdf(self) -> bytes:
        """The page with its text as text, without its pictures and what lies on them. Raises SlideNotDrawn."""
        return self._setting.pdf()

    def pdf_over_pictures(self) -> bytes | None:
        """What lies on its pictures, alone on a page; None where nothing does. Raises what `draw` raises."""
        return self._overlay().words([self._step]).pdf() if self._setting.layout.over else None

    def svg(self) -> str:
        """A self-contained SVG. Raises what `draw` raises."""
        head, _, tail = self._setting.svg().rpartition("</svg>")
        over = self._overlay().svg(self._step) if self._setting.layout.over else ""
        return head + "".join(self._svg_pictures()) + over + "</svg>" + tail

    def _svg_pictures(self) -> Iterable[str]:
        for place in self._setting.layout.pictures:
            file = io.BytesIO()
            Image.fromarray(self._shelf.scaled(place)).save(file, "PNG")
            link = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
            box = place.box
            size = f'width="{box.width}" height="{box.height}"'
            yield f'<image x="{box.left}" y="{box.top}" {size} href={quoteattr(link)}/>'


def _is_overlaid(layout: Layout) -> bool:
    """Whether regions of different steps meet: only where elements were put upon each other."""
    if not any(box.is_placed for box in layout.boxes):
        return False
    pairs = itertools.combinations(layout.regions, 2)
    return any(step != other_step and box.meets(other) for (step, box), (other_step, other) in pairs)


def _state(
    first: NDArray[np.uint8], full: NDArray[np.uint8], layout: Layout, step: int, last: int
) -> NDArray[np.uint8]:
    if step == last:
        return full
    if step == 0:
        return first
    page = first.copy()
    for region_step, box in layout.regions:
        if region_step <= step:
            page[box.top : box.bottom, box.left : box.right] = full[box.top : box.bottom, box.left : box.right]
    return page
