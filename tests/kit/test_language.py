"""Portuguese is told from English by its small words."""

from __future__ import annotations

import pytest

from tecnocursos.kit.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Para que a internet funcione bem em casa, o roteador não deve ficar no chão.", "pt-BR"),
        ("The router should not be placed on the floor if you want a good signal.", "en-US"),
        ("Wi-Fi 2.4 GHz 300 Mbps", "pt-BR"),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_default_decides_where_the_text_does_not() -> None:
    assert detect_language("802.11ax", default="en-US") == "en-US"
