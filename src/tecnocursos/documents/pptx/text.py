"""Text of shapes: which paragraphs are bullets, at which level, and which are code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft, clean_text

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
_TYPED_BULLET = re.compile(r"^\s*(?:[•‣▪▫●○◦■□►▶➢➤✓✔·]|[-–—](?=\s))\s*(?P<text>\S.*)$", re.DOTALL)
_MONOSPACED = re.compile(
    r"mono|courier|consol|menlo|monaco|\bcode\b|cascadia|lucida sans typewriter|inconsolata", re.IGNORECASE
)


def read_text(shape: Any, draft: Draft, place: Place) -> None:
    """Add the shape's paragraphs to the draft as list items, code or paragraphs."""
    styles = _list_styles(shape)
    paragraphs = [paragraph._p for paragraph in shape.text_frame.paragraphs if paragraph_text(paragraph._p).strip()]
    for is_code, group in groupby(paragraphs, key=_is_monospaced):
        if is_code:
            draft.code("\n".join(_code_line(paragraph) for paragraph in group), place)
            continue
        for paragraph in group:
            text = paragraph_text(paragraph)
            level = _level(paragraph)
            bullet = _bullet(paragraph, level, styles)
            typed = _TYPED_BULLET.match(text)
            if bullet or typed:
                item = typed["text"] if typed else text
                draft.list_item(item, place, level=level, ordered=bullet == "buAutoNum")
            else:
                draft.paragraph(text, place)


def paragraph_text(paragraph: Any, line_break: str = " ") -> str:
    """The text of an `a:p` with its links and formulas, without slide numbers; soft breaks as `line_break`."""
    parts = []
    for element in paragraph.iter(f"{_A}t", f"{_A}br", f"{_M}t"):
        if element.tag == f"{_A}br":
            parts.append(line_break)
        elif not _is_slide_number(element):
            parts.append(element.text or "")
    return clean_text("".join(parts)).replace("\n", line_break)


def font_size(shape: Any, default: float = 18.0) -> float:
    """The largest size in points that the shape's runs or list style state; PowerPoint's own 18 where none does."""
    body = shape.text_frame._txBody
    marked = [element for tag in ("rPr", "defRPr") for element in body.iter(f"{_A}{tag}")]
    sizes = [int(element.get("sz")) / 100 for element in marked if (element.get("sz") or "").isdigit()]
    return max(sizes, default=default)


def _is_slide_number(element: Any) -> bool:
    parent = element.getparent()
    return bool(parent.tag == f"{_A}fld" and (parent.get("type") or "") == "slidenum")


def _level(paragraph: Any) -> int:
    properties = paragraph.find(f"{_A}pPr")
    level = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(level), 8) if level.isdigit() else 0


def _bullet(paragraph: Any, level: int, styles: list[Any]) -> str | None:
    """`buChar`, `buBlip` or `buAutoNum`, from the paragraph itself or the nearest style that says; None without."""
    own = paragraph.find(f"{_A}pPr")
    inherited = (style.find(f"{_A}lvl{level + 1}pPr") for style in styles)
    for properties in (own, *inherited):
        if properties is None:
            continue
        for kind in ("buNone", "buAutoNum", "buChar", "buBlip"):
            if properties.find(f"{_A}{kind}") is not None:
                return None if kind == "buNone" else kind
    return None


def _list_styles(shape: Any) -> list[Any]:
    """What a paragraph of the shape inherits from, nearest first: shape, layout, master, the master's text styles."""
    styles = []
    kind = None
    holder = shape
    while holder is not None:
        body = holder._element.find(f"{_P}txBody")
        if body is not None and (style := body.find(f"{_A}lstStyle")) is not None:
            styles.append(style)
        if not holder.is_placeholder:
            break
        kind = holder.placeholder_format.type
        holder = getattr(holder, "_base_placeholder", None)
    text_styles = _master_text_styles(shape)
    name = "otherStyle" if kind is None else ("titleStyle" if kind in _TITLES else "bodyStyle")
    if text_styles is not None and (style := text_styles.find(f"{_P}{name}")) is not None:
        styles.append(style)
    return styles


def _master_text_styles(shape: Any) -> Any:
    master = shape.part.slide_layout.slide_master
    return master.element.find(f"{_P}txStyles")


def _is_monospaced(paragraph: Any) -> bool:
    """Whether every run that shows something is set in a typeface for code."""
    fonts = list(_fonts(paragraph))
    return bool(fonts) and all(font is not None and _MONOSPACED.search(font) for font in fonts)


def _fonts(paragraph: Any) -> Iterator[str | None]:
    for run in paragraph.iter(f"{_A}r"):
        if (run.findtext(f"{_A}t") or "").strip():
            latin = run.find(f"{_A}rPr/{_A}latin")
            yield latin.get("typeface") if latin is not None else None


def _code_line(paragraph: Any) -> str:
    return "  " * _level(paragraph) + paragraph_text(paragraph, "\n")
