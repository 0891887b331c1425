"""Videos and sounds, read by FFmpeg in bounded processes: their form, a clean copy, a picture, their peaks."""

from __future__ import annotations

import json
import os
import re
import resource
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.watching import Ended, OutputTooLong, run_watched
from tecnocursos.library.errors import AssetCutOff, AssetDamaged, AssetPixelsTooMany, AssetTooCostly

_SECONDS = 300
_MEMORY_BYTES = 3 * 1024**3  # of addresses, threads and all
_OUTPUT_BYTES = 1024**2
_LARGEST_PIXELS = 8192 * 4320
_THUMBNAIL_SIDE = 480
_PEAK_RATE = 8000
"""Samples a second that peaks are looked for in."""
_PEAKS_BYTES = 6 * 3600 * _PEAK_RATE * 2
_MOST_PEAKS = 100_000
_PEAKS_PER_SECOND = 50

# The reader and the writer for each type: named, so that no other of FFmpeg's hundreds is tried on the content.
_READERS: Mapping[str, str] = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "video/x-matroska": "matroska",
    "audio/mp4": "mov",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
}
_WRITERS: Mapping[str, str] = {
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "matroska",
    "audio/mp4": "ipod",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
}
_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
_VIDEO = re.compile(r"Stream #\S+.*?: Video: (\w+).*?, (\d{1,6})x(\d{1,6})")
_SOUND = re.compile(r"Stream #\S+.*?: Audio: (\w+)")
# What FFmpeg's reader of Matroska says and takes for no error.
_ENDED_EARLY = b"File ended prematurely"
# What a file may lack of the length that it says it has: headers round, encoders begin and end with a little silence.
_MISSING_MS, _MISSING_SHARE = 500, 0.02
_ROTATION = re.compile(r"rotation of (-?\d+(?:\.\d+)?) degrees")

Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Form:
    """Width and height are those that are shown, after turning."""

    duration_ms: int
    video_codec: str | None = None
    audio_codec: str | None = None
    width: int | None = None
    height: int | None = None
    rotation: int = 0


class Recordings:
    """FFmpeg, bounded in time, memory and disk; `check` is called many times a second and may raise."""

    def __init__(self, ffmpeg: FFmpeg, check: Check) -> None:
        self._ffmpeg = ffmpeg
        self._check = check

    def clean(self, path: Path, media_type: str, clean: Path) -> None:
        """Copy picture and sound as they are, without anything else: no place, no names, no covers, no chapters.

        Raises AssetCutOff where the file ends in the middle of them.
        """
        # A WAV may be written without knowing how long it will be: where it ends is its end.
        strict = () if media_type == "audio/wav" else ("-xerror",)
        ended = self._watch(
            self._ffmpeg.command(
                *strict,
                *self._source(path, media_type),
                *("-map", "0:V:0?", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1"),
                *("-c", "copy", "-fflags", "+bitexact", "-flags", "+bitexact", "-movflags", "+faststart"),
                *("-f", _WRITERS[media_type], str(clean)),
            ),
            file_bytes=2 * path.stat().st_size + 1024**2,
            is_stderr_wanted=True,
        )
        if ended.status < 0:
            raise AssetTooCostly
        if ended.status > 0 or _ENDED_EARLY in ended.output:
            raise AssetCutOff

    def probe(self, path: Path, media_type: str) -> Form:
        """What a file says of itself. Raises AssetDamaged, AssetPixelsTooMany."""
        command = [str(self._ffmpeg.binary), "-hide_banner", "-nostdin", *self._source(path, media_type)]
        told = self._watch(command, is_stderr_wanted=True).output.decode(errors="replace")
        duration, video, sound = _DURATION.search(told), _VIDEO.search(told), _SOUND.search(told)
        if duration is None or (video is None and sound is None):
            raise AssetDamaged
        hours, minutes, seconds = duration.groups()
        length = round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
        if video is None:
            return Form(length, audio_codec=sound and sound[1])
        turned = _ROTATION.search(told)
        rotation = round(-float(turned[1])) % 360 if turned else 0
        width, height = int(video[2]), int(video[3])
        if width * height > _LARGEST_PIXELS:
            raise AssetPixelsTooMany
        if rotation in {90, 270}:
            width, height = height, width
        return Form(length, video[1], sound and sound[1], width, height, rotation)

    def draw_frame(self, path: Path, media_type: str, form: Form, thumbnail: Path) -> None:
        """A picture from a tenth into the video: the first one is often black."""
        size = f"scale={_THUMBNAIL_SIDE}:{_THUMBNAIL_SIDE}:force_original_aspect_ratio=decrease:force_divisible_by=2"
        start = f"{form.duration_ms / 10_000:.3f}"
        self._run(
            [
                *("-ss", start, *self._source(path, media_type)),
                *("-map", "0:V:0", "-frames:v", "1", "-vf", size, "-c:v", "mjpeg", "-q:v", "4", "-f", "image2"),
                *("-update", "1", str(thumbnail)),
            ]
        )
        if not thumbnail.exists():
            raise AssetDamaged

    def read_peaks(self, path: Path, media_type: str, form: Form, folder: Path) -> list[int]:
        """The loudest sample of each step, 0 to 100, `peaks_per_second` steps a second.

        Raises AssetCutOff where a file of sound alone holds less of it than it says.
        """
        samples = folder / "samples"
        form_of_samples = ("-ac", "1", "-ar", str(_PEAK_RATE), "-f", "s16le", str(samples))
        self._run([*self._source(path, media_type), "-map", "0:a:0", "-vn", *form_of_samples], file_bytes=_PEAKS_BYTES)
        if not samples.exists() or samples.stat().st_size < 2:
            return []
        if form.video_codec is None:
            check_length(form.duration_ms, samples.stat().st_size // 2 * 1000 // _PEAK_RATE)
        step = _PEAK_RATE // peaks_per_second(form.duration_ms)
        heard: NDArray[np.int16] = np.memmap(samples, "<i2", "r")
        starts = np.arange(0, len(heard), step)
        highest = np.maximum.reduceat(heard, starts).astype(int)
        lowest = np.minimum.reduceat(heard, starts).astype(int)
        peaks: list[int] = (np.maximum(highest, -lowest) * 100 // 32768).tolist()
        return peaks

    def _source(self, path: Path, media_type: str) -> list[str]:
        # Only files: a playlist that calls itself a video must not make this machine call others.
        return ["-protocol_whitelist", "file", "-f", _READERS[media_type], "-i", str(path)]

    def _run(self, arguments: Sequence[str], *, file_bytes: int = 64 * 1024**2) -> None:
        ended = self._watch(self._ffmpeg.command(*arguments), file_bytes=file_bytes)
        if ended.status == 0:
            return
        if ended.status < 0:
            raise AssetTooCostly
        raise AssetDamaged

    def _watch(self, command: list[str], *, file_bytes: int = _OUTPUT_BYTES, is_stderr_wanted: bool = False) -> Ended:
        limits = {
            resource.RLIMIT_AS: _MEMORY_BYTES,
            resource.RLIMIT_CPU: _SECONDS,
            resource.RLIMIT_FSIZE: file_bytes,
            resource.RLIMIT_CORE: 0,
        }
        try:
            return run_watched(
                command,
                {"PATH": os.environ.get("PATH", "")},
                seconds=_SECONDS,
                output_bytes=_OUTPUT_BYTES,
                check_cancelled=self._check,
                resources=limits,
                is_stderr_wanted=is_stderr_wanted,
            )
        except (TimeoutError, OutputTooLong):
            raise AssetTooCostly from None


def check_length(told_ms: int, found_ms: int) -> None:
    """Raises AssetCutOff where much less was found than the file tells."""
    if found_ms < told_ms - max(_MISSING_MS, told_ms * _MISSING_SHARE):
        raise AssetCutOff


def peaks_per_second(duration_ms: int) -> int:
    """As fine as an editor can show, coarser for long sounds."""
    return max(1, min(_PEAKS_PER_SECOND, _MOST_PEAKS * 1000 // max(duration_ms, 1)))


def write_peaks(peaks: Sequence[int], form: Form, path: Path) -> None:
    told = {"duration_ms": form.duration_ms, "peaks_per_second": peaks_per_second(form.duration_ms), "peaks": peaks}
    path.write_text(json.dumps(told, separators=(",", ":")))


def draw_wave(peaks: Sequence[int], thumbnail: Path, width: int = 480, height: int = 120) -> None:
    """The wave of a sound as a picture with a clear background."""
    picture = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(picture)
    for x in range(width):
        start, end = x * len(peaks) // width, max((x + 1) * len(peaks) // width, x * len(peaks) // width + 1)
        half = max(1, max(peaks[start:end], default=0) * (height // 2 - 2) // 100)
        draw.line((x, height // 2 - half, x, height // 2 + half), fill=(90, 110, 200, 255))
    picture.save(thumbnail, "PNG", optimize=True)
