"""Numbers that a document gives its headings: shown, but not said."""

from __future__ import annotations

import re

from tecnocursos.documents.outline import Outline

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[^\W\d_])")


def numbers_headings(outline: Outline) -> bool:
    """Whether headings are counted 1, 2, …: a single `5 dicas` is no such number."""
    found = {match[1] for section in outline.sections if (match := _NUMBER.match(section.title or ""))}
    return {"1", "2"} <= found or {"1.1", "1.2"} <= found


def without_number(title: str) -> str:
    return _NUMBER.sub("", title, count=1) if _NUMBER.match(title) else title
