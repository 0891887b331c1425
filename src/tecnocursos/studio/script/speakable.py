"""What is said in place of a text that an eye reads but a voice does not: capitals, arrows, marks, emoji."""

from __future__ import annotations

import re

from tecnocursos.kit.text import collapse, fold
from tecnocursos.studio.script.phrases import Phrases

_LEADING_MARK = re.compile(r"^\s*(?:[-–—*•▪▫◦●○■□►▶➢➤✓✔✅☑✗✘❌☐·»]+\s+|[•▪▫◦●○■□►▶➢➤✓✔✅☑✗✘❌☐·])")
_ARROW = re.compile(r"\s*(?:[→⇒➔➜➡⟶»›►▶]️?|[-=]+>)\s*")
_BULLET = re.compile(r"\s*[•▪▫◦●○■□·|]\s*")
_AMPERSAND = re.compile(r"(?<=\s)&(?=\s)")
_EITHER = re.compile(r"\b(e/ou|and/or)\b", re.IGNORECASE)
_SLASHED = re.compile(r"(?<=[^\W\d_]{3})\s*/\s*(?=[^\W\d_]{3})|\s+/\s+")
_PICTOGRAPH = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\u2190-\u21ff\u25a0-\u25ff\ufe0f\u200d\u20e3\ue000-\uf8ff]+"
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|\S+\.(?:com|org|net|br|gov)(?:/\S*)?", re.IGNORECASE)
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_DANGLING = re.compile(r"\s*,(?:\s*,)+|\s+(?=[,.;:!?])|(?<=[:;!?]),")
_VOWELS = frozenset("aeiouy")
_SYLLABLE = re.compile(r"[b-df-hj-np-tv-xz][aeiou][a-z]|[aeiou][b-df-hj-np-tv-xz][aeiou]")
"""Words of three letters that can be said: `CAI`, `LUZ`, `ONU`; others, such as `CTO`, are spelled."""
_SPELLED = frozenset("ceo cio coo iot ipo uae usa".split())
_YES = ("✓", "✔", "✅", "☑")
_NO = ("✗", "✘", "❌", "☐")


def spoken_form(text: str, phrases: Phrases) -> str | None:
    """What to say for `text`; None where the text can be said as it stands."""
    said = _LEADING_MARK.sub("", text)
    said = _lower_capitals(said, phrases)
    addresses: list[str] = []

    def keep(match: re.Match[str]) -> str:
        addresses.append(match[0])
        return f"\ue000{len(addresses) - 1}\ue001"

    said = _ADDRESS.sub(keep, said)
    said = _EITHER.sub(f"{phrases.conjunction} {phrases.alternative}", said)
    said = _AMPERSAND.sub(phrases.conjunction, said)
    said = _ARROW.sub(", ", said)
    said = _SLASHED.sub(", ", said)
    said = _BULLET.sub(", ", said)
    said = re.sub("\ue000(\\d+)\ue001", lambda match: f"\x00{match[1]}\x01", said)
    for marks, word in ((_YES, phrases.yes), (_NO, phrases.no)):
        for mark in marks:
            said = said.replace(mark, f" {word} ")
    said = _PICTOGRAPH.sub(" ", said)
    said = re.sub("\x00(\\d+)\x01", lambda match: addresses[int(match[1])], said)
    said = _DANGLING.sub(lambda match: "," if "," in match[0] and match[0].count(",") > 1 else "", collapse(said))
    said = collapse(said).strip(", ") or text
    return None if said == collapse(text) else said


def is_speakable(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _lower_capitals(text: str, phrases: Phrases) -> str:
    """A text in capitals in sentence case; acronyms keep theirs. Mixed text stays as it is."""
    letters = [character for character in text if character.isalpha()]
    found = _CAPITALS.findall(text)
    in_capitals = sum(character.isupper() for character in letters) >= 0.9 * len(letters)
    is_sentence = any(len(word) >= 5 or fold(word) in phrases.title_particles for word in found)
    if not in_capitals or not is_sentence:
        return text
    return _capitalise(re.sub(r"[^\W\d_]+", lambda match: _lower_word(match[0], phrases), text))


def _lower_word(word: str, phrases: Phrases) -> str:
    folded = fold(word)
    is_spelled = folded in _SPELLED or not _SYLLABLE.fullmatch(folded) if len(word) <= 3 else not set(folded) & _VOWELS
    return word if is_spelled and len(word) > 1 and folded not in phrases.title_particles else word.lower()


def _capitalise(text: str) -> str:
    for index, character in enumerate(text):
        if character.isalpha():
            return text[:index] + character.upper() + text[index + 1 :]
    return text
