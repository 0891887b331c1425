"""A bed of music under the whole programme: looped, faded in and out, at a level relative to speech."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import SEAL_BYTES, FileCache
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.kit.digest import digest
from tecnocursos.kit.loudness import loudness
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.sound.clips import Samples, decode
from tecnocursos.rendering.sound.levels import PROGRAMME_LUFS
from tecnocursos.rendering.timeline import SAMPLE_RATE, Music

FADE_IN_MS = 2_000
FADE_OUT_MS = 4_000
_FADE_IN = FADE_IN_MS * SAMPLE_RATE // 1000
_FADE_OUT = FADE_OUT_MS * SAMPLE_RATE // 1000
# The end of the piece goes over into its beginning.
_OVERLAP = SAMPLE_RATE // 2
# Enough of a piece to know how loud it is.
_MEASURED = 120 * SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class MusicBed:
    """`fingerprint` tells apart what `between` would give."""

    fingerprint: str
    length: int
    gain: float
    piece: NDArray[np.int16]

    def between(self, start: int, end: int) -> Samples:
        """Stereo samples (end - start, 2) of the programme, silent outside it."""
        place = np.arange(start, end)
        overlap = _overlap(self.piece)
        period = len(self.piece) - overlap
        inside = place % period
        sound = self.piece[inside].astype(np.float32)
        into_loop = np.flatnonzero((inside < overlap) & (place >= period))
        if len(into_loop):
            share = (inside[into_loop] / overlap)[:, None]
            ending = self.piece[inside[into_loop] + period]
            sound[into_loop] = sound[into_loop] * np.sqrt(share) + ending * np.sqrt(1 - share)
        rising = np.clip(place / _FADE_IN, 0, 1)
        falling = np.clip((self.length - place) / _FADE_OUT, 0, 1)
        return np.asarray(sound * ((self.gain / 32768) * rising * falling)[:, None], np.float32)


def open_music(
    music: Music, length: int, *, locate: Callable[[str], Path], cache: FileCache, ffmpeg: FFmpeg
) -> MusicBed:
    """The bed for a programme of `length` samples. The decoded piece stays in the cache, not in memory.

    Raises SoundUnreadable.
    """
    key, piece = _open_piece(music, locate=locate, cache=cache, ffmpeg=ffmpeg)
    measured = loudness(piece[:_MEASURED].astype(np.float32) / np.float32(32768), SAMPLE_RATE)
    if not math.isfinite(measured):
        raise SoundUnreadable(file=music.file, reason="it is silent", reason_pt="não se ouve nada")
    gain = 10 ** ((PROGRAMME_LUFS + music.level_db - measured) / 20)
    return MusicBed(digest(key, music.level_db, length), length, gain, piece)


@dataclass(frozen=True, slots=True)
class PieceLengths:
    duration_ms: int
    repeats_after_ms: int
    """When it begins anew: its end goes over into its beginning."""


def piece_lengths(music: Music, *, locate: Callable[[str], Path], cache: FileCache, ffmpeg: FFmpeg) -> PieceLengths:
    """Raises SoundUnreadable."""
    _, piece = _open_piece(music, locate=locate, cache=cache, ffmpeg=ffmpeg)
    return PieceLengths(len(piece) * 1000 // SAMPLE_RATE, (len(piece) - _overlap(piece)) * 1000 // SAMPLE_RATE)


def _overlap(piece: NDArray[np.int16]) -> int:
    return min(_OVERLAP, len(piece) // 4)


def _open_piece(
    music: Music, *, locate: Callable[[str], Path], cache: FileCache, ffmpeg: FFmpeg
) -> tuple[str, NDArray[np.int16]]:
    source = locate(music.file)
    if not source.is_file():
        raise SoundUnreadable(file=music.file, reason="it does not exist", reason_pt="não existe")
    key = digest("music", file_digest(source), ffmpeg.version)
    decoded = cache.find("music", key, ".s16") or cache.put(
        "music", key, ".s16", lambda path: _decode_to(source, path, ffmpeg)
    )
    if decoded.stat().st_size < 4 * SAMPLE_RATE:
        raise SoundUnreadable(
            file=music.file, reason="it is shorter than a second", reason_pt="tem menos de um segundo"
        )
    samples = (decoded.stat().st_size - SEAL_BYTES) // 4
    piece = np.memmap(decoded, dtype="<i2", mode="r", shape=(samples, 2))
    return key, piece


def _decode_to(source: Path, path: Path, ffmpeg: FFmpeg) -> None:
    path.write_bytes(decode(source, ffmpeg, ("-ac", "2", "-f", "s16le")))
