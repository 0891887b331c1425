"""A deck to a draft: one section a slide; hidden slides are skipped and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx.package import Package

from tecnocursos.documents.errors import DocumentDamaged
from tecnocursos.documents.namespaces import A
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pptx.charts import read_chart
from tecnocursos.documents.pptx.graphics import has_picture, read_background, read_picture
from tecnocursos.documents.pptx.shapes import PlacedShape, is_subtitle, place_shapes
from tecnocursos.documents.pptx.smartart import is_smartart, read_smartart
from tecnocursos.documents.pptx.tables import read_table
from tecnocursos.documents.pptx.text import paragraph_text, read_text
from tecnocursos.documents.pptx.titles import find_title
from tecnocursos.documents.reading import Draft, Role


def read_pptx(path: Path, draft: Draft) -> None:
    """Fill the draft from a deck, a slide show or a template, with or without macros (which are ignored)."""
    package = Package.open(str(path))
    presentation = package.main_document_part.presentation
    slides = presentation.slides
    draft.require_pages(len(slides))
    draft.title = package.core_properties.title
    size = (presentation.slide_width or 0, presentation.slide_height or 0)
    if min(size) <= 0:
        raise DocumentDamaged(
            file=draft.file, reason="the slide size is missing", reason_pt="falta o tamanho dos slides"
        )
    visible = [(number, slide) for number, slide in enumerate(slides, start=1) if slide.element.get("show") != "0"]
    draft.pages, draft.skipped_slides = len(visible), len(slides) - len(visible)
    draft.language = _stated_language([slide for _, slide in visible])
    for number, slide in visible:
        _SlideReader(draft, slide, number, size, is_first=number == visible[0][0]).read()


class _SlideReader:
    def __init__(self, draft: Draft, slide: Any, number: int, size: tuple[int, int], *, is_first: bool) -> None:
        self._draft = draft
        self._slide = slide
        self._number = number
        self._is_first = is_first
        self._shapes = place_shapes(slide, size)

    def read(self) -> None:
        title = find_title(self._shapes)
        rest = [placed for placed in self._shapes if placed is not title]
        layout = self._slide.slide_layout.element.get("type")
        subtitle = next((placed for placed in rest if is_subtitle(placed, layout)), None)
        role = self._role(layout, [placed for placed in rest if placed is not subtitle], has_title=title is not None)
        lines = _lines(subtitle) if subtitle and role != "content" else []
        self._draft.open_section(
            " ".join(_lines(title)) if title else None,
            Place(page=self._number),
            role=role,
            subtitle=lines[0] if lines else None,
            id=f"slide-{self._slide.slide_id}",
        )
        for placed in rest:
            if placed is subtitle and lines:
                for line in lines[1:]:
                    self._draft.paragraph(line, self._place(placed))
            else:
                self._read_shape(placed)
        read_background(self._slide, self._draft, Place(page=self._number, box=(0.0, 0.0, 1.0, 1.0)))
        self._read_notes()
        self._draft.drop_empty_section()

    def _role(self, layout: str | None, others: Sequence[PlacedShape], *, has_title: bool) -> Role:
        """The opening slide, a divider, or content, by the slide's layout and by what is on it."""
        if not has_title:
            return "content"
        if self._is_first and (layout == "title" or not others):
            return "title"
        return "content" if others else "section"

    def _read_shape(self, placed: PlacedShape) -> None:
        shape, place = placed.shape, self._place(placed)
        if placed.flow:
            self._draft.paragraph(" → ".join(placed.flow), place)
            return
        if getattr(shape, "has_chart", False):
            read_chart(shape.chart, self._draft, place)
        elif getattr(shape, "has_table", False):
            read_table(shape.table, self._draft, place)
        elif has_picture(shape):
            read_picture(shape, self._slide.part, self._draft, place)
        elif is_smartart(shape):
            read_smartart(shape, self._slide.part, self._draft, place)
        if getattr(shape, "has_text_frame", False):
            read_text(shape, self._draft, place)

    def _read_notes(self) -> None:
        if self._slide.has_notes_slide:
            frame = self._slide.notes_slide.notes_text_frame
            if frame is not None:
                self._draft.notes("\n".join(paragraph_text(paragraph._p, "\n") for paragraph in frame.paragraphs))

    def _place(self, placed: PlacedShape) -> Place:
        return Place(page=self._number, box=placed.box)


def _lines(placed: PlacedShape) -> list[str]:
    texts = [paragraph_text(paragraph._p) for paragraph in placed.shape.text_frame.paragraphs]
    return [text for text in texts if text.strip()]


def _stated_language(slides: Sequence[Any]) -> str | None:
    """The language most runs of text are marked with."""
    tags = Counter(
        run.get("lang") for slide in slides for run in slide.element.iter(f"{A}rPr") if run.get("lang") is not None
    )
    return tags.most_common(1)[0][0] if tags else None
