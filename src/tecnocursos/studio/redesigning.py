"""Showing the slides of a project as they were designed, or drawing them anew, whatever was edited since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tecnocursos.audit.service import record
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.rendering.slides import PictureSlide
from tecnocursos.studio import queries
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.course_text.courses import new_scene_id
from tecnocursos.studio.courses import course_of, write_scenes
from tecnocursos.studio.document_sources import ask_for_slides, draft_of, source_of
from tecnocursos.studio.media import media_names
from tecnocursos.studio.messages import RedesignProject
from tecnocursos.studio.projects import require_editable, tell_project
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.revisions.service import keep_revision
from tecnocursos.studio.script.originals import show_originals
from tecnocursos.studio.slide_pictures import draw_slides
from tecnocursos.studio.tools import Tools


def redesign_project(work: Work, message: RedesignProject, storage: Storage, tools: Tools, scratch: Path) -> None:
    """Give the scenes of a project the slides of the other design; what they say stays. How it was is kept first."""
    actor = work.actor
    with work.transaction() as session:
        version_id = queries.get_project(session, actor, message.project_id).document_version_id
    if version_id is None:
        raise ProjectHasNoDocument
    if message.slides == "original":
        draw_slides(work, version_id, storage, tools, scratch)
    with work.last_transaction() as session:
        project = queries.lock_project(session, actor, message.project_id)
        require_editable(actor, project)
        if project.slides == message.slides:
            ask_for_slides(session, actor, project)
            return
        source = source_of(session, actor, storage, version_id)
        if source is None:
            raise ProjectHasNoDocument
        course, _ = course_of(session, actor, project.id)
        keep_revision(session, actor, project, "redesign")
        if message.slides == "original":
            course = show_originals(course, source.outline, source.slides)
        else:
            course = show_redrawn(course, draft_of(source, project.script, course.language))
        course = course.model_copy(update={"scenes": tuple(_with_own_ids(course.scenes))})
        write_scenes(session, actor, project.id, course.scenes)
        used = media_names(course)
        pictures = {name: file.id for name, file in source.pictures.items() if name in used}
        queries.add_media(session, actor, project.id, pictures)
        record(
            session, actor, "project.redesigned", "project", project.id, {"slides": (project.slides, message.slides)}
        )
        project.slides = message.slides
        project.updated_at = utc_now()
        ask_for_slides(session, actor, project)
        session.flush()
        tell_project(session, project, "project.changed")


def show_redrawn(course: Course, draft: Course) -> Course:
    """The course with the drafted slides in the place of whole pictures; each line goes where it was drafted."""
    drafted: dict[str, list[Scene]] = defaultdict(list)
    for scene in draft.scenes:
        if scene.section_id is not None:
            drafted[scene.section_id].append(scene)
    scenes: list[Scene] = []
    for scene in course.scenes:
        is_whole = isinstance(scene.slide, PictureSlide) and scene.slide.is_full_page
        slides = drafted.get(scene.section_id or "", []) if is_whole else []
        scenes += _shared_out(scene, slides) if slides else [scene]
    return course.model_copy(update={"scenes": tuple(scenes)})


def _shared_out(scene: Scene, slides: Sequence[Scene]) -> Iterator[Scene]:
    """The lines of `scene` over the drafted scenes: each to the one that has it, another to where the last one went."""
    places = {line.text: (place, line.step) for place, slide in enumerate(slides) for line in slide.lines}
    shares: list[list[Line]] = [[] for _ in slides]
    current = 0
    for line in scene.lines:
        place, step = places.get(line.text, (current, None))
        current = max(current, place)
        shares[current].append(line.model_copy(update={"step": step if place == current else None}))
    shown = [(slide, lines) for slide, lines in zip(slides, shares, strict=True) if lines]
    for number, (slide, lines) in enumerate(shown):
        kept = {"id": scene.id, "chapter": scene.chapter} if number == 0 else {"chapter": None}
        last = {"transition": scene.transition} if number == len(shown) - 1 else {}
        yield slide.model_copy(update={"lines": tuple(lines)} | kept | last)


def _with_own_ids(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """Slides that the author moved apart or copied are scenes of their own."""
    taken: set[str] = set()
    for scene in scenes:
        key = scene.id if scene.id not in taken else new_scene_id(scene.id, taken)
        taken.add(key)
        yield scene.model_copy(update={"id": key})
