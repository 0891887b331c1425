"""What can go wrong between a timeline and its video."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, ProductError, Unavailable


class SoundUnreadable(Invalid):
    code = "sound_unreadable"
    en = "The sound {file} cannot be read: {reason}"
    pt = "O som {file} não pode ser lido: {reason}"


class PictureOfWrongSize(ProductError):
    code = "picture_of_wrong_size"
    en = "Scene {scene} was drawn as {drawn}, but the video is {wanted}."
    pt = "A cena {scene} foi desenhada como {drawn}, mas o vídeo é {wanted}."


class StreamUnsupported(ProductError):
    code = "stream_unsupported"
    en = "The encoded video has a form that still pictures cannot be appended to: {reason}."
    pt = "O vídeo codificado tem uma forma à qual imagens paradas não podem ser acrescentadas: {reason}."


class StreamsDiffer(ProductError):
    code = "streams_differ"
    en = "Two pieces of the video were encoded with different parameters and cannot be joined. Clear the cache."
    pt = "Duas partes do vídeo foram codificadas com parâmetros diferentes e não podem ser unidas. Limpe o cache."


class PiecesMissing(Unavailable):
    code = "pieces_missing"
    en = "FFmpeg made {made} of {wanted} pieces while {task}."
    pt = "O FFmpeg fez {made} de {wanted} partes ({task})."


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
