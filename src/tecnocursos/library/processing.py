"""What is made of a new asset: its form, a clean copy, a thumbnail, the peaks of its sound."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.watching import OutputTooLong, run_watched
from tecnocursos.library.errors import AssetDamaged, AssetPixelsTooMany, AssetTooCostly, AssetUnusable
from tecnocursos.library.models import Orientation
from tecnocursos.library.pictures import CPU_SECONDS
from tecnocursos.library.recordings import Form, Recordings, check_length, draw_wave, write_peaks

_ERRORS: dict[str, type[AssetUnusable]] = {
    kind.code: kind for kind in (AssetDamaged, AssetPixelsTooMany, AssetTooCostly)
}
# The child needs no secret of the parent's environment.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files in the folder that was given; None where there is nothing to show."""

    clean: Path
    form: Form
    thumbnail: Path | None = None
    thumbnail_type: str = ""
    peaks: Path | None = None

    @property
    def orientation(self) -> Orientation | None:
        if self.form.width is None or self.form.height is None:
            return None
        if self.form.width == self.form.height:
            return "square"
        return "landscape" if self.form.width > self.form.height else "portrait"


def prepare_picture(path: Path, media_type: str, folder: Path, check: Callable[[], None]) -> Prepared:
    """Raises AssetDamaged, AssetPixelsTooMany, AssetTooCostly, and what `check` raises."""
    clean, thumbnail = folder / "clean", folder / "thumbnail"
    request = {"path": str(path), "media_type": media_type, "clean": str(clean), "thumbnail": str(thumbnail)}
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        ended = run_watched(
            [sys.executable, "-P", "-m", "tecnocursos.library.pictures", json.dumps(request)],
            kept | {"PYTHONUTF8": "1"},
            seconds=2 * CPU_SECONDS,
            output_bytes=64 * 1024,
            check_cancelled=check,
        )
    except (TimeoutError, OutputTooLong):
        raise AssetTooCostly from None
    if ended.status != 0:
        raise AssetTooCostly if ended.status < 0 else AssetDamaged
    told: dict[str, Any] = json.loads(ended.output)
    if "error" in told:
        raise _ERRORS[told["error"]]
    form = Form(duration_ms=0, width=told["width"], height=told["height"])
    return Prepared(path if told["is_clean"] else clean, form, thumbnail, "image/webp")


def prepare_recording(path: Path, media_type: str, folder: Path, ffmpeg: FFmpeg, check: Callable[[], None]) -> Prepared:
    """Raises AssetDamaged, AssetCutOff, AssetPixelsTooMany, AssetTooCostly, and what `check` raises."""
    recordings = Recordings(ffmpeg, check)
    clean, thumbnail = folder / "clean", folder / "thumbnail"
    is_video = media_type.startswith("video/")
    told_ms = recordings.probe(path, media_type).duration_ms
    recordings.clean(path, media_type, clean)
    form = recordings.probe(clean, media_type)
    if (form.video_codec if is_video else form.audio_codec) is None:
        raise AssetDamaged
    check_length(told_ms, form.duration_ms)
    peaks_file = None
    peaks: list[int] = []
    if form.audio_codec is not None:
        peaks = recordings.read_peaks(clean, media_type, form, folder)
        peaks_file = folder / "peaks"
        write_peaks(peaks, form, peaks_file)
    if is_video:
        recordings.draw_frame(clean, media_type, form, thumbnail)
        return Prepared(clean, form, thumbnail, "image/jpeg", peaks_file)
    draw_wave(peaks, thumbnail)
    return Prepared(clean, form, thumbnail, "image/png", peaks_file)
