"""From words that an engine timed to words that the viewer reads: through the alignment of normalisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from tecnocursos.narration.normalisation.normaliser import Span
from tecnocursos.narration.ports import SpokenWord
from tecnocursos.narration.speech import WordTime

_TOKEN = re.compile(r"\S+")


def displayed_words(text: str) -> list[tuple[int, int]]:
    """[start, end) of each word; punctuation that stands alone belongs to the word before (or after, at the start)."""
    words: list[tuple[int, int]] = []
    pending: int | None = None
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if any(character.isalnum() for character in token.group()):
            words.append((start if pending is None else pending, end))
            pending = None
        elif words:
            words[-1] = (words[-1][0], end)
        elif pending is None:
            pending = start
    if not words and pending is not None:
        words.append((pending, len(text.rstrip())))
    return words


def time_words(
    text: str,
    spans: Sequence[Span],
    spoken: str,
    timed: Sequence[SpokenWord],
    duration_ms: int,
) -> tuple[WordTime, ...]:
    """Times of the displayed words of `text`.

    `spans` aligns it with `spoken`. `timed` are the engine's words over `spoken`, in ms of the finished sound; none:
    times advance with the characters.
    """
    words = displayed_words(text)
    if not words:
        return ()
    positions, times = _clock(spoken, timed, duration_ms)
    places = _aligned(words, spans)
    starts = np.interp(places, positions, times)
    starts = np.clip(np.maximum.accumulate(np.round(starts)), 0, duration_ms).astype(int)
    ends = [*starts[1:], duration_ms]
    return tuple(
        WordTime(char_start=start, char_end=end, start_ms=int(begin), end_ms=int(finish))
        for (start, end), begin, finish in zip(words, starts, ends, strict=True)
    )


def _clock(spoken: str, timed: Sequence[SpokenWord], duration_ms: int) -> tuple[list[float], list[float]]:
    """Characters of the spoken text against time, as corners of a rising line."""
    positions, times = [0.0], [0.0]
    for word in timed:
        if word.char_start > positions[-1] and word.start_ms >= times[-1]:
            positions.append(word.char_start)
            times.append(min(word.start_ms, duration_ms))
        elif word.char_start == positions[-1]:
            times[-1] = min(max(word.start_ms, times[-1]), duration_ms)
    end = max(float(len(spoken)), positions[-1] + 1)
    return [*positions, end], [*times, float(duration_ms)]


def _aligned(words: Iterable[tuple[int, int]], spans: Sequence[Span]) -> list[float]:
    """Where in the spoken text each displayed word begins."""
    displayed = [0.0]
    spoken = [0.0]
    for span in spans:
        for shown, said in ((span.display_start, span.spoken_start), (span.display_end, span.spoken_end)):
            if shown > displayed[-1]:
                displayed.append(shown)
                spoken.append(max(said, spoken[-1]))
            elif shown == displayed[-1]:
                # Where one span ends and the next begins, the next one's beginning counts.
                spoken[-1] = max(said, spoken[-1])
    return [float(np.interp(start, displayed, spoken)) for start, _ in words]
