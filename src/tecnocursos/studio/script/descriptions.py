"""Which descriptions of pictures say something: programs fill the field with file names and placeholders."""

from __future__ import annotations

import re

from tecnocursos.documents.outline import Picture
from tecnocursos.kit.text import collapse, fold

_FILE_NAME = re.compile(
    r"\S*\.(?:png|jpe?g|gif|bmp|tiff?|svg|webp|emf|wmf|heic)|[\w.-]*[a-f0-9]{12,}|(?:dsc|img|pxl|wa)[-_ ]?\d+.*"
)
_PLACEHOLDER = re.compile(
    r"(?:picture|image|imagem|figura|figure|foto|photo|img|graphics?|grafico|objeto|object|shape|forma|logo|screenshot|"
    r"captura de tela|(?:content|picture|text) placeholder|espaco reservado[\w ]*|diagrama?|chart|icone?|google shape)"
    r"[\W_\d]*(?:p\d+)?"
)
_MADE_BY_MACHINE = ("gerada automaticamente", "automatically generated", "generated automatically", "gerado por ia")


def picture_description(picture: Picture) -> str:
    """What a person wrote about the picture, or nothing."""
    return next((text for text in (picture.alt, picture.caption) if text and says_something(text)), "")


def says_something(description: str) -> bool:
    folded = fold(collapse(description))
    return (
        any(character.isalpha() for character in folded)
        and not _FILE_NAME.fullmatch(folded)
        and not _PLACEHOLDER.fullmatch(folded)
        and not any(mark in folded for mark in _MADE_BY_MACHINE)
    )
