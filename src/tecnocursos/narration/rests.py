"""Rests inside a line: `(pause: 0.5)` in what is said in place of a text is half a second of silence.

They are marked in `say` only, so that no caption or transcript shows them. At the ends of a line they are nothing: the
silence there is the line's own pauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MARK: Final = re.compile(r"\(\s*pause\s*:\s*(\d{1,2}(?:[.,]\d{1,3})?)\s*s?\s*\)", re.IGNORECASE)
LONGEST_MS: Final = 60_000
"""Of all rests of a line together."""


@dataclass(frozen=True, slots=True)
class Rest:
    at: int
    """Offset into the text without the marks: silence before the character that stands there."""
    ms: int


def take_rests(say: str) -> tuple[str, tuple[Rest, ...]]:
    """What is to be spoken, and where it rests; together no longer than is allowed."""
    parts: list[str] = []
    rests: list[Rest] = []
    length = position = 0
    left_ms = LONGEST_MS
    for mark in MARK.finditer(say):
        before = say[position : mark.start()]
        parts.append(before if before[-1:].isspace() else f"{before} ")
        length += len(parts[-1])
        position = mark.end() + (len(say[mark.end() :]) - len(say[mark.end() :].lstrip()))
        ms = min(_ms(mark), left_ms)
        left_ms -= ms
        rests.append(Rest(length, ms))
    return "".join([*parts, say[position:]]), tuple(rests)


def rests_ms(say: str) -> int:
    """How long the rests of a text are together, as they are written."""
    return sum(map(_ms, MARK.finditer(say)))


def _ms(mark: re.Match[str]) -> int:
    return round(float(mark[1].replace(",", ".")) * 1000)
