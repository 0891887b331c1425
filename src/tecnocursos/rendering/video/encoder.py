"""Pictures become coded sequences: x264, through FFmpeg, with the options that make pieces fit together.

What is encoded depends on the picture alone: constant quantisers instead of rate control, which remembers; one thread;
a key frame for each still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BufferedReader

import numpy as np
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit.digest import digest
from tecnocursos.rendering.feeding import run_fed
from tecnocursos.rendering.video.sequences import CodedSequence, read_sequences

Pixels = NDArray[np.uint8]

# Visually lossless: at least 42 dB from the drawn picture, of which most is lost to chroma at half resolution.
_STILL_QUANTISER = 16
# Seen for a thirtieth of a second each.
_MOTION_QUANTISER = 23

# Faster presets make larger files at the same quality; slower ones gain little on drawn pictures.
_PRESET = "superfast"
_X264 = (
    "cabac=0:bframes=0:ref=1:weightp=0:scenecut=0:rc-lookahead=0:sync-lookahead=0:repeat-headers=1:stitchable=1"
    ":ipratio=1:keyint=infinite:threads=1:sliced-threads=0"
    # Blended pictures hold no motion to look for, and so little is lost at these quantisers that no edges show.
    ":me=dia:merange=4:subme=0:no-deblock=1"
)
_TO_LIMITED_BT709 = "scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int"
_TAGS = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"


@dataclass(frozen=True, slots=True)
class VideoFormat:
    """Size in pixels and pictures per second."""

    width: int
    height: int
    rate: int

    def fingerprint(self, ffmpeg: FFmpeg) -> str:
        """Of all that a sequence's bytes depend on beside the pictures."""
        options = (_STILL_QUANTISER, _MOTION_QUANTISER, _PRESET, _X264, _TO_LIMITED_BT709, _TAGS)
        return digest((self.width, self.height, self.rate), options, ffmpeg.version)


def encode_stills(
    ffmpeg: FFmpeg,
    video: VideoFormat,
    pictures: Iterable[Pixels],
    store: Callable[[CodedSequence], None],
    check: Callable[[], None],
) -> None:
    """Encode RGB pictures (height, width, 3) as one IDR each; `store` gets them in order, from another thread."""
    raw = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{video.width}x{video.height}", "-r", str(video.rate))
    arguments = (
        *("-threads", "1", "-filter_threads", "1"),
        *(*raw, "-i", "pipe:0"),
        *_x264_arguments(f"{_TO_LIMITED_BT709},format=yuv420p", _STILL_QUANTISER, key_frames="1"),
    )
    feed = (np.ascontiguousarray(picture).data for picture in pictures)
    run_fed(ffmpeg, arguments, feed, storing(store), task="encoding pictures", check=check)


def motion_arguments(filters: str, frames: int) -> tuple[str, ...]:
    """Encode what `filters` give; every `frames` pictures are a sequence of their own."""
    return _x264_arguments(filters, _MOTION_QUANTISER, key_frames=f"not(mod(n,{frames}))")


def storing(store: Callable[[CodedSequence], None]) -> Callable[[BufferedReader], None]:
    """A receiver of FFmpeg's output that hands on each sequence as it comes."""

    def receive(stream: BufferedReader) -> None:
        for sequence in read_sequences(stream):
            store(sequence)

    return receive


def _x264_arguments(filters: str, quantiser: int, key_frames: str) -> tuple[str, ...]:
    """`key_frames`: FFmpeg's expression of picture number `n`."""
    return (
        *("-vf", f"{filters},{_TAGS}", "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", _PRESET),
        *("-profile:v", "high", "-qp", str(quantiser), "-x264-params", _X264),
        *("-forced-idr", "1", "-force_key_frames", f"expr:{key_frames}"),
        *("-flush_packets", "1", "-f", "h264", "pipe:1"),
    )
