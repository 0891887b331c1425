"""The built-in voice: words on time, the same bytes always, and processes that come back and never stay behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.narration.adapters.espeak import EspeakEngine
from tecnocursos.narration.errors import VoiceUnknown

TEXT = "Olá, este é o curso de internet em casa. O roteador tem 123 portas, e cada uma é diferente."


def test_words_in_order_covering_the_text(espeak: EspeakEngine) -> None:
    speech = espeak.speak(TEXT, "pt-br", 1.0)
    said = [TEXT[word.char_start : word.char_end] for word in speech.words]
    assert {"Olá", "este", "curso", "internet", "roteador", "portas", "diferente"} <= set(said)
    starts = [word.start_ms for word in speech.words]
    assert starts == sorted(starts)
    assert starts[-1] < len(speech.samples) * 1000 / speech.sample_rate
    covered = {position for word in speech.words for position in range(word.char_start, word.char_end)}
    assert all(position in covered for position, character in enumerate(TEXT) if character.isalnum())


def test_a_word_is_heard_when_it_is_said_to_be(espeak: EspeakEngine) -> None:
    """Between the end of one sentence and the start of the next there is silence, right before the word."""
    text = "Primeiro passo. Segundo passo."
    speech = espeak.speak(text, "pt-br", 1.0)
    second = next(word for word in speech.words if text[word.char_start : word.char_end] == "Segundo")
    at = second.start_ms * speech.sample_rate // 1000
    tenth = speech.sample_rate // 10
    before, after = speech.samples[at - tenth : at], speech.samples[at : at + 2 * tenth]
    assert np.abs(after).max() > 20 * max(np.abs(before).max(), 1e-4)


def test_same_bytes_whatever_was_said_before(espeak: EspeakEngine) -> None:
    first = espeak.speak(TEXT, "pt-br", 1.0).samples.tobytes()
    espeak.speak("Something else, said by another voice.", "en-gb+f3", 1.4)
    assert espeak.speak(TEXT, "pt-br", 1.0).samples.tobytes() == first
    other = EspeakEngine(1)
    try:
        assert other.speak(TEXT, "pt-br", 1.0).samples.tobytes() == first
    finally:
        other.close()


def test_speed(espeak: EspeakEngine) -> None:
    lengths = [len(espeak.speak(TEXT, "pt-br", speed).samples) for speed in (0.5, 1.0, 2.0)]
    assert lengths[0] > 1.6 * lengths[1] > 2.4 * lengths[2]


def test_every_listed_voice_speaks(espeak: EspeakEngine) -> None:
    sounds = set()
    voices = espeak.list_voices()
    for voice in voices:
        text = "Bom dia a todos." if voice.language == "pt-BR" else "Good morning everyone."
        speech = espeak.speak(text, voice.id.removeprefix("espeak:"), 1.0)
        assert np.abs(speech.samples).max() > 0.05, voice.id
        sounds.add(speech.samples.tobytes())
    assert len(sounds) == len(voices) >= 30


def test_unknown_voice_says_what_there_is(espeak: EspeakEngine) -> None:
    for voice in ("pt-pt", "pt-br+darth", "", "../../etc/passwd"):
        with pytest.raises(VoiceUnknown, match="espeak:pt-br, "):
            espeak.speak("oi", voice, 1.0)


def test_markup_and_commands_are_not_interpreted(espeak: EspeakEngine) -> None:
    plain = len(espeak.speak("um dois", "pt-br", 1.0).samples)
    for command in ("\x01300S", "\x01+20P"):
        speech = espeak.speak(f"um {command} dois", "pt-br", 1.0)
        assert len(speech.samples) > plain, "the command is read out, not obeyed"
    with_break = espeak.speak("um <break time='9s'/> dois", "pt-br", 1.0)
    assert len(with_break.samples) < 8 * with_break.sample_rate
    assert len(espeak.speak("um\x00 dois três quatro", "pt-br", 1.0).samples) > 1.5 * plain


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_survives_any_text(espeak: EspeakEngine, text: str) -> None:
    speech = espeak.speak(text, "pt-br", 1.0)
    positions = [position for word in speech.words for position in (word.char_start, word.char_end)]
    assert positions == sorted(positions)
    assert all(0 <= position <= len(text) for position in positions)


def test_a_killed_process_comes_back(espeak: EspeakEngine) -> None:
    expected = espeak.speak(TEXT, "pt-br", 1.0).samples.tobytes()
    for pid in espeak.process_ids():
        os.kill(pid, signal.SIGKILL)
    assert espeak.speak(TEXT, "pt-br", 1.0).samples.tobytes() == expected


def test_killed_in_the_middle(espeak: EspeakEngine) -> None:
    long = TEXT * 40
    expected = espeak.speak(long, "pt-br", 1.0).samples.tobytes()
    started = threading.Event()

    def speak() -> bytes:
        started.set()
        return espeak.speak(long, "pt-br", 1.0).samples.tobytes()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(speak)
        started.wait()
        for pid in espeak.process_ids():
            os.kill(pid, signal.SIGKILL)
        assert answer.result(60) == expected


def test_two_speak_at_the_same_time(espeak: EspeakEngine) -> None:
    texts = [f"Frase número {number}, dita em paralelo." for number in range(12)]
    alone = [espeak.speak(text, "pt-br", 1.0).samples.tobytes() for text in texts]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda text: espeak.speak(text, "pt-br", 1.0).samples.tobytes(), texts))
    assert together == alone
    assert len(espeak.process_ids()) <= 2


def test_the_terminal_does_not_reach_the_process(espeak: EspeakEngine) -> None:
    espeak.speak("oi", "pt-br", 1.0)
    for pid in espeak.process_ids():
        assert os.getsid(pid) != os.getsid(0), "Ctrl-C goes to the terminal's session"
        os.kill(pid, signal.SIGINT)
    before = espeak.process_ids()
    espeak.speak("oi", "pt-br", 1.0)
    assert espeak.process_ids() == before, "an interrupt does not end it"


def test_never_orphaned() -> None:
    program = (
        "import sys; from tecnocursos.narration.adapters.espeak import EspeakEngine\n"
        "engine = EspeakEngine(); engine.speak('oi', 'pt-br', 1.0)\n"
        "print(*engine.process_ids(), flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdin is not None
    helper = os.pidfd_open(int(parent.stdout.readline().split()[0]))
    try:
        parent.kill()
        parent.wait()
        assert select.select([helper], [], [], 20)[0], "it ends with its parent"
    finally:
        os.close(helper)
        parent.stdin.close()
        parent.stdout.close()


def test_close_ends_the_processes() -> None:
    engine = EspeakEngine()
    engine.speak("oi", "pt-br", 1.0)
    watched = [os.pidfd_open(pid) for pid in engine.process_ids()]
    engine.close()
    assert watched
    assert engine.process_ids() == []
    for process in watched:
        assert select.select([process], [], [], 0)[0]
        os.close(process)
