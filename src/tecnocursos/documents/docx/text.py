"""The text of Word's paragraphs: links, fields, insertions and controls included, deletions and comments not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tecnocursos.documents.namespaces import MC, M, W

# Text boxes are read on their own; of two alternatives one is enough; the rest is not in the text any more.
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{MC}Fallback", f"{W}pPr", f"{W}rPr", f"{W}instrText"}
_BREAKS = {f"{W}br", f"{W}cr"}
_SYMBOLS = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


def paragraph_text(paragraph: Any, line_break: str = " ") -> str:
    """The text of a `w:p`, soft breaks as `line_break`."""
    return "".join(_parts(paragraph, line_break))


def text_boxes_in(paragraph: Any) -> Iterator[Any]:
    """The outermost text boxes anchored in a paragraph, each once although Word stores them twice."""
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = [ancestor.tag for ancestor in box.iterancestors()]
        inside = ancestors[: ancestors.index(f"{W}p")] if f"{W}p" in ancestors else []
        if f"{MC}Fallback" not in ancestors and f"{W}txbxContent" not in inside:
            yield box


def is_hidden(run: Any) -> bool:
    """Whether a `w:r` is formatted as hidden text."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "true") not in {"0", "false", "off"}


def _parts(element: Any, line_break: str) -> Iterator[str]:
    for child in element:
        if child.tag in {f"{W}t", f"{M}t"}:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield line_break if child.get(f"{W}type", "textWrapping") == "textWrapping" else " "
        elif child.tag in _SYMBOLS:
            yield _SYMBOLS[child.tag]
        elif child.tag not in _SKIPPED and not (child.tag == f"{W}r" and is_hidden(child)):
            yield from _parts(child, line_break)
