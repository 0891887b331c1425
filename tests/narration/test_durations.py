"""Estimates against what the built-in voices really take."""

from __future__ import annotations

import pytest

from tecnocursos.kit.language import Language
from tecnocursos.narration.durations import estimate_ms
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest

TEXTS: list[tuple[Language, str]] = [
    (
        "pt-BR",
        "Nesta aula você vai aprender a instalar o roteador. Ligue o cabo na tomada e espere a luz verde acender.",
    ),
    ("pt-BR", "O plano de 300 Mbps custa R$ 99,90 por mês, com 2 meses de 50% de desconto até 12/03/2026."),
    (
        "en-US",
        "In this lesson you will learn how to install the router. Plug in the cable and wait for the green light.",
    ),
    ("en-US", "The 300 Mbps plan costs $49.90 per month, with 50% off for the first 3 months."),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
@pytest.mark.parametrize("speed", [0.8, 1.0, 1.5])
def test_estimate(narrator: Narrator, language: Language, text: str, speed: float) -> None:
    request = LineRequest(text=text, voice=narrator.default_voice(language), language=language, speed=speed)
    [speech] = narrator.speak_lines([request], {})
    assert estimate_ms(text, language, speed) == pytest.approx(speech.duration_ms, rel=0.2)
