"""Whether an answer says anything that its sources do not: by code alone, whoever wrote it.

Amounts, numbers, units, dates, names, addresses and telephone numbers must stand in the sources, and negations must be
neither lost nor added. What is paraphrased beyond that is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tecnocursos.kit.facts.finding import Facts, find_facts
from tecnocursos.kit.facts.negations import changed_negation
from tecnocursos.kit.facts.numbers import find_numbers
from tecnocursos.kit.facts.unknown import FactKind, unknown_facts
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import split_sentences

_NOT_IN_ADDRESS = r"[^\s<>()\[\]\"'*|]"
_ADDRESS = re.compile(
    rf"(?:[a-z][a-z0-9+.-]*://|(?:mailto|tel|sms|data|javascript):){_NOT_IN_ADDRESS}+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{{2,}}(?:[/?#]{_NOT_IN_ADDRESS}*)?",
    re.IGNORECASE,
)
_SAME_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?")
_DIGITS = re.compile(r"\+?\(?\d[\d .()/-]{6,}\d")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_FEWEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A text that may be relied on: a passage with its heading, or what the provider's system said."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """Something in an answer that its sources do not say."""

    kind: FactKind | Literal["address", "digits", "negation"]
    """`digits`: a telephone or registration number, or a code to be typed."""
    token: str
    """As written in the answer; of a lost negation, as written in its source."""


def find_ungrounded(text: str, language: Language, sources: Sequence[Told]) -> list[Ungrounded]:
    """What must keep the answer from being sent; empty where all of it is grounded."""
    said = _plain(text)
    known = [Told(_plain(source.text), source.language) for source in sources]
    found = [*_unknown_addresses(said, known), *_unknown_digits(said, known)]
    facts = Facts()
    for source in known:
        facts.add(find_facts(source.text, source.language))
    # Whole numbers alone: the 2 of R$ 2.000,00 is no amount that a source names.
    numbers = [number.value for source in known for number in find_numbers(source.text, source.language)]
    facts.values = {*numbers, *map(abs, numbers), *(quantity.value for quantity in facts.quantities)}
    # Addresses were checked above, in all the forms in which they may be written.
    bare = find_facts(_ADDRESS.sub(" ", said), language)
    found += [Ungrounded(kind, token) for kind, token in unknown_facts(bare, facts)]
    found += _changed_negations(said, language, known)
    return list(dict.fromkeys(found))


def _unknown_addresses(said: str, known: Sequence[Told]) -> Iterator[Ungrounded]:
    allowed = {_address(match[0]) for source in known for match in _ADDRESS.finditer(source.text)}
    for match in _ADDRESS.finditer(said):
        if _address(match[0]) not in allowed:
            yield Ungrounded("address", match[0])


def _address(written: str) -> str:
    return _SAME_ADDRESS.sub("", written.casefold()).rstrip(".,;:!?/_~")


def _unknown_digits(said: str, known: Sequence[Told]) -> Iterator[Ungrounded]:
    allowed = {digits for source in known for digits, _ in _long_digits(source.text)}
    for digits, token in _long_digits(said):
        # The area code may be left out, but none may be added.
        if not any(other.endswith(digits) for other in allowed):
            yield Ungrounded("digits", token)


def _long_digits(text: str) -> Iterator[tuple[str, str]]:
    for match in _DIGITS.finditer(_DATE.sub(" | ", text)):
        digits = "".join(character for character in match[0] if character.isdigit())
        if len(digits) >= _FEWEST_DIGITS:
            yield digits, match[0].strip()


def _changed_negations(said: str, language: Language, known: Sequence[Told]) -> Iterator[Ungrounded]:
    if not known:
        return
    texts = [source.text for source in known]
    for line in said.split("\n"):
        for sentence in split_sentences(line):
            if change := changed_negation(sentence, language, texts, known[0].language):
                yield Ungrounded("negation", change[0])


def _plain(text: str) -> str:
    """Without what looks like something else than it is: wide digits, letters that nobody sees."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(character for character in composed if unicodedata.category(character) != "Cf")
