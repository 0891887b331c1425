"""`.course.json`: a course with all that its video depends on, to repeat a run or to edit it by hand.

Beside the course it tells what the last run measured (when each line starts). That part is for the reader: it is
made anew at every run. Elements that were given places of their own keep them (`slide.places`, by the frame's shape).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tecnocursos.infra.files import write_whole
from tecnocursos.studio.course import Course
from tecnocursos.studio.errors import CourseFileInvalid

_MAX_BYTES = 50 * 1024**2


def read_course_file(path: Path) -> Course:
    """Read a course file. Raises CourseFileInvalid with the place of the first mistake."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise CourseFileInvalid(
                file=path.name,
                reason=f"it is larger than {_MAX_BYTES // 1024**2} MB",
                reason_pt=f"tem mais de {_MAX_BYTES // 1024**2} MB",
            )
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseFileInvalid(file=path.name, reason=str(error)) from error
    except json.JSONDecodeError as error:
        raise CourseFileInvalid(
            file=path.name, reason=f"line {error.lineno}: {error.msg}", reason_pt=f"linha {error.lineno}: {error.msg}"
        ) from error
    except RecursionError:
        raise CourseFileInvalid(
            file=path.name, reason="it is nested too deeply", reason_pt="tem níveis demais"
        ) from None
    if not isinstance(content, dict) or content.get("format") != "tecnocursos-course":
        raise CourseFileInvalid(
            file=path.name,
            reason='it has no "format": "tecnocursos-course"',
            reason_pt='falta "format": "tecnocursos-course"',
        )
    content.pop("measured", None)
    try:
        return Course.model_validate(content)
    except ValidationError as error:
        raise CourseFileInvalid(file=path.name, reason=_first_mistake(error, content)) from error


def write_course_file(path: Path, course: Course, measured: dict[str, Any]) -> None:
    """Write `course` (media relative to the file's folder) and what the run measured."""
    content = course.model_dump(mode="json", exclude_defaults=True)
    for written, scene in zip(content["scenes"], course.scenes, strict=True):
        written["slide"] = {"kind": scene.slide.kind, **written["slide"]}
    content = {"format": course.format, "version": course.version, **content, "measured": measured}
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _first_mistake(error: ValidationError, content: dict[str, Any]) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place: list[str] = []
    node: Any = content
    step: Any
    for step in first["loc"]:
        # Discriminators stand in the location too; they are no part of the file.
        if (isinstance(node, dict) and step in node) or (
            isinstance(node, list | tuple) and isinstance(step, int) and step < len(node)
        ):
            node = node[step]
        elif not (isinstance(node, dict) and node.get("kind") == step):
            place.append(str(step))
            break
        else:
            continue
        place.append(str(step))
    return f"{' → '.join(place)}: {first['msg']}" if place else first["msg"]
