"""The built-in voice: eSpeak NG from its wheel, in processes of its own, with word timings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tecnocursos.kit.language import Language
from tecnocursos.narration.adapters.speech_process import SpeechProcesses
from tecnocursos.narration.errors import VoiceUnknown
from tecnocursos.narration.ports import Bell, RawSpeech, SpokenWord
from tecnocursos.narration.speech import Voice

_MODULE = "tecnocursos.narration.adapters.espeak_process"
_LICENCE = "GPL-3.0-or-later (program; what it speaks is free to use)"


@dataclass(frozen=True, slots=True)
class _Accent:
    language: Language
    file: str
    """eSpeak NG's name of it."""
    label: str
    words_a_minute: int


_ACCENTS = {
    "pt-br": _Accent("pt-BR", "pt-br", "português do Brasil", 158),
    "en-us": _Accent("en-US", "en-us", "American English", 155),
    "en-gb": _Accent("en-US", "en-gb-x-rp", "British English", 155),
}


@dataclass(frozen=True, slots=True)
class _Variant:
    file: str
    """eSpeak NG's name of it; empty for its plain voice."""
    label: str
    gains: tuple[float, ...]
    """In dB at `_BELLS_HZ`: two thirds of the way to the spectrum of human speech, at most 5 dB."""
    pitch_range: int = 50


# Those of some hundred variants whose speech comes nearest to people's: long-term spectrum within 5 dB of the average
# of human speech (Byrne et al. 1994), harmonics 8 dB over noise or more, pitch moving at least 3 semitones.
# The first is the best in both languages by these measures, and what a bare language name means.
_VARIANTS = {
    "henrique": _Variant("Henrique", "Henrique", (1.5, -2.0, 1.5, 0.5, -3.5)),
    "diogo": _Variant("Diogo", "Diogo", (3.0, -3.0, -0.5, 0.5, -3.0), pitch_range=60),
    "reed": _Variant("Reed", "Reed", (2.5, -3.0, -2.5, -0.5, -1.5)),
    "hugo": _Variant("Hugo", "Hugo", (5.0, 1.5, 0.5, 0.0, -3.5)),
    "nguyen": _Variant("Nguyen", "Nguyen", (-2.0, -1.0, 0.5, -1.5, -3.5)),
    "michel": _Variant("michel", "Michel", (1.0, -5.0, -5.0, -1.5, -2.0), pitch_range=60),
    "miguel": _Variant("miguel", "Miguel", (-1.0, -5.0, -4.5, -2.0, -2.0)),
    "m7": _Variant("m7", "m7", (2.0, -2.5, -2.0, -3.5, -2.0)),
    "f2": _Variant("f2", "f2", (4.0, 2.5, -2.0, -2.5, -1.5), pitch_range=60),
    "f3": _Variant("f3", "f3", (3.5, 2.0, -1.0, -3.5, -2.0)),
    "f5": _Variant("f5", "f5", (5.0, 5.0, 0.5, 0.0, -0.5), pitch_range=65),
    "plain": _Variant("", "eSpeak", (5.0, -1.5, -1.5, -5.0, -1.5)),
}
_BEST = "henrique"
_PITCH = 50
_BELLS_HZ = (160, 400, 1000, 2500, 6000)
_BELL_QUALITY = 0.9
_SLOWEST, _FASTEST = 80, 450


class EspeakEngine:
    """Voices `pt-br`, `en-us`, `en-gb`, and each with a variant: `pt-br+f2`."""

    name = "espeak"
    cost = 0.004
    longest_text = 1_000

    def __init__(self, processes: int = 2) -> None:
        self._processes = SpeechProcesses("eSpeak NG", _MODULE, processes)

    def list_voices(self) -> Sequence[Voice]:
        voices = []
        for code, accent in _ACCENTS.items():
            for key, variant in _VARIANTS.items():
                voice = code if key == _BEST else f"{code}+{key}"
                name = f"{variant.label} ({accent.label})"
                voices.append(
                    Voice(id=f"espeak:{voice}", name=name, language=accent.language, engine=self.name, licence=_LICENCE)
                )
        return voices

    def fingerprint(self, voice: str) -> str:
        accent, variant, code = self._find(voice)
        with self._processes.lend() as process:
            process.start()
            version = process.ready["version"]
        return f"{version}/{code}/{accent.words_a_minute}/{variant.gains}/{variant.pitch_range}"

    def tone(self, voice: str) -> tuple[Bell, ...]:
        _, variant, _ = self._find(voice)
        return tuple(
            Bell(frequency, gain, _BELL_QUALITY) for frequency, gain in zip(_BELLS_HZ, variant.gains, strict=True)
        )

    def speak(self, text: str, voice: str, speed: float) -> RawSpeech:
        accent, variant, code = self._find(voice)
        request = {
            "text": _speakable(text),
            "voice": code,
            "rate": min(max(round(accent.words_a_minute * speed), _SLOWEST), _FASTEST),
            "pitch": _PITCH,
            "range": variant.pitch_range,
        }
        with self._processes.lend() as process:
            header, sound = process.ask(request)
        samples = np.frombuffer(sound, np.int16).astype(np.float32) / np.float32(32768)
        return RawSpeech(samples, header["rate"], _words(header["words"], len(text)))

    def close(self) -> None:
        self._processes.close()

    def process_ids(self) -> list[int]:
        """The speech processes that run now."""
        return self._processes.process_ids()

    def _find(self, voice: str) -> tuple[_Accent, _Variant, str]:
        code, _, key = voice.lower().partition("+")
        accent, variant = _ACCENTS.get(code), _VARIANTS.get(key or _BEST)
        if accent is None or variant is None:
            known = ", ".join(listed.id for listed in self.list_voices())
            raise VoiceUnknown(voice=f"{self.name}:{voice}", voices=known)
        return accent, variant, f"{accent.file}+{variant.file}" if variant.file else accent.file


def _speakable(text: str) -> str:
    """Blanks, one for one, in place of what eSpeak NG takes for commands: control and private-use characters."""
    return "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xF900 else c for c in text)


def _words(events: list[list[int]], length: int) -> tuple[SpokenWord, ...]:
    """Events as words in rising order; the engine counts characters from 1 and tells some words in several parts."""
    words: list[SpokenWord] = []
    for position, size, start_ms in events:
        start = min(max(position - 1, 0), length)
        if words and start <= words[-1].char_start:
            continue
        end = min(start + max(size, 1), length)
        if words and words[-1].char_end > start:
            words[-1] = SpokenWord(words[-1].char_start, start, words[-1].start_ms)
        if end > start:
            words.append(SpokenWord(start, end, max(start_ms, words[-1].start_ms if words else 0)))
    return tuple(words)
