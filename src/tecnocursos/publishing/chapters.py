"""Chapters of a video, and their WebVTT file."""

from __future__ import annotations

from collections.abc import Iterable

from tecnocursos.kit.value import Value
from tecnocursos.publishing.caption_files import vtt_cue
from tecnocursos.rendering.timeline import Timeline


class Chapter(Value):
    title: str
    start_ms: int
    end_ms: int


def chapters_of(timeline: Timeline) -> tuple[Chapter, ...]:
    """The chapters that the scenes start; each lasts until the next one, the last until the video's end.

    What stands before the first named scene belongs to the first chapter, since players want one from 0 on.
    """
    starts = [
        (scene.chapter, start_ms)
        for scene, start_ms in zip(timeline.scenes, timeline.scene_starts_ms(), strict=True)
        if scene.chapter
    ]
    ends = [start_ms for _, start_ms in starts[1:]] + [timeline.duration_ms] * bool(starts)
    return tuple(
        Chapter(title=title, start_ms=start_ms if number else 0, end_ms=end_ms)
        for number, ((title, start_ms), end_ms) in enumerate(zip(starts, ends, strict=True))
    )


def chapters_vtt(chapters: Iterable[Chapter]) -> str:
    """A WebVTT file for `<track kind="chapters">`."""
    cues = (vtt_cue(chapter.start_ms, chapter.end_ms, " ".join(chapter.title.split())) for chapter in chapters)
    return "\n".join(["WEBVTT\n", *cues])
