"""Rules for dates, times of day and durations."""

from __future__ import annotations

import datetime as dt
import re

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.numerals import cardinal, ordinal, year
from tecnocursos.narration.normalisation.rules import Rule

_MONTHS: dict[Language, tuple[str, ...]] = {
    "pt-BR": tuple("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()),
    "en-US": tuple("January February March April May June July August September October November December".split()),
}


def rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence."""
    return _PORTUGUESE if language == "pt-BR" else _ENGLISH


def _date(day: int, month: int, year_number: int | None, language: Language) -> str | None:
    try:
        # 2024 has a 29 February: without a year it is a date.
        dt.date(year_number or 2024, month, day)
    except ValueError:
        return None
    name = _MONTHS[language][month - 1]
    if language == "pt-BR":
        spoken = f"{'primeiro' if day == 1 else cardinal(day, language)} de {name}"
        return spoken if year_number is None else f"{spoken} de {year(year_number, language)}"
    spoken = f"{name} {ordinal(day, language)}"
    return spoken if year_number is None else f"{spoken}, {year(year_number, language)}"


def _full_year(text: str) -> int:
    """Two digits mean this century up to 49, the last one from 50 on."""
    number = int(text)
    if len(text) > 2:
        return number
    return number + (2000 if number < 50 else 1900)


def _iso(language: Language) -> Rule:
    return Rule(
        re.compile(r"(?<![\w-])([12]\d{3})-(\d{2})-(\d{2})(?![\w-])"),
        lambda match: _date(int(match[3]), int(match[2]), int(match[1]), language),
    )


def _day_first(match: re.Match[str]) -> str | None:
    return _date(int(match[1]), int(match[2]), _full_year(match[3]), "pt-BR")


def _month_first(match: re.Match[str]) -> str | None:
    first, second, year_number = int(match[1]), int(match[2]), _full_year(match[3])
    # 25/12/2026 can only be the day first, also in an English text.
    return _date(second, first, year_number, "en-US") or _date(first, second, year_number, "en-US")


def _day_and_month(match: re.Match[str]) -> str | None:
    return _date(int(match[1]), int(match[2]), None, "pt-BR")


def _english_month(match: re.Match[str]) -> str | None:
    month = next(number for number, name in enumerate(_MONTHS["en-US"], 1) if name.startswith(match[1].title()[:3]))
    return _date(int(match[2]), month, int(match[3]) if match[3] else None, "en-US")


def _hours(count: int) -> str:
    return f"{cardinal(count, 'pt-BR', feminine=True)} {'hora' if count == 1 else 'horas'}"


def _counted(count: int, one: str, many: str, language: Language) -> str:
    return f"{cardinal(count, language)} {one if count == 1 else many}"


def _portuguese_time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 24 or minute > 59:
        return None
    if not minute:
        return _hours(hour)
    return f"{cardinal(hour, 'pt-BR', feminine=True)} e {cardinal(minute, 'pt-BR')}"


def _english_time(match: re.Match[str]) -> str | None:
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if hour > 24 or minute > 59:
        return None
    suffix = f" {half[0].lower()}m".replace(" am", " eigh em").replace(" pm", " pee em") if half else ""
    if minute:
        between = " oh " if minute < 10 else " "
        return f"{cardinal(hour, 'en-US')}{between}{cardinal(minute, 'en-US')}{suffix}"
    if half:
        return f"{cardinal(hour, 'en-US')}{suffix}"
    return f"{cardinal(hour, 'en-US')} {'o’clock' if 0 < hour <= 12 else 'hundred'}"


def _length(language: Language) -> Rule:
    """`1:02:03`: hours, minutes, seconds."""

    def speak(match: re.Match[str]) -> str:
        hours, minutes, seconds = (int(part) for part in match.groups())
        if language == "pt-BR":
            minute, second = ("minuto", "minutos"), ("segundo", "segundos")
            first, last = _hours(hours), " e "
        else:
            minute, second = ("minute", "minutes"), ("second", "seconds")
            first, last = _counted(hours, "hour", "hours", language), " and "
        return f"{first}, {_counted(minutes, *minute, language)}{last}{_counted(seconds, *second, language)}"

    return Rule(re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:])"), speak)


def _minutes_and_seconds(language: Language) -> Rule:
    """`5min30s`, `5 min 30 s`."""

    def speak(match: re.Match[str]) -> str:
        minutes, seconds = int(match[1]), int(match[2])
        if language == "pt-BR":
            names, last = (("minuto", "minutos"), ("segundo", "segundos")), " e "
        else:
            names, last = (("minute", "minutes"), ("second", "seconds")), " and "
        return f"{_counted(minutes, *names[0], language)}{last}{_counted(seconds, *names[1], language)}"

    return Rule(re.compile(r"(?<![\w.,])(\d{1,3})\s?min\s?(\d{1,2})\s?s(?!\w)"), speak)


_PORTUGUESE = (
    _iso("pt-BR"),
    Rule(re.compile(r"(?<![\w/])(\d{1,2})º?/(\d{1,2})/(\d{4}|\d{2})(?![\w/])"), _day_first),
    Rule(re.compile(r"(?<![\w.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d{2})(?![\w.]*\d)"), _day_first),
    Rule(re.compile(r"(?<![\w/,.])([0-3]\d)/([01]\d)(?![\w/])"), _day_and_month),
    Rule(re.compile(rf"(?<![\w.,])1\s?[ºo]?(?=\s+de\s+(?:{'|'.join(_MONTHS['pt-BR'])})\b)"), lambda _: "primeiro"),
    _length("pt-BR"),
    _minutes_and_seconds("pt-BR"),
    Rule(re.compile(r"(?<![\w:.,])(\d{1,2})\s?h\s?([0-5]\d)(?:\s?(?:min|m))?(?!\w)"), _portuguese_time),
    Rule(re.compile(r"(?<![\w:.,])(\d{1,2}):([0-5]\d)(?:\s?h(?:s|rs|oras)?)?(?![\w:])"), _portuguese_time),
    Rule(re.compile(r"(?<![\w:.,])(\d{1,2})()\s?h(?:s|rs)?(?!\w)"), _portuguese_time),
)

_ENGLISH_MONTHS = "|".join((*_MONTHS["en-US"], r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"))
_ENGLISH = (
    _iso("en-US"),
    Rule(re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\w/])"), _month_first),
    Rule(
        re.compile(rf"\b({_ENGLISH_MONTHS})\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s([12]\d{{3}}))?(?![\w:]|[.,]\d)"),
        _english_month,
    ),
    _length("en-US"),
    _minutes_and_seconds("en-US"),
    Rule(re.compile(r"(?<![\w:.,])(\d{1,2}):([0-5]\d)(?:\s?([aApP])\.?[mM]\b\.?)?(?![\w:])"), _english_time),
    Rule(re.compile(r"(?<![\w:.,])(\d{1,2})()\s?([aApP])\.?[mM]\b"), _english_time),
)
