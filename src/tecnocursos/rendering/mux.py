"""Picture track, sound, captions and chapters become one MP4 file, without encoding again."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit.timecode import srt_time
from tecnocursos.rendering.feeding import run_fed
from tecnocursos.rendering.timeline import Caption, Timeline

# ISO 639-2, as MP4 writes languages.
_LANGUAGES = {"pt-BR": "por", "en-US": "eng"}
_TICKS_A_FRAME = 512


def write_mp4(
    timeline: Timeline,
    pictures: Iterable[bytes],
    sound: Iterable[bytes],
    output: Path,
    *,
    ffmpeg: FFmpeg,
    check: Callable[[], None],
) -> None:
    """Write `output` from an H.264 stream (Annex B) and AAC frames (ADTS), both read as they are needed.

    The sound track has no priming and no edit list: its first sample plays with the first picture.
    """
    language = _LANGUAGES[timeline.language]
    with contextlib.ExitStack() as open_files:
        sound_end = open_files.enter_context(_poured(sound))
        details = open_files.enter_context(_in_memory(chapters_text(timeline)))
        inputs: list[str | Path] = [
            *("-f", "h264", "-framerate", str(timeline.rate), "-i", "pipe:0"),
            *("-f", "aac", "-i", f"pipe:{sound_end}", "-f", "ffmetadata", "-i", f"pipe:{details}"),
        ]
        maps = ["-map", "0:v", "-map", "1:a", "-map_metadata", "2", "-map_chapters", "2"]
        passed = [sound_end, details]
        if timeline.captions:
            captions = open_files.enter_context(_in_memory(srt_text(timeline.captions)))
            passed.append(captions)
            inputs += ["-f", "srt", "-i", f"pipe:{captions}"]
            maps += ["-map", "3:s", "-c:s", "mov_text", "-metadata:s:s:0", f"language={language}"]
        form = ("-c:v", "copy", "-c:a", "copy", "-metadata:s:a:0", f"language={language}", "-fflags", "+bitexact")
        # FFmpeg rounds the times of a raw stream to microseconds; counted anew, they are exact.
        times = ("-bsf:v", f"setts=ts=N/TB/{timeline.rate}:duration=1/TB/{timeline.rate}")
        # Packets of all streams in order of time, whichever FFmpeg happens to read first: the same bytes every time.
        order = ("-max_interleave_delta", "0", "-video_track_timescale", str(timeline.rate * _TICKS_A_FRAME))
        # Left to itself, FFmpeg takes one that all streams divide: so fine that long chapters overflow and are lost.
        clock = ("-movie_timescale", "1000")
        arguments = (*inputs, *maps, *form, *times, *order, *clock, "-movflags", "+faststart", "-f", "mp4", output)
        run_fed(ffmpeg, arguments, pictures, _nothing, task="writing the video", check=check, pass_fds=passed)


def srt_text(captions: Iterable[Caption]) -> str:
    """Captions in the form that FFmpeg reads; what would be markup there is shown as it is."""
    blocks = []
    for number, caption in enumerate(captions, start=1):
        # A word joiner after the sign: "<b>" in a caption about HTML is text, not bold type.
        text = caption.text.replace("<", "<\u2060").replace("{", "{\u2060")
        blocks.append(f"{number}\n{srt_time(caption.start_ms)} --> {srt_time(caption.end_ms)}\n{text}\n")
    return "\n".join(blocks)


def chapters_text(timeline: Timeline) -> str:
    """Title and chapters as FFmpeg's metadata file. What comes before the first chapter belongs to it."""
    lines = [";FFMETADATA1", f"title={_escaped(timeline.title)}"]
    marks = [
        (start, scene.chapter)
        for start, scene in zip(timeline.scene_starts_ms(), timeline.scenes, strict=True)
        if scene.chapter
    ]
    starts = [0, *(start for start, _ in marks[1:])] if marks else []
    ends = [*starts[1:], timeline.duration_ms]
    for start, end, (_, title) in zip(starts, ends, marks, strict=False):
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={_escaped(title)}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    for sign in "\\=;#\n":
        text = text.replace(sign, f"\\{sign}")
    return text


@contextmanager
def _in_memory(text: str) -> Iterator[int]:
    """An open file that exists nowhere on disk, so that nothing is left of it."""
    file = os.memfd_create("tecnocursos")
    try:
        os.write(file, text.encode())
        os.lseek(file, 0, os.SEEK_SET)
        yield file
    finally:
        os.close(file)


@contextmanager
def _poured(pieces: Iterable[bytes]) -> Iterator[int]:
    """The reading end of a pipe that a thread fills; it ends when the pieces do, or the reader goes away."""
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def pour() -> None:
        try:
            with contextlib.suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
                pipe.writelines(pieces)
        except BaseException as failure:  # noqa: BLE001 - raised again by the thread that waits
            failures.append(failure)

    thread = threading.Thread(target=pour)
    thread.start()
    try:
        yield reading
    finally:
        os.close(reading)
        thread.join()
    if failures:
        raise failures[0]


def _nothing(stream: BufferedReader) -> None:
    stream.read()
