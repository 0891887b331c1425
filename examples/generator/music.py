"""Synthesises `trilha.mp3`: a quiet bed of soft chords and a few bell notes that can be played in a loop."""

from __future__ import annotations

import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

_RATE = 44_100
_CHORD_SECONDS = 6.0
# MIDI notes: C, A minor, F and G, each with its upper tones close to the next chord's.
_CHORDS = ((48, 55, 64, 67, 74), (45, 52, 60, 64, 71), (41, 48, 57, 64, 69), (43, 50, 59, 62, 69))
_BELLS = ((0.75, 79), (2.25, 76), (4.5, 72), (6.75, 76), (9.0, 72), (12.75, 77), (15.0, 72), (18.75, 74), (21.0, 71))


def write_music(file: Path) -> None:
    length = round(_RATE * _CHORD_SECONDS * len(_CHORDS))
    sound = np.zeros((length, 2))
    for number, chord in enumerate(_CHORDS):
        for voice, note in enumerate(chord):
            pan = 0.5 + 0.35 * np.sin(voice * 2.1)
            _add(sound, number * _CHORD_SECONDS - 1.0, _pad(note), pan, 0.16)
    for number, (start, note) in enumerate(_BELLS):
        _add(sound, start, _bell(note), 0.35 + 0.3 * (number % 2), 0.09)
    sound *= 0.35 / np.abs(sound).max()
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "f32le", "-ar", str(_RATE), "-ac", "2", "-i", "-",
        "-c:a", "libmp3lame", "-b:a", "80k", "-fflags", "+bitexact", "-flags", "+bitexact", "-map_metadata", "-1",
        str(file),
    ]  # fmt: skip
    subprocess.run(command, input=sound.astype("<f4").tobytes(), check=True)


def _add(sound: NDArray[np.float64], start: float, tone: NDArray[np.float64], pan: float, level: float) -> None:
    """Mix a tone in; what rings past the end goes on at the beginning, so that the loop has no seam."""
    places = (round(start * _RATE) + np.arange(len(tone))) % len(sound)
    sound[places, 0] += tone * level * np.cos(pan * np.pi / 2)
    sound[places, 1] += tone * level * np.sin(pan * np.pi / 2)


def _pad(note: int) -> NDArray[np.float64]:
    """A slow, warm tone: a few partials of two slightly detuned voices."""
    time = np.arange(round(_RATE * (_CHORD_SECONDS + 3.0))) / _RATE
    frequency = 440 * 2 ** ((note - 69) / 12)
    tone = np.zeros_like(time)
    for detuning in (-0.0012, 0.0012):
        for partial in range(1, 5):
            tone += np.sin(2 * np.pi * frequency * (1 + detuning) * partial * time) / partial**2.2
    attack = np.minimum(time / 2.0, 1.0)
    release = np.minimum((time[-1] - time) / 3.0, 1.0)
    return tone * np.sin(attack * np.pi / 2) ** 2 * np.sin(release * np.pi / 2) ** 2


def _bell(note: int) -> NDArray[np.float64]:
    time = np.arange(round(_RATE * 4.0)) / _RATE
    frequency = 440 * 2 ** ((note - 69) / 12)
    tone = np.sin(2 * np.pi * frequency * time + 0.8 * np.exp(-time * 4) * np.sin(2 * np.pi * frequency * 2 * time))
    return tone * np.minimum(time / 0.01, 1.0) * np.exp(-time * 1.3) * np.minimum((4.0 - time) / 0.5, 1.0)
