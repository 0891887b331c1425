"""Facts of a text that a script may not change: numbers, units, dates and names, each in one normal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from tecnocursos.kit.facts.numbers import Number, find_numbers
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold

# Canonical unit -> how it is written. Signs are exact (Mb is not MB, "Mega" is not Mbps); words are without case.
_SIGNS = """Mbps=Mbps,Mb/s,Mbit/s Gbps=Gbps,Gb/s,Gbit/s kbps=kbps,Kbps,kb/s MB=MB GB=GB kB=kB,KB TB=TB Mb=Mb Gb=Gb
GHz=GHz,Ghz,ghz MHz=MHz,Mhz,mhz kHz=kHz,KHz Hz=Hz dBm=dBm dB=dB V=V W=W kW=kW kWh=kWh A=A mA=mA mAh=mAh km=km,Km m=m
cm=cm
mm=mm kg=kg,Kg g=g mg=mg l=l,L ml=ml,mL km/h=km/h C=°C,ºC F=°F,ºF s=s,seg ms=ms min=min h=h %=% BRL=R$ USD=US$,$
EUR=€ px=px
dpi=dpi,ppp pol=" m2=m²,m2 m3=m³,m3"""
_WORDS = """%=por cento,porcento,percent,per cent BRL=reais,real USD=dólar,dólares,dollar,dollars EUR=euro,euros
centavo=centavo,centavos,cent,cents Mbps=megabits por segundo,megabits per second Gbps=gigabits por segundo,gigabits
per second
MB=megabyte,megabytes GB=gigabyte,gigabytes TB=terabyte,terabytes kB=kilobyte,kilobytes Mb=megabit,megabits
Gb=gigabit,gigabits
mega=mega,megas giga=giga,gigas GHz=gigahertz MHz=megahertz kHz=quilohertz,kilohertz Hz=hertz V=volt,volts W=watt,watts
kW=quilowatt,quilowatts,kilowatt,kilowatts A=ampere,amperes,ampère,ampères,amp,amps
km=quilômetro,quilômetros,kilometer,kilometers
m=metro,metros,meter,meters,metre,metres cm=centímetro,centímetros,centimeter,centimeters
mm=milímetro,milímetros,millimeter,millimeters
kg=quilo,quilos,quilograma,quilogramas,kilogram,kilograms,kilo,kilos g=grama,gramas,gram,grams
mg=miligrama,miligramas,milligram,milligrams l=litro,litros,liter,liters,litre,litres
ml=mililitro,mililitros,milliliter,milliliters
km/h=quilômetros por hora,kilometers per hour mph=miles per hour,mph milha=milha,milhas,mile,miles pé=pé,pés,foot,feet
lb=libra,libras,pound,pounds grau=grau,graus,degree,degrees s=segundo,segundos,second,seconds
ms=milissegundo,milissegundos,millisecond,milliseconds min=minuto,minutos,minute,minutes h=hora,horas,hour,hours
dia=dia,dias,day,days semana=semana,semanas,week,weeks mês=mês,meses,month,months ano=ano,anos,year,years
vez=vez,vezes,time,times px=pixel,pixels pol=polegada,polegadas,inch,inches"""

_MONTHS = {
    fold(name): index % 12 + 1
    for index, name in enumerate(
        """janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro January February
        March April May June July August September October November December""".split()
    )
}
_MONTH = "|".join(sorted({*_MONTHS, "março"}, key=len, reverse=True))
_WEEKDAYS = {
    "domingo": 0, "segunda-feira": 1, "terça-feira": 2, "quarta-feira": 3, "quinta-feira": 4, "sexta-feira": 5,
    "sábado": 6,
    "sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}  # fmt: skip
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?(?![\d/])"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:º|°|st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?P<name>{_MONTH})\b"
        r"(?:,?\s+(?:de\s+)?(?P<year>\d{4}))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>\d{{4}}))?", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\s+(?:de\s+|of\s+)?(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<name>(?!may\b|march\b)(?:{_MONTH}))\b", re.IGNORECASE),
    re.compile(rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE),
)  # fmt: skip
_TIME = re.compile(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3])(?::|h)(?P<minute>[0-5]\d)(?![\d:])")
_MONEY_BEFORE = re.compile(r"(US\$|R\$|€|\$)\s*$")
_CENTS = re.compile(r"\s+(?:reais|real|dollars?|d[oó]lar(?:es)?|euros?)\s+(?:e|and)\s+", re.IGNORECASE)
_CODE = re.compile(r"(?<![\w])(?=[\w.-]*\d)(?=[\w.-]*[^\W\d_])[^\W_][\w]*(?:[-.][\w]+)*")
_DOTTED = re.compile(r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|br|edu|io)\b(?:/\S*)?"
)
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:[-'’&][^\W_]+)*")
_SENTENCE_OPENS = re.compile(r"(?:^|[.!?…:;\n])[\s\"'“”‘’«»()\[\]—–•*-]*$|[\"“‘«(\[—–•]\s*$")


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Decimal
    unit: str
    """Empty where the number stands alone."""
    token: str
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """What is not said is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    token: str = field(default="", compare=False)

    def is_said_by(self, other: Date) -> bool:
        """Whether `other` says all of this."""
        mine = (self.year, self.month, self.day, self.weekday)
        theirs = (other.year, other.month, other.day, other.weekday)
        return all(one is None or one == another for one, another in zip(mine, theirs, strict=True))


@dataclass(slots=True)
class Facts:
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[Date] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Words written as names, codes, addresses."""
    words: set[str] = field(default_factory=set)
    """Every word in its plain form, to find names in."""
    units: set[str] = field(default_factory=set)
    """Every unit named, with a number or without, as in a table's heading `Velocidade (Mbps)`."""
    values: set[Decimal] = field(default_factory=set)
    """Every number, those inside dates, times and codes too."""

    _units_by_value: dict[Decimal, set[str]] | None = None

    def units_of(self, value: Decimal) -> set[str]:
        """The units that a number stands with, whatever its sign; the empty one where it stands alone."""
        if self._units_by_value is None:
            self._units_by_value = {}
            for quantity in self.quantities:
                self._units_by_value.setdefault(abs(quantity.value), set()).add(quantity.unit)
        return self._units_by_value.get(value, set())

    def add(self, other: Facts) -> None:
        self._units_by_value = None
        self.quantities += other.quantities
        self.dates += other.dates
        self.names += other.names
        self.words |= other.words
        self.units |= other.units
        self.values |= other.values


def find_facts(text: str, language: Language) -> Facts:
    facts = Facts()
    numbers = find_numbers(text, language)
    taken: list[tuple[int, int]] = []
    facts.values = {abs(number.value) for number in numbers} | {number.value for number in numbers}
    facts.values |= {Decimal(digits) for digits in re.findall(r"\d{1,15}", text)}
    for date, span in _find_dates(text, language):
        facts.dates.append(date)
        taken.append(span)
    facts.names += _find_codes(text, taken)
    facts.quantities += _find_quantities(text, numbers, taken)
    facts.names += _find_names(text, taken)
    facts.words = {plain_name(word) for word in re.findall(r"[^\W_]+(?:[-'’.&][^\W_]+)*", text)}
    facts.words |= {plain_name(word) for word in re.findall(r"[^\W_]+", text)} | {
        plain_name(name) for name in facts.names
    }
    facts.values |= {quantity.value for quantity in facts.quantities}
    facts.units |= {quantity.unit for quantity in facts.quantities}
    facts.units |= {
        _units()[sign]
        for sign in re.findall(r"R\$|US\$|(?<!\w)[^\W\d]{1,4}(?:/[hs])?(?!\w)|[%€]", text)
        if sign in _units()
    }
    facts.units |= {_units()[word] for word in map(str.lower, re.findall(r"[^\W\d_]{3,}", text)) if word in _units()}
    return facts


def plain_name(name: str) -> str:
    """A name without case, accents, joints and plural, so that `RJ-45` is `RJ45`."""
    plain = re.sub(r"[-.'’&\s]", "", fold(name))
    return plain.removesuffix("s") if len(plain) > 3 and not plain[-2:].startswith("s") else plain


@cache
def _units() -> dict[str, str]:
    units: dict[str, str] = {}
    for entry in _SIGNS.split():
        canonical, _, signs = entry.partition("=")
        units |= dict.fromkeys(signs.split(","), canonical)
    for entry in re.split(r"[ \n](?=[^\s,=]+=)", _WORDS):
        canonical, _, words = entry.partition("=")
        units |= dict.fromkeys(words.split(","), canonical)
    return units


@cache
def _unit_pattern() -> re.Pattern[str]:
    longest_first = sorted(_units(), key=len, reverse=True)
    alternatives = "|".join(
        re.escape(unit) if not unit[-1].isalpha() else re.escape(unit) + r"(?![\w])" for unit in longest_first
    )
    return re.compile(rf"[\s\u00a0-]?\s*(?P<unit>{alternatives})")


def _unit_after(text: str, end: int) -> tuple[str, int]:
    """The unit right behind a number, and where it ends."""
    match = _unit_pattern().match(text, end) or _unit_pattern().match(text[: end + 40].lower(), end)
    if match is None:
        return "", end
    if match["unit"] == '"' and match.start("unit") != end:
        return "", end
    # A lone capital or small letter apart from its number is a word ("2 A", "3 m" is fine): signs must be signs.
    if match["unit"] in {"A", "g", "l", "s", "C", "F", "V", "W"} and text[end : match.end()].strip() != match["unit"]:
        return "", end
    return _units()[match["unit"]], match.end()


def _find_quantities(text: str, numbers: list[Number], taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    end_before = 0
    for number in numbers:
        if number.start < end_before or any(start <= number.start < end for start, end in taken):
            continue
        before = _MONEY_BEFORE.search(text[: number.start])
        if before:
            yield Quantity(number.value, _units()[before[1]], text[before.start() : number.end])
            continue
        unit, end = _unit_after(text, number.end)
        value = number.value
        if unit in {"BRL", "USD", "EUR"} and (cents := _cents_after(text, number, numbers)):
            value, end = value + cents.value / 100, cents.end
            _, end = _unit_after(text, end)
        end_before = end
        yield Quantity(value, unit, text[number.start : end].strip(), number.is_weak)


def _cents_after(text: str, number: Number, numbers: list[Number]) -> Number | None:
    """`99 reais e 90 centavos`: the number of cents."""
    joint = _CENTS.match(text, number.end)
    if joint is None:
        return None
    cents = next((other for other in numbers if other.start == joint.end()), None)
    return cents if cents and _unit_after(text, cents.end)[0] == "centavo" else None


def _find_dates(text: str, language: Language) -> Iterator[tuple[Date, tuple[int, int]]]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            date = _date(match, language)
            if date is not None:
                taken.append(match.span())
                yield date, match.span()


def _date(match: re.Match[str], language: Language) -> Date | None:
    parts = match.groupdict()
    if parts.get("weekday"):
        return Date(weekday=_WEEKDAYS[parts["weekday"].lower()], token=match[0])
    year = int(parts["year"]) if parts.get("year") else None
    if year is not None and year < 100:
        year += 2000
    if parts.get("first"):
        day, month = int(parts["first"]), int(parts["second"])
        if language == "en-US":
            day, month = month, day
        if month > 12:
            day, month = month, day
    else:
        day = int(parts["day"]) if parts.get("day") else 0
        month = _MONTHS[fold(parts["name"])] if parts.get("name") else int(parts["month"])
    if not (1 <= month <= 12 and 0 <= day <= 31):
        return None
    return Date(year, month, day or None, token=match[0])


def _find_codes(text: str, taken: list[tuple[int, int]]) -> list[str]:
    """Addresses, part numbers, versions and times of day; their characters are added to `taken`."""
    codes: list[str] = []
    for pattern in (_ADDRESS, _TIME, _DOTTED, _CODE):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            token = match[0].rstrip(".,;:!?)")
            if pattern is _CODE and _is_number_with_unit(token):
                continue
            codes.append(f"{int(match['hour'])}:{match['minute']}" if pattern is _TIME else token)
            taken.append(match.span())
    return codes


def _is_number_with_unit(token: str) -> bool:
    glued = re.fullmatch(r"[\d.,]*\d(?P<unit>\D.*)", token)
    return bool(
        glued
        and (glued["unit"] in _units() or glued["unit"].lower() in {"º", "ª", "o", "a", "st", "nd", "rd", "th", "x"})
    )


def _find_names(text: str, taken: list[tuple[int, int]]) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match[0]
        if word in _units() or word == "R" or any(start <= match.start() < end for start, end in taken):
            continue
        is_mixed = any(character.isupper() for character in word[1:])
        if not is_mixed and not (word[0].isupper() and not _SENTENCE_OPENS.search(text[: match.start()])):
            continue
        if word == "I" or word.startswith(("I'", "I’")) or fold(word) in _MONTHS or fold(word) in map(fold, _WEEKDAYS):
            continue
        yield word
