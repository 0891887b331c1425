"""How the items of a list stand on the screen: without the marks that join them, all in one style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.kit.text import fold, split_sentences

_JOINING_END = re.compile(r"(?:(?<=[;,])\s*(?:e|ou|and|or))?\s*[;,]?$", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?=[\s,;:.!?)]|$)")
_ABBREVIATED_END = re.compile(r"(?:\.\.|\b(?:etc|ltda|cia|inc|[^\W\d_]\.[^\W\d_]|s/a))\.$", re.IGNORECASE)
_UNITS = frozenset("km cm mm nm kg mg ml kb mb gb min seg mah ghz mhz ohm volt watt".split())
_VOWELS = frozenset("aeiouy")
_OTHER_ENDS = (":", "?", "!", "…", "..")


def without_joint(text: str) -> str:
    """An item without the semicolon or comma, and the `e` or `and` after it, that lead on to the next."""
    return _JOINING_END.sub("", _JOINING_END.sub("", text)).rstrip() or text


def tidy_list(texts: Sequence[str]) -> list[str]:
    """The items of one list as shown.

    Full stops stay where all items are sentences that have one, and go where the items are parts of an enumeration
    or only some have one. An enumeration in lower case gets capitals, but for words that are small on purpose.
    """
    bare = [without_joint(text) for text in texts]
    is_small = _is_in_lower_case(bare)
    is_enumeration = is_small or any(text != plain for text, plain in zip(texts, bare, strict=True))
    stops = [text.endswith(".") for text in bare if not text.endswith(_OTHER_ENDS)]
    if (is_enumeration or not all(stops)) and all(len(split_sentences(text)) == 1 for text in bare):
        bare = [_without_stop(text) for text in bare]
    return [with_capital(text) for text in bare] if is_small else bare


def _without_stop(text: str) -> str:
    return text if _ABBREVIATED_END.search(text) else text.removesuffix(".") or text


def _is_in_lower_case(texts: Sequence[str]) -> bool:
    """Whether all items begin small, and some are more than words of a vocabulary or commands."""
    return all(text[:1].islower() for text in texts) and any(
        _is_plain(text) and len(text.split()) > 1 for text in texts
    )


def _is_plain(text: str) -> bool:
    """Whether the first word is one of the language: no unit, address, command with marks or name like `iPhone`."""
    match = _FIRST_WORD.match(text)
    return match is not None and match[0].islower() and match[0] not in _UNITS and bool(_VOWELS & set(fold(match[0])))


def with_capital(text: str) -> str:
    """With a capital, but for a first word that is small on purpose."""
    return text[:1].upper() + text[1:] if _is_plain(text) else text
