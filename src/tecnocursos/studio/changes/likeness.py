"""What belongs together in two versions: by content first, then by shared words, near its old place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from tecnocursos.kit.text import fold, words

Old = TypeVar("Old")
New = TypeVar("New")
Bag = Counter[str]

# How far from its old place, among what is left over, something is looked for: keeps long documents quick.
_REACH = 25


def bag_of(text: str) -> Bag:
    """The words of a text, counted, without accents and case."""
    return Counter(fold(word) for word in words(text))


def likeness(old: Bag, new: Bag) -> float:
    """The share of words that two texts have in common: 0 to 1; 0 where one has none."""
    count = old.total() + new.total()
    return 2 * (old & new).total() / count if count else 0.0


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places of what stayed equal and in order."""
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for offset in range(match.size):
            yield match.a + offset, match.b + offset


def best_pairs(
    old: Sequence[Old], new: Sequence[New], score: Callable[[Old, New], float], at_least: float
) -> dict[int, int]:
    """Pair what is most alike, each once; of equally alike ones those nearest to their old place."""
    scored = []
    for before, one in enumerate(old):
        expected = before * len(new) // len(old)
        near = range(max(0, expected - _REACH), min(len(new), expected + _REACH + 1))
        scored += [
            (-value, abs(after - expected), before, after)
            for after in near
            if (value := score(one, new[after])) >= at_least
        ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, before, after in sorted(scored):
        if before not in pairs and after not in taken:
            pairs[before] = after
            taken.add(after)
    return pairs


def left_in_order(places: Sequence[int]) -> set[int]:
    """Indices of a longest rising run of `places`: what needs no moving when the rest is put in its place."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else None)
        if length == len(tails):
            tails.append(place)
            ends.append(index)
        else:
            tails[length], ends[length] = place, index
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
