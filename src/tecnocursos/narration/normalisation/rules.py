"""A rule of normalisation: what it looks for, and how it says what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`speak` gives the spoken form of a match, the empty string to drop it, None to leave it to other rules."""

    pattern: re.Pattern[str]
    speak: Callable[[re.Match[str]], str | None]
    group: int | str = 0
    """The part of the match that is replaced; the rest is context."""


def choice(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
