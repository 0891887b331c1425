"""Piper's loading and speaking, on tiny voices of the tests' own making."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from voice_maker import TINY_RATE, make_voice

from tecnocursos.narration.adapters.piper import PiperEngine
from tecnocursos.narration.errors import SpeechEngineFailed, SpeechEngineMissing, VoiceUnknown
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest

TEXT = "O roteador liga a casa. Depois espere a luz."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voices")
    make_voice(folder)
    make_voice(folder, "untimed", is_aligned=False)
    make_voice(folder, "english", language="en-us")
    return folder


@pytest.fixture(scope="module")
def piper(folder: Path) -> Iterator[PiperEngine]:
    engine = PiperEngine(folder)
    yield engine
    engine.close()


def test_lists_voices_by_language(piper: PiperEngine) -> None:
    assert [(voice.id, voice.language, voice.is_installed) for voice in piper.list_voices()] == [
        ("piper:english", "en-US", True),
        ("piper:tiny", "pt-BR", True),
        ("piper:untimed", "pt-BR", True),
    ]


def test_speaks_with_word_times_from_phonemes(piper: PiperEngine) -> None:
    speech = piper.speak(TEXT, "tiny", 1.0)
    assert speech.sample_rate == TINY_RATE
    assert np.abs(speech.samples).max() > 0.3
    words = [TEXT[word.char_start : word.char_end] for word in speech.words]
    assert words == "O roteador liga a casa Depois espere a luz".split()
    starts = {word: timed.start_ms for word, timed in zip(words, speech.words, strict=True)}
    # Every phoneme is a tone of 40 ms, followed by a filler of 40 ms; a word lasts as long as its phonemes are many.
    assert starts["liga"] - starts["roteador"] >= 8 * 80
    assert all((start % 40) == 0 for word, start in starts.items() if word in {"O", "roteador", "liga", "casa"})
    assert starts["Depois"] - starts["casa"] >= 4 * 80 + 300, "sentences are parted by a rest"


def test_speaks_without_word_times(piper: PiperEngine) -> None:
    speech = piper.speak(TEXT, "untimed", 1.0)
    assert [TEXT[word.char_start : word.char_end] for word in speech.words] == TEXT.split()
    starts = [word.start_ms for word in speech.words]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)


def test_speed_and_sameness(piper: PiperEngine) -> None:
    plain = piper.speak(TEXT, "tiny", 1.0)
    assert len(piper.speak(TEXT, "tiny", 2.0).samples) < 0.65 * len(plain.samples)
    assert piper.speak(TEXT, "tiny", 1.0).samples.tobytes() == plain.samples.tobytes()


def test_phoneme_brackets_are_text(piper: PiperEngine) -> None:
    with_brackets = piper.speak("O [[roteador]] liga.", "tiny", 1.0)
    assert len(with_brackets.samples) == pytest.approx(
        len(piper.speak("O roteador liga.", "tiny", 1.0).samples), rel=0.1
    )


def test_a_killed_process_comes_back(piper: PiperEngine) -> None:
    expected = piper.speak(TEXT, "tiny", 1.0).samples.tobytes()
    for pid in piper.process_ids():
        os.kill(pid, signal.SIGKILL)
    assert piper.speak(TEXT, "tiny", 1.0).samples.tobytes() == expected


def test_through_the_narrator_and_preferred(narrator: Narrator, tmp_path: Path) -> None:
    make_voice(tmp_path / "voices")
    assert narrator.default_voice("pt-BR") == "piper:tiny"
    assert narrator.default_voice("en-US") == "espeak:en-us"
    [speech] = narrator.speak_lines([LineRequest(text=TEXT, voice="piper:tiny", language="pt-BR")], {})
    assert [TEXT[word.char_start : word.char_end] for word in speech.words] == TEXT.split()
    make_voice(tmp_path / "voices", is_aligned=False)
    [other] = narrator.speak_lines([LineRequest(text=TEXT, voice="piper:tiny", language="pt-BR")], {})
    assert other.name != speech.name, "another voice file is another sound"


def test_errors(piper: PiperEngine, folder: Path) -> None:
    with pytest.raises(VoiceUnknown, match="piper:tiny"):
        piper.speak("oi", "nobody", 1.0)
    with pytest.raises(VoiceUnknown):
        piper.speak("oi", "../tiny", 1.0)
    broken = make_voice(folder, "broken")
    broken.write_bytes(broken.read_bytes()[:300])
    with pytest.raises(SpeechEngineFailed, match="Piper"):
        piper.speak("oi", "broken", 1.0)
    broken.unlink()
    assert len(piper.speak("oi", "tiny", 1.0).samples), "the process goes on after a bad voice"


def test_without_the_program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    engine = PiperEngine(folder)
    assert not any(voice.is_installed for voice in engine.list_voices())
    with pytest.raises(SpeechEngineMissing, match="tecnocursos\\[piper\\]"):
        engine.speak("oi", "tiny", 1.0)
