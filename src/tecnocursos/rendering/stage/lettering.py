"""A slide's words made ready for the template: what no font has is left out, long words may break, numbers lean right.

The template gets plain strings and never evaluates them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from tecnocursos.kit.language import Language
from tecnocursos.rendering.slides import Item, Slide, TableSlide

# Longer titles and side notes are cut with an ellipsis on screen; the whole text is spoken.
_TITLE_LENGTH = 220
_NOTE_LENGTH = 320
_CAPTION_LENGTH = 200
_LONG_WORD = 22
_BREAK = "\u200b"
_AFTER = re.compile(r"(?<=[/\\._\-?&=@:,;+|])(?=[^\s/\\._\-?&=@:,;+|])")
_UNIT = r"(?:%|°C?|x|[kKMG]?b(?:it)?(?:/s|ps)?|[kKMGT]?B(?:/s)?|ms|s|min|h|km|m|cm|mm|nm|kg|g|W|V|A|mA|GHz|MHz|Hz|dBm?)"
_CURRENCY = r"(?:R\$|US\$|\$|€|£)"
_NUMBER = re.compile(rf"^[+\-−–]?\s*{_CURRENCY}?\s*[+\-−–]?(?P<digits>\d[\d.,\s]*){_UNIT}?$")
_QUANTITY = re.compile(rf"{_CURRENCY} \d|\d {_UNIT}(?!\w)|\d{_UNIT}(?<=/s)")
_BARS = range(2, 11)
# Symbols that Typst's built-in DejaVu Sans Mono has; other symbols are mostly emoji, which no font here has.
_SYMBOLS = ((0x2010, 0x2BFF),)


def clean(text: str) -> str:
    """The text without controls, emoji and other characters that no font can show; spaces are single."""
    kept = "".join(character for character in unicodedata.normalize("NFC", text) if _is_showable(character))
    return " ".join(kept.split())


def breakable(text: str) -> str:
    """Clean text whose long words (addresses, file names) may break over lines, and whose numbers keep their units."""
    text = " ".join(word if len(word) <= _LONG_WORD else _with_breaks(word) for word in clean(text).split(" "))
    return _QUANTITY.sub(lambda found: found[0].replace(" ", "\u00a0").replace("/", "/\u2060"), text)


def lettered(slide: Slide, picture_size: Callable[[str], tuple[int, int]], language: Language) -> dict[str, Any]:
    """The slide as the template reads it. `picture_size` gives a picture's width and height in pixels."""
    slots: dict[str, Any] = {"kind": slide.kind, "title": _short(slide.title, _TITLE_LENGTH)}
    for name in ("subtitle", "kicker", "attribution", "number", "caption"):
        if text := getattr(slide, name, ""):
            slots[name] = _short(text, _CAPTION_LENGTH if name == "caption" else _NOTE_LENGTH)
    match slide.kind:
        case "bullets" | "closing":
            slots["items"] = _items(slide.items, "items")
        case "picture" | "picture_text":
            width, height = picture_size(slide.picture.file)
            slots["picture"] = {"file": slide.picture.file, "width": width, "height": height}
            slots["is_full_page"] = slide.kind == "picture" and slide.is_full_page
            slots["caption"] = _short(slide.picture.caption, _CAPTION_LENGTH)
            if slide.kind == "picture_text":
                slots["items"] = _items(slide.items, "items")
        case "two_columns":
            for side, column in (("left", slide.left), ("right", slide.right)):
                heading = _short(column.heading, _CAPTION_LENGTH)
                slots[side] = {"heading": heading, "items": _items(column.items, f"{side}.items")}
        case "table":
            slots["header"] = [_cell(cell) for cell in slide.header]
            slots["rows"] = [[_cell(cell) for cell in row] for row in slide.rows]
            slots["numeric"] = _numeric_columns(slide.rows)
            slots["bars"] = _bars(slide, language)
        case "code":
            slots["lines"] = [_code_line(line) for line in slide.code.strip("\n").split("\n")]
            slots["language"] = clean(slide.language).lower()
        case "quote":
            slots["text"] = breakable(slide.text)
    return slots


def _items(items: Sequence[Item], path: str) -> list[dict[str, Any]]:
    """Items with the label they carry: ordered ones are counted by level, from the number given or from 1.

    `path` is the list's place in the slide.
    """
    lettered_items: list[dict[str, Any]] = []
    counts: dict[int, int] = {}
    for index, item in enumerate(items):
        level = min(max(item.level, 0), 3)
        counts = {deeper: count for deeper, count in counts.items() if deeper <= level}
        label = ""
        if item.ordered:
            counts[level] = item.number if item.number is not None else counts.get(level, 0) + 1
            label = str(counts[level])
        else:
            counts.pop(level, None)
        lettered_items.append(
            {"text": breakable(item.text), "level": level, "label": label, "path": f"{path}.{index}.text"}
        )
    return lettered_items


def _cell(text: str) -> str:
    """A number keeps its unit on its line; other cells may break."""
    text = clean(text)
    return text.replace(" ", "\u00a0").replace("/", "/\u2060") if _NUMBER.match(text) else breakable(text)


def _short(text: str, length: int) -> str:
    text = clean(text)
    if len(text) > length:
        text = text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"
    return breakable(text)


def _with_breaks(word: str) -> str:
    pieces = _AFTER.split(word)
    return _BREAK.join(
        piece[start : start + _LONG_WORD] for piece in pieces for start in range(0, len(piece), _LONG_WORD)
    )


def _code_line(line: str) -> str:
    expanded = line.expandtabs(4).rstrip()
    return "".join(character for character in expanded if _is_showable(character))


def _numeric_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    columns = len(rows[0]) if rows else 0
    cells = [[clean(row[column]) for row in rows if column < len(row)] for column in range(columns)]
    filled = [[cell for cell in column if cell not in {"", "-", "–", "—"}] for column in cells]
    return [bool(column) and all(_NUMBER.match(cell) for cell in column) for column in filled]


def _bars(slide: TableSlide, language: Language) -> list[float]:
    """How long the bars of a chart are, the longest being 1; empty when the table is none.

    Charts arrive as tables whose header starts with an empty cell; one series of amounts can be told in bars.
    """
    if len(slide.header) != 2 or slide.header[0].strip() or len(slide.rows) not in _BARS:
        return []
    amounts = [_amount(row[1], language) for row in slide.rows]
    if any(amount is None for amount in amounts) or not all(row[0].strip() for row in slide.rows):
        return []
    known = [amount for amount in amounts if amount is not None]
    most = max(known)
    return [amount / most for amount in known] if most > 0 else []


def _amount(text: str, language: Language) -> float | None:
    """What a number tells, its marks read as the language has them; None for words and for negative numbers."""
    found = _NUMBER.match(clean(text))
    if found is None or set("-−–") & set(found[0]):
        return None
    digits = "".join(found["digits"].split())
    own, other = (",", ".") if language == "pt-BR" else (".", ",")
    # The other language's decimal mark is taken for one, unless it stands before groups of three digits.
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(own)}\d*)?", digits):
        digits = digits.replace(other, "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None


def _is_showable(character: str) -> bool:
    if character in "\n\t \u00a0":
        return True
    category = unicodedata.category(character)
    if category[0] == "C" or 0xFE00 <= ord(character) <= 0xFE0F:
        return False
    if category in {"So", "Sk"}:
        code = ord(character)
        return code < 0x2000 or any(low <= code <= high for low, high in _SYMBOLS)
    return True
