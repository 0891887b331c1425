"""From one still to the next: the pictures in between, blended and encoded by FFmpeg.

It decodes the two stills as the viewer sees them, so that nothing is drawn again and the ends fit exactly; raw
pictures never leave its process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.rendering.feeding import run_fed
from tecnocursos.rendering.video.encoder import VideoFormat, motion_arguments, storing
from tecnocursos.rendering.video.sequences import CodedSequence

MotionKind = Literal["crossfade", "push"]


def encode_transitions(
    ffmpeg: FFmpeg,
    video: VideoFormat,
    kind: MotionKind,
    frames: int,
    pairs: Sequence[tuple[CodedSequence, CodedSequence]],
    store: Callable[[CodedSequence], None],
    check: Callable[[], None],
) -> None:
    """Encode `frames` pictures for each pair of stills; `store` gets one sequence a pair, in order.

    Picture k (from 1) stands at k / (frames + 1) of the way: the stills themselves come before and after.
    """
    source_rate, filters = _FILTERS[kind](frames, video.rate)
    arguments = (
        *("-threads", "1", "-filter_threads", "1", "-r", source_rate, "-f", "h264", "-i", "pipe:0"),
        *motion_arguments(filters, frames),
    )
    run_fed(ffmpeg, arguments, _stills(pairs), storing(store), task="encoding transitions", check=check)


def filters_fingerprint(kind: MotionKind, frames: int) -> tuple[str, str]:
    """What the pictures in between depend on beside the stills."""
    return _FILTERS[kind](frames, 30)


def _stills(pairs: Sequence[tuple[CodedSequence, CodedSequence]]) -> Iterator[bytes]:
    for before, after in pairs:
        yield before.idr(0)
        yield after.idr(1)


def _crossfade(frames: int, rate: int) -> tuple[str, str]:
    # The stills stand frames + 1 pictures apart; those from a pair's second still to the next pair's first are dropped.
    step = frames + 1
    blended = f"framerate=fps={rate}:interp_start=0:interp_end=255:flags=-scd"
    return f"{rate}/{step}", f"{blended},select='between(mod(n,{2 * step}),1,{frames})',setpts=N/({rate}*TB)"


def _push(frames: int, rate: int) -> tuple[str, str]:
    # Both stills side by side; a window moves over them, slowly at both ends.
    way = f"st(0,(mod(n,{frames})+1)/{frames + 1})*ld(0)*(3-2*ld(0))"
    window = f"crop=w=iw/2:h=ih:x='iw/2*{way}':y=0"
    return f"{2 * rate}/{frames}", f"tile=2x1,fps={rate},{window}"


_FILTERS: dict[MotionKind, Callable[[int, int], tuple[str, str]]] = {"crossfade": _crossfade, "push": _push}
