"""What can go wrong while a course is made."""

from __future__ import annotations

from tecnocursos.kit.errors import Invalid, NotFound, Unavailable


class MediaMissing(NotFound):
    code = "media_missing"
    en = "{file}, named in {owner}, does not exist."
    pt = "{file}, citado em {owner}, não existe."


class MediaOutside(Invalid):
    code = "media_outside"
    en = "{file}, named in {owner}, lies outside its folder. Put it beside {owner}."
    pt = "{file}, citado em {owner}, está fora da pasta. Coloque-o junto de {owner}."


class DeliveryCollides(Invalid):
    code = "delivery_collides"
    en = "{file} belongs to the course and would be replaced. Give the video another name or folder."
    pt = "{file} faz parte do curso e seria substituído. Dê outro nome ou outra pasta ao vídeo."


class CourseFileInvalid(Invalid):
    code = "course_file_invalid"
    en = "{file} is not a usable course file: {reason}"
    pt = "{file} não é um arquivo de curso utilizável: {reason}"


class BrandInvalid(Invalid):
    code = "brand_invalid"
    en = "{file} is not a usable brand file: {reason}"
    pt = "{file} não é um arquivo de marca utilizável: {reason}"


class SceneTooFull(Invalid):
    code = "scene_too_full"
    en = (
        "Scene {scene} shows {pages} pages' worth and has too few words to speak over them. Add narration or show less."
    )
    pt = "A cena {scene} mostra conteúdo para {pages} páginas e tem pouca fala. Escreva mais narração ou mostre menos."


class SlidesNotOriginal(Invalid):
    code = "slides_not_original"
    en = "{file} has no slides to show as they were designed: use a PPTX, a PDF of slides, or --slides redrawn."
    pt = "{file} não tem slides para mostrar como foram desenhados: use PPTX, PDF de slides ou --slides redrawn."


class ScriptModelMissing(Invalid):
    code = "script_model_missing"
    en = "A script by a model needs TECNOCURSOS_SCRIPT_MODEL__BASE_URL (and usually __API_KEY and __MODEL)."
    pt = "Um roteiro por modelo precisa de TECNOCURSOS_SCRIPT_MODEL__BASE_URL (e em geral __API_KEY e __MODEL)."


class CourseTextInvalid(Invalid):
    """A mistake in a course as text; every kind of it names the file and the line."""

    code = "course_text_invalid"


class TextKeyUnknown(CourseTextInvalid):
    code = "course_text_key_unknown"
    en = "{file}, line {line}: «{key}» is not known here. {hint_en} (To speak a text in parentheses, write \\( .)"
    pt = "{file}, linha {line}: «{key}» não existe aqui. {hint_pt} (Para falar um texto entre parênteses, use \\( .)"


class TextKeyTwice(CourseTextInvalid):
    code = "course_text_key_twice"
    en = "{file}, line {line}: «{key}» is given twice."
    pt = "{file}, linha {line}: «{key}» aparece duas vezes."


class TextValueInvalid(CourseTextInvalid):
    code = "course_text_value_invalid"
    en = "{file}, line {line}: «{key}: {value}» cannot be used; expected: {wanted_en}."
    pt = "{file}, linha {line}: «{key}: {value}» não pode ser usado; esperado: {wanted_pt}."


class TextYamlInvalid(CourseTextInvalid):
    code = "course_text_yaml_invalid"
    en = "{file}, line {line}: this is not valid YAML ({reason}). Put a text with colons or quotes in double quotes."
    pt = "{file}, linha {line}: isto não é YAML válido ({reason}). Ponha entre aspas um texto com dois-pontos ou aspas."


class TextMisplaced(CourseTextInvalid):
    code = "course_text_misplaced"
    en = "{file}, line {line}: {reason}"
    pt = "{file}, linha {line}: {reason}"


class TextSceneSilent(CourseTextInvalid):
    code = "course_text_scene_silent"
    en = "{file}, line {line}: this scene says nothing. Write what is spoken as a plain paragraph."
    pt = "{file}, linha {line}: esta cena não diz nada. Escreva o que é falado como um parágrafo simples."


class TextPictureUnusable(CourseTextInvalid):
    code = "course_text_picture_unusable"
    en = "{file}, line {line}: the picture {picture} {reason}."
    pt = "{file}, linha {line}: a imagem {picture} {reason}."


class ScriptModelFailed(Unavailable):
    """The model's service did not do its work; trying again may help."""

    code = "script_model_failed"
    en = "The script model {model} at {host} {reason}."
    pt = "O modelo de roteiro {model} em {host} {reason}."


class ScriptModelRefused(Invalid):
    """The model's service cannot do this as it is set up or asked; trying again will not help."""

    code = "script_model_refused"
    en = "The script model {model} at {host} {reason}."
    pt = "O modelo de roteiro {model} em {host} {reason}."
