"""What an engine must do to be a voice of this product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tecnocursos.narration.speech import Voice


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the text that the engine was given: [char_start, char_end), heard from `start_ms`."""

    char_start: int
    char_end: int
    start_ms: int


@dataclass(frozen=True, slots=True)
class RawSpeech:
    """What an engine made: mono float32 in -1..1, and the words it timed (empty where it cannot)."""

    samples: NDArray[np.float32]
    sample_rate: int
    words: tuple[SpokenWord, ...]


@dataclass(frozen=True, slots=True)
class Bell:
    """A correction of tone: `gain_db` around `frequency` (Hz)."""

    frequency: float
    gain_db: float
    quality: float


class Engine(Protocol):
    """A speech engine. Implementations are thread-safe and keep GPL code in a process of its own."""

    name: str
    cost: float
    """Seconds of one core for a second of speech, roughly."""
    longest_text: int
    """In characters; what is longer is spoken in pieces."""

    def list_voices(self) -> Sequence[Voice]: ...

    def fingerprint(self, voice: str) -> str:
        """All that the sound of `voice` depends on besides text and speed: engine version, voice file digest."""
        ...

    def tone(self, voice: str) -> tuple[Bell, ...]:
        """What the voice chain corrects: formant synthesis needs it; people and neural voices are left alone."""
        ...

    def speak(self, text: str, voice: str, speed: float) -> RawSpeech:
        """Speak normalised text. `voice` is the name after the colon. Raises narration.errors."""
        ...

    def close(self) -> None: ...
