"""One scene to take away: as data, as text, or as a picture."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from PIL import Image
from sqlalchemy.orm import Session

from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.rendering.timeline import SizeName
from tecnocursos.studio.course_text.courses import write_course_text
from tecnocursos.studio.courses import course_of
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.production import open_stage
from tecnocursos.studio.queries import get_scene
from tecnocursos.studio.renders.making import file_stem
from tecnocursos.studio.renders.service import draft_of

ExportFormat = Literal["json", "md", "png", "svg"]

_MEDIA_TYPES: Mapping[ExportFormat, str] = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class ExportedScene:
    name: str
    media_type: str
    content: bytes


def export_scene(
    session: Session,
    actor: Actor,
    storage: Storage,
    scene_id: UUID,
    wanted: ExportFormat,
    *,
    step: int | None = None,
    size: SizeName | None = None,
) -> ExportedScene:
    """The scene as a course of its own (JSON, or text that reads back as one), or its slide as a picture.

    `step`: how many of the slide's parts have appeared; all of them by default. Raises SceneNotFound and what a
    missing file raises.
    """
    actor.require(Permission.READ_CONTENT)
    row = get_scene(session, actor, scene_id)
    course, media = course_of(session, actor, row.project_id)
    draft = draft_of(course, media, storage, size or course.size, row.key)
    return ExportedScene(
        name=f"{file_stem(row.title or row.key)}.{wanted}",
        media_type=_MEDIA_TYPES[wanted],
        content=_content(draft, wanted, step),
    )


def _content(draft: Draft, wanted: ExportFormat, step: int | None) -> bytes:
    if wanted == "json":
        return json.dumps(draft.course.model_dump(mode="json"), ensure_ascii=False, indent=2).encode()
    if wanted == "md":
        return write_course_text(draft.course).encode()
    (scene,) = draft.course.scenes
    stage = open_stage(draft).in_look(scene.template or draft.course.template)
    shown = None if step is None else min(step, scene.slide.step_count)
    if wanted == "svg":
        return stage.svg(scene.slide, shown).encode()
    file = io.BytesIO()
    Image.fromarray(stage.draw(scene.slide, shown)).save(file, "PNG")
    return file.getvalue()
