"""Numbers as words, by the Unicode rules of each language."""

from __future__ import annotations

import re
from functools import lru_cache

from unicode_rbnf import FormatPurpose, RbnfEngine

from tecnocursos.kit.language import Language

# What can be said in words; longer ones are told digit by digit.
_LARGEST = 10**15
# Beyond this many places a fraction is told digit by digit.
_PLACES_AS_NUMBER = 2

# How each language writes numbers. A dot that is not followed by three digits is a decimal one in Portuguese as well:
# technical texts there write 2.4 GHz.
NUMBER: dict[Language, str] = {
    "pt-BR": r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)?",
    "en-US": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?",
}
_GROUPED = {
    "pt-BR": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "en-US": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
}
_POINTS = {"pt-BR": {",": "vírgula", ".": "ponto"}, "en-US": {".": "point", ",": "comma"}}
_CODES = {"pt-BR": "pt", "en-US": "en"}
MINUS = {"pt-BR": "menos", "en-US": "minus"}


def split_number(text: str, language: Language) -> tuple[str, str, str]:
    """Whole digits, decimal mark (or nothing), decimals: `1.234,56` → 1234 , 56."""
    grouping, mark = (".", ",") if language == "pt-BR" else (",", ".")
    if _GROUPED[language].fullmatch(text):
        whole, point, decimals = text.replace(grouping, "").partition(mark)
        return whole, point, decimals
    for point in (mark, grouping):
        if point in text:
            whole, _, decimals = text.partition(point)
            return whole, point, decimals
    return text, "", ""


def say_number(text: str, language: Language, *, feminine: bool = False) -> str:
    """A number as written: grouped thousands, decimals; one with a leading zero or too long is told by digits."""
    whole, point, decimals = split_number(text, language)
    if (len(whole) > 1 and whole[0] == "0") or int(whole) >= _LARGEST:
        spoken = say_digits(whole, language)
    else:
        spoken = cardinal(int(whole), language, feminine=feminine)
    if not decimals:
        return spoken
    return f"{spoken} {_POINTS[language][point]} {_say_decimals(decimals, language)}"


@lru_cache(maxsize=4096)
def cardinal(number: int, language: Language, *, feminine: bool = False) -> str:
    if number >= _LARGEST:
        return say_digits(str(number), language)
    forms = _engine(language).format_number(number).text_by_ruleset
    if language == "en-US":
        return forms["spellout-cardinal"]
    return forms["spellout-cardinal-feminine" if feminine else "spellout-cardinal-masculine"]


@lru_cache(maxsize=1024)
def ordinal(number: int, language: Language, *, feminine: bool = False) -> str:
    from_rules = _engine(language).format_number(number, FormatPurpose.ORDINAL).text_by_ruleset
    if language == "en-US":
        return from_rules["spellout-ordinal"]
    return from_rules["spellout-ordinal-feminine" if feminine else "spellout-ordinal-masculine"]


@lru_cache(maxsize=1024)
def year(number: int, language: Language) -> str:
    """`1999` is nineteen ninety-nine in English and an ordinary number in Portuguese."""
    return _engine(language).format_number(number, FormatPurpose.YEAR).text_by_ruleset["spellout-numbering-year"]


def say_digits(digits: str, language: Language) -> str:
    """Digit by digit; anything else between groups of digits is a rest."""
    groups = re.findall(r"\d+", digits)
    return ", ".join(" ".join(cardinal(int(digit), language) for digit in group) for group in groups)


def _say_decimals(decimals: str, language: Language) -> str:
    zeros = len(decimals) - len(decimals.lstrip("0"))
    rest = decimals[zeros:]
    if language == "en-US" or len(rest) > _PLACES_AS_NUMBER:
        return say_digits(decimals, language)
    said = [cardinal(0, language)] * zeros
    if rest:
        said.append(cardinal(int(rest), language))
    return " ".join(said)


@lru_cache
def _engine(language: Language) -> RbnfEngine:
    return RbnfEngine.for_language(_CODES[language])
