"""From a slide to PDF pages and the places of what is on them, by Typst. Templates are files beside this room.

A page is as many points as the picture has pixels, so one point is one pixel.
"""

from __future__ import annotations

import functools
import itertools
import json
import shutil
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import typst

from tecnocursos.infra.file_digests import file_digest
from tecnocursos.infra.files import make_temporary_folder
from tecnocursos.kit.digest import digest
from tecnocursos.kit.language import Language
from tecnocursos.rendering.errors import SlideNotDrawn
from tecnocursos.rendering.stage.boxes import ElementBox, joined
from tecnocursos.rendering.stage.fonts import collect_fonts
from tecnocursos.rendering.timeline import Brand, TemplateName

_LAYOUTS_A_COLLECTION = 2

TEMPLATE_FOLDER = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; the left upper corner is inside, the right lower one outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether they have a pixel in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """Where a picture is laid over the page once the page is drawn."""

    file: str
    box: Box
    radius: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the template decided: whether all fits, what each step adds and where, where pictures go, and where the
    elements of the slide stand."""

    fits: bool
    regions: tuple[tuple[int, Box], ...]
    pictures: tuple[PicturePlace, ...]
    boxes: tuple[ElementBox, ...]
    over: frozenset[str]
    """Elements whose words lie on pictures: they are drawn over them."""
    grounded: frozenset[str]
    """Those of them whose words stand on a ground of their own."""


class SetSlide:
    """A slide as Typst sets it, with one page a step. Typst works when something is asked of it first."""

    def __init__(self, compiler: typst.Compiler, forget: Callable[[], None]) -> None:
        self._compiler = compiler
        self.forget = forget
        """To be called when no page follows the layout."""

    @functools.cached_property
    def layout(self) -> Layout:
        """Where things are; the same on each page. Raises SlideNotDrawn."""
        answer = json.loads(_guarded(lambda: self._compiler.query("<layout>", field="value", one=True)))
        return Layout(
            fits=answer["fits"],
            regions=tuple((region["step"], _box(region)) for region in answer["regions"]),
            pictures=tuple(
                PicturePlace(picture["file"], _box(picture), round(picture["radius"])) for picture in answer["pictures"]
            ),
            boxes=joined(answer["boxes"], answer["width"], answer["height"]),
            over=frozenset(answer["over"]),
            grounded=frozenset(answer["grounded"]),
        )

    def pdf(self) -> bytes:
        """All pages, without their pictures. Raises SlideNotDrawn."""
        pdf: bytes = _guarded(lambda: self._compiler.compile(format="pdf", pdf_tags=False, timestamp=0))
        return pdf

    def svg(self) -> str:
        """The only page, without its pictures. Raises SlideNotDrawn."""
        svg: bytes = _guarded(lambda: self._compiler.compile(format="svg"))
        return svg.decode()


class Typesetter:
    """Sets slides of one look. Thread-safe: every call has its own compiler; fonts and Typst's own cache are shared."""

    def __init__(
        self,
        *,
        template: TemplateName,
        brand: Brand,
        width: int,
        height: int,
        language: Language,
        locate: Callable[[str], Path],
        logo_size: tuple[int, int] | None,
    ) -> None:
        brand_fonts = [locate(name) for name in brand.font_files]
        # Typst reads folders, and each font when it is first used: the chosen files are linked into a folder that
        # stays as long as this object.
        font_folder = make_temporary_folder()
        weakref.finalize(self, shutil.rmtree, font_folder, ignore_errors=True)
        self.fonts = collect_fonts(font_folder, brand, brand_fonts)
        language_code, region = language.split("-")
        look = {
            "template": template,
            "width": width,
            "height": height,
            "language": language_code,
            "region": region,
            "brand": {
                "name": brand.name,
                "primary": brand.primary,
                "accent": brand.accent,
                "heading_font": brand.heading_font,
                "body_font": brand.body_font,
                "logo": {"file": brand.logo, "width": logo_size[0], "height": logo_size[1]} if logo_size else None,
            },
        }
        self._layouts = itertools.count(1)
        self._look = json.dumps(look, ensure_ascii=False)
        self.fingerprint = digest(
            look,
            {path.name: file_digest(path) for path in sorted(TEMPLATE_FOLDER.glob("*.typ"))},
            {path.name: file_digest(path) for path in sorted(Path(__file__).parent.glob("*.py"))},
            {path.name: file_digest(path) for path in sorted(font_folder.iterdir())},
            [(name, metadata.version(name)) for name in ("typst", "pypdfium2", "pillow")],
        )

    def layout(self, slide: Mapping[str, Any], steps: Sequence[int]) -> Layout:
        """Where things are, without drawing. Raises SlideNotDrawn."""
        setting = self.set(slide, steps)
        layout = setting.layout
        setting.forget()
        return layout

    def _forget(self) -> None:
        if next(self._layouts) % _LAYOUTS_A_COLLECTION == 0:
            # Typst forgets what it has not used lately when it compiles, but not when it answers a query: without this
            # every layout would stay in memory, 3 MB each.
            typst.compile(b" ", font_paths=self.fonts, format="svg")

    def set(self, slide: Mapping[str, Any], steps: Sequence[int]) -> SetSlide:
        """The slide with one page for each of `steps`."""
        inputs = {"look": self._look, "slide": json.dumps({**slide, "steps": list(steps)}, ensure_ascii=False)}
        compiler = typst.Compiler(
            str(TEMPLATE_FOLDER / "stage.typ"), root=str(TEMPLATE_FOLDER), font_paths=self.fonts, sys_inputs=inputs
        )
        return SetSlide(compiler, self._forget)


def _box(place: Mapping[str, float]) -> Box:
    left, top = round(place["x"]), round(place["y"])
    return Box(left, top, left + round(place["width"]), top + round(place["height"]))


def _guarded(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except RuntimeError as error:  # typst.TypstError, or its base from a query
        raise SlideNotDrawn(reason=getattr(error, "message", str(error))) from error
