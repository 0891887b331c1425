"""How long to be silent after a line, by how it ends."""

from __future__ import annotations

from tecnocursos.kit.language import Language

# Closing marks that may stand after the mark that counts.
_CLOSING = "\"'”’»)]}*_ "
_NO_MARK_MS = 300
_PARAGRAPH_MS = 250
_PAUSES_MS: dict[str, int] = {
    ".": 450, "…": 550, "?": 600, "!": 500, ":": 320, ";": 300, ",": 180, "—": 260, "–": 260, "-": 200,
}  # fmt: skip
# Portuguese sentences are longer, and their listeners are used to longer rests.
_STRETCH: dict[Language, float] = {"pt-BR": 1.1, "en-US": 1.0}


def pause_after_ms(text: str, language: Language) -> int:
    """Silence between this line and the next, in ms. A line that ends with a line break ends a paragraph."""
    line = text.rstrip(_CLOSING + "\n\r\t")
    base = _PAUSES_MS["…"] if line.endswith("...") else _PAUSES_MS.get(line[-1:], _NO_MARK_MS)
    if text.rstrip(" \t").endswith("\n"):
        base += _PARAGRAPH_MS
    return round(base * _STRETCH[language])
