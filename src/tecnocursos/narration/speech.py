"""Values of narration: what is asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value


class Voice(Value):
    """A voice that can be asked for, as listed to users. `id` is `engine:name`, e.g. `espeak:pt-br`."""

    id: str
    name: str
    language: Language
    engine: str
    licence: str = ""
    is_installed: bool = True


class WordTime(Value):
    """When a word of the *displayed* text is heard. Characters are [start, end) offsets into that text."""

    char_start: int
    char_end: int
    start_ms: int
    end_ms: int


class LineRequest(Value):
    """One line to speak: `text` is displayed, `say` is spoken in its place when given."""

    text: str
    say: str | None = None
    voice: str
    """A voice id, or `recording:<path>` for a recording of this line given by the user."""
    language: Language
    speed: float = 1.0
    """1.0 is the voice's own; 0.5 to 2.0."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A spoken line: a finished mono 16-bit WAV in the cache (voice chain applied, ends trimmed)."""

    file: Path
    name: str
    """The file's name by content digest, as the timeline refers to it: `<digest>.wav`."""
    duration_ms: int
    words: tuple[WordTime, ...]
    """Of the displayed text, in order, covering it; times from the start of the file."""
