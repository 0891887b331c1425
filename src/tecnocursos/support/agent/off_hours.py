"""What a customer is told who asks for a person while nobody is on duty: when somebody will answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tecnocursos.kit.language import Language
from tecnocursos.support.hours import OpeningHours
from tecnocursos.support.replies import Reply, Text

_DAYS: Final[dict[Language, tuple[str, ...]]] = {
    "pt-BR": (
        "segunda-feira",
        "terça-feira",
        "quarta-feira",
        "quinta-feira",
        "sexta-feira",
        "sábado",
        "domingo",
    ),
    "en-US": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "pt-BR": {
        "today": "Agora ninguém está de plantão. Uma pessoa responde hoje, a partir das {clock}.",
        "later": "Agora ninguém está de plantão. Uma pessoa responde a partir de {day}, {date:%d/%m}, às {clock}.",
    },
    "en-US": {
        "today": "Nobody is on duty right now. A person will answer today, from {clock}.",
        "later": "Nobody is on duty right now. A person will answer from {day}, {date:%m/%d}, {clock}.",
    },
}


def with_opening(replies: Sequence[Reply], hours: OpeningHours, language: Language, now: datetime) -> tuple[Reply, ...]:
    """The replies that hand over, which say when people answer unless they do now; no message more than before."""
    opening = hours.next_opening(now).astimezone(hours.zone)
    today = now.astimezone(hours.zone).date()
    if opening == now:
        return tuple(replies)
    text = _TEXTS[language]["today" if opening.date() == today else "later"].format(
        day=_DAYS[language][opening.weekday()], date=opening, clock=f"{opening:%H:%M}"
    )
    *before, last = replies or (Text(text=""),)
    if not isinstance(last, Text):
        return (*before, last, Text(text=text))
    return (*before, Text(text=f"{last.text}\n\n{text}".strip()))
