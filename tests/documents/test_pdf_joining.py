"""Hyphens at line ends."""

from __future__ import annotations

import pytest

from tecnocursos.documents.pdf.geometry import Box
from tecnocursos.documents.pdf.glyphs import Font, Word
from tecnocursos.documents.pdf.joining import Vocabulary, text_of
from tecnocursos.documents.pdf.lines import Line, line_of

_FONT = Font("Helvetica", bold=False, mono=False, symbols=False)


def line(text: str) -> Line:
    words = [Word(word, Box(30.0 * n, 0, 30.0 * n + 25, 10), 10, 10, _FONT) for n, word in enumerate(text.split())]
    return line_of(words)


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("a inter-", "net caiu", "", "a internet caiu"),
        ("the connec-", "tion fails", "", "the connection fails"),
        ("na segunda-", "feira cedo", "", "na segunda-feira cedo"),
        ("o guarda-", "chuva preto", "o guarda-chuva azul", "o guarda-chuva preto"),
        ("o guarda-", "napo azul", "o guardanapo preto aqui", "o guardanapo azul"),
        ("ele conecta-", "se sozinho", "", "ele conecta-se sozinho"),
        ("é preciso conectá-", "lo antes", "", "é preciso conectá-lo antes"),
        ("em toda esca-", "la possível", "", "em toda escala possível"),
        ("no deta-", "lhe final", "", "no detalhe final"),
        ("a hipóte-", "se cai", "", "a hipótese cai"),
        ("o eixo Rio-", "Niterói segue", "", "o eixo Rio-Niterói segue"),
        ("o padrão IEEE-", "488 vale", "", "o padrão IEEE-488 vale"),
        ("o guarda-", "-chuva preto", "", "o guarda-chuva preto"),
        ("soft hy\u00ad", "phen here", "", "soft hyphen here"),
        ("um traço -", "aqui fica", "", "um traço - aqui fica"),
        ("uma linha", "e outra", "", "uma linha e outra"),
    ],
)
def test_line_ends(first: str, second: str, elsewhere: str, joined: str) -> None:
    lines = [line(first), line(second)]
    others = [line(f"x {elsewhere} x")] if elsewhere else []
    assert text_of([first, second], Vocabulary([*lines, *others])) == joined
