"""How long a text will take to speak, for planning before it is spoken."""

from __future__ import annotations

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.normaliser import normalise

# Measured with the built-in voices over course texts, pauses inside a line included.
_CHARACTERS_A_SECOND: dict[Language, float] = {"pt-BR": 15.2, "en-US": 16.8}
_REST_SECONDS = 0.2
_LEAST_MS = 200


def estimate_ms(text: str, language: Language, speed: float = 1.0) -> int:
    """Roughly how long the line lasts at `speed`, in ms, without the pause after it."""
    spoken = normalise(text, language).spoken
    rests = sum(spoken.count(mark) for mark in (", ", ". ", "; ", ": ", "? ", "! "))
    seconds = len(spoken) / _CHARACTERS_A_SECOND[language] + rests * _REST_SECONDS
    return max(_LEAST_MS, round(1000 * seconds / speed))


def rough_ms(characters: int, language: Language) -> int:
    """Roughly how long so many characters of text last when spoken, in ms: for sums over many lines."""
    return round(1000 * characters / _CHARACTERS_A_SECOND[language])
