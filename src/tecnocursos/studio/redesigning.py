"""Showing the slides of a project as they were designed, or drawing them anew, whatever was edited since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tecnocursos.audit.service import record
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.studio import queries
from tecnocursos.studio.course import Scene
from tecnocursos.studio.course_text.courses import new_scene_id
from tecnocursos.studio.courses import course_of, write_scenes
from tecnocursos.studio.document_sources import ask_for_slides, draft_of, source_of
from tecnocursos.studio.media import media_names
from tecnocursos.studio.messages import RedesignProject
from tecnocursos.studio.projects import require_editable, tell_project
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.revisions.service import keep_revision
from tecnocursos.studio.script.originals import show_originals
from tecnocursos.studio.script.redrawn import show_redrawn
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


def _with_own_ids(scenes: Sequence[Scene]) -> Iterator[Scene]:
    """Slides that the author moved apart or copied are scenes of their own."""
    taken: set[str] = set()
    for scene in scenes:
        key = scene.id if scene.id not in taken else new_scene_id(scene.id, taken)
        taken.add(key)
        yield scene.model_copy(update={"id": key})
