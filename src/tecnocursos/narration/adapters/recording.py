"""Recordings given by the user as the voice of a line: `recording:<path>`, any sound that FFmpeg reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tecnocursos.infra.ffmpeg import FFmpeg, FFmpegFailed
from tecnocursos.infra.file_digests import remembered_digest
from tecnocursos.narration.errors import RecordingUnusable
from tecnocursos.narration.ports import Bell, RawSpeech, SpokenWord
from tecnocursos.narration.speech import Voice
from tecnocursos.narration.voice_chain import audible

_RATE = 48_000
_LONGEST_SECONDS = 15 * 60
_LARGEST_BYTES = 500 * 1024**2
_ENDINGS = frozenset(".wav .mp3 .m4a .ogg .oga .opus .flac .aac .webm".split())
# What stands quiet for this long in a recording is a rest between words.
_FRAME_SECONDS = 0.01
_REST_DB = -35.0
_WORD = re.compile(r"\S+")


class RecordingEngine:
    """Not a voice that can be chosen for everything: each recording says one line."""

    name = "recording"
    cost = 0.03
    longest_text = 1_000_000

    def __init__(self, ffmpeg: FFmpeg) -> None:
        self._ffmpeg = ffmpeg

    def list_voices(self) -> Sequence[Voice]:
        return ()

    def fingerprint(self, voice: str) -> str:
        return f"{remembered_digest(_checked(voice))}/{self._ffmpeg.version}"

    def tone(self, voice: str) -> tuple[Bell, ...]:  # noqa: ARG002 (the port's)
        return ()

    def speak(self, text: str, voice: str, speed: float) -> RawSpeech:
        path = _checked(voice)
        tempo = ("-af", f"atempo={speed:.4f}") if speed != 1.0 else ()
        # One second more than allowed is read, to tell what is too long; only files are opened, never addresses.
        source = ("-protocol_whitelist", "file", "-t", str((_LONGEST_SECONDS + 1) * max(speed, 1.0)), "-i", path)
        target = ("-vn", "-map", "0:a:0", *tempo, "-ac", "1", "-ar", str(_RATE), "-f", "f32le", "-")
        try:
            sound = self._ffmpeg.run((*source, *target), task=f"reading {path.name}")
        except FFmpegFailed:
            raise RecordingUnusable(
                file=path.name, reason="it holds no sound that can be read", reason_pt="não contém som que se possa ler"
            ) from None
        samples = np.frombuffer(sound, np.float32)
        if len(samples) > _LONGEST_SECONDS * _RATE:
            raise RecordingUnusable(
                file=path.name,
                reason=f"it is longer than {_LONGEST_SECONDS // 60} minutes",
                reason_pt=f"tem mais de {_LONGEST_SECONDS // 60} minutos",
            )
        bounds = audible(samples, _RATE)
        if bounds is None:
            raise RecordingUnusable(file=path.name, reason="it is silent", reason_pt="não se ouve nada nela")
        return RawSpeech(samples, _RATE, estimate_words(text, samples, _RATE, bounds))

    def close(self) -> None:
        """Nothing is kept open."""


def estimate_words(
    text: str, samples: NDArray[np.float32], rate: int, bounds: tuple[int, int]
) -> tuple[SpokenWord, ...]:
    """Words spread over the sounding parts of `bounds` (in samples) by their characters; rests take no characters."""
    words = [match.span() for match in _WORD.finditer(text)]
    size = round(rate * _FRAME_SECONDS)
    start, end = bounds
    count = max(1, (end - start) // size)
    frames = samples[start : start + count * size]
    if len(frames) < count * size:
        return ()
    levels = np.sqrt(np.mean(frames.reshape(count, size) ** 2, axis=1))
    sounding = levels > levels.max() * 10 ** (_REST_DB / 20)
    heard = np.concatenate([[0.0], np.cumsum(sounding)])
    heard /= max(heard[-1], 1.0)
    # A blank counts as a character: short words take time too.
    before = np.cumsum([0, *(last - first + 1 for first, last in words)])
    share = before[:-1] / max(1, before[-1])
    places = np.searchsorted(heard, share, side="right") - 1
    return tuple(
        SpokenWord(first, last, round(1000 * (start + int(place) * size) / rate))
        for (first, last), place in zip(words, places, strict=True)
    )


def _checked(voice: str) -> Path:
    path = Path(voice).expanduser()
    if not path.is_file():
        raise RecordingUnusable(file=path.name, reason="there is no such file", reason_pt="o arquivo não existe")
    if path.suffix.lower() not in _ENDINGS:
        raise RecordingUnusable(
            file=path.name,
            reason=f"a recording is one of {', '.join(sorted(_ENDINGS))}",
            reason_pt=f"uma gravação é um destes: {', '.join(sorted(_ENDINGS))}",
        )
    if path.stat().st_size > _LARGEST_BYTES:
        raise RecordingUnusable(file=path.name, reason="it is larger than 500 MB", reason_pt="tem mais de 500 MB")
    return path
