"""AAC-LC frames: encoded scene by scene and joined as they are.

A frame is 1,024 samples, but what a decoder plays for it overlaps with the frame before. The first frame that an
encoder gives belongs to the time before the scene and is left out; the last reaches beyond the scene's end. Where a
scene begins in silence, or both sides of a join were encoded from the same sound, nothing is heard of the joint.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.rendering.errors import PiecesMissing
from tecnocursos.rendering.feeding import run_fed
from tecnocursos.rendering.sound.both_speakers import MONO_TOOLS, play_from_both
from tecnocursos.rendering.sound.clips import Samples
from tecnocursos.rendering.timeline import AAC_FRAME_SAMPLES, SAMPLE_RATE

# Constant quality: without the search for a constant rate the encoder is twice as fast, and speech needs no more.
_CODER = ("-c:a", "aac", "-aac_coder", "fast", "-q:a", "2")
# In the silence before it begins, and to settle on the same block lengths as the scene before.
LEAD_FRAMES = 8
TAIL_FRAMES = 1


def encode_aac(sound: Samples, ffmpeg: FFmpeg, check: Callable[[], None]) -> bytes:
    """ADTS frames of (n,) mono or (n, 2) stereo samples, played from both loudspeakers.

    The sound has LEAD_FRAMES before and TAIL_FRAMES after what is wanted, all whole frames.
    """
    is_mono = sound.ndim == 1
    wanted = len(sound) // AAC_FRAME_SAMPLES - LEAD_FRAMES - TAIL_FRAMES
    raw = ("-f", "s16le", "-ar", str(SAMPLE_RATE), "-ac", "1" if is_mono else "2", "-i", "pipe:0")
    tools = MONO_TOOLS if is_mono else ()
    arguments = (*raw, *_CODER, *tools, "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "adts", "pipe:1")
    coded = run_fed(
        ffmpeg, arguments, [_sixteen_bits(sound).data], lambda out: out.read(), task="encoding sound", check=check
    )
    frames = split_adts(coded)[LEAD_FRAMES + 1 :][:wanted]
    if len(frames) != wanted:
        raise PiecesMissing(made=len(frames), wanted=wanted, task="encoding sound")
    return b"".join(map(play_from_both, frames) if is_mono else frames)


def split_adts(stream: bytes) -> list[bytes]:
    """The frames of an ADTS stream, headers included (ISO/IEC 13818-7, 6.2)."""
    frames, place = [], 0
    while place + 7 <= len(stream):
        length = (stream[place + 3] & 3) << 11 | stream[place + 4] << 3 | stream[place + 5] >> 5
        frames.append(stream[place : place + length])
        place += length
    return frames


def coder_fingerprint(ffmpeg: FFmpeg) -> tuple[object, ...]:
    return (_CODER, MONO_TOOLS, LEAD_FRAMES, TAIL_FRAMES, ffmpeg.version)


def _sixteen_bits(sound: Samples) -> NDArray[np.int16]:
    return np.clip(np.rint(sound * 32768), -32768, 32767).astype("<i2")
