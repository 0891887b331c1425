"""Rests inside a line: heard as silence where they are marked, and in nothing that is shown."""

from __future__ import annotations

import wave

import numpy as np
import pytest
from numpy.typing import NDArray

from tecnocursos.narration.rests import LONGEST_MS, Rest, rests_ms, take_rests
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest, Speech

TEXT = "Primeiro ligue o roteador na tomada."


def _speak(narrator: Narrator, say: str | None, text: str = TEXT) -> Speech:
    (speech,) = narrator.speak_lines([LineRequest(text=text, say=say, voice="espeak:pt-br", language="pt-BR")], {})
    return speech


def _sound(speech: Speech, start_ms: int, end_ms: int) -> NDArray[np.float32]:
    with wave.open(str(speech.file)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32)
    return samples[start_ms * rate // 1000 : end_ms * rate // 1000]


@pytest.mark.parametrize(
    ("say", "plain", "rests"),
    [
        ("Um dois.", "Um dois.", ()),
        ("Um (pause: 0.5) dois.", "Um dois.", (Rest(3, 500),)),
        ("Um(pause:1)dois.", "Um dois.", (Rest(3, 1000),)),
        ("Um (PAUSE: 1,25 s) dois (pause: 2) três.", "Um dois três.", (Rest(3, 1250), Rest(8, 2000))),
        ("Um (pause: logo) dois.", "Um (pause: logo) dois.", ()),
    ],
)
def test_marks_are_taken_out(say: str, plain: str, rests: tuple[Rest, ...]) -> None:
    assert take_rests(say) == (plain, rests)


def test_rests_of_a_line_are_limited_together() -> None:
    say = "Um (pause: 50) dois (pause: 50) três."
    assert rests_ms(say) == 100_000
    assert sum(rest.ms for rest in take_rests(say)[1]) == LONGEST_MS


def test_a_rest_is_silence_of_its_length_at_its_place(narrator: Narrator) -> None:
    usual = _speak(narrator, None)
    rested = _speak(narrator, "Primeiro (pause: 1.5) ligue o roteador na tomada.")
    # Each part begins and ends as a sentence does, so that the words themselves take a little longer or less.
    assert 1_200 < rested.duration_ms - usual.duration_ms < 2_000
    begins = rested.words[1].start_ms
    assert TEXT[rested.words[1].char_start :].startswith("ligue")
    assert np.abs(_sound(rested, begins - 1_300, begins - 100)).max() < 30
    assert np.abs(_sound(rested, begins, begins + 400)).max() > 1_000
    assert [word.start_ms for word in rested.words] == sorted(word.start_ms for word in rested.words)


def test_rests_at_the_ends_are_nothing(narrator: Narrator) -> None:
    usual = _speak(narrator, TEXT).duration_ms
    assert _speak(narrator, f"(pause: 2) {TEXT} (pause: 2)").duration_ms == usual
    assert _speak(narrator, "(pause: 3) (pause: 1) Oi.", "Oi.").duration_ms < 1_500


def test_words_that_are_said_as_written_are_timed_as_they_are_said(narrator: Narrator) -> None:
    text = "Hoje a ONU recebe a luz."
    speech = _speak(narrator, "Hoje a unidade de rede óptica instalada na sala recebe a luz.", text)
    receive = next(word for word in speech.words if text[word.char_start :].startswith("recebe"))
    unit = next(word for word in speech.words if text[word.char_start :].startswith("ONU"))
    assert unit.start_ms < speech.duration_ms * 0.3
    assert receive.start_ms > speech.duration_ms * 0.6
