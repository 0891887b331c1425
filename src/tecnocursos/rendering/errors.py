"""Rendering's errors.

Invalid ── PictureMissing, PictureDamaged, FontMissing, FontDamaged
ProductError ── SlideNotDrawn
"""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, ProductError


class PictureMissing(Invalid):
    code = "picture_missing"
    en = "The picture {picture} was not found."
    pt = "A imagem {picture} não foi encontrada."


class PictureDamaged(Invalid):
    code = "picture_damaged"
    en = "The picture {picture} cannot be read: {reason}."
    pt = "Não foi possível ler a imagem {picture}: {reason}."


class FontMissing(Invalid):
    code = "font_missing"
    en = "The brand's font {font} was not found. Add its file to the brand's font files, or choose another font."
    pt = "A fonte {font} da marca não foi encontrada. Inclua o arquivo dela nas fontes da marca ou escolha outra."


class FontDamaged(Invalid):
    code = "font_damaged"
    en = "The font file {font} is not a TrueType or OpenType font that can be read."
    pt = "O arquivo de fonte {font} não é uma fonte TrueType ou OpenType legível."


class SlideNotDrawn(ProductError):
    """The typesetter failed: a fault of a template or of a brand's font, not of the text, which is never evaluated."""

    code = "slide_not_drawn"
    en = "A slide could not be drawn: {reason}."
    pt = "Não foi possível desenhar um slide: {reason}."
