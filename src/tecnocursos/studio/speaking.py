"""One line spoken while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tecnocursos.infra.file_cache import SEAL_BYTES
from tecnocursos.kit.language import Language
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest, WordTime
from tecnocursos.studio.course import Line
from tecnocursos.studio.media import RECORDING

LONGEST_PREVIEW = 600
"""Characters: about 40 seconds of speech."""


@dataclass(frozen=True, slots=True)
class Spoken:
    wav: bytes
    duration_ms: int
    words: tuple[WordTime, ...]


def speak_line(
    narrator: Narrator,
    line: Line,
    *,
    language: Language,
    voice: str | None,
    speed: float,
    lexicon: Mapping[str, str],
    recordings: Mapping[str, Path],
) -> Spoken:
    """What the video will say for `line`; `voice` and `speed` hold where the line names none."""
    chosen = line.voice or voice or narrator.default_voice(language)
    if chosen.startswith(RECORDING):
        chosen = f"{RECORDING}{recordings[chosen.removeprefix(RECORDING)]}"
    request = LineRequest(text=line.text, say=line.say, voice=chosen, language=language, speed=line.speed or speed)
    (speech,) = narrator.speak_lines([request], lexicon)
    return Spoken(speech.file.read_bytes()[:-SEAL_BYTES], speech.duration_ms, speech.words)
