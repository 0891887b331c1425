"""Which typefaces are for code."""

from __future__ import annotations

import pytest

from tecnocursos.documents.typefaces import is_monospaced


@pytest.mark.parametrize(
    "name", ["Courier New", "DejaVu Sans Mono", "Fira Code", "Lucida Sans Typewriter", "ABCDEF+CMTT10", "Consolas-Bold"]
)
def test_typefaces_for_code(name: str) -> None:
    assert is_monospaced(name)


@pytest.mark.parametrize("name", ["Monotype Corsiva", "Arial", "Decode", "Times New Roman"])
def test_typefaces_for_text(name: str) -> None:
    assert not is_monospaced(name)
