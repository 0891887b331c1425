"""How true a project is to its document, and what each scene was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.outline import Outline, Place
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.text import collapse
from tecnocursos.studio import courses, queries
from tecnocursos.studio.coverage import CoverageReport, report_coverage
from tecnocursos.studio.faithfulness.check import FaithfulnessReport, check_faithfulness
from tecnocursos.studio.models import Project, SceneRow
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.source_texts import SourceKind, SourceText, source_texts

_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A part of the document that a scene says or shows."""

    id: str
    kind: SourceKind
    excerpt: str
    place: Place
    is_spoken: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class LinkedScene:
    row: SceneRow
    section_title: str | None
    links: tuple[SourceLink, ...]


def report_project(
    session: Session, actor: Actor, project: Project, storage: Storage
) -> tuple[CoverageReport, FaithfulnessReport]:
    """Raises ProjectHasNoDocument, ProjectHasNoScenes."""
    outline = document_of(session, actor, project, storage)
    course, _ = courses.course_of(session, actor, project.id)
    return report_coverage(course, outline), check_faithfulness(course, outline)


def link_scenes(session: Session, actor: Actor, project: Project, storage: Storage) -> list[LinkedScene]:
    """Each scene with the parts of the document that it names. Raises ProjectHasNoDocument."""
    outline = document_of(session, actor, project, storage)
    texts = source_texts(outline)
    titles = {section.id: section.title for section in outline.sections}
    return [
        LinkedScene(row, titles.get(row.section_id or ""), tuple(_links(row, texts)))
        for row in queries.scenes_of(session, actor, project.id)
    ]


def document_of(session: Session, actor: Actor, project: Project, storage: Storage) -> Outline:
    """Raises ProjectHasNoDocument."""
    actor.require(Permission.READ_CONTENT)
    if project.document_version_id is None:
        raise ProjectHasNoDocument
    version = keeping.get_version(session, actor, project.document_version_id)
    return keeping.read_outline(session, actor, version, storage)


def _links(row: SceneRow, texts: dict[str, SourceText]) -> Iterator[SourceLink]:
    scene = courses.scene_of(row)
    spoken = {source for line in scene.lines for source in line.sources}
    for identity in dict.fromkeys([*scene.shows, *(source for line in scene.lines for source in line.sources)]):
        if (text := texts.get(identity)) is not None:
            excerpt = collapse(text.text)[:_EXCERPT]
            yield SourceLink(identity, text.kind, excerpt, text.place, identity in spoken, identity in scene.shows)
