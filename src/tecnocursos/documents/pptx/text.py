"""Text of shapes: which paragraphs are bullets, at which level, and which are code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER

from tecnocursos.documents.namespaces import A, M, P
from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft, clean_text
from tecnocursos.documents.typefaces import is_monospaced

TITLE_PLACEHOLDERS = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}
_TYPED_BULLET = re.compile(r"^\s*(?:[•‣▪▫●○◦■□►▶➢➤✓✔·]|[-–—](?=\s))\s*(?P<text>\S.*)$", re.DOTALL)


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
    for element in paragraph.iter(f"{A}t", f"{A}br", f"{M}t"):
        if element.tag == f"{A}br":
            parts.append(line_break)
        elif not _is_slide_number(element):
            parts.append(element.text or "")
    return clean_text("".join(parts)).replace("\n", line_break)


def font_size(shape: Any, default: float = 18.0) -> float:
    """The largest size in points that the shape's runs or list style state; PowerPoint's own 18 where none does."""
    body = shape.text_frame._txBody
    marked = [element for tag in ("rPr", "defRPr") for element in body.iter(f"{A}{tag}")]
    sizes = [int(element.get("sz")) / 100 for element in marked if (element.get("sz") or "").isdigit()]
    return max(sizes, default=default)


def _is_slide_number(element: Any) -> bool:
    parent = element.getparent()
    return bool(parent.tag == f"{A}fld" and (parent.get("type") or "") == "slidenum")


def _level(paragraph: Any) -> int:
    properties = paragraph.find(f"{A}pPr")
    level = properties.get("lvl", "0") if properties is not None else "0"
    return min(int(level), 8) if level.isdigit() else 0


def _bullet(paragraph: Any, level: int, styles: list[Any]) -> str | None:
    """`buChar`, `buBlip` or `buAutoNum`, from the paragraph itself or the nearest style that says; None without."""
    own = paragraph.find(f"{A}pPr")
    inherited = (style.find(f"{A}lvl{level + 1}pPr") for style in styles)
    for properties in (own, *inherited):
        if properties is None:
            continue
        for kind in ("buNone", "buAutoNum", "buChar", "buBlip"):
            if properties.find(f"{A}{kind}") is not None:
                return None if kind == "buNone" else kind
    return None


def _list_styles(shape: Any) -> list[Any]:
    """What a paragraph of the shape inherits from, nearest first: shape, layout, master, the master's text styles."""
    styles = []
    kind = None
    holder = shape
    while holder is not None:
        body = holder._element.find(f"{P}txBody")
        if body is not None and (style := body.find(f"{A}lstStyle")) is not None:
            styles.append(style)
        if not holder.is_placeholder:
            break
        kind = holder.placeholder_format.type
        holder = getattr(holder, "_base_placeholder", None)
    text_styles = _master_text_styles(shape)
    name = "otherStyle" if kind is None else ("titleStyle" if kind in TITLE_PLACEHOLDERS else "bodyStyle")
    if text_styles is not None and (style := text_styles.find(f"{P}{name}")) is not None:
        styles.append(style)
    return styles


def _master_text_styles(shape: Any) -> Any:
    master = shape.part.slide_layout.slide_master
    return master.element.find(f"{P}txStyles")


def _is_monospaced(paragraph: Any) -> bool:
    """Whether every run that shows something is set in a typeface for code."""
    fonts = list(_fonts(paragraph))
    return bool(fonts) and all(font is not None and is_monospaced(font) for font in fonts)


def _fonts(paragraph: Any) -> Iterator[str | None]:
    for run in paragraph.iter(f"{A}r"):
        if (run.findtext(f"{A}t") or "").strip():
            latin = run.find(f"{A}rPr/{A}latin")
            yield latin.get("typeface") if latin is not None else None


def _code_line(paragraph: Any) -> str:
    return "  " * _level(paragraph) + paragraph_text(paragraph, "\n")
