"""A course beside the document that it was made from: what it leaves out and what it says otherwise."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents.outline import Place
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Response
from tecnocursos.rendering.slides import Slide
from tecnocursos.studio import part_drafts, projects, reports
from tecnocursos.studio.course import Line
from tecnocursos.studio.coverage import CoveredPart
from tecnocursos.studio.faithfulness.check import Finding
from tecnocursos.studio.source_texts import SourceKind

router = APIRouter(prefix="/api/v1/projects", tags=["projects"], route_class=EdgeRoute)


class FindingDetails(Response):
    finding: Finding
    scene: UUID
    text: str = Field(description="What the line says")
    quote: str | None = Field(description="The nearest sentence of what it cites; null where none says the same")
    en: str
    pt: str


class ProjectReport(Response):
    """How true the course is to its document."""

    covered_percent: float = Field(description="Parts of the document that are spoken, shown or both", examples=[97.5])
    parts: list[CoveredPart]
    checked_lines: int
    author_lines: int = Field(description="Typed by a person without naming a source: not checked")
    findings: list[FindingDetails] = Field(description="What lines say and their sources do not")


class SourceLink(Response):
    id: str
    kind: SourceKind
    excerpt: str
    place: Place
    is_spoken: bool
    is_shown: bool


class OutlinedScene(Response):
    id: UUID
    key: str
    position: int
    title: str
    chapter: str | None
    section_id: str | None
    section_title: str | None
    links: list[SourceLink]


class SourcePart(Response):
    id: str = Field(description="What lines and slides call it")
    kind: SourceKind
    text: str = Field(description="At most 5000 characters of it")
    place: Place
    section_id: str
    section_title: str | None
    picture: str | None = Field(
        description="The picture that it is, or the drawn slide that it stands on: a picture of the document"
    )


class ProjectSources(Response):
    """The parts of the document that a course was made from, in their order."""

    document_id: UUID
    number: int = Field(description="Of the document's version")
    name: str
    parts: list[SourcePart]


class PartsToDraft(Request):
    part_ids: Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(min_length=1, max_length=200)]


class DraftedScene(Response):
    slide: Slide
    lines: list[Line]
    section_id: str | None
    shows: list[str]


class DraftedParts(Response):
    scenes: list[DraftedScene] = Field(description="Nothing of them is kept yet but the files that they show")


@router.get("/{project_id}/report")
def report_project(session: Session, actor: Actor, platform: Platform, project_id: UUID) -> ProjectReport:
    """What of the document the course says and shows, and what it says that the document does not."""
    project = projects.get_project(session, actor, project_id)
    review = reports.report_project(session, actor, project, platform.storage)
    return ProjectReport(
        covered_percent=round(review.coverage.covered_percent, 1),
        parts=list(review.coverage.parts),
        checked_lines=review.faithfulness.checked_lines,
        author_lines=review.faithfulness.author_lines,
        findings=[
            FindingDetails(
                finding=found.finding,
                scene=found.row.id,
                text=found.text,
                quote=found.quote,
                en=found.finding.message("en"),
                pt=found.finding.message("pt"),
            )
            for found in review.findings
        ],
    )


@router.get("/{project_id}/outline")
def outline_project(session: Session, actor: Actor, platform: Platform, project_id: UUID) -> list[OutlinedScene]:
    """Each scene with the parts of the document that it says and shows, and where they stand."""
    project = projects.get_project(session, actor, project_id)
    return [
        OutlinedScene(
            id=linked.row.id,
            key=linked.row.key,
            position=linked.row.position,
            title=linked.row.title,
            chapter=linked.row.chapter,
            section_id=linked.row.section_id,
            section_title=linked.section_title,
            links=[SourceLink.model_validate(link) for link in linked.links],
        )
        for linked in reports.link_scenes(session, actor, project, platform.storage)
    ]


@router.get("/{project_id}/sources")
def read_sources(session: Session, actor: Actor, platform: Platform, project_id: UUID) -> ProjectSources:
    """What the document says, part by part: what lines and slides name as their sources."""
    project = projects.get_project(session, actor, project_id)
    found = reports.read_sources(session, actor, project, platform.storage)
    parts = [SourcePart.model_validate(part) for part in found.parts]
    return ProjectSources(document_id=found.document_id, number=found.number, name=found.name, parts=parts)


@router.post("/{project_id}/sources/draft")
def draft_parts(
    session: Session, actor: Actor, platform: Platform, project_id: UUID, wanted: PartsToDraft
) -> DraftedParts:
    """Scenes for parts of the document as the script would have them: to add to the course, or to take lines from."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, project_id)
    drafted = part_drafts.draft_parts(session, actor, project, wanted.part_ids, platform.storage)
    scenes = [
        DraftedScene(slide=scene.slide, lines=list(scene.lines), section_id=scene.section_id, shows=list(scene.shows))
        for scene in drafted
    ]
    return DraftedParts(scenes=scenes)
