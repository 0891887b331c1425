"""What an MP4 file says in words: captions and chapters as samples, title and chapters as metadata."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tecnocursos.rendering.mp4.boxes import box, full_box
from tecnocursos.rendering.timeline import Caption, Timeline

_UTF_8 = 1
_NERO_CHAPTERS, _NERO_TITLE_BYTES = 255, 255
_NERO_TICKS_A_MS = 10_000
_SAMPLE_BYTES = 0xFFFF
# QuickTime takes text for its old encoding unless told: text encoding modifier, UTF-8.
_TEXT_IS_UTF_8 = box("encd", struct.pack(">I", 0x08000100))


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter, from `start_ms` until the next one."""

    start_ms: int
    title: str


def chapter_marks(timeline: Timeline) -> list[Mark]:
    """The chapters that scenes start; what comes before the first belongs to it."""
    marks = [
        Mark(start, scene.chapter)
        for start, scene in zip(timeline.scene_starts_ms(), timeline.scenes, strict=True)
        if scene.chapter
    ]
    return [Mark(0, marks[0].title), *marks[1:]] if marks else []


def caption_samples(captions: Sequence[Caption]) -> tuple[list[int], list[bytes]]:
    """Durations in milliseconds and samples; between captions stand empty ones, so that nothing is shown."""
    durations: list[int] = []
    samples: list[bytes] = []
    now = 0
    for caption in captions:
        if caption.start_ms > now:
            durations.append(caption.start_ms - now)
            samples.append(_text_sample(""))
        durations.append(caption.end_ms - max(caption.start_ms, now))
        samples.append(_text_sample(caption.text))
        now = caption.end_ms
    return durations, samples


def chapter_samples(marks: Sequence[Mark], duration_ms: int) -> tuple[list[int], list[bytes]]:
    """Durations in milliseconds and samples of QuickTime's chapter track."""
    ends = [mark.start_ms for mark in marks[1:]] + [duration_ms]
    durations = [end - mark.start_ms for mark, end in zip(marks, ends, strict=True)]
    return durations, [_text_sample(mark.title) + _TEXT_IS_UTF_8 for mark in marks]


def metadata(title: str, marks: Sequence[Mark]) -> bytes:
    """The title as iTunes writes it, the chapters as Nero does: most players know one or the other."""
    named = box("\xa9nam", box("data", struct.pack(">II", _UTF_8, 0), title.encode()))
    reader = full_box("hdlr", struct.pack(">I4s4s9x", 0, b"mdir", b"appl"))
    return box("udta", full_box("meta", reader, box("ilst", named)), _nero_chapters(marks) if marks else b"")


def _nero_chapters(marks: Sequence[Mark]) -> bytes:
    few = marks[:_NERO_CHAPTERS]
    titles = [_cut(mark.title, _NERO_TITLE_BYTES) for mark in few]
    entries = (
        struct.pack(">QB", mark.start_ms * _NERO_TICKS_A_MS, len(title)) + title
        for mark, title in zip(few, titles, strict=True)
    )
    return full_box("chpl", struct.pack(">IB", 0, len(few)), *entries, version=1)


def _text_sample(text: str) -> bytes:
    coded = _cut(text, _SAMPLE_BYTES)
    return struct.pack(">H", len(coded)) + coded


def _cut(text: str, most: int) -> bytes:
    """As UTF-8, at most so many bytes, no character in halves."""
    return text.encode()[:most].decode(errors="ignore").encode()
