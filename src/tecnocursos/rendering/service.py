"""A timeline becomes a video file, and a poster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.files import whole_file
from tecnocursos.kit.progress import Progress
from tecnocursos.rendering.cost import joining_cost
from tecnocursos.rendering.mp4.writer import write_mp4
from tecnocursos.rendering.pieces import Drawing, Pieces, in_look_of
from tecnocursos.rendering.sound.aac import split_adts
from tecnocursos.rendering.sound.both_speakers import ADTS_HEADER_BYTES
from tecnocursos.rendering.timeline import Timeline
from tecnocursos.rendering.video.sequences import CodedSequence
from tecnocursos.rendering.video.spans import MotionSpan, StillSpan
from tecnocursos.rendering.video.track import PictureTrack
from tecnocursos.rendering.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Video:
    path: Path
    duration_ms: int
    frame_count: int
    file_bytes: int


def render(
    timeline: Timeline,
    output: Path,
    *,
    locate: Callable[[str], Path],
    cache: FileCache,
    ffmpeg: FFmpeg,
    progress: Progress,
    workers: int,
    drawing: Drawing,
) -> Video:
    """Write the MP4 file `output`; it is whole or absent. The same timeline gives the same bytes.

    `locate` finds media by name; `workers` is the number of threads; `drawing` draws the slides. Raises this room's
    errors, FFmpegFailed and Cancelled.
    """
    pieces = Pieces(timeline, drawing, locate=locate, cache=cache, ffmpeg=ffmpeg)
    workshop = Workshop(pieces, progress, workers)
    for stage, cost in workshop.plan().items():
        progress.plan(stage, cost + (joining_cost(timeline.frame_count) if stage == "video" else 0))
    workshop.run()
    progress.finish("pictures")
    progress.finish("sound")
    with whole_file(output) as temporary:
        write_mp4(timeline, _track(pieces, progress), _sound(pieces), temporary, check=progress.check)
        file_bytes = temporary.stat().st_size
    progress.finish("video")
    return Video(output, timeline.duration_ms, timeline.frame_count, file_bytes)


def write_poster(timeline: Timeline, output: Path, *, drawing: Drawing) -> None:
    """Write a PNG of the title scene, or of the first one, with everything on it."""
    scene = next((scene for scene in timeline.scenes if scene.slide.kind == "title"), timeline.scenes[0])
    (picture,) = in_look_of(scene, drawing).draw_states(scene.slide, [scene.slide.step_count])
    with whole_file(output) as temporary:
        Image.fromarray(picture).save(temporary, "PNG")


def _track(pieces: Pieces, progress: Progress) -> PictureTrack:
    span_cost = joining_cost(pieces.timeline.frame_count) / (len(pieces.track) + 1)

    def sequence_of(span: StillSpan | MotionSpan) -> CodedSequence:
        progress.advance("video", span_cost)
        return pieces.sequence(span)

    return PictureTrack(pieces.track, pieces.timeline.rate, sequence_of)


def _sound(pieces: Pieces) -> Iterator[bytes]:
    """The programme's AAC frames, without ADTS headers."""
    for place in range(len(pieces.timeline.scenes)):
        for frame in split_adts(pieces.sound(place)):
            yield frame[ADTS_HEADER_BYTES:]
