"""Where a slide's elements and texts are said to stand is where they are drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from slide_kinds import SLIDES, contains

from tecnocursos.rendering.slides import PictureSlide, Slide
from tecnocursos.rendering.stage.raster import opened
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import TEMPLATES, Brand

SIZES = ((1280, 720), (1080, 1920))


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    Image.new("RGB", (400, 300), (1, 254, 2)).save(folder / "picture.png")
    return folder


def text_at(slide: Slide, path: str) -> str:
    found: object = slide.model_dump(mode="json")
    for name in path.split("."):
        found = found[int(name)] if isinstance(found, list | tuple) else found[name]  # type: ignore[index]
    assert isinstance(found, str)
    return found


def letters(text: str) -> str:
    """Without what setting a text changes: spaces, marks of folded lines, capitals."""
    text = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\u200b\u2060↪\ufffe\x02]", "", text)


def texts_of(slide: Slide) -> Iterator[str]:
    """Paths of all texts that the slide shows."""

    def walk(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in {"kind", "file", "alt", "language"}:
                    yield from walk(inner, f"{path}.{name}" if path else name)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from walk(inner, f"{path}.{index}")
        elif isinstance(value, str) and value:
            yield path

    if not (isinstance(slide, PictureSlide) and slide.is_full_page):
        yield from walk(slide.model_dump(mode="json"), "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("kind", SLIDES)
def test_boxes_hold_what_is_drawn(media, template, size, kind) -> None:
    slide = SLIDES[kind]
    width, height = size

    def locate(name: str) -> Path:
        return media / name

    stage = Stage(template=template, brand=Brand(), width=width, height=height, language="pt-BR", locate=locate)
    page = stage.page(slide)
    boxes = {box.element: box for box in page.boxes}
    texts = {text.path: text for box in page.boxes for text in box.texts}
    # Told record by record, a table has no place for what its first column is called.
    unseen = {"header.0"} if kind == "records" and "header.0" not in texts else set()
    assert set(texts) == set(texts_of(slide)) - unseen
    for box in page.boxes:
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= width
        assert box.y + box.height <= height
        assert all(
            contains(box, text.x, text.y, text.x + text.width, text.y + text.height, 1) for text in box.texts
        ), box  # fmt: skip
    with opened(page.pdf()) as document:
        drawn = document[0]
        words = drawn.get_textpage()
        for path, text in texts.items():
            # Letters that stand a little over the side of a box are its letters all the same.
            inside = words.get_text_bounded(
                text.x - 2, height - text.y - text.height, text.x + text.width + 2, height - text.y
            )
            wanted = letters(text_at(slide, path))
            assert wanted in letters(inside), (path, inside)
            assert len(letters(inside)) <= len(wanted) + 3, (path, inside)
        for run in list(drawn.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])):
            left, bottom, right, top = run.get_bounds()
            assert any(
                contains(box, left, height - top, right, height - bottom, size[0] / 400) for box in page.boxes
            ), (left, height - top, right, height - bottom, page.boxes)  # fmt: skip
    if "picture" in boxes:
        pixels = page.draw()
        green = np.argwhere((np.abs(pixels.astype(int) - (1, 254, 2)) < 4).all(axis=2))
        (top, left), (bottom, right) = green.min(axis=0), green.max(axis=0) + 1
        assert contains(boxes["picture"], left, top, right, bottom, 0)
