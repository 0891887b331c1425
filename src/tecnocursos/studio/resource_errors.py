"""What can be wrong with projects, scenes, looks and lexicons, and with what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tecnocursos.kit.errors import Conflict, Invalid, NotFound


class ProjectNotFound(NotFound):
    code = "project_not_found"
    en = "There is no such project."
    pt = "Esse projeto não existe."


class SceneNotFound(NotFound):
    code = "scene_not_found"
    en = "There is no such scene."
    pt = "Essa cena não existe."


class LineNotFound(NotFound):
    code = "line_not_found"
    en = "The scene has no line {number}: it has {lines}."
    pt = "A cena não tem a fala {number}: ela tem {lines}."


class TemplateNotFound(NotFound):
    code = "template_not_found"
    en = "There is no such template."
    pt = "Esse modelo não existe."


class BrandNotFound(NotFound):
    code = "brand_not_found"
    en = "There is no such brand."
    pt = "Essa marca não existe."


class LexiconNotFound(NotFound):
    code = "lexicon_not_found"
    en = "There is no such lexicon."
    pt = "Esse léxico não existe."


class ProjectHasNoScenes(Conflict):
    code = "project_has_no_scenes"
    en = "The project has no scenes yet."
    pt = "O projeto ainda não tem cenas."


class ProjectHasNoDocument(Conflict):
    code = "project_has_no_document"
    en = "The project was not made from a document, or the document was deleted."
    pt = "O projeto não foi feito de um documento, ou o documento foi excluído."


class ProjectArchived(Conflict):
    code = "project_archived"
    en = "The project is archived. Take it out of the archive to change it."
    pt = "O projeto está arquivado. Tire-o do arquivo para alterá-lo."


class ProjectBeingDrafted(Conflict):
    code = "project_being_drafted"
    en = "The scenes of the project are still being made. Wait for that to end."
    pt = "As cenas do projeto ainda estão sendo feitas. Espere terminar."


class ProjectDraftedAlready(Conflict):
    code = "project_drafted_already"
    en = "The scenes of the project were made already."
    pt = "As cenas do projeto já foram feitas."


class ProjectStateUnreachable(Conflict):
    code = "project_state_unreachable"
    en = "A project that is {state} cannot become {wanted}."
    pt = "Um projeto no estado {state} não pode passar a {wanted}."


class DocumentNotReady(Conflict):
    code = "document_not_ready"
    en = "The document is not ready: its state is {state}."
    pt = "O documento não está pronto: seu estado é {state}."


class TooManyScenes(Invalid):
    code = "too_many_scenes"
    en = "A project has at most {limit} scenes."
    pt = "Um projeto tem no máximo {limit} cenas."


class SceneKeyTaken(Conflict):
    code = "scene_key_taken"
    en = "Another scene of the project has this key."
    pt = "Outra cena do projeto tem esta chave."


class SceneOrderIncomplete(Invalid):
    code = "scene_order_incomplete"
    en = "The new order must name each scene of the project once."
    pt = "A nova ordem deve citar cada cena do projeto uma vez."


class SceneNotDivisible(Invalid):
    code = "scene_not_divisible"
    en = "A scene is split between two of its lines; this one has {lines}."
    pt = "Uma cena é dividida entre duas de suas falas; esta tem {lines}."


class SceneIsLast(Conflict):
    code = "scene_is_last"
    en = "No scene follows this one."
    pt = "Nenhuma cena vem depois desta."


class SceneMediaMissing(Invalid):
    code = "scene_media_missing"
    en = "{place} names {name}, which is no file of the project."
    pt = "{place} cita {name}, que não é um arquivo do projeto."


_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "lines": ("lines", "falas"),
    "line": ("line", "fala"),
    "items": ("items", "itens"),
    "rows": ("rows", "linhas"),
    "slide": ("slide", "slide"),
    "title": ("title", "título"),
    "subtitle": ("subtitle", "subtítulo"),
    "kicker": ("kicker", "antetítulo"),
    "caption": ("caption", "legenda"),
    "heading": ("heading", "título da coluna"),
    "left": ("left column", "coluna da esquerda"),
    "right": ("right column", "coluna da direita"),
    "header": ("header", "cabeçalho"),
    "code": ("code", "código"),
    "attribution": ("attribution", "autoria"),
    "chapter": ("chapter", "capítulo"),
    "alt": ("picture's description", "descrição da imagem"),
    "say": ("spoken words", "texto falado"),
}
"""What people call the parts of a scene; others are left out where they are told of a place."""
_ONE_OF: Final[Mapping[str, tuple[str, str]]] = {
    "lines": ("line", "fala"),
    "items": ("item", "item"),
    "rows": ("row", "linha"),
}


class SlideInvalid(Invalid):
    """`place` is the path of what is wrong, e.g. `lines.0.text`."""

    code = "slide_invalid"
    en = "{where}: {reason}."
    pt = "{where}: {reason}."

    def __init__(self, *, place: str, reason: str, reason_pt: str) -> None:
        where, where_pt = _in_words(place, 0), _in_words(place, 1)
        super().__init__(place=place, where=where, where_pt=where_pt, reason=reason, reason_pt=reason_pt)


def _in_words(place: str, language: int) -> str:
    """`lines.0.text` -> `Line 1`; a path that people have no words for stays."""
    words: list[str] = []
    before = ""
    for part in place.split("."):
        if part.isdecimal() and before in _ONE_OF:
            words[-1] = f"{_ONE_OF[before][language]} {int(part) + 1}"
        elif part in _PARTS:
            words.append(_PARTS[part][language])
        before = part
    told = ", ".join(words) or place
    return told[0].upper() + told[1:]


class SlideNotConvertible(Invalid):
    code = "slide_not_convertible"
    en = "A slide of kind {kind} cannot become one of kind {wanted}: it has no {missing}."
    pt = "Um slide do tipo {kind} não pode virar {wanted}: não tem {missing}."


class TemplateBuiltIn(Conflict):
    code = "template_built_in"
    en = "This template is part of the product and cannot be changed. Duplicate it and change the copy."
    pt = "Este modelo faz parte do produto e não pode ser alterado. Duplique-o e altere a cópia."


class InUse(Conflict):
    code = "in_use"
    en = "It is used by {projects} projects. Delete with force=true to take it from them."
    pt = "É usado por {projects} projetos. Exclua com force=true para retirá-lo deles."


class BrandFileInvalid(Invalid):
    code = "brand_file_invalid"
    en = "A logo is a PNG or JPEG and a font a TTF or OTF, of at most {limit} MB; this is neither."
    pt = "Um logotipo é PNG ou JPEG e uma fonte é TTF ou OTF, de no máximo {limit} MB; isto não é nenhum deles."


class BrandFileUnknown(NotFound):
    code = "brand_file_unknown"
    en = "The brand has no such file."
    pt = "A marca não tem esse arquivo."


class LexiconTooLarge(Invalid):
    code = "lexicon_too_large"
    en = "A lexicon has at most {limit} entries."
    pt = "Um léxico tem no máximo {limit} entradas."


class SampleUnknown(NotFound):
    code = "sample_unknown"
    en = "There is no sample slide of kind {kind}: it would show a picture."
    pt = "Não há slide de exemplo do tipo {kind}: ele mostraria uma imagem."


class ProjectFileUnknown(NotFound):
    code = "project_file_unknown"
    en = "The project has no such file."
    pt = "O projeto não tem esse arquivo."


class ProjectFileInUse(Conflict):
    code = "project_file_in_use"
    en = "A scene or the music of the project uses this file."
    pt = "Uma cena ou a música do projeto usa este arquivo."


class ProjectFileUnsupported(Invalid):
    code = "project_file_unsupported"
    en = "A project shows PNG and JPEG pictures and plays sounds; this file is neither, or it is damaged."
    pt = "Um projeto mostra imagens PNG e JPEG e toca sons; este arquivo não é nem um nem outro, ou está danificado."


class MusicMissing(Invalid):
    code = "music_missing"
    en = "The music names {name}, which is no file of the project."
    pt = "A música cita {name}, que não é um arquivo do projeto."
