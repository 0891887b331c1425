"""What workflows say: texts by key in the customer's language, and amounts, days and times as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from tecnocursos.kit.language import Language
from tecnocursos.support.errors import ErpRefused
from tecnocursos.support.replies import Buttons, Choice, Menu, Text
from tecnocursos.support.workflows.machine import Context
from tecnocursos.support.workflows.texts_en import TEXTS as ENGLISH
from tecnocursos.support.workflows.texts_pt import TEXTS as PORTUGUESE

TEXTS: Final[Mapping[Language, Mapping[str, str]]] = {"pt-BR": PORTUGUESE, "en-US": ENGLISH}

# WhatsApp's limits for what stands on a button and in a row.
_BUTTON: Final = 20
_ROW: Final = 24
_DESCRIPTION: Final = 72
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def say(context: Context, key: str, **values: object) -> str:
    """The text of this key. `{protocol}` stays, for whoever gives the number."""
    return TEXTS[context.language][key].format_map({"protocol": "{protocol}", "protocols": "{protocols}", **values})


def tell(context: Context, key: str, **values: object) -> Text:
    return Text(text=say(context, key, **values))


def ask(context: Context, text: str, *choices: tuple[str, str]) -> Buttons:
    """A question with at most three answers: (id, key of its title)."""
    return Buttons(
        text=text, choices=tuple(Choice(id=name, title=cut(say(context, key), _BUTTON)) for name, key in choices)
    )


def offer(context: Context, text: str, rows: Sequence[tuple[str, str, str | None]]) -> Menu:
    """A question with at most ten answers: (id, title, description)."""
    return Menu(
        text=text,
        button=cut(say(context, "choose"), _BUTTON),
        choices=tuple(
            Choice(id=name, title=cut(title, _ROW), description=told and cut(told, _DESCRIPTION))
            for name, title, told in rows[:10]
        ),
    )


def refusal_reason(error: ErpRefused, context: Context) -> str | None:
    """Why the provider's system refused, in the customer's language where it says so."""
    key = "reason_pt" if context.language == "pt-BR" else "reason"
    told = error.data.get(key) or error.data.get("reason")
    return str(told) if told else None


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def in_days(context: Context, count: int) -> str:
    return say(context, "one_day") if count == 1 else say(context, "days", count=count)


def money(context: Context, cents: int) -> str:
    """12990 -> `R$ 129,90`, or `R$ 129.90`."""
    english = f"{cents / 100:,.2f}"
    if context.language == "en-US":
        return f"R$ {english}"
    return "R$ " + english.translate(str.maketrans(",.", ".,"))


def day(context: Context, value: date) -> str:
    """`05/12/2026`, or `5 Dec 2026`."""
    if context.language == "en-US":
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{value:%d/%m/%Y}"


def moment(context: Context, value: datetime) -> str:
    """Today's only by its time: `14:30`, `05/12 14:30`."""
    local = value.astimezone(context.now.tzinfo)
    clock = f"{local:%H:%M}"
    if local.date() == context.now.date():
        return clock
    shown = f"{local.day} {_MONTHS[local.month - 1]}" if context.language == "en-US" else f"{local:%d/%m}"
    return f"{shown} {clock}"


def window(context: Context, begins: datetime, ends: datetime) -> str:
    """Of a visit: `27/11 08:00-12:00`, at most 24 characters, as a row's title."""
    zone = context.now.tzinfo
    local = begins.astimezone(zone)
    shown = f"{local.day} {_MONTHS[local.month - 1]}" if context.language == "en-US" else f"{local:%d/%m}"
    return f"{shown} {local:%H:%M}-{ends.astimezone(zone):%H:%M}"
