"""From a document, a course text or a course file to a course that is ready to be produced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from tecnocursos.documents.originals import draw_pages
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.service import read_document
from tecnocursos.kit.language import Language
from tecnocursos.kit.progress import Progress
from tecnocursos.rendering.timeline import SIZES, Music, SizeName, TemplateName
from tecnocursos.studio.brand import read_brand
from tecnocursos.studio.course import Course
from tecnocursos.studio.course_file import read_course_file
from tecnocursos.studio.course_text.courses import is_course_text, read_course_text
from tecnocursos.studio.errors import CourseFileInvalid, ScriptModelMissing, SlidesNotOriginal
from tecnocursos.studio.media import MediaShelf, shelve_course
from tecnocursos.studio.script.composition import compose_course
from tecnocursos.studio.script.model_writer import write_script_with_model
from tecnocursos.studio.script.originals import show_originals, silent_slides_remark, slide_pages
from tecnocursos.studio.tools import Tools

# Seconds of work, as seen on an ordinary core: only for the progress bar's first guess, before anything is known.
_READ_COST = 0.7
_DRAWING_COST = 2.5
_DRAWING_COST_A_SLIDE = 0.12
_SCRIPT_COST = 0.1
_MODEL_COST_A_SECTION = 4.0
_UNKNOWN_COST = 6.0
_UNKNOWN_COST_A_SLIDE = 0.8

# Beside a course, under its name: its media, and among them the outline of the document that it was made from.
MEDIA_FOLDER = ".media"
DOCUMENT_FILE = "document.json"

ScriptSource = Literal["notes", "text", "llm"]
SlideDesign = Literal["redrawn", "original"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asks for; None leaves what the source says, or the default."""

    script: ScriptSource = "notes"
    slides: SlideDesign = "redrawn"
    language: Language | None = None
    template: TemplateName | None = None
    size: SizeName | None = None
    voice: str | None = None
    speed: float | None = None
    brand: Path | None = None
    music: Path | None = None
    lexicon: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A course ready to be produced: its media are on the shelf."""

    course: Course
    shelf: MediaShelf
    outline: Outline | None
    """None when the course was not made from a document."""
    remarks: tuple[str, ...] = ()
    """What the user should know about the script, e.g. what a model wrote that was not kept."""


def draft_course(source: Path, options: Options, tools: Tools, media_folder: Path, progress: Progress) -> Draft:
    """Make a course from a document, a course text or a course file. Pictures of a document go to `media_folder`."""
    progress.plan("read", _READ_COST + (_DRAWING_COST if options.slides == "original" else 0.0))
    progress.plan("script", _SCRIPT_COST)
    progress.plan("video", _UNKNOWN_COST)
    shelf = MediaShelf()
    if (written := _written_course(source)) is not None:
        if options.slides == "original":
            raise SlidesNotOriginal(file=source.name)
        course = shelve_course(written, source.parent, shelf, source.name)
        progress.finish("read")
        progress.finish("script")
        return Draft(_with_options(course, options, shelf), shelf, _document_beside(source))
    outline = read_document(source, media_folder, tools.document_limits, check_cancelled=progress.check)
    if options.slides == "original":
        progress.plan("video", max(_UNKNOWN_COST, _UNKNOWN_COST_A_SLIDE * len(slide_pages(outline))))
    pictures = _draw_slides(source, outline, options, tools, media_folder, progress)
    progress.finish("read")
    return draft_document(source.name, outline, options, tools, media_folder, progress, pictures)


def draft_document(
    name: str,
    outline: Outline,
    options: Options,
    tools: Tools,
    media_folder: Path,
    progress: Progress,
    pictures: Mapping[int, str] | None = None,
) -> Draft:
    """Make a course of a document that was read already; `media_folder` holds the pictures that `outline` names.

    `pictures` are those of the slides by their numbers, where they are wanted in their original design.
    """
    shelf = MediaShelf()
    course, remarks = _script(outline, options, tools, progress)
    told = outline.remarks
    if pictures is not None:
        course = show_originals(course, outline, pictures)
        told = (*told, *filter(None, [silent_slides_remark(course, outline)]))
    course = shelve_course(course, media_folder, shelf, name)
    progress.finish("script")
    remarks = (*(remark.message(course.language) for remark in told), *remarks)
    return Draft(_with_options(course, options, shelf), shelf, outline, remarks)


def _document_beside(source: Path) -> Outline | None:
    """The outline of the document that a written course was made from, where it was kept."""
    stem = source.name.removesuffix(".json").removesuffix(".course").removesuffix(source.suffix)
    path = source.with_name(stem + MEDIA_FOLDER) / DOCUMENT_FILE
    try:
        return Outline.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise CourseFileInvalid(file=f"{path.parent.name}/{path.name}", reason=error.errors()[0]["msg"]) from error


def _written_course(source: Path) -> Course | None:
    """The course that `source` holds, as a course file or as text; None when it is a document."""
    if source.name.endswith(".json"):
        return read_course_file(source)
    text = _course_text(source)
    return None if text is None else read_course_text(text, file=source.name, folder=source.parent)


def _course_text(source: Path) -> str | None:
    """The text of `source` if it is a course as text."""
    if source.suffix.lower() not in {".md", ".markdown", ".txt"} or not source.is_file():
        return None
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return None
    return text if is_course_text(text) else None


def _draw_slides(
    source: Path, outline: Outline, options: Options, tools: Tools, media_folder: Path, progress: Progress
) -> dict[int, str] | None:
    """The slides' pictures by number, where they are wanted in their original design."""
    if options.slides == "redrawn":
        return None
    pages = slide_pages(outline)
    progress.plan("read", _READ_COST + _DRAWING_COST + _DRAWING_COST_A_SLIDE * len(pages))
    progress.advance("read", _READ_COST)
    width, height = SIZES[options.size or "1080p"]
    return draw_pages(
        source,
        outline.source,
        media_folder,
        tools.document_limits,
        progress.check,
        pages=pages,
        width=width,
        height=height,
        office_binary=tools.office_binary,
    )


def _script(outline: Outline, options: Options, tools: Tools, progress: Progress) -> tuple[Course, tuple[str, ...]]:
    if options.script != "llm":
        return compose_course(outline, script=options.script, language=options.language), ()
    if tools.script_model is None:
        raise ScriptModelMissing
    progress.plan("script", _MODEL_COST_A_SECTION * len(outline.sections))
    course = compose_course(outline, script="text", language=options.language)
    return write_script_with_model(
        course,
        outline,
        tools.script_model,
        on_section=lambda: progress.advance("script", _MODEL_COST_A_SECTION),
        check_cancelled=progress.check,
    )


def _with_options(course: Course, options: Options, shelf: MediaShelf) -> Course:
    asked = {
        "language": options.language,
        "template": options.template,
        "size": options.size,
        "voice": options.voice,
        "speed": options.speed,
        "brand": read_brand(options.brand, shelf) if options.brand else None,
        "music": Music(file=shelf.add(options.music)) if options.music else None,
        "lexicon": {**course.lexicon, **options.lexicon} if options.lexicon else None,
    }
    return course.model_copy(update={name: value for name, value in asked.items() if value is not None})
