"""Courses that people wrote: as text or as a course file, with the files that they name sent along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tecnocursos.studio.course import Course
from tecnocursos.studio.course_file import read_course_file
from tecnocursos.studio.course_text.courses import read_course_text
from tecnocursos.studio.errors import CourseFileInvalid
from tecnocursos.studio.media import MediaShelf, media_names, rename_media, shelve_course

_MOST_BYTES = 5 * 1024**2


@dataclass(frozen=True, slots=True)
class Imported:
    course: Course
    """Its files go by their content names."""
    files: dict[str, Path]


def read_written_course(path: Path) -> Imported:
    """Read a course; the files that it names are looked for beside it, by the last part of their names.

    Raises CourseFileInvalid, CourseTextInvalid and MediaMissing, naming file and place.
    """
    course = read_course_file(path) if path.suffix.lower() == ".json" else _read_text(path)
    course = rename_media(course, lambda name: PurePosixPath(name.replace("\\", "/")).name or name)
    shelf = MediaShelf()
    shelved = shelve_course(course, path.parent, shelf, path.name)
    return Imported(shelved, {name: shelf.locate(name) for name in media_names(shelved)})


def _read_text(path: Path) -> Course:
    if path.stat().st_size > _MOST_BYTES:
        raise CourseFileInvalid(
            file=path.name,
            reason=f"it is larger than {_MOST_BYTES // 1024**2} MB",
            reason_pt=f"tem mais de {_MOST_BYTES // 1024**2} MB",
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseFileInvalid(
            file=path.name, reason="it is not UTF-8 text", reason_pt="não é texto em UTF-8"
        ) from error
    return read_course_text(text, file=path.name)
