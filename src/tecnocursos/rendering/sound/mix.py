"""A scene's sound, from its clips to its encoded frames."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.kit.digest import digest
from tecnocursos.kit.loudness import block_powers, gated_loudness
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.sound.aac import LEAD_FRAMES, TAIL_FRAMES, coder_fingerprint, encode_aac
from tecnocursos.rendering.sound.clips import Samples, read_clip, resample
from tecnocursos.rendering.sound.levels import levelled, limited
from tecnocursos.rendering.sound.music import MusicBed
from tecnocursos.rendering.timeline import AAC_FRAME_SAMPLES, SAMPLE_RATE, TimelineScene

# Of the mixing below: to be raised when it changes, so that the cache knows.
_VERSION = 2
# Speech that touches a scene's edge starts and ends without a click.
_EDGE = SAMPLE_RATE // 100


def scene_samples(scene: TimelineScene, rate: int) -> int:
    """How long a scene is, in samples; exact, since scenes are on the frame grid."""
    return scene.frame_count * SAMPLE_RATE // rate


def sound_key(
    scene: TimelineScene,
    rate: int,
    start: int,
    music: MusicBed | None,
    *,
    locate: Callable[[str], Path],
    ffmpeg: FFmpeg,
) -> str:
    """Of all that the scene's encoded sound depends on; its place in the programme only when there is music."""
    clips = []
    for clip in scene.speech:
        try:
            clips.append((clip.at_ms, file_digest(locate(clip.file))))
        except FileNotFoundError as missing:
            raise SoundUnreadable(file=clip.file, reason="it does not exist", reason_pt="não existe") from missing
    bed = (music.fingerprint, start) if music else None
    return digest(_VERSION, clips, scene_samples(scene, rate), bed, coder_fingerprint(ffmpeg))


def encode_scene(
    scene: TimelineScene,
    rate: int,
    start: int,
    music: MusicBed | None,
    *,
    locate: Callable[[str], Path],
    ffmpeg: FFmpeg,
    check: Callable[[], None],
) -> bytes:
    """The scene's sound as ADTS frames. `start` is its first sample in the programme. Raises SoundUnreadable.

    With music, the frames before and after the scene are encoded from the programme's own sound there (speech is
    silent at the joins) and cut off: both sides of a join come from the same waveform.
    """
    before, after = LEAD_FRAMES * AAC_FRAME_SAMPLES, TAIL_FRAMES * AAC_FRAME_SAMPLES
    speech = np.pad(mix_speech(scene, rate, locate=locate, ffmpeg=ffmpeg), (before, after))
    if music is None:
        return encode_aac(speech, ffmpeg, check)
    bed = music.between(start - before, start + len(speech) - before)
    return encode_aac(limited(speech[:, None] + bed), ffmpeg, check)


def mix_speech(scene: TimelineScene, rate: int, *, locate: Callable[[str], Path], ffmpeg: FFmpeg) -> Samples:
    """(n,) mono samples of exactly the scene's length, at the programme's loudness. Raises SoundUnreadable."""
    speech = np.zeros(scene_samples(scene, rate), np.float32)
    powers = []
    for clip in scene.speech:
        read = read_clip(locate(clip.file), ffmpeg)
        # Before its rate rises, a clip is shorter to measure; the silence between clips does not count anyway.
        powers.append(block_powers(read.samples, read.rate))
        sound = resample(read.samples, read.rate)
        at = clip.at_ms * SAMPLE_RATE // 1000
        heard = sound[: len(speech) - at]
        speech[at : at + len(heard)] += heard
    if not speech.any():
        raise SoundUnreadable(file=scene.speech[0].file, reason="it is silent", reason_pt="não se ouve nada")
    speech = levelled(speech, gated_loudness(np.concatenate(powers)))
    rise = np.linspace(0, 1, _EDGE, dtype=np.float32)
    speech[:_EDGE] *= rise
    speech[-_EDGE:] *= rise[::-1]
    return speech
