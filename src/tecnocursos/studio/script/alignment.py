"""Which sentence speaks about which part of a slide: by the words they share, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tecnocursos.kit.text import fold, words

_ENOUGH = 0.25
"""Share of a part's words, weighted by how rare they are among the parts, that makes a sentence speak about it."""
_STEM = 5


def align(sentences: Sequence[str], parts: Sequence[str], stop_words: frozenset[str]) -> list[int]:
    """For each part the index of the sentence that begins to speak about it, never falling.

    The whole assignment of most shared words is found (dynamic programming). Parts that no sentence speaks about are
    spread over the sentences between their neighbours', or appear with the part after them.
    """
    stems = [_stems(part, stop_words) for part in parts]
    frequency = Counter(stem for part in stems for stem in part)
    spoken = [_stems(sentence, stop_words) for sentence in sentences]

    def score(part: set[str], sentence: set[str]) -> float:
        weight = sum(1 / frequency[stem] for stem in part)
        shared = sum(1 / frequency[stem] for stem in sorted(part & sentence))
        return shared / weight if weight and shared / weight >= _ENOUGH else 0.0

    # best[j][i]: the most that the first j parts share with sentences, the last of which is before i.
    best = [[0.0] * (len(sentences) + 1) for _ in range(len(parts) + 1)]
    for j, part in enumerate(stems, start=1):
        for i, sentence in enumerate(spoken, start=1):
            best[j][i] = max(best[j][i - 1], best[j - 1][i] + score(part, sentence))
    found: list[int | None] = [None] * len(parts)
    i = len(sentences)
    for j in range(len(parts), 0, -1):
        while i > 1 and best[j][i] == best[j][i - 1]:
            i -= 1
        if i and best[j][i] > best[j - 1][i]:
            found[j - 1] = i - 1
    return _filled(found, len(sentences))


def _stems(text: str, stop_words: frozenset[str]) -> set[str]:
    folded = [fold(word) for word in words(text)]
    return {word[:_STEM] for word in folded if word not in stop_words and (len(word) > 1 or word.isdigit())}


def _filled(found: Sequence[int | None], sentence_count: int) -> list[int]:
    """Parts without a sentence take those between their neighbours' in turn, else the one after's or before's."""
    filled: list[int] = []
    index = 0
    while index < len(found):
        known = found[index]
        if known is not None:
            filled.append(known)
            index += 1
            continue
        end = next((later for later in range(index, len(found)) if found[later] is not None), len(found))
        following = found[end] if end < len(found) else None
        first = filled[-1] + 1 if filled else 0
        last = sentence_count if following is None else following
        for position in range(end - index):
            free = last - first
            fallback = min(last, sentence_count - 1)
            filled.append(first + position * free // (end - index) if free > 0 else fallback)
        index = end
    return filled
