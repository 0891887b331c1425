"""Projects: courses in the making."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictFloat
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.api.scenes import SceneDetails
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.rendering.timeline import Music, SizeName, TemplateName, Transition
from tecnocursos.studio import projects, queries, scenes
from tecnocursos.studio.drafting import ScriptSource, SlideDesign
from tecnocursos.studio.media import RECORDING
from tecnocursos.studio.models import DraftState, Project, ProjectState
from tecnocursos.studio.revisions.service import keep_revision

router = APIRouter(prefix="/api/v1/projects", tags=["projects"], route_class=EdgeRoute)

Title = Annotated[str, Field(min_length=1, max_length=300, examples=["Internet em casa"])]
Respelling = Annotated[str, Field(min_length=1, max_length=200)]
Sort = Literal["-created_at", "created_at", "-updated_at", "title", "-title"]


class ProjectTrouble(Response):
    code: str
    en: str
    pt: str


class ProjectSummary(Versioned):
    id: UUID
    title: str
    state: ProjectState
    language: Language
    size: SizeName
    look: TemplateName
    drafting: DraftState = Field(description="Whether the scenes were made from the document yet")
    scene_count: int
    cover_scene_id: UUID | None = Field(description="The first scene: its preview stands for the course")
    document_id: UUID | None = Field(description="The document that it was made from")
    created_at: datetime
    updated_at: datetime


class ProjectDetails(ProjectSummary):
    template_id: UUID | None
    brand_id: UUID | None
    lexicon_id: UUID | None
    own_lexicon: dict[str, str]
    voice: str | None = Field(description="Null: the best installed voice of the language")
    speed: float
    transition: Transition
    music: Music | None
    document_version_id: UUID | None
    script: ScriptSource
    slides: SlideDesign
    error: ProjectTrouble | None = Field(description="Why the scenes could not be made")
    remarks: list[str]


class MadeProject(ProjectDetails):
    job_id: UUID | None = Field(description="Makes the scenes from the document")


class ProjectSettings(Request):
    """What may be said of a project; what is not named stays."""

    language: Language | None = None
    size: SizeName | None = None
    look: TemplateName | None = None
    template_id: UUID | None = Field(None, description="Applies the template; what is named beside it goes before")
    brand_id: UUID | None = None
    lexicon_id: UUID | None = None
    own_lexicon: Annotated[dict[Respelling, Respelling], Field(max_length=2000)] | None = Field(
        None, description="Word or phrase as written, and how to speak it", examples=[{"Wi-Fi": "uai fai"}]
    )
    voice: Annotated[str, Field(min_length=1, max_length=200, examples=["espeak:pt-br"])] | None = None
    speed: Annotated[StrictFloat, Field(ge=0.5, le=2)] | None = None
    transition: Transition | None = None


class NewProject(ProjectSettings):
    title: Title | None = None
    document_version_id: UUID | None = Field(None, description="A version that is ready; null: an empty project")
    script: ScriptSource = "notes"
    slides: SlideDesign = "redrawn"


class ProjectChange(ProjectSettings):
    title: Title | None = None
    music: Music | None = Field(None, description="`file` is the name of one of the project's files")


class DraftStarted(Response):
    job_id: UUID


class SlidesWanted(Request):
    slides: SlideDesign = Field(description="`original`: as they were designed; `redrawn`: in the project's look")


# Null stands for "none" in these; in the others it would leave nothing that could be drawn or spoken.
_MAY_BE_NONE = frozenset({"brand_id", "lexicon_id", "voice", "music"})


@router.post("", status_code=201)
@made_at("/api/v1/projects/{id}")
def create_project(session: Session, actor: Actor, platform: Platform, wanted: NewProject) -> MadeProject:
    """A new project. From a document its scenes are made by a job; follow `job_id`."""
    _check_voice(platform, wanted.voice)
    asked = projects.NewProject(
        title=wanted.title,
        document_version_id=wanted.document_version_id,
        script=wanted.script,
        slides=wanted.slides,
        settings=_settings(wanted),
    )
    project, job_id = projects.create_project(session, actor, asked)
    details = details_of(session, actor, project)
    return MadeProject.model_validate({**details.model_dump(), "job_id": job_id})


@router.get("")
def list_projects(
    session: Session,
    actor: Actor,
    search: Annotated[str | None, Query(max_length=100, description="Part of the title")] = None,
    state: ProjectState | None = None,
    language: Language | None = None,
    sort: Sort = "-updated_at",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[ProjectSummary]:
    """The tenant's projects; those in the archive only with `state=archived`."""
    found = projects.list_projects(
        session, actor, search=search, state=state, language=language, sort=sort, cursor=cursor, limit=limit
    )
    facts = queries.facts_of(session, actor, [row.id for row in found.rows])
    items = [ProjectSummary.model_validate(_fields(ProjectSummary, row, facts[row.id])) for row in found.rows]
    return Page[ProjectSummary](items=items, next_cursor=found.next_cursor)


@router.get("/{project_id}")
def get_project(session: Session, actor: Actor, project_id: UUID) -> ProjectDetails:
    """One project, without its scenes."""
    actor.require(Permission.READ_CONTENT)
    return _details(*queries.get_project_and_facts(session, actor, project_id))


@router.get("/{project_id}/scenes")
def list_whole_scenes(
    session: Session, actor: Actor, project_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[SceneDetails]:
    """The scenes of a project in their order, each with its slide and lines."""
    found = scenes.list_scenes(session, actor, project_id=project_id, sort="position", cursor=cursor, limit=limit)
    return page_of(SceneDetails, found)


@router.patch("/{project_id}")
def change_project(
    session: Session,
    actor: Actor,
    platform: Platform,
    project_id: UUID,
    change: ProjectChange,
    if_match: IfMatch = None,
) -> ProjectDetails:
    """Change what is named of a project. Null takes away brand, lexicon, voice or music, and is nothing elsewhere."""
    _check_voice(platform, change.voice)
    project = _project_to_change(session, actor, project_id, if_match, Permission.EDIT_CONTENT)
    projects.change_project(session, actor, project, _settings(change))
    return details_of(session, actor, project)


@router.delete("/{project_id}", status_code=204)
def delete_project(session: Session, actor: Actor, project_id: UUID, if_match: IfMatch = None) -> None:
    """Delete a project with its scenes, comments, revisions and renders."""
    project = _project_to_change(session, actor, project_id, if_match, Permission.EDIT_CONTENT)
    projects.delete_project(session, actor, project)


@router.post("/{project_id}/duplicate", status_code=201)
@made_at("/api/v1/projects/{id}")
def duplicate_project(session: Session, actor: Actor, project_id: UUID) -> ProjectDetails:
    """A draft that says the same; comments, revisions and renders stay with the first."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, project_id)
    return details_of(session, actor, projects.duplicate_project(session, actor, project))


@router.post("/{project_id}/draft", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def draft_again(session: Session, actor: Actor, project_id: UUID) -> DraftStarted:
    """Try again to make the scenes of a project for which that failed."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, project_id)
    return DraftStarted(job_id=projects.draft_again(session, actor, project))


@router.put("/{project_id}/slides", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def choose_slides(
    session: Session, actor: Actor, project_id: UUID, wanted: SlidesWanted, if_match: IfMatch = None
) -> DraftStarted:
    """Show the document's slides as they were designed, or draw them anew, by a job; what is said stays as it is.

    Drawn anew, a slide of the deck that has fewer lines than slides were drafted for it keeps its picture.
    """
    project = _project_to_change(session, actor, project_id, if_match, Permission.EDIT_CONTENT)
    return DraftStarted(job_id=projects.ask_to_redesign(session, actor, project, wanted.slides))


@router.post("/{project_id}/publish")
def publish_project(session: Session, actor: Actor, project_id: UUID, if_match: IfMatch = None) -> ProjectDetails:
    """Publish a project; the project as it is now stays as a revision."""
    published = _set_state(session, actor, project_id, if_match, "published")
    keep_revision(session, actor, queries.lock_project(session, actor, project_id), "publish")
    return published


@router.post("/{project_id}/archive")
def archive_project(session: Session, actor: Actor, project_id: UUID, if_match: IfMatch = None) -> ProjectDetails:
    """Put a project away: it is listed no more by default, and cannot be changed."""
    return _set_state(session, actor, project_id, if_match, "archived")


@router.post("/{project_id}/reopen")
def reopen_project(session: Session, actor: Actor, project_id: UUID, if_match: IfMatch = None) -> ProjectDetails:
    """Make a draft again of what was published or archived."""
    return _set_state(session, actor, project_id, if_match, "draft")


def _set_state(
    session: Session, actor: Actor, project_id: UUID, if_match: str | None, wanted: ProjectState
) -> ProjectDetails:
    project = _project_to_change(session, actor, project_id, if_match, Permission.PUBLISH)
    projects.set_state(session, actor, project, wanted)
    return details_of(session, actor, project)


def _project_to_change(
    session: Session, actor: Actor, project_id: UUID, if_match: str | None, needed: Permission
) -> Project:
    """The project, for one who may do what is asked and knows its newest version."""
    actor.require(needed)
    project = projects.get_project(session, actor, project_id)
    require_version(if_match, project.version)
    return project


def _check_voice(platform: Platform, voice: str | None) -> None:
    """Raises VoiceUnknown. A recording is a file of the project, which is looked for where it is spoken."""
    if voice is not None and not voice.startswith(RECORDING):
        platform.tools.narrator.check_voice(voice)


def _settings(named: ProjectSettings) -> dict[str, object]:
    """The fields that were named, as a project's columns."""
    own = {*ProjectSettings.model_fields, "music"}
    if isinstance(named, ProjectChange):
        own.add("title")
    told = named.model_dump(include=own & named.model_fields_set)
    return {name: value for name, value in told.items() if value is not None or name in _MAY_BE_NONE}


def details_of(session: Session, actor: Actor, project: Project) -> ProjectDetails:
    return _details(project, queries.facts_of(session, actor, [project.id])[project.id])


def _details(project: Project, facts: queries.ProjectFacts) -> ProjectDetails:
    return ProjectDetails.model_validate(_fields(ProjectDetails, project, facts))


def _fields(kind: type[ProjectSummary], project: Project, facts: queries.ProjectFacts) -> dict[str, object]:
    known = asdict(facts)
    return known | {name: getattr(project, name) for name in kind.model_fields if name not in known}
