from __future__ import annotations

import pytest

from tecnocursos.publishing.lint import lint_captions
from tecnocursos.rendering.timeline import Caption


def rules(*captions: tuple[int, int, str]) -> list[tuple[str, str]]:
    made = [Caption(start_ms=start, end_ms=end, text=text) for start, end, text in captions]
    return [(finding.severity, finding.rule) for finding in lint_captions(made)]


@pytest.mark.parametrize(
    ("captions", "expected"),
    [
        ([(0, 2000, "a" * 34)], []),
        ([(0, 2000, "a" * 35)], [("warning", "reading_speed")]),
        ([(0, 2000, "a" * 40)], [("warning", "reading_speed")]),
        ([(0, 2000, "a" * 41)], [("error", "reading_speed")]),
        ([(0, 4000, "a" * 43)], [("error", "line_length")]),
        ([(0, 4000, "a\nb\nc")], [("error", "line_count")]),
        ([(0, 832, "Sim.")], [("error", "too_short")]),
        ([(0, 7001, "Sim.")], [("error", "too_long")]),
        ([(0, 1000, "  ")], [("error", "empty")]),
        ([(0, 1000, "Um."), (1033, 2000, "Dois.")], [("warning", "gap")]),
        ([(0, 1000, "Um."), (1067, 2000, "Dois."), (2000, 3000, "Três.")], []),
        ([(0, 1000, "Um."), (900, 2000, "Dois.")], [("error", "overlap")]),
    ],
)
def test_each_bar_is_checked_at_its_edge(captions: list[tuple[int, int, str]], expected: list[tuple[str, str]]) -> None:
    assert rules(*captions) == expected


def test_findings_say_which_caption_and_how_much_in_both_languages() -> None:
    captions = [
        Caption(start_ms=0, end_ms=1000, text="Bom dia."),
        Caption(start_ms=61_000, end_ms=63_000, text="x" * 42 + "\nyy"),
    ]
    (finding,) = lint_captions(captions)
    assert finding.message() == "Caption 2 (1:01) has 22.5 characters a second; 20 can be read."
    assert finding.message("pt-BR") == "A legenda 2 (1:01) tem 22.5 caracteres por segundo; dá para ler 20."
