"""How true a project is to its document, and what each scene was made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.outline import Outline, Place
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.text import collapse
from tecnocursos.studio import courses, queries
from tecnocursos.studio.coverage import CoverageReport, report_coverage
from tecnocursos.studio.faithfulness.check import FaithfulnessReport, Finding, check_faithfulness, quote_for
from tecnocursos.studio.models import Project, SceneRow
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.slide_pictures import slide_names
from tecnocursos.studio.source_texts import SourceKind, SourceText, source_texts

_EXCERPT = 200
# Characters: a table of a thousand rows is no quotation.
_LONGEST_PART = 5_000


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
class SourcePart:
    """A part of the document in full, with the picture that it is or the slide that it stands on, if drawn."""

    id: str
    kind: SourceKind
    text: str
    place: Place
    section_id: str
    section_title: str | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class ProjectSources:
    document_id: UUID
    number: int
    name: str
    parts: tuple[SourcePart, ...]


@dataclass(frozen=True, slots=True)
class LinkedScene:
    row: SceneRow
    section_title: str | None
    links: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    finding: Finding
    row: SceneRow
    text: str
    """What the line says."""
    quote: str | None
    """What the document says in its place."""


@dataclass(frozen=True, slots=True)
class ProjectReview:
    coverage: CoverageReport
    faithfulness: FaithfulnessReport
    findings: tuple[LocatedFinding, ...]


def report_project(session: Session, actor: Actor, project: Project, storage: Storage) -> ProjectReview:
    """Raises ProjectHasNoDocument, ProjectHasNoScenes."""
    outline = document_of(session, actor, project, storage)
    rows = queries.scenes_of(session, actor, project.id)
    course, _ = courses.course_from(session, actor, project, rows)
    faithfulness = check_faithfulness(course, outline)
    texts = source_texts(outline)
    places = {scene.id: (row, scene) for row, scene in zip(rows, course.scenes, strict=True)}
    located = []
    for finding in faithfulness.findings:
        row, scene = places[finding.scene_id]
        line = scene.lines[finding.line_index]
        located.append(LocatedFinding(finding, row, line.text, quote_for(line, texts)))
    return ProjectReview(report_coverage(course, outline), faithfulness, tuple(located))


def read_sources(session: Session, actor: Actor, project: Project, storage: Storage) -> ProjectSources:
    """All parts of the document that lines and slides can name. Raises ProjectHasNoDocument."""
    outline = document_of(session, actor, project, storage)
    version = keeping.get_version(session, actor, cast("UUID", project.document_version_id))
    titles = {section.id: section.title for section in outline.sections}
    files = {block.id: block.file for block in outline.blocks() if block.kind == "picture"}
    pages = slide_names(keeping.pictures_of(session, actor, version.id))
    parts = [
        SourcePart(
            id=text.id,
            kind=text.kind,
            text=text.text[:_LONGEST_PART],
            place=text.place,
            section_id=text.section_id,
            section_title=titles[text.section_id],
            picture=files.get(text.id) or pages.get(text.place.page or 0),
        )
        for text in source_texts(outline).values()
    ]
    return ProjectSources(version.document_id, version.number, outline.source.name, tuple(parts))


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
