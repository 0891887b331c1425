"""The picture track as one H.264 stream, written piece by piece: its length costs no memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tecnocursos.rendering.errors import StreamsDiffer
from tecnocursos.rendering.video.sequences import CodedSequence
from tecnocursos.rendering.video.skip import skip_picture
from tecnocursos.rendering.video.spans import MotionSpan, StillSpan

# A player that seeks decodes at most this much before it can show the place.
_KEY_FRAME_SECONDS = 2


def write_track(
    track: Iterable[StillSpan | MotionSpan], rate: int, sequence_of: Callable[[StillSpan | MotionSpan], CodedSequence]
) -> Iterator[bytes]:
    """The stream's bytes, one piece a span or less. Raises StreamsDiffer when sequences do not fit together."""
    parameter_sets = b""
    idr_number = 0
    for span in track:
        sequence = sequence_of(span)
        parameter_sets = parameter_sets or sequence.parameter_sets
        if sequence.parameter_sets != parameter_sets:
            raise StreamsDiffer
        # Alternating from one key frame to the next, neighbours always differ.
        if isinstance(span, MotionSpan):
            yield b"".join((sequence.idr(idr_number), *sequence.pictures[1:]))
            idr_number = 1 - idr_number
            continue
        key_pictures = (sequence.idr(0), sequence.idr(1))
        interval = _KEY_FRAME_SECONDS * rate
        for start in range(0, span.frames, interval):
            following = range(1, min(interval, span.frames - start))
            yield b"".join((key_pictures[idr_number], *(skip_picture(sequence.headers, place) for place in following)))
            idr_number = 1 - idr_number
