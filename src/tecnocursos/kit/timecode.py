"""Times as people and caption files write them. Media time is integer milliseconds."""

from __future__ import annotations


def _parts(time_ms: int) -> tuple[int, int, int, int]:
    seconds, milliseconds = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds, milliseconds


def srt_time(time_ms: int) -> str:
    """`01:02:03,004`"""
    hours, minutes, seconds, milliseconds = _parts(time_ms)
    return f"{hours:02}:{minutes:02}:{seconds:02},{milliseconds:03}"


def vtt_time(time_ms: int) -> str:
    """`01:02:03.004`"""
    return srt_time(time_ms).replace(",", ".")


def clock_time(time_ms: int) -> str:
    """`2:03`, or `1:02:03` from an hour on; whole seconds, rounded down."""
    hours, minutes, seconds, _ = _parts(time_ms)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
