"""Pictures of slides while they are edited: the video's own stage, kept open, and its pictures, kept in the cache."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sqlalchemy.orm import Session

from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.file_cache import CacheDamaged, FileCache
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.digest import digest
from tecnocursos.kit.errors import NotFound
from tecnocursos.kit.language import Language
from tecnocursos.rendering.slides import PictureSlide, PictureTextSlide, Slide
from tecnocursos.rendering.stage.stage import Page, Stage
from tecnocursos.rendering.timeline import SIZES, Brand, SizeName, TemplateName
from tecnocursos.studio import courses, queries
from tecnocursos.studio.models import Project
from tecnocursos.studio.patience import time_limit
from tecnocursos.studio.production import fit_slide
from tecnocursos.studio.tools import Tools

Form = Literal["png", "svg"]
_OPEN_STAGES = 24
_NOWHERE = Path("/dev/null/nowhere")


@dataclass(frozen=True, slots=True)
class Look:
    """Whose pictures, and all that they depend on besides the slide."""

    tenant_id: UUID
    template: TemplateName
    brand: Brand
    size: SizeName
    language: Language
    files: Mapping[str, StoredFile]
    """By the names that slides and brand call them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    slide: Slide
    step: int | None = None
    """None: all parts shown."""
    page: int = 1
    """Of the pages that a slide becomes which does not fit on one."""
    width: int = 960
    form: Form = "png"


@dataclass(frozen=True, slots=True)
class Preview:
    key: str
    """Names the bytes: the same key is the same picture."""
    content: bytes
    pages: int
    steps: int
    """Parts of the page that is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the pages that a slide becomes."""

    slide: Slide
    page: Page
    pages: Sequence[Slide]
    fingerprint: str
    """Of the look that it is drawn in."""


class PageUnknown(NotFound):
    code = "page_unknown"
    en = "There is no page {page}: the slide has {pages}."
    pt = "Não existe a página {page}: o slide tem {pages}."


class Previews:
    """Draws previews. Thread-safe; the stages used last stay open."""

    def __init__(self, tools: Tools, storage: Storage) -> None:
        self._cache = tools.cache
        self._layout_timeout_seconds = tools.layout_timeout_seconds
        self._storage = storage
        self._stages: OrderedDict[str, tuple[Stage, dict[str, Path]]] = OrderedDict()
        self._lock = threading.Lock()

    def draw(self, look: Look, wanted: Wanted, known_key: str | None = None) -> Preview:
        """The picture; without its content where the asker has it already, under `known_key`.

        Raises PageUnknown, PictureMissing, PictureDamaged, FontMissing, FontDamaged, SlideNotDrawn, SlidesTookTooLong.
        """
        shown = self.page(look, wanted.slide, wanted.page, wanted.step)
        slide, pages = shown.slide, shown.pages
        cache = self._cache.of(str(look.tenant_id))
        step = _step(slide, wanted.step)
        width = min(wanted.width, SIZES[look.size][0]) if wanted.form == "png" else None
        key = digest(shown.fingerprint, slide.model_dump(mode="json"), step, width, wanted.form)
        content = b"" if key == known_key else _content(cache, key, shown.page, width)
        return Preview(key, content, len(pages), slide.step_count)

    def page(self, look: Look, slide: Slide, number: int = 1, step: int | None = None) -> Shown:
        """A page of the slide, to be drawn or asked. Raises what `draw` raises."""
        stage = self.stage(look, slide)
        # Most slides fit: what says so is drawn.
        page = stage.page(slide, _step(slide, step))
        pages = fit_slide(
            slide, stage, self._cache.of(str(look.tenant_id)), page, time_limit(self._layout_timeout_seconds)
        )
        if not 1 <= number <= len(pages):
            raise PageUnknown(page=number, pages=len(pages))
        shown = pages[number - 1]
        if shown != slide:
            page = stage.page(shown, _step(shown, step))
        return Shown(shown, page, pages, stage.fingerprint)

    def stage(self, look: Look, *slides: Slide) -> Stage:
        """The open stage of `look`, able to find what the brand and `slides` name."""
        brand = look.brand
        key = digest(
            str(look.tenant_id), look.template, brand.model_dump(mode="json"), look.size, look.language,
        )  # fmt: skip
        with self._lock:
            found = self._stages.get(key)
            if found is not None:
                self._stages.move_to_end(key)
        paths = {} if found is None else found[1]
        names = {*brand.font_files, *filter(None, [brand.logo])}
        names |= {slide.picture.file for slide in slides if isinstance(slide, PictureSlide | PictureTextSlide)}
        # Files of a remote storage may have left the cache since they were fetched.
        paths.update({name: files.local_path(self._storage, look.files[name]) for name in names if name in look.files})
        if found is not None:
            return found[0]
        width, height = SIZES[look.size]
        stage = Stage(
            template=look.template,
            brand=brand,
            width=width,
            height=height,
            language=look.language,
            locate=lambda name: paths.get(name, _NOWHERE),
        )
        with self._lock:
            # Another thread may have been quicker: its stage stays, and learns where these files are.
            stage, kept = self._stages.setdefault(key, (stage, paths))
            kept.update(paths)
            while len(self._stages) > _OPEN_STAGES:
                self._stages.popitem(last=False)
        return stage


def _content(cache: FileCache, key: str, page: Page, width: int | None) -> bytes:
    suffix = ".svg" if width is None else ".png"
    if cache.find("previews", key, suffix) is not None:
        try:
            return cache.read("previews", key, suffix)
        except CacheDamaged:
            pass
    content = page.svg().encode() if width is None else _png(page.draw(), width)
    cache.put("previews", key, suffix, lambda path: path.write_bytes(content))
    return content


def look_of(session: Session, actor: Actor, project: Project, template: TemplateName | None = None) -> Look:
    """How a project's scenes look; `template` in place of its own."""
    brand, brand_media = courses.brand_of(session, actor, project)
    media = queries.project_media(session, actor, project.id)
    return Look(
        tenant_id=actor.tenant_id,
        template=template or project.look,
        brand=brand,
        size=project.size,
        language=project.language,
        files=media | brand_media,
    )


def _step(slide: Slide, step: int | None) -> int:
    """The nearest step that the slide has; the last one when none is named."""
    return slide.step_count if step is None else min(max(step, 0), slide.step_count)


def _png(pixels: NDArray[np.uint8], width: int) -> bytes:
    image = Image.fromarray(pixels)
    if width < image.width:
        height = max(1, round(image.height * width / image.width))
        # Halving first is many times quicker than one good filter over all pixels, and looks the same.
        if (factor := image.width // width) > 1:
            image = image.reduce(factor)
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
