"""Piper: neural voices from files of the user's, spoken in a process of its own. The `piper` extra brings it."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tecnocursos.infra.file_digests import remembered_digest
from tecnocursos.kit.language import Language
from tecnocursos.narration.adapters.recording import estimate_words
from tecnocursos.narration.adapters.speech_process import SpeechProcesses
from tecnocursos.narration.errors import SpeechEngineMissing, VoiceUnknown
from tecnocursos.narration.installation import InstalledVoice, installed_voices
from tecnocursos.narration.ports import Bell, RawSpeech, SpokenWord
from tecnocursos.narration.speech import Voice
from tecnocursos.narration.voice_chain import audible

_MODULE = "tecnocursos.narration.adapters.piper_process"
_LANGUAGES: dict[str, Language] = {"pt": "pt-BR", "en": "en-US"}
_SPOKEN_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Piper takes text in double brackets for phonemes.
_BRACKETS = re.compile(r"\[\[|\]\]")


class PiperEngine:
    """The voices of a folder: pairs of `.onnx` and `.onnx.json`, named by the file."""

    name = "piper"
    cost = 0.12
    longest_text = 1_000

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self._folder = folder
        self._processes = SpeechProcesses("Piper", _MODULE, processes)

    def list_voices(self) -> Sequence[Voice]:
        """Those in the languages of the product; without the program they are listed as not installed."""
        is_installed = _is_installed()
        return [
            Voice(
                id=f"piper:{voice.name}",
                name=voice.name.replace("_", " "),
                language=_LANGUAGES[voice.language],
                engine=self.name,
                licence="see the voice's model card",
                is_installed=is_installed,
            )
            for voice in installed_voices(self._folder)
            if voice.language in _LANGUAGES
        ]

    def fingerprint(self, voice: str) -> str:
        found = self._find(voice)
        digests = [remembered_digest(path) for path in (found.model, found.settings)]
        with self._processes.lend() as process:
            process.start()
            version = process.ready["version"]
        return "/".join([version, *digests])

    def tone(self, voice: str) -> tuple[Bell, ...]:  # noqa: ARG002 (the port's)
        return ()

    def speak(self, text: str, voice: str, speed: float) -> RawSpeech:
        model = self._find(voice).model
        cleaned = _BRACKETS.sub("  ", text)
        request = {"model": str(model), "text": cleaned, "length_scale": 1 / speed}
        with self._processes.lend() as process:
            header, sound = process.ask(request)
        samples = np.frombuffer(sound, np.float32)
        rate: int = header["rate"]
        words = [match.span() for match in _SPOKEN_WORD.finditer(cleaned)]
        starts = header["words"]
        if starts is not None and len(starts) == len(words):
            timed = tuple(
                SpokenWord(first, last, round(1000 * start / rate))
                for (first, last), start in zip(words, starts, strict=True)
            )
            return RawSpeech(samples, rate, timed)
        # Voices without timings, and texts whose words the phonemes join or part.
        bounds = audible(samples, rate)
        return RawSpeech(samples, rate, estimate_words(text, samples, rate, bounds) if bounds else ())

    def close(self) -> None:
        self._processes.close()

    def process_ids(self) -> list[int]:
        """The speech processes that run now."""
        return self._processes.process_ids()

    def _find(self, voice: str) -> InstalledVoice:
        voices = {found.name: found for found in installed_voices(self._folder)}
        if voice not in voices:
            known = ", ".join(f"piper:{name}" for name in voices) or "none"
            raise VoiceUnknown(voice=f"piper:{voice}", voices=known)
        if not _is_installed():
            raise SpeechEngineMissing(voice=f"piper:{voice}", package="piper-tts", extra="piper")
        return voices[voice]


def _is_installed() -> bool:
    try:
        return importlib.util.find_spec("piper") is not None
    except ValueError:
        # Made unavailable on purpose.
        return False
