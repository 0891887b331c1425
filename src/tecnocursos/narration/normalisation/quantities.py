"""Rules for amounts: money, percentages, units, ranges, fractions, ordinals, and numbers by themselves."""

from __future__ import annotations

import re

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.gender import counts_feminine
from tecnocursos.narration.normalisation.numerals import (
    MINUS,
    NUMBER,
    cardinal,
    ordinal,
    say_digits,
    say_number,
    split_number,
    year,
)
from tecnocursos.narration.normalisation.rules import Rule, choice
from tecnocursos.narration.normalisation.units import CURRENCIES, SCALES, UNITS, Currency

_TO = {"pt-BR": "a", "en-US": "to"}
_AND = {"pt-BR": "e", "en-US": "and"}
_BY = {"pt-BR": "por", "en-US": "by"}
_SLASH = {"pt-BR": "barra", "en-US": "slash"}
_SIGNS = {"pt-BR": {"+": "mais", "±": "mais ou menos"}, "en-US": {"+": "plus", "±": "plus or minus"}}
# A sign belongs to a number where nothing stands before it that could be subtracted from.
_SIGN = r"(?P<sign>(?<![\w)\]%])[-−+±]\s?)?"


def rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence."""
    number = NUMBER[language]
    low_high = rf"(?P<low>{number})(?:(?:-|\s?–\s?)(?P<high>{number}))?"
    currencies, units, scales = choice(CURRENCIES), choice(UNITS[language]), choice(SCALES[language])

    def money(match: re.Match[str]) -> str:
        currency = CURRENCIES[match["currency"]][language]
        spoken = _money(match["number"], match["scale"], currency, language)
        return f"{MINUS[language]} {spoken}" if match["minus"] else spoken

    def quantity(match: re.Match[str]) -> str | None:
        unit = UNITS[language][match["unit"]]
        rest = match.string[match.end() :].lstrip()
        if (match["unit"] == "A" and match["gap"]) or (match["unit"] in {"x", "×"} and rest[:1].isdigit()):
            return None
        last = match["high"] or match["low"]
        name = unit.one if split_number(last, language)[0] in {"0", "1"} and not match["high"] else unit.many
        return f"{_range(match, language, feminine=unit.feminine)} {name}"

    def bare(match: re.Match[str]) -> str:
        feminine = language == "pt-BR" and counts_feminine(match.string, match.end())
        return _range(match, language, feminine=feminine)

    after = r"(?![\w²³])"
    amount = rf"(?P<number>{number})(?:\s(?P<scale>{scales}))?"
    return (
        Rule(re.compile(rf"(?P<minus>[-−])?(?P<currency>{currencies})\s?(?:{amount})(?!\d)"), money),
        Rule(re.compile(rf"(?P<minus>(?<!\w)[-−])?(?<![\d.,])(?:{amount})\s?(?P<currency>€|£)"), money),
        Rule(re.compile(rf"{_SIGN}(?<![\d.,]){low_high}(?P<gap>\s?)(?P<unit>{units}){after}"), quantity),
        *_ordinals(language),
        Rule(re.compile(r"(?<![\d/.,])(\d{1,3})/(\d{1,3})(?![\d/])"), lambda match: _fraction(match, language)),
        Rule(
            re.compile(r"(?<![\d:])(\d{1,3}):(\d{1,3})(?![\d:])"),
            lambda match: f"{cardinal(int(match[1]), language)} {_BY[language]} {cardinal(int(match[2]), language)}",
        ),
        Rule(
            re.compile(r"(?<=\d)\s?[x×]\s?(?=\d)"),
            lambda _: _BY[language],
        ),
        *((Rule(_ENGLISH_YEAR, lambda match: year(int(match[1]), language), group=1),) if language == "en-US" else ()),
        Rule(re.compile(rf"{_SIGN}{low_high}"), bare),
    )


_ENGLISH_YEAR = re.compile(
    r"""\b(?:in|since|by|until|from|of|year|to|and|january|february|march|april|may|june|july|august|september|october
    |november|december|\d{4}\s?[-–])[\s,]*(1[1-9]\d\d|20\d\d)(?![\d.,%]*\d|%)(?!\s?(?:[a-z]+s\b))""",
    re.IGNORECASE | re.VERBOSE,
)


def _range(match: re.Match[str], language: Language, *, feminine: bool) -> str:
    spoken = _low(match["low"], language, feminine=feminine)
    if match["high"]:
        spoken = f"{spoken} {_TO[language]} {_low(match['high'], language, feminine=feminine)}"
    sign = (match["sign"] or "").strip()
    if not sign:
        return spoken
    return f"{_SIGNS[language].get(sign, MINUS[language])} {spoken}"


def _low(number: str, language: Language, *, feminine: bool) -> str:
    if number.isdigit() and len(number) > 9:
        return say_digits(number, language)
    return say_number(number, language, feminine=feminine)


def _money(number: str, scale: str | None, currency: Currency, language: Language) -> str:
    whole, _, decimals = split_number(number, language)
    of = "de " if language == "pt-BR" else ""
    if scale:
        return f"{say_number(number, language)} {scale} {of if scale != 'mil' else ''}{currency.many}"
    if len(decimals) > 2:
        return f"{say_number(number, language, feminine=currency.feminine)} {currency.many}"
    units, cents = int(whole), int(decimals.ljust(2, "0")) if decimals else 0
    parts = []
    if units or not cents:
        name = currency.one if units == 1 else currency.many
        millions = of if units >= 10**6 and units % 10**6 == 0 else ""
        parts.append(f"{cardinal(units, language, feminine=currency.feminine)} {millions}{name}")
    if cents:
        parts.append(f"{cardinal(cents, language)} {currency.cent if cents == 1 else currency.cents}")
    return f" {_AND[language]} ".join(parts)


def _ordinals(language: Language) -> tuple[Rule, ...]:
    if language == "en-US":
        pattern = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,6})(?:st|nd|rd|th)\b", re.IGNORECASE)
        return (Rule(pattern, lambda match: ordinal(int(match[1].replace(",", "")), language)),)
    pattern = re.compile(r"(?<![\w.,])(\d{1,6})\.?\s?(?:º|ª|(?P<letter>[oa])(?=\s[a-zà-ÿ]))(?!\w)")

    def speak(match: re.Match[str]) -> str | None:
        # `1a` and `2o` are written for ordinals, but letters with a blank before them are words: `2 a 5`.
        if match["letter"] and not re.fullmatch(r"\d+[oa]", match.group()):
            return None
        return ordinal(int(match[1]), language, feminine=match.group()[-1] in "ªa")

    return (Rule(pattern, speak),)


_PORTUGUESE_PARTS = {2: "meio", 3: "terço", 4: "quarto", 5: "quinto", 6: "sexto", 7: "sétimo", 8: "oitavo", 9: "nono",
                     10: "décimo", 100: "centésimo"}  # fmt: skip


def _fraction(match: re.Match[str], language: Language) -> str:
    above, below = int(match[1]), int(match[2])
    if (above, below) == (24, 7):
        return "vinte e quatro por sete" if language == "pt-BR" else "twenty-four seven"
    if above == 0 or above >= below or below not in _PORTUGUESE_PARTS:
        return f"{cardinal(above, language)} {_SLASH[language]} {cardinal(below, language)}"
    if language == "pt-BR":
        part = _PORTUGUESE_PARTS[below]
    else:
        part = {2: "half", 4: "quarter"}.get(below) or ordinal(below, language)
    return f"{cardinal(above, language)} {part}{'s' if above > 1 else ''}"
