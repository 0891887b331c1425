"""Rests after lines."""

from __future__ import annotations

from tecnocursos.narration.pauses import pause_after_ms


def test_order_of_rests() -> None:
    rests = [pause_after_ms(text, "pt-BR") for text in ("um,", "um;", "um:", "Um.", "Um!", "Um?")]
    assert rests == sorted(rests)
    assert 150 <= rests[0] < rests[-1] <= 1_000


def test_closing_marks_and_paragraphs() -> None:
    assert pause_after_ms("Ele disse: “Sim.”", "pt-BR") == pause_after_ms("Sim.", "pt-BR")
    assert pause_after_ms("**Fim?** ", "en-US") == pause_after_ms("Fim?", "en-US")
    assert pause_after_ms("Fim...", "en-US") == pause_after_ms("Fim…", "en-US")
    assert pause_after_ms("Fim.\n", "pt-BR") > pause_after_ms("Fim.", "pt-BR")
    assert pause_after_ms("sem ponto", "pt-BR") > 0
    assert pause_after_ms("", "en-US") > 0
