"""Negations that a line adds to its source or loses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold, split_sentences, words

_NEGATIONS: dict[Language, re.Pattern[str]] = {
    "pt-BR": re.compile(
        r"\b(?:não|nunca|jamais|sem|nem|exceto|nenhum|nenhuma|nada|ninguém|tampouco|a menos que|proibid[oa]s?)\b",
        re.IGNORECASE,
    ),
    "en-US": re.compile(
        r"\b(?:not|never|no|without|none|nor|neither|except|unless|nothing|nobody|cannot|\w+n['’]t)\b", re.IGNORECASE
    ),
}
_CLAUSE_END = re.compile(r"[,;:()–—]+(?=\s|$)")
# Share of the content words of the shorter of two sentences that both have, from which they say the same.
_SAME = 0.6
# From this share on, even one of two negations may not be lost.
_NEARLY_EQUAL = 0.85
# Share of all content words of two sentences that both have, from which one can be put in place of the other.
_NEAR = 0.5


def find_negations(text: str, language: Language) -> list[str]:
    return _NEGATIONS[language].findall(text)


def changed_negation(
    line: str, line_language: Language, sources: Sequence[str], source_language: Language
) -> tuple[str, bool] | None:
    """The negation that differs between a line and the sentence it says again, and whether the line lost it.

    None where nothing differs: also where the line says a sentence of its sources word for word.
    """
    in_line = find_negations(line, line_language)
    rows, sentences = _rows(sources), _sentences(sources)
    whole = [sentence for source in sources for sentence in split_sentences(source)]
    if _key(line) in {_key(text) for text in (*sources, *rows, *sentences, *whole)}:
        return None
    candidates = [*sentences, *(clause for sentence in sentences for clause in _CLAUSE_END.split(sentence))]
    # A line may say one clause of a sentence: then the negation of another clause is not its business.
    nearest = max(candidates, default="", key=lambda candidate: _likeness(line, candidate))
    share = _share(line, nearest)
    if share < _SAME or line_language != source_language:
        in_sources = any(find_negations(source, source_language) for source in sources)
        return (in_line[0], False) if in_line and not in_sources else None
    in_source = find_negations(nearest, source_language)
    if in_source and not in_line:
        return in_source[0], True
    if in_line and not in_source:
        # A line may join several sentences or cells, the negation being in another than the nearest.
        negated = [one for one in candidates if find_negations(one, source_language)]
        joined = any(_is_quoted(one, line) or _share_of(one, line) >= _SAME for one in negated)
        return None if joined else (in_line[0], False)
    if share >= _NEARLY_EQUAL and len(in_source) > len(in_line):
        return in_source[-1], True
    if share >= _NEARLY_EQUAL and len(in_line) > len(in_source):
        return in_line[-1], False
    return None


def nearest_sentence(line: str, sources: Sequence[str]) -> str | None:
    """The sentence of `sources` that says most nearly the same as `line`; None where none has half of its words."""
    nearest = max(_sentences(sources), default="", key=lambda sentence: _likeness(line, sentence))
    return nearest if _likeness(line, nearest) >= _NEAR else None


def _rows(sources: Sequence[str]) -> list[str]:
    return [row for source in sources for row in source.split("\n")]


def _sentences(sources: Sequence[str]) -> list[str]:
    return [sentence for row in _rows(sources) for sentence in split_sentences(row)]


def _key(text: str) -> str:
    return " ".join(words(text)).casefold()


def _is_quoted(sentence: str, line: str) -> bool:
    """Whether a line says a sentence word for word: a short cell, «Sem uso», has no content words to compare."""
    return f" {_key(sentence)} " in f" {_key(line)} "


def _share(line: str, sentence: str) -> float:
    """How much of the shorter text's content words the other has too, negations left out."""
    mine, theirs = _content(line), _content(sentence)
    # One word in common does not make two texts say the same.
    if len(mine) < 2 or not theirs:
        return 0.0
    # A sentence of two words is no measure for one of twenty.
    if len(theirs) * 2 < len(mine):
        return len(mine & theirs) / len(mine)
    return len(mine & theirs) / min(len(mine), len(theirs))


def _share_of(sentence: str, line: str) -> float:
    """How much of a sentence's content words a line has."""
    theirs = _content(sentence)
    return len(theirs & _content(line)) / len(theirs) if theirs else 0.0


def _likeness(line: str, sentence: str) -> float:
    mine, theirs = _content(line), _content(sentence)
    return len(mine & theirs) / max(1, len(mine | theirs))


def _content(text: str) -> set[str]:
    bare = text
    for pattern in _NEGATIONS.values():
        bare = pattern.sub(" ", bare)
    return {fold(word) for word in words(bare) if len(word) > 3 or re.search(r"\d", word)}
