"""Between rows and the Course value: a project's rows are its course taken apart, and nothing is lost either way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.ids import new_id
from tecnocursos.kit.text import fold
from tecnocursos.rendering.timeline import Brand
from tecnocursos.studio import queries
from tecnocursos.studio.course import Course, Scene
from tecnocursos.studio.media import MediaShelf
from tecnocursos.studio.models import BrandRow, LexiconRow, Project, SceneRow
from tecnocursos.studio.resource_errors import ProjectHasNoScenes

Media = Mapping[str, StoredFile]
"""Files by the names that a course calls them."""


def course_of(session: Session, actor: Actor, project_id: UUID) -> tuple[Course, dict[str, StoredFile]]:
    """The course that a project's rows are, and the files it names. Raises ProjectNotFound, ProjectHasNoScenes."""
    project = queries.get_project(session, actor, project_id)
    return course_from(session, actor, project, queries.scenes_of(session, actor, project_id))


def course_from(
    session: Session, actor: Actor, project: Project, scenes: Sequence[SceneRow]
) -> tuple[Course, dict[str, StoredFile]]:
    """The same of rows that are known already: some of the project's scenes. Raises ProjectHasNoScenes."""
    if not scenes:
        raise ProjectHasNoScenes
    brand, media = brand_of(session, actor, project)
    course = Course.model_validate(
        {
            "title": project.title,
            "language": project.language,
            "size": project.size,
            "template": project.look,
            "brand": brand,
            "voice": project.voice,
            "speed": project.speed,
            "transition": project.transition,
            "music": project.music,
            "lexicon": lexicon_of(session, actor, project),
            "scenes": [scene_of(row) for row in scenes],
        }
    )
    return course, queries.project_media(session, actor, project.id) | media


def brand_of(session: Session, actor: Actor, project: Project) -> tuple[Brand, dict[str, StoredFile]]:
    """The project's brand and the brand's own files."""
    if project.brand_id is None:
        return Brand.model_validate(project.own_brand), {}
    row = queries.get_brand(session, actor, project.brand_id)
    return brand_value(row), queries.brand_files(session, actor, row.id)


def brand_value(row: BrandRow) -> Brand:
    return Brand(
        name=row.name,
        logo=row.logo,
        primary=row.primary,
        accent=row.accent,
        heading_font=row.heading_font,
        body_font=row.body_font,
        font_files=tuple(row.font_files),
    )


def lexicon_of(
    session: Session, actor: Actor, project: Project, own: Mapping[str, str] | None = None
) -> dict[str, str]:
    """How words of a project are spoken; `own` in place of what it has itself, where that is being written."""
    shared: LexiconRow | None = None
    if project.lexicon_id is not None:
        shared = queries.get_lexicon(session, actor, project.lexicon_id)
    return {**(shared.entries if shared else {}), **(project.own_lexicon if own is None else own)}


def scene_of(row: SceneRow) -> Scene:
    return Scene.model_validate(
        {
            "id": row.key,
            "slide": row.slide,
            "lines": row.lines,
            "section_id": row.section_id,
            "shows": row.shows,
            "chapter": row.chapter,
            "transition": row.transition,
            "template": row.look,
        }
    )


def fill_scene(row: SceneRow, scene: Scene) -> SceneRow:
    """Let the row say what `scene` does."""
    row.key = scene.id
    row.kind = scene.slide.kind
    row.title = scene.slide.title[:1000]
    row.slide = scene.slide.model_dump(mode="json")
    row.lines = [line.model_dump(mode="json", exclude_defaults=True) for line in scene.lines]
    row.section_id = scene.section_id
    row.shows = list(scene.shows)
    row.chapter = scene.chapter
    row.transition = scene.transition.model_dump() if scene.transition else None
    row.look = scene.template
    return row


def fill_project(project: Project, course: Course) -> Project:
    """Let the row say what `course` does, apart from its scenes."""
    project.title = course.title
    project.folded_title = fold(course.title)
    project.language = course.language
    project.size = course.size
    project.look = course.template
    project.own_brand = course.brand.model_dump(mode="json")
    project.voice = course.voice
    project.speed = course.speed
    project.transition = course.transition.model_dump()
    project.music = course.music.model_dump() if course.music else None
    project.own_lexicon = dict(course.lexicon)
    return project


def write_course(session: Session, actor: Actor, project: Project, course: Course, media: Mapping[str, UUID]) -> None:
    """Replace all that `project` says by `course`; scenes of the same key keep their rows, and so their comments.

    `media` are ids of stored files by the names that the course calls them; those it has already stay.
    """
    fill_project(project, course)
    project.brand_id = project.lexicon_id = None
    write_scenes(session, actor, project.id, course.scenes)
    queries.add_media(session, actor, project.id, media)


def write_scenes(
    session: Session, actor: Actor, project_id: UUID, scenes: Sequence[Scene], ids: Mapping[str, UUID] | None = None
) -> None:
    """Replace the scenes of a project; those of the same key keep their rows.

    `ids` are ids by key for rows that have to be made, e.g. those that they had before they were deleted.
    """
    known = {row.key: row for row in queries.scenes_of(session, actor, project_id)}
    for position, scene in enumerate(scenes):
        row = known.pop(scene.id, None)
        if row is None:
            row = SceneRow(id=(ids or {}).get(scene.id) or new_id(), tenant_id=actor.tenant_id, project_id=project_id)
            session.add(row)
        fill_scene(row, scene).position = position
    for row in known.values():
        session.delete(row)
    session.flush()


def shelf_of(media: Media, storage: Storage) -> MediaShelf:
    """Where on this machine the files of a course are; remote ones are fetched. For work outside of a transaction."""
    shelf = MediaShelf()
    for name, file in media.items():
        shelf.add_named(name, files.local_path(storage, file))
    return shelf
