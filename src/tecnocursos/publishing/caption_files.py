"""Captions as files that players read: SubRip and WebVTT. Both are UTF-8 text with one blank line between cues."""

from __future__ import annotations

from collections.abc import Iterable

from tecnocursos.kit.timecode import srt_time, vtt_time
from tecnocursos.rendering.timeline import Caption


def to_srt(captions: Iterable[Caption]) -> str:
    """SubRip: numbered cues, times with a comma. The format has no escapes; text stands as it is."""
    return "\n".join(
        f"{number}\n{srt_time(caption.start_ms)} --> {srt_time(caption.end_ms)}\n{_without_blank_lines(caption.text)}\n"
        for number, caption in enumerate(captions, start=1)
    )


def to_vtt(captions: Iterable[Caption]) -> str:
    """WebVTT: text escaped, positions left to the player."""
    cues = (vtt_cue(caption.start_ms, caption.end_ms, caption.text) for caption in captions)
    return "\n".join(["WEBVTT\n", *cues])


def vtt_cue(start_ms: int, end_ms: int, text: str) -> str:
    """One cue. `&`, `<` and `>` are escaped, which also keeps `-->` out of the text."""
    escaped = _without_blank_lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{vtt_time(start_ms)} --> {vtt_time(end_ms)}\n{escaped}\n"


def _without_blank_lines(text: str) -> str:
    """A blank line would end the cue and turn the rest into another one."""
    return "\n".join(line for line in text.splitlines() if line.strip())
