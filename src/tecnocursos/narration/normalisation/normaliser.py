"""The front door of normalisation: rules claim parts of the displayed text; what none claims is spoken as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation import codes, moments, quantities, symbols, words
from tecnocursos.narration.normalisation.rules import Rule

VERSION = 1
"""Part of every cache key: raise it with any change to what is spoken."""


@dataclass(frozen=True, slots=True)
class Span:
    """`[display_start, display_end)` of the text is spoken as `[spoken_start, spoken_end)`, empty where it is not."""

    display_start: int
    display_end: int
    spoken_start: int
    spoken_end: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """What to say, and spans that cover all of the text but its white space, in order."""

    spoken: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    start: int
    end: int
    spoken: str


def normalise(text: str, language: Language, lexicon: Mapping[str, str] | None = None) -> Normalised:
    """Numbers, dates, units, codes, acronyms, symbols and markup as words; the lexicon's respellings come first."""
    claims: list[_Claim] = []
    taken = bytearray(len(text))
    for rule in (*_lexicon_rules(lexicon or {}), *_rules(language)):
        for start, end, spoken in _matches(rule, text, taken):
            taken[start:end] = b"\1" * (end - start)
            claims.append(_Claim(start, end, spoken))
    return _join(text, sorted(claims, key=lambda claim: claim.start))


@lru_cache
def _rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence: a part of the text belongs to the first rule that claims it."""
    return (
        *symbols.markup_rules(),
        *codes.rules(language),
        *moments.rules(language),
        *quantities.rules(language),
        *words.rules(language),
        *symbols.rules(language),
    )


def _lexicon_rules(lexicon: Mapping[str, str]) -> Iterable[Rule]:
    entries = {" ".join(written.lower().split()): spoken for written, spoken in lexicon.items() if written.strip()}
    if not entries:
        return
    longest_first = sorted(entries, key=lambda entry: (-len(entry), entry))
    choice = "|".join(r"\s+".join(re.escape(word) for word in entry.split()) for entry in longest_first)

    def respell(match: re.Match[str]) -> str | None:
        return entries.get(" ".join(match.group().lower().split()))

    yield Rule(re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE), respell)


def _matches(rule: Rule, text: str, taken: bytearray) -> Iterable[tuple[int, int, str]]:
    position = 0
    while match := rule.pattern.search(text, position):
        start, end = match.span(rule.group)
        if start == end or any(taken[start:end]):
            position = match.start() + 1
            continue
        spoken = rule.speak(match)
        if spoken is None:
            position = match.start() + 1
            continue
        yield start, end, spoken
        position = end


def _join(text: str, claims: Sequence[_Claim]) -> Normalised:
    voice = _Voice()
    position = 0
    for claim in claims:
        voice.plain(text, position, claim.start)
        voice.say(claim.start, claim.end, claim.spoken.strip(), is_plain=False)
        position = claim.end
    voice.plain(text, position, len(text))
    return Normalised("".join(voice.parts), tuple(voice.spans))


class _Voice:
    """Builds the spoken text and its spans."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self._length = 0
        self._last = ""
        self._space_due = False
        self._was_plain = True

    def plain(self, text: str, start: int, end: int) -> None:
        for match in _RUN.finditer(text, start, end):
            if match.group().isspace():
                self._space_due = True
            else:
                self.say(match.start(), match.end(), match.group(), is_plain=True)

    def say(self, start: int, end: int, spoken: str, *, is_plain: bool) -> None:
        if not spoken:
            self.spans.append(Span(start, end, self._length, self._length))
            # A dropped mark between words still parts them.
            self._was_plain = False
            return
        if not (is_plain and self._was_plain):
            self._space_due = self._space_due or (self._last.isalnum() and spoken[0].isalnum())
            self._space_due = self._space_due or (not is_plain and self._last in _STOPS)
        if self._space_due and self.parts and not (not is_plain and spoken[0] in _STOPS):
            self.parts.append(" ")
            self._length += 1
        self._space_due = False
        self.parts.append(spoken)
        self.spans.append(Span(start, end, self._length, self._length + len(spoken)))
        self._length += len(spoken)
        self._last = spoken[-1]
        self._was_plain = is_plain


_RUN = re.compile(r"\s+|\S+")
_STOPS = frozenset(",.;:!?")
