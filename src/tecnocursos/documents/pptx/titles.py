"""The title of a slide: its placeholder, or what plainly serves as one."""

from __future__ import annotations

from collections.abc import Sequence

from tecnocursos.documents.pptx.shapes import PlacedShape, placeholder_type
from tecnocursos.documents.pptx.text import TITLE_PLACEHOLDERS, font_size, paragraph_text

_LONGEST = 120
_TOP = 0.35  # a title starts in the upper third or so of the slide


def find_title(shapes: Sequence[PlacedShape]) -> PlacedShape | None:
    """The filled title placeholder, else the one short text at the top that is larger than all others."""
    texts = [placed for placed in shapes if getattr(placed.shape, "has_text_frame", False) and _paragraphs(placed)]
    for placed in texts:
        if placeholder_type(placed.shape) in TITLE_PLACEHOLDERS:
            return placed
    sizes = sorted((font_size(placed.shape) for placed in texts), reverse=True)
    for placed in texts:
        paragraphs = _paragraphs(placed)
        is_largest = font_size(placed.shape) == sizes[0] and (len(sizes) == 1 or sizes[0] > sizes[1])
        stands_out = is_largest and (len(sizes) > 1 or sizes[0] >= 24)
        if stands_out and placed.box[1] < _TOP and len(paragraphs) == 1 and len(paragraphs[0]) <= _LONGEST:
            return placed
    return None


def _paragraphs(placed: PlacedShape) -> list[str]:
    texts = (paragraph_text(paragraph._p).strip() for paragraph in placed.shape.text_frame.paragraphs)
    return [text for text in texts if text]
