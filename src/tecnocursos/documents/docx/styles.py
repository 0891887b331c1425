"""What a paragraph is, by its style, the styles that one is based on, and its own formatting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.parts.document import DocumentPart

from tecnocursos.documents.docx.text import is_hidden, paragraph_text
from tecnocursos.documents.namespaces import W
from tecnocursos.documents.typefaces import is_monospaced

# Built-in styles keep English names inside the file; other programs write the localised ones.
_HEADING = re.compile(r"^(?:heading|t[ií]tulo|cabe[cç]alho|überschrift|titre|encabezado) ?(?P<level>[1-9])$")
_TITLES = {"title", "título", "titulo", "título do documento"}
_SUBTITLES = {"subtitle", "subtítulo", "subtitulo"}
_CODE = re.compile(r"\bcode\b|código|codigo|preformat|html pre|source|macro text|monospace|listing")
_QUOTES = re.compile(r"quote|citação|citacao|citação intensa")
_CAPTIONS = re.compile(r"^(?:caption|legenda)")
_CONTENTS = re.compile(r"^(?:toc|sumário|sumario|índice|table of figures|toc heading)\b")
_LISTS = re.compile(
    r"^(?P<kind>list bullet|list number|lista com marcadores|lista numerada|commarcadores|numerada) ?(?P<level>\d)?$"
)
_MOST_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class ParagraphKind:
    heading_level: int | None = None
    is_title: bool = False
    is_subtitle: bool = False
    is_quote: bool = False
    is_caption: bool = False
    is_contents: bool = False
    """An entry of a table of contents."""
    list_level: int | None = None
    is_ordered: bool = False


class Styles:
    """The document's styles and numberings."""

    def __init__(self, part: DocumentPart) -> None:
        root = part.styles.element
        self._styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
        self._default = next((key for key, style in self._styles.items() if _is_default(style, "paragraph")), None)
        self._numbering = _Numbering(part)
        self._kinds: dict[tuple[str | None, str | None, str | None, str | None], ParagraphKind] = {}

    def of(self, paragraph: Any) -> ParagraphKind:
        """What the paragraph is; equal formatting is looked up once."""
        properties = paragraph.find(f"{W}pPr")
        key = (
            _value(properties, "pStyle"),
            _value(properties, "outlineLvl"),
            _value(properties, "numPr/numId"),
            _value(properties, "numPr/ilvl"),
        )
        if key not in self._kinds:
            self._kinds[key] = self._kind(*key)
        return self._kinds[key]

    def is_code(self, paragraph: Any) -> bool:
        """A style for code, or every run in a typeface for code."""
        chain = list(self._chain(_value(paragraph.find(f"{W}pPr"), "pStyle")))
        if any(_CODE.search(_name(style)) for style in chain):
            return True
        inherited = next((font for style in chain if (font := _font(style.find(f"{W}rPr")))), None)
        fonts = [_font(run.find(f"{W}rPr")) or inherited for run in _speaking_runs(paragraph)]
        return bool(fonts) and all(font and is_monospaced(font) for font in fonts)

    def is_bold_line(self, paragraph: Any, longest: int) -> bool:
        """A short line, bold from end to end, that is neither a list item nor a sentence."""
        text = paragraph_text(paragraph).strip()
        if (
            not text
            or len(text) > longest
            or text.endswith((".", ",", ";", "!"))
            or self.of(paragraph).list_level is not None
        ):
            return False
        chain = list(self._chain(_value(paragraph.find(f"{W}pPr"), "pStyle")))
        inherited = next((bold for style in chain if (bold := _bold(style.find(f"{W}rPr"))) is not None), False)
        runs = list(_speaking_runs(paragraph))
        return bool(runs) and all(inherited if (own := _bold(run.find(f"{W}rPr"))) is None else own for run in runs)

    def _kind(self, style: str | None, outline: str | None, number: str | None, depth: str | None) -> ParagraphKind:
        chain = list(self._chain(style))
        names = [_name(one) for one in chain]
        if any(_CONTENTS.match(name) for name in names):
            return ParagraphKind(is_contents=True)
        if any(name in _TITLES for name in names[:1]):
            return ParagraphKind(is_title=True)
        if any(name in _SUBTITLES for name in names[:1]):
            return ParagraphKind(is_subtitle=True)
        if level := self._heading_level(chain, names, outline):
            return ParagraphKind(heading_level=level)
        inherited_number = next((one for style in chain if (one := _value(style.find(f"{W}pPr"), "numPr/numId"))), None)
        inherited_depth = next((one for style in chain if (one := _value(style.find(f"{W}pPr"), "numPr/ilvl"))), None)
        list_style = next((match for name in names if (match := _LISTS.match(name))), None)
        list_depth = int(depth or inherited_depth or 0)
        if list_style and list_style["level"]:
            list_depth = max(list_depth, int(list_style["level"]) - 1)
        number = number or inherited_number
        if (number and number != "0") or (list_style and number is None):
            named_ordered = bool(list_style and "num" in list_style["kind"])
            ordered = self._numbering.is_ordered(number, int(depth or inherited_depth or 0), default=named_ordered)
            return ParagraphKind(list_level=min(list_depth, 8), is_ordered=ordered)
        return ParagraphKind(
            is_quote=any(_QUOTES.search(name) for name in names),
            is_caption=any(_CAPTIONS.match(name) for name in names),
        )

    def _heading_level(self, chain: list[Any], names: list[str], outline: str | None) -> int | None:
        levels = [outline, *(_value(style.find(f"{W}pPr"), "outlineLvl") for style in chain)]
        stated = next((level for level in levels if level is not None and level.isdigit()), None)
        if stated is not None:
            return int(stated) + 1 if int(stated) < 9 else None  # 9 is body text
        match = next((match for name in names if (match := _HEADING.match(name))), None)
        return int(match["level"]) if match else None

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """A style and those it is based on, nearest first; circles end."""
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(style_id or self._default)
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")
            if style_id is None:
                return


class _Numbering:
    """Which levels of which numberings count, and which have bullets."""

    def __init__(self, part: DocumentPart) -> None:
        self._formats: dict[tuple[str | None, int], str] = {}
        self._abstract: dict[str | None, str | None] = {}
        root = next((rel.target_part.element for rel in part.rels.values() if rel.reltype.endswith("/numbering")), None)
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            for level in abstract.iter(f"{W}lvl"):
                index = level.get(f"{W}ilvl", "0")
                if index.isdigit():
                    key = (abstract.get(f"{W}abstractNumId"), int(index))
                    self._formats[key] = _value(level, "numFmt") or "decimal"
        for number in root.iter(f"{W}num"):
            self._abstract[number.get(f"{W}numId")] = _value(number, "abstractNumId")

    def is_ordered(self, number: str | None, level: int, *, default: bool) -> bool:
        number_format = self._formats.get((self._abstract.get(number), level))
        return default if number_format is None else number_format not in {"bullet", "none"}


def _value(element: Any, path: str) -> str | None:
    """The `w:val` of the element at `path` below, or None."""
    if element is None:
        return None
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}val")


def _name(style: Any) -> str:
    return (_value(style, "name") or "").lower()


def _is_default(style: Any, kind: str) -> bool:
    return style.get(f"{W}type") == kind and style.get(f"{W}default") in {"1", "true", "on"}


def _speaking_runs(paragraph: Any) -> Iterator[Any]:
    for run in paragraph.iter(f"{W}r"):
        if not is_hidden(run) and (run.findtext(f"{W}t") or "").strip():
            yield run


def _font(properties: Any) -> str | None:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return None if fonts is None else fonts.get(f"{W}ascii")


def _bold(properties: Any) -> bool | None:
    bold = properties.find(f"{W}b") if properties is not None else None
    return None if bold is None else bold.get(f"{W}val", "true") not in {"0", "false", "off"}
