"""Parts of the document that the course leaves out become scenes, as if the script had been written with them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from tecnocursos.documents.outline import Outline, Section
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.studio import project_media
from tecnocursos.studio.course import Scene
from tecnocursos.studio.document_sources import source_of
from tecnocursos.studio.media import media_names_of_scene
from tecnocursos.studio.models import Project
from tecnocursos.studio.projects import require_editable
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.script.composition import compose_course


def draft_parts(
    session: Session, actor: Actor, project: Project, part_ids: Collection[str], storage: Storage
) -> list[Scene]:
    """Scenes that say and show these parts, in the order of the document; their pictures become the project's files.

    Nothing else is kept. Ids that are no part are passed over. Raises ProjectHasNoDocument.
    """
    actor.require(Permission.EDIT_CONTENT)
    require_editable(actor, project)
    source = source_of(session, actor, storage, project.document_version_id)
    if source is None:
        raise ProjectHasNoDocument
    wanted = frozenset(part_ids)
    sections = tuple(filter(None, (_only(section, wanted) for section in source.outline.sections)))
    if not sections:
        return []
    scenes = [scene for section in sections for scene in _composed(source.outline, section, project, wanted)]
    for name in sorted({name for scene in scenes for name in media_names_of_scene(scene)}):
        project_media.add_file(session, actor, project, source.pictures[name], storage)
    return scenes


def _composed(outline: Outline, section: Section, project: Project, wanted: Collection[str]) -> list[Scene]:
    alone = outline.model_copy(update={"sections": (section,)})
    course = compose_course(alone, script="notes" if section.notes else "text", language=project.language)
    # The composer may add an opening and a closing, which are the course's business.
    own = [scene for scene in course.scenes if scene.section_id == section.id]
    return [scene.model_copy(update={"chapter": None}) for scene in own if _says(scene, wanted)]


def _only(section: Section, wanted: Collection[str]) -> Section | None:
    """The section with nothing but the wanted parts; None where it has none of them."""
    blocks = tuple(block for block in section.blocks if block.id in wanted)
    notes = section.notes if section.notes and section.notes.id in wanted else None
    if not blocks and notes is None and section.id not in wanted:
        return None
    return section.model_copy(update={"blocks": blocks, "notes": notes})


def _says(scene: Scene, wanted: Collection[str]) -> bool:
    named = {*scene.shows, *(source for line in scene.lines for source in line.sources)}
    return not named.isdisjoint(wanted)
