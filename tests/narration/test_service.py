"""Lines become speech: words of the displayed text, once each, kept, equally loud, and errors instead of silence."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.loudness import loudness
from tecnocursos.narration.adapters.espeak import EspeakEngine
from tecnocursos.narration.errors import NarrationSilent, VoiceUnknown
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest, Speech

TEXTS = [
    "Nesta aula você vai aprender a instalar o roteador — passo a passo — em casa.",
    "O plano custa R$ 1.234,56 por mês, com 300 Mbps! 😀",
    "“Se a internet ficar lenta”, o que devemos verificar?",
    "Sim.",
]


def _line(text: str, **fields: object) -> LineRequest:
    return LineRequest.model_validate({"text": text, "voice": "espeak:pt-br", "language": "pt-BR", **fields})


def _samples(speech: Speech) -> tuple[np.ndarray, int]:
    with wave.open(str(speech.file)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768, file.getframerate()


def _check_words(text: str, speech: Speech) -> None:
    words = speech.words
    covered = {position for word in words for position in range(word.char_start, word.char_end)}
    assert all(position in covered for position, character in enumerate(text) if not character.isspace())
    for before, after in itertools.pairwise(words):
        assert before.char_end <= after.char_start
        assert before.start_ms <= before.end_ms <= after.start_ms
    assert words[0].start_ms >= 0
    assert words[-1].end_ms <= speech.duration_ms


def test_speaks_lines_in_order(narrator: Narrator) -> None:
    told: list[int] = []
    speeches = narrator.speak_lines([_line(text) for text in TEXTS], {}, told.append)
    assert sorted(told) == list(range(len(TEXTS)))
    for text, speech in zip(TEXTS, speeches, strict=True):
        samples, rate = _samples(speech)
        assert loudness(samples, rate) == pytest.approx(-19, abs=1)
        assert speech.duration_ms == len(samples) * 1000 // rate
        assert speech.name == speech.file.name
        _check_words(text, speech)
    money = next(w for w in speeches[1].words if TEXTS[1][w.char_start : w.char_end] == "1.234,56")
    assert money.end_ms - money.start_ms > 1_500, "a long number takes its time"


def test_the_cache_gives_the_same_bytes_and_speaks_nothing(narrator: Narrator, espeak: EspeakEngine) -> None:
    requests = [_line(text) for text in TEXTS]
    first = narrator.speak_lines(requests, {})
    contents = [speech.file.read_bytes() for speech in first]
    changed = [speech.file.stat().st_ino for speech in first]
    assert narrator.speak_lines(requests, {}) == first
    assert [speech.file.stat().st_ino for speech in first] == changed
    assert all(cost < 0.01 for cost in narrator.costs_of(requests, {}))
    for speech in first:
        speech.file.unlink()
    again = narrator.speak_lines(list(reversed(requests)), {})
    assert [speech.file.read_bytes() for speech in reversed(again)] == contents


def test_another_process_makes_the_same_bytes(narrator: Narrator, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tecnocursos.infra.file_cache import FileCache\n"
        "from tecnocursos.narration.adapters.espeak import EspeakEngine\n"
        "from tecnocursos.narration.service import Narrator\n"
        "from tecnocursos.narration.speech import LineRequest\n"
        "narrator = Narrator([EspeakEngine(1)], FileCache(Path(sys.argv[1])))\n"
        "lines = [LineRequest(text=t, voice='espeak:pt-br', language='pt-BR') for t in sys.argv[2:]]\n"
        "print(*(speech.file for speech in narrator.speak_lines(lines, {})), sep='\\n'); narrator.close()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "other"), *TEXTS]
    others = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    ours = narrator.speak_lines([_line(text) for text in TEXTS], {})
    assert [Path(path).read_bytes() for path in others] == [speech.file.read_bytes() for speech in ours]


def test_the_same_line_is_spoken_once(narrator: Narrator, tmp_path: Path) -> None:
    told: list[int] = []
    speeches = narrator.speak_lines([_line("De novo.")] * 5 + [_line("Outra.")], {}, told.append)
    assert len({speech.name for speech in speeches}) == 2
    assert sorted(told) == list(range(6))
    assert len(list((tmp_path / "cache").rglob("*.wav"))) == 2


def test_what_the_key_covers(narrator: Narrator) -> None:
    variants = [
        narrator.speak_lines([_line("Ligue o roteador.", **fields)], lexicon)[0].name
        for fields, lexicon in (
            ({}, {}),
            ({"speed": 1.2}, {}),
            ({"voice": "espeak:pt-br+f2"}, {}),
            ({"say": "Ligue o aparelho."}, {}),
            ({}, {"roteador": "rotiador"}),
        )
    ]
    assert len(set(variants)) == len(variants)
    unrelated = narrator.speak_lines([_line("Ligue o roteador.")], {"modem": "módem"})[0].name
    assert unrelated == variants[0]


def test_say_is_heard_and_text_is_timed(narrator: Narrator) -> None:
    text = "Acesse o SGP agora mesmo."
    [speech] = narrator.speak_lines([_line(text, say="Acesse o sistema de gestão de provedores agora mesmo.")], {})
    _check_words(text, speech)
    [plain] = narrator.speak_lines([_line(text)], {})
    assert speech.duration_ms > plain.duration_ms + 800


@pytest.mark.parametrize("text", ["😀 😀", "…", "   ", "—", "**", "​"])
def test_silence_is_an_error_that_names_the_line(narrator: Narrator, text: str) -> None:
    with pytest.raises(NarrationSilent) as caught:
        narrator.speak_lines([_line("Primeira."), _line(text)], {})
    assert caught.value.data["line"] == 2
    assert text in caught.value.message("pt-BR")


def test_unknown_voices(narrator: Narrator) -> None:
    for voice in ("espeak:xx", "nobody:x", "espeak", "", "piper:none"):
        with pytest.raises(VoiceUnknown) as caught:
            narrator.speak_lines([_line("Oi.", voice=voice)], {})
        assert "espeak:pt-br" in caught.value.message() or voice == "piper:none"


def test_default_voices(narrator: Narrator) -> None:
    assert narrator.default_voice("pt-BR") == "espeak:pt-br"
    assert narrator.default_voice("en-US") == "espeak:en-us"
    assert {voice.language for voice in narrator.list_voices()} == {"pt-BR", "en-US"}


def test_a_very_long_line(narrator: Narrator) -> None:
    text = " ".join(f"Este é o passo número {number}, e ele é simples." for number in range(1, 80))
    text += " " + "palavra " * 300
    assert len(text) > 5_000
    [speech] = narrator.speak_lines([_line(text.strip())], {})
    _check_words(text.strip(), speech)
    tenths = [speech.words[len(speech.words) * part // 10].start_ms for part in range(10)]
    gaps = [after - before for before, after in itertools.pairwise(tenths)]
    assert min(gaps) > speech.duration_ms / 25, "the pieces' words keep pace"


def test_cancelling_stops(narrator: Narrator, tmp_path: Path) -> None:
    done: list[int] = []

    def check() -> None:
        if len(done) >= 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        narrator.speak_lines([_line(f"Linha {number}.") for number in range(60)], {}, done.append, check)
    assert len(done) < 10
    left = [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert all(name.endswith(".wav") and not name.startswith(".") for name in left)


def test_engine_processes_killed_while_speaking(narrator: Narrator, espeak: EspeakEngine, tmp_path: Path) -> None:
    requests = [_line(f"Esta é a linha {number} de muitas.") for number in range(16)]

    def kill(index: int) -> None:
        if index in {3, 9}:
            for pid in espeak.process_ids():
                os.kill(pid, signal.SIGKILL)

    speeches = narrator.speak_lines(requests, {}, kill)
    calm = Narrator([espeak], FileCache(tmp_path / "calm")).speak_lines(requests, {})
    assert [speech.file.read_bytes() for speech in speeches] == [speech.file.read_bytes() for speech in calm]
