"""How a short answer is read: one of the choices, yes or no, a day, some digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from tecnocursos.kit.text import fold, words
from tecnocursos.support.replies import Buttons, Choice, Menu, Reply
from tecnocursos.support.workflows.machine import Heard

_YES: Final = frozenset(
    """sim s ss sss claro confirmo confirma confirmar confirmado quero aceito isso pode ok okay certo correto bora
    positivo beleza blz yes y yep yeah sure confirm please""".split()
)
_NO: Final = frozenset("nao n nn nop nope no negativo nunca jamais deixa desisto desistir never".split())
_YES_SIGNS: Final = frozenset("👍👌✅☑✔")
_AROUND_SIGNS: Final = " \n\ufe0f🏻🏼🏽🏾🏿"
"""What may stand after a sign: how it is drawn, and the colour of the skin."""
_FILLER: Final = frozenset(
    """por favor pfv pf obrigado obrigada mesmo e eu ai la que ser sim fazer com mim moço moca entao tá ta to the it
    i do thanks thank you go ahead agora""".split()
)
_ORDINALS: Final = {
    "primeira": 1, "primeiro": 1, "first": 1, "segunda": 2, "segundo": 2, "second": 2, "terceira": 3, "terceiro": 3,
    "third": 3, "quarta": 4, "quarto": 4, "fourth": 4,
}  # fmt: skip
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?!\d)")
_BARE_DAY: Final = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")
_ISO_DAY: Final = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        """janeiro january jan|fevereiro february fev feb|marco march mar|abril april abr apr|maio may mai|
        junho june jun|julho july jul|agosto august ago aug|setembro september set sep|outubro october out oct|
        novembro november nov|dezembro december dez dec""".split("|"),
        1,
    )
    for name in names.split()
}
_NAMED_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})\s+(?:de\s+|of\s+)?([a-z]{3,9})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)")


def picked(heard: Heard, choices: Iterable[Choice]) -> str | None:
    """The id of the choice that is meant: chosen, named by its title or by its number in the list."""
    known = list(choices)
    if heard.choice_id is not None:
        return heard.choice_id if heard.choice_id in {choice.id for choice in known} else None
    said = " ".join(words(fold(heard.text)))
    if not said:
        return None
    titles = [" ".join(words(fold(choice.title))) for choice in known]
    number = _number(said)
    if number is not None and 1 <= number <= len(known) and said not in titles:
        return known[number - 1].id
    for matches in (
        [choice.id for choice, title in zip(known, titles, strict=True) if title == said],
        [choice.id for choice, title in zip(known, titles, strict=True) if len(said) >= 3 and title.startswith(said)],
    ):
        if len(matches) == 1:
            return matches[0]
    return None


def choices_of(replies: Iterable[Reply]) -> tuple[Choice, ...]:
    """What the last question of these offers."""
    offered: tuple[Choice, ...] = ()
    for reply in replies:
        if isinstance(reply, Buttons | Menu):
            offered = reply.choices
    return offered


def is_yes(heard: Heard) -> bool:
    """Only when nothing else is said: `sim, mas não agora` is neither."""
    if heard.choice_id is not None:
        return heard.choice_id == "yes"
    if heard.text.strip(_AROUND_SIGNS) in _YES_SIGNS:
        return True
    said = words(fold(heard.text))
    return bool(said) and len(said) <= 6 and any(word in _YES for word in said) and set(said) <= _YES | _FILLER


def is_no(heard: Heard) -> bool:
    if heard.choice_id is not None:
        return heard.choice_id == "no"
    said = words(fold(heard.text))
    return bool(said) and len(said) <= 5 and any(word in _NO for word in said) and set(said) <= _NO | _FILLER | _YES


def confirmed(heard: Heard, replies: Iterable[Reply]) -> bool | None:
    """Whether `yes` or `no` was chosen or said to what was asked by these replies; None: neither."""
    chosen = picked(heard, choices_of(replies))
    if chosen == "no" or (chosen is None and is_no(heard)):
        return False
    return True if chosen == "yes" or is_yes(heard) else None


def day_in(text: str) -> date | None:
    """`14/03/1988`, `14-3-88`, `14031988`, `1988-03-14`, `14 de março de 1988`; the day before the month."""
    found = _ISO_DAY.search(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY.search(text) or _BARE_DAY.search(text)
    if found:
        year = int(found[3])
        if len(found[3]) == 2:
            year += 1900 if year > 25 else 2000
        return _day(year, int(found[2]), int(found[1]))
    found = _NAMED_DAY.search(fold(text))
    if found and found[2] in _MONTHS:
        return _day(int(found[3]), _MONTHS[found[2]], int(found[1]))
    return None


def last_digits(text: str, count: int) -> str | None:
    """The last `count` digits of the only number in the text, of a phone written whole or in part."""
    numbers = re.findall(r"\+?\(?\d[\d() .\-]*", text)
    if len(numbers) != 1:
        return None
    digits = re.sub(r"\D", "", numbers[0])
    return digits[-count:] if count <= len(digits) <= 13 else None


def _number(said: str) -> int | None:
    bare = re.fullmatch(r"(?:opcao |numero |a |o |the |option |number )*(\w+)(?: opcao| option| one)?", said)
    if bare is None:
        return None
    return int(bare[1]) if bare[1].isdecimal() and len(bare[1]) <= 2 else _ORDINALS.get(bare[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
