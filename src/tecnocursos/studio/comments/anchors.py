"""Where in a scene's speech a comment points, also after the text has changed.

What is stored is what was pointed at when the comment was written; where that is now is found anew each time, so that a
text that is brought back brings its comments' places back too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.kit.value import Value
from tecnocursos.studio.comments.errors import AnchorInvalid

_WORD = re.compile(r"\S+")


class Anchor(Value):
    """Words `word_start` up to but not including `word_end` of a line, counted by white space, from 0."""

    line: int
    word_start: int
    word_end: int
    quote: str
    """The words, as they were."""


class AnchorPlace(Value):
    """Where the words are now, in characters too; None where they are not any more."""

    line: int
    word_start: int
    word_end: int
    char_start: int
    char_end: int


def anchor_at(lines: Sequence[str], line: int, word_start: int, word_end: int, quote: str | None) -> Anchor:
    """Point at words. Raises AnchorInvalid where there are none, or others than `quote` says were meant."""
    spans = _spans(lines[line]) if 0 <= line < len(lines) else []
    if not 0 <= word_start < word_end <= len(spans):
        raise AnchorInvalid
    text = lines[line][spans[word_start][0] : spans[word_end - 1][1]]
    if quote is not None and quote.split() != text.split():
        raise AnchorInvalid
    return Anchor(line=line, word_start=word_start, word_end=word_end, quote=text)


def place_of(anchor: Anchor, lines: Sequence[str]) -> AnchorPlace | None:
    """Find the anchor's words again: the same words nearest to where they were."""
    wanted = anchor.quote.split()
    found: list[tuple[int, int, int, int]] = []
    for line, text in enumerate(lines):
        words = text.split()
        found += [
            (abs(line - anchor.line), abs(start - anchor.word_start), line, start)
            for start in range(len(words) - len(wanted) + 1)
            if words[start : start + len(wanted)] == wanted
        ]
    if not found:
        return None
    _, _, line, start = min(found)
    spans = _spans(lines[line])
    end = start + len(wanted)
    return AnchorPlace(
        line=line, word_start=start, word_end=end, char_start=spans[start][0], char_end=spans[end - 1][1]
    )


def _spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]
