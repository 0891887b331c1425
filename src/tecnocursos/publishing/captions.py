"""Captions from what is spoken: the best segmentation by dynamic programming, on the grid of the video's frames.

The bars: two lines of 42 characters, 0.83 to 7 s, 17 characters a second and never over 20, in when the first word
is heard, out at the latest when the next one comes, and two frames between two captions or none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tecnocursos.kit.language import Language
from tecnocursos.narration.speech import WordTime
from tecnocursos.publishing.line_breaking import INSIDE_PHRASE, SENTENCE_END, break_cost, line_break
from tecnocursos.publishing.word_times import TimedWord, time_words
from tecnocursos.rendering.timeline import Caption

AIM_CPS = 17.0
MOST_CPS = 20.0
SHORTEST_MS = 833
LONGEST_MS = 7_000
GAP_FRAMES = 2
LINGER_FRAMES = 12
LEAD_FRAMES = 3
# How long a caption may stay after its last word when it could not be read otherwise.
_HANG_MS = 1_500

# Costs, on the scale of line_breaking: a break in a poor place costs 8, one inside a phrase 40.
_PER_CAPTION = 6.0
_CROWDED = 6.0
# Between two captions a break in a sentence is felt more than between two lines.
_CAPTION_BREAK = 1.5
_SENTENCES_JOINED = 7.0
_PAUSE_PER_SECOND = 30.0
_OVER_AIM_PER_CPS = 6.0
_BEYOND_BAR = 400.0
# Characters below which a piece of a torn sentence is a scrap that nobody wants to read alone.
_SCRAP = 18
_PER_MISSING_CHARACTER = 0.6


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A line as it is captioned, and when it is heard.

    `words` are narration's: character offsets into `text`, times from `start_ms` on. Without them (the caption differs
    from what is said, the engine times no words) the words are timed by their share of the characters.
    """

    text: str
    start_ms: int
    end_ms: int
    words: tuple[WordTime, ...] = ()


def make_captions(
    spoken: Sequence[SpokenText], language: Language, rate: int, until_ms: int | None = None
) -> tuple[Caption, ...]:
    """Caption every word once, in order, without overlap; texts come in order of time.

    `rate` is the video's frames per second; `until_ms`, where given, is the video's end, which no caption outlasts.
    Speech that is too fast for any captions keeps the best there are: `lint_captions` reports them.
    """
    words = time_words(
        [(line.text, line.start_ms, line.end_ms, line.words) for line in spoken if line.text.strip()], rate
    )
    if not words:
        return ()
    until = None if until_ms is None else until_ms * rate // 1000
    captions = _Segmentation(words, language, rate, until).best()
    return tuple(
        Caption(start_ms=round(span.start * 1000 / rate), end_ms=round(span.end * 1000 / rate), text=span.text)
        for span in _settle(captions, rate)
    )


@dataclass(slots=True)
class _Span:
    """A caption on the frame grid."""

    start: int
    end: int
    text: str

    def missing_frames(self, rate: int) -> int:
        """How much longer it should be shown to be read at the aimed speed."""
        return max(_frames_to_read(len(self.text), rate) - (self.end - self.start), 0)


class _Segmentation:
    """Which words stand together: the cheapest path over all break points."""

    def __init__(self, words: Sequence[TimedWord], language: Language, rate: int, until: int | None) -> None:
        self._words = words
        self._rate = rate
        self._lengths = [len(word.text) for word in words]
        self._breaks = [SENTENCE_END] + [_break_cost(before, after, language) for before, after in pairwise(words)]
        last = words[-1].end + math.ceil(_HANG_MS * rate / 1000)
        # The frame in which the caption after word k-1 may start at the latest: word k's, or the video's end.
        self._limits = [word.start for word in words] + [last if until is None else max(until, words[-1].start + 1)]

    def best(self) -> list[_Span]:
        count = len(self._words)
        cheapest = [0.0] + [math.inf] * count
        came_from = [0] * (count + 1)
        for first in range(count):
            joined = 0.0
            for end in range(first + 1, count + 1):
                setting = line_break(self._lengths[first:end], self._breaks[first:end])
                if setting is None:
                    break
                if end - 1 > first:
                    joined += self._joining_cost(end - 1)
                cost = cheapest[first] + joined + setting[1] + self._cost(first, end)
                if cost < cheapest[end]:
                    cheapest[end], came_from[end] = cost, first
        spans: list[_Span] = []
        end = count
        while end:
            spans.append(self._span(came_from[end], end))
            end = came_from[end]
        return spans[::-1]

    def _joining_cost(self, index: int) -> float:
        """What it costs to keep word `index` in the caption of the word before it."""
        before, word = self._words[index - 1], self._words[index]
        pause = max(word.start - before.end, 0) / self._rate
        ends_sentence = before.line != word.line or before.text.rstrip("\"'”’»)").endswith((".", "?", "!"))
        # Within a sentence the pauses are short; after one they are long, and the next is not to be given away early.
        return pause * _PAUSE_PER_SECOND * pause + (_SENTENCES_JOINED if ends_sentence else 0.0)

    def _cost(self, first: int, end: int) -> float:
        characters = sum(self._lengths[first:end]) + end - first - 1
        start, out = self._times(first, end, characters)
        frames = max(out - start, 1)
        speed = characters * self._rate / frames
        cost = _PER_CAPTION + _CROWDED * (characters / 84) ** 2
        cost += self._breaks[end] * _CAPTION_BREAK if end < len(self._words) else 0.0
        cost += max(speed - AIM_CPS, 0.0) * _OVER_AIM_PER_CPS
        cost += _BEYOND_BAR + (speed - MOST_CPS) * _BEYOND_BAR / 4 if speed > MOST_CPS else 0.0
        cost += max(_shortest(self._rate) - frames, 0) / self._rate * _BEYOND_BAR
        cost += max(self._words[end - 1].end - out - GAP_FRAMES, 0) / self._rate * _BEYOND_BAR
        is_torn = self._breaks[first] != SENTENCE_END or (end < len(self._words) and self._breaks[end] != SENTENCE_END)
        return cost + (max(_SCRAP - characters, 0) * _PER_MISSING_CHARACTER if is_torn else 0.0)

    def _times(self, first: int, end: int, characters: int) -> tuple[int, int]:
        start, spoken_until, limit = self._words[first].start, self._words[end - 1].end, self._limits[end]
        needed = _frames_to_read(characters, self._rate)
        hang = spoken_until + math.ceil(_HANG_MS * self._rate / 1000)
        out = max(spoken_until + LINGER_FRAMES, min(start + needed, hang))
        if out > limit - GAP_FRAMES:
            # Two frames of nothing between captions, unless the reader needs those too.
            with_gap = limit - GAP_FRAMES
            out = with_gap if with_gap - start >= needed else min(out, limit)
            out = with_gap if limit - out < GAP_FRAMES and out != limit else out
        return start, min(out, start + LONGEST_MS * self._rate // 1000)

    def _span(self, first: int, end: int) -> _Span:
        texts = [word.text for word in self._words[first:end]]
        setting = line_break(self._lengths[first:end], self._breaks[first:end])
        second = setting[0] if setting else 0
        text = " ".join(texts[:second]) + "\n" + " ".join(texts[second:]) if second else " ".join(texts)
        start, out = self._times(first, end, len(text))
        return _Span(start, out, text)


def _settle(spans: list[_Span], rate: int) -> list[_Span]:
    """Give the captions that need it up to three frames of their neighbours, and make sure that none overlap."""
    for before, after in pairwise(spans):
        before.end = max(before.end, before.start + 1)
        # Only speech of words without any length can push a caption back here.
        after.start = max(after.start, before.end)
        after.end = max(after.end, after.start + 1)
        if after.start - before.end > GAP_FRAMES:
            continue
        moved = 0
        while moved < LEAD_FRAMES and _should_take(before, after, rate):
            before.end, after.start, moved = before.end + 1, after.start + 1, moved + 1
        while moved > -LEAD_FRAMES and _should_take(after, before, rate):
            before.end, after.start, moved = before.end - 1, after.start - 1, moved - 1
    return spans


def _should_take(taker: _Span, giver: _Span, rate: int) -> bool:
    """Whether a frame helps one caption more than it hurts the other, which keeps within its own bars."""
    left = giver.end - giver.start - 1
    keeps_bars = left >= _shortest(rate) and len(giver.text) * rate <= left * MOST_CPS
    return keeps_bars and taker.missing_frames(rate) > giver.missing_frames(rate) + 1


def _break_cost(before: TimedWord, after: TimedWord, language: Language) -> float:
    if after.continues_word:
        return INSIDE_PHRASE
    return SENTENCE_END if before.line != after.line else break_cost(before.text, after.text, language)


def _shortest(rate: int) -> int:
    return math.ceil(SHORTEST_MS * rate / 1000)


def _frames_to_read(characters: int, rate: int) -> int:
    return max(math.ceil(characters * rate / AIM_CPS), _shortest(rate))
