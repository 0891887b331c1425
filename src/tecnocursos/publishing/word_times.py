"""When each word of a caption text is heard, in frames, from whatever timing the speech engine gave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tecnocursos.narration.speech import WordTime
from tecnocursos.publishing.line_breaking import split_long_word

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word (or a piece of one too long for a line) of text number `line`, heard in frames [start, end)."""

    text: str
    start: int
    end: int
    line: int
    continues_word: bool = False


def time_words(lines: Iterable[tuple[str, int, int, Sequence[WordTime]]], rate: int) -> list[TimedWord]:
    """Time the words of texts given as (text, start_ms, end_ms, word times from start_ms on), in order of time.

    Times never run backwards, whatever the input says.
    """
    words: list[TimedWord] = []
    reached = 0
    for number, (text, start_ms, end_ms, timings) in enumerate(lines):
        clock = _CharacterClock(len(text), end_ms - start_ms, timings)
        for match in _WORD.finditer(text):
            offset = match.start()
            for piece in split_long_word(match.group()):
                start = _frame(start_ms + clock.heard_from(offset), rate)
                end = _frame(start_ms + clock.heard_until(offset + len(piece)), rate)
                start = max(start, reached)
                reached = max(end, start)
                words.append(TimedWord(piece, start, reached, number, offset > match.start()))
                offset += len(piece)
    return words


class _CharacterClock:
    """Maps characters to milliseconds: straight lines through the ends of the timed words."""

    def __init__(self, length: int, duration_ms: int, timings: Sequence[WordTime]) -> None:
        self._knots: list[tuple[int, float]] = [(0, 0.0)]
        reached_ms = 0.0
        reached_character = 0
        for timing in timings:
            start, end = max(timing.char_start, reached_character), min(timing.char_end, length)
            if start >= end:
                continue
            from_ms = min(max(timing.start_ms, reached_ms), duration_ms)
            reached_ms = min(max(timing.end_ms, from_ms), duration_ms)
            reached_character = end
            self._knots += [(start, from_ms), (end, reached_ms)]
        self._knots.append((length, float(duration_ms)))

    def heard_from(self, character: int) -> float:
        """When the character starts: where a word ends and the next begins at one offset, the next one counts."""
        index = max(index for index, knot in enumerate(self._knots) if knot[0] <= character)
        return self._between(index, index + 1, character)

    def heard_until(self, character: int) -> float:
        """When what stands before offset `character` has ended."""
        index = min(index for index, knot in enumerate(self._knots) if knot[0] >= character)
        return self._between(index - 1, index, character)

    def _between(self, before: int, after: int, character: int) -> float:
        (left, left_ms), (right, right_ms) = self._knots[before], self._knots[after]
        if right == left:
            return left_ms
        return left_ms + (right_ms - left_ms) * (character - left) / (right - left)


def _frame(time_ms: float, rate: int) -> int:
    return round(time_ms * rate / 1000)
