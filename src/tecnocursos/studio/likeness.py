"""What belongs together in two versions: by content first, then by shared words, near its old place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

from tecnocursos.kit.text import fold, words

Old = TypeVar("Old")
New = TypeVar("New")
Part = TypeVar("Part")
Bag = Counter[str]
_fold = lru_cache(maxsize=16_384)(fold)

# How far from its old place, among what is left over, something is looked for: keeps long documents quick.
_REACH = 12
_SAME_PART = 0.4


def bag_of(text: str) -> Bag:
    """The words of a text, counted, without accents and case."""
    return Counter(_fold(word) for word in words(text))


def likeness(old: Bag, new: Bag) -> float:
    """The share of words that two texts have in common: 0 to 1; 0 where one has none."""
    shared = old.keys() & new.keys()
    if not shared:
        return 0.0
    return 2 * sum(min(old[word], new[word]) for word in shared) / (old.total() + new.total())


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


def align(
    old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], Hashable], bag: Callable[[Part], Bag]
) -> dict[int, int]:
    """Places of what is one in both, in order."""
    anchors = list(equal_pairs([key(part) for part in old], [key(part) for part in new]))
    pairs = dict(anchors)
    start = (0, 0)
    for old_at, new_at in [*anchors, (len(old), len(new))]:
        gap_old = [bag(part) for part in old[start[0] : old_at]]
        gap_new = [bag(part) for part in new[start[1] : new_at]]
        last = -1
        for one, other in sorted(best_pairs(gap_old, gap_new, likeness, _SAME_PART).items()):
            if other > last:
                pairs[start[0] + one] = start[1] + other
                last = other
        start = (old_at + 1, new_at + 1)
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
