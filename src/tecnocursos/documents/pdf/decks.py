"""Slide decks that were exported to PDF: each page is a section, its most prominent text the title."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tecnocursos.documents.outline import Place
from tecnocursos.documents.pdf.headings import Bookmark, key_of
from tecnocursos.documents.pdf.pages import Page
from tecnocursos.documents.pdf.paragraphs import Text
from tecnocursos.documents.pdf.sections import Part, Writer
from tecnocursos.documents.reading import Role

_MOST_GLYPHS = 1_200
"""On the median page; a landscape report holds more."""
_LONGEST_TITLE = 160


def is_deck(pages: Sequence[Page]) -> bool:
    landscape = sum(page.view.shown_size()[0] > 1.2 * page.view.shown_size()[1] for page in pages)
    return landscape > 0.8 * len(pages) and statistics.median(page.glyphs for page in pages) < _MOST_GLYPHS


def mark_slide_titles(pages: Sequence[Page], marks: Sequence[Bookmark]) -> None:
    """Give each page's title the role of a heading."""
    named = {(mark.page, mark.title) for mark in marks}
    for page in pages:
        title = _title(page, named)
        if title is not None:
            title.role, title.level = "heading", 1


def _title(page: Page, named: set[tuple[int | None, str]]) -> Text | None:
    texts = [text for text in page.texts() if any(c.isalnum() for c in text.plain)]
    texts = [text for text in texts if len(text.plain) <= _LONGEST_TITLE and not text.footnote]
    if not texts:
        return None
    for text in texts:
        if (page.number, key_of(text.plain)) in named:
            return text
    # The largest, and of equally large ones the highest; a large figure ("98 %") below smaller text is not a title.
    largest = max(texts, key=lambda text: (round(text.size), -text.box.y0))
    usual = statistics.median(text.size for text in texts)
    alone = len(texts) <= 2
    if largest.marker is None and (alone or (largest.size > 1.12 * usual and largest.box.y0 < 0.6 * page.view.height)):
        return largest
    highest = min(texts, key=lambda text: text.box.y0)
    if highest.marker is None and highest.bold and highest.box.y0 < 0.3 * page.view.height:
        return highest
    return None


def write_slides(pages: Sequence[Page], writer: Writer) -> None:
    for page in pages:
        parts: list[tuple[Page, Part]] = [(page, part) for column in page.columns for part in column]
        title = next((part for _, part in parts if isinstance(part, Text) and part.role == "heading"), None)
        parts = [(page, part) for _, part in parts if part is not title]
        if title is None and not parts:
            continue
        said = [part for _, part in parts if isinstance(part, Text)]
        role: Role = "content"
        subtitle = None
        # Pictures beside the title of an opening or dividing slide are part of its design.
        short = len(said) <= 3 and all(text.role == "paragraph" and len(text.plain) < 140 for text in said)
        if title is not None and page.number == 1 and short and len(said) == len(parts):
            role = "title"
            if said:
                subtitle = " – ".join(writer.text(text) for text in said)
                parts = []
        elif title is not None and not parts:
            role = "section"
        place = Place(page=page.number, box=page.view.fractions(title.box)) if title else Place(page=page.number)
        writer.draft.open_section(writer.text(title) if title else None, place, role=role, subtitle=subtitle)
        writer.parts(parts)
