"""Numbers in Portuguese and English text: digits in either convention, and spelled out in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold

_PT_UNITS = """zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis
dezessete dezoito dezenove"""
_EN_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_PT_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PT_HUNDREDS = "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
_PT_ORDINALS = "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo"
_EN_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"


def _feminine(words: dict[str, int]) -> dict[str, int]:
    return words | {word[:-1] + "a": value for word, value in words.items() if word.endswith("o")}


_CARDINALS: dict[Language, dict[str, int]] = {
    "pt-BR": {word: value for value, word in enumerate(_PT_UNITS.split())}
    | {"uma": 1, "duas": 2, "catorze": 14, "cento": 100}
    | {word: 20 + 10 * index for index, word in enumerate(_PT_TENS.split())}
    | {word: 100 + 100 * index for index, word in enumerate(_PT_HUNDREDS.split())}
    | {word[:-2] + "as": 200 + 100 * index for index, word in enumerate(_PT_HUNDREDS.split()[1:])},
    "en-US": {word: value for value, word in enumerate(_EN_UNITS.split())}
    | {word: 20 + 10 * index for index, word in enumerate(_EN_TENS.split())},
}
_SCALES: dict[Language, dict[str, int]] = {
    "pt-BR": {"mil": 10**3, "milhao": 10**6, "milhoes": 10**6, "bilhao": 10**9, "bilhoes": 10**9},
    "en-US": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9},
}
_ORDINALS: dict[Language, dict[str, int]] = {
    "pt-BR": _feminine({word: value for value, word in enumerate(_PT_ORDINALS.split(), 1)}),
    "en-US": {word: value for value, word in enumerate(_EN_ORDINALS.split(), 1)},
}
# Words that more often mean something else (an article, "first of all", a second of time, a room): alone they prove
# nothing when they are new, though they may be what a digit stands for.
_WEAK = frozenset("um uma one primeiro primeira first segundo segunda second quarto quarta sexta last".split())

_DIGITS = re.compile(
    r"(?<![\w.,])(?P<sign>[-\u2212](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
)
_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = {"pt-BR": frozenset({"e"}), "en-US": frozenset({"and"})}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: [start, end) are its characters."""

    value: Decimal
    start: int
    end: int
    is_weak: bool = False
    """Whether the word may as well not be meant as a number."""


def find_numbers(text: str, language: Language) -> list[Number]:
    """All numbers of `text`, in order."""
    numbers = [*_digit_numbers(text, language), *_word_numbers(text, language)]
    return sorted(numbers, key=lambda number: number.start)


def _digit_numbers(text: str, language: Language) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        value = parse_digits(match["digits"], language)
        if value is None:
            continue
        end = match.end()
        if scale := re.match(r"\s+([^\W\d_]+)", text[end:]):
            factor = _SCALES[language].get(fold(scale[1]))
            if factor:
                value, end = value * factor, end + scale.end()
        yield Number(-value if match["sign"] else value, match.start(), end)


def parse_digits(digits: str, language: Language) -> Decimal | None:
    """The value of `1.234,56` (Portuguese) or `1,234.56` (English); None for versions and addresses such as 10.0.0.1.

    The other language's decimal sign is understood where it cannot separate thousands: `2.4` is 2.4 in both.
    """
    digits = re.sub(r"[ \u00a0\u202f]", "", digits)
    thousands, decimal = (".", ",") if language == "pt-BR" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", digits):
        return Decimal(digits.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}}){{2,}}(?:{re.escape(thousands)}\d+)?", digits):
        return Decimal(digits.replace(decimal, "").replace(thousands, "."))
    if len(re.findall(r"[.,]", digits)) > 1:
        return None
    return Decimal(digits.replace(",", "."))


def _word_numbers(text: str, language: Language) -> Iterator[Number]:
    found = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    position = 0
    while position < len(found):
        number, used = _spelled(found[position:], text, language)
        if number is not None:
            yield number
        position += max(1, used)


def _spelled(found: list[tuple[str, int, int]], text: str, language: Language) -> tuple[Number | None, int]:
    """The number spelled from the first word on, and how many words it takes."""
    cardinals, scales, joints = _CARDINALS[language], _SCALES[language], _JOINTS[language]
    first = found[0][0]
    if first in _ORDINALS[language]:
        value = Decimal(_ORDINALS[language][first])
        return Number(value, found[0][1], found[0][2], is_weak=first in _WEAK), 1
    is_scale_first = first == "mil" and not re.search(r"[\d,.]\s*$", text[: found[0][1]])
    if first not in cardinals and not is_scale_first:
        return None, 1
    total, current, room, used, position = 0, 0, 10**12, 0, 0
    while position < len(found):
        word, start, _ = found[position]
        if position and not re.fullmatch(r"[\s-]*", text[found[position - 1][2] : start]):
            break
        if word in joints and position:
            position += 1
            continue
        if word in scales:
            factor = scales[word]
            if factor == 100:
                current = (current or 1) * 100
                room = 100
            else:
                total, current, room = total + (current or 1) * factor, 0, factor
        elif word in cardinals and cardinals[word] < room:
            current += cardinals[word]
            # After "vinte" only a unit may follow, after "cento" anything below a hundred.
            room = _room_after(cardinals[word])
        else:
            break
        position += 1
        used = position
    is_weak = used == 1 and first in _WEAK
    return Number(Decimal(total + current), found[0][1], found[used - 1][2], is_weak), used


def _room_after(value: int) -> int:
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
