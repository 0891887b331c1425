"""What is said in place of a text, beside that text: which words of one are which of the other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

import numpy as np

from tecnocursos.kit.text import fold
from tecnocursos.narration.normalisation.normaliser import Span

VERSION = 1
"""Part of the cache key of lines that are said otherwise: raise it with any change to how their words are timed."""

_WORD = re.compile(r"\S+")


def align(text: str, say: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """`spans` align `say` with what is spoken; gives those that align `text` with it.

    Words that are in both are the same; what stands between them in one is said as what stands there in the other.
    """
    shown, said = _words(text), _words(say)
    matcher = difflib.SequenceMatcher(None, _plain(text, shown), _plain(say, said), autojunk=False)
    aligned = []
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            pairs = list(zip(shown[first:last], said[begin:end], strict=True))
        elif kind == "replace":
            pairs = [((shown[first][0], shown[last - 1][1]), (said[begin][0], said[end - 1][1]))]
        else:
            continue
        aligned += [Span(*one, _spoken(other[0], spans), _spoken(other[1], spans)) for one, other in pairs]
    return tuple(aligned)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _plain(text: str, words: Sequence[tuple[int, int]]) -> list[str]:
    return [fold(text[start:end]).strip(".,;:!?\"'()«»“”") for start, end in words]


def _spoken(at: int, spans: Sequence[Span]) -> int:
    """Where in the spoken text a character of `say` is."""
    if not spans:
        return 0
    corners = [(span.display_start, span.spoken_start) for span in spans] + [
        (spans[-1].display_end, spans[-1].spoken_end)
    ]
    return round(float(np.interp(at, [one for one, _ in corners], [other for _, other in corners])))
