"""Projects: made from a document, a written course or nothing; listed, changed, copied, published, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.billing import quotas
from tecnocursos.documents import keeping
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold
from tecnocursos.library import usage
from tecnocursos.realtime.service import tell
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.rendering.timeline import Transition
from tecnocursos.studio import looks, queries
from tecnocursos.studio.checking import check_course
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.courses import fill_project, fill_scene, write_course
from tecnocursos.studio.document_sources import ask_for_slides
from tecnocursos.studio.drafting import ScriptSource, SlideDesign
from tecnocursos.studio.messages import DraftProject, RedesignProject
from tecnocursos.studio.models import Project, ProjectMedia, ProjectState, SceneRow
from tecnocursos.studio.resource_errors import (
    DocumentNotReady,
    MusicMissing,
    ProjectArchived,
    ProjectBeingDrafted,
    ProjectDraftedAlready,
    ProjectHasNoDocument,
    ProjectHasNoScenes,
    ProjectStateUnreachable,
)

ORDERS = {
    order.name: order
    for order in (
        SortOrder("-created_at", (Project.created_at, Project.id), is_descending=True),
        SortOrder("created_at", (Project.created_at, Project.id)),
        SortOrder("-updated_at", (Project.updated_at, Project.id), is_descending=True),
        SortOrder("title", (Project.folded_title, Project.id)),
        SortOrder("-title", (Project.folded_title, Project.id), is_descending=True),
    )
}
_REACHABLE: Mapping[ProjectState, frozenset[ProjectState]] = {
    "draft": frozenset({"published", "archived"}),
    "published": frozenset({"draft", "archived"}),
    "archived": frozenset({"draft"}),
}


@dataclass(frozen=True, slots=True)
class NewProject:
    """What is asked of a new project; None leaves what the document, the template or the product says."""

    title: str | None = None
    document_version_id: UUID | None = None
    script: ScriptSource = "notes"
    slides: SlideDesign = "redrawn"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Fields of `change_project`."""


def create_project(session: Session, actor: Actor, wanted: NewProject) -> tuple[Project, UUID | None]:
    """A new project; from a document its scenes are made by the job whose id is given too.

    Raises DocumentVersionUnknown, DocumentNotReady and what `change_project` raises.
    """
    actor.require(Permission.EDIT_CONTENT)
    version = None
    if wanted.document_version_id is not None:
        version = keeping.get_version(session, actor, wanted.document_version_id)
        if version.state != "ready":
            raise DocumentNotReady(state=version.state)
    settings = dict(wanted.settings)
    language: Language = settings.pop("language", None) or (version and version.language) or "pt-BR"
    title = wanted.title or (version.file_name.rpartition(".")[0] if version else None) or _untitled(language)
    quotas.take(session, actor, "projects")
    project = Project(
        tenant_id=actor.tenant_id,
        title=title,
        folded_title=fold(title)[:300],
        language=language,
        transition=Transition().model_dump(),
        document_version_id=wanted.document_version_id,
        script=wanted.script,
        slides=wanted.slides,
        drafting="ready" if version is None else "waiting",
        created_by=actor.user_id,
    )
    session.add(project)
    session.flush()
    record(session, actor, "project.created", "project", project.id)
    if settings:
        _apply(session, actor, project, settings)
    if version is not None:
        session.flush()
        return project, ask_to_draft(session, actor, project, is_titled=wanted.title is not None)
    slides = looks.slides_of(session, actor, settings.get("template_id")) or [TitleSlide(title=title)]
    for position, slide in enumerate(slides):
        scene = Scene(id=f"scene-{position + 1}", slide=slide, lines=(Line(text=slide.title or title),))
        row = SceneRow(tenant_id=actor.tenant_id, project_id=project.id, position=position)
        session.add(fill_scene(row, scene))
    session.flush()
    return project, None


def create_from_course(session: Session, actor: Actor, course: Course, media: Mapping[str, UUID]) -> Project:
    """A project that says what a written course does; `media` are stored files by their names in the course."""
    actor.require(Permission.EDIT_CONTENT)
    check_course(course, media)
    course = course.model_copy(update={"title": course.title[:300]})
    quotas.take(session, actor, "projects")
    project = fill_project(Project(tenant_id=actor.tenant_id, created_by=actor.user_id), course)
    session.add(project)
    session.flush()
    write_course(session, actor, project, course, media)
    record(session, actor, "project.created", "project", project.id)
    return project


def ask_to_draft(session: Session, actor: Actor, project: Project, *, is_titled: bool) -> UUID:
    """The job that makes the scenes of `project` from its document, once."""
    message = DraftProject(project_id=project.id, is_titled=is_titled)
    return enqueue(session, message, actor=actor, once_key=f"draft:{project.id}", subject_id=project.id)


def ask_to_redesign(session: Session, actor: Actor, project: Project, slides: SlideDesign) -> UUID:
    """The job that shows the slides as they were designed, or draws them anew. Raises ProjectHasNoDocument."""
    require_editable(actor, project)
    if project.document_version_id is None:
        raise ProjectHasNoDocument
    message = RedesignProject(project_id=project.id, slides=slides)
    return enqueue(session, message, actor=actor, once_key=f"redesign:{project.id}:{slides}", subject_id=project.id)


def draft_again(session: Session, actor: Actor, project: Project) -> UUID:
    """Another try at the scenes of a project whose drafting failed. Raises ProjectDraftedAlready."""
    actor.require(Permission.EDIT_CONTENT)
    if project.drafting == "ready":
        raise ProjectDraftedAlready
    project.drafting, project.error = "waiting", None
    session.flush()
    return ask_to_draft(session, actor, project, is_titled=True)


def get_project(session: Session, actor: Actor, project_id: UUID) -> Project:
    actor.require(Permission.READ_CONTENT)
    return queries.get_project(session, actor, project_id)


def list_projects(
    session: Session,
    actor: Actor,
    *,
    search: str | None = None,
    state: ProjectState | None = None,
    language: Language | None = None,
    sort: str,
    cursor: str | None,
    limit: int,
) -> Slice[Project]:
    """`search` is looked for anywhere in the title; archived projects are listed only where that state is named."""
    actor.require(Permission.READ_CONTENT)
    wanted = queries.own(actor, Project)
    wanted = wanted.where(Project.state == state if state else Project.state != "archived")
    if search:
        wanted = wanted.where(Project.folded_title.contains(fold(search), autoescape=True))
    if language is not None:
        wanted = wanted.where(Project.language == language)
    return fetch_page(session, wanted, ORDERS[sort], cursor=cursor, limit=limit)


def change_project(session: Session, actor: Actor, project: Project, changes: Mapping[str, Any]) -> None:
    """Set the named fields. Raises ProjectArchived, MusicMissing and the NotFound of what an id names."""
    require_editable(actor, project)
    _apply(session, actor, project, changes)
    record(session, actor, "project.changed", "project", project.id)
    session.flush()
    tell_project(session, project, "project.changed")


def _apply(session: Session, actor: Actor, project: Project, changes: Mapping[str, Any]) -> None:
    changes = dict(changes)
    if (template_id := changes.pop("template_id", None)) is not None:
        # What is named beside the template goes before what the template says.
        changes = looks.project_settings(session, actor, template_id) | changes
    if changes.get("brand_id") is not None:
        queries.get_brand(session, actor, changes["brand_id"])
    if changes.get("lexicon_id") is not None:
        queries.get_lexicon(session, actor, changes["lexicon_id"])
    music = changes.get("music")
    if music is not None and music["file"] not in queries.project_media(session, actor, project.id):
        raise MusicMissing(name=music["file"])
    if "title" in changes:
        project.folded_title = fold(changes["title"])[:300]
    for name, value in changes.items():
        setattr(project, name, value)


def duplicate_project(session: Session, actor: Actor, project: Project) -> Project:
    """A draft that says the same, with files of its own name; comments and revisions stay with the first."""
    actor.require(Permission.EDIT_CONTENT)
    if project.drafting != "ready":
        raise ProjectBeingDrafted
    quotas.take(session, actor, "projects")
    title = f"{project.title[:290]} (2)"
    kept = ("id", "created_at", "updated_at", "version", "created_by")
    columns = {column.key: getattr(project, column.key) for column in Project.__mapper__.columns}
    copy = Project(**{name: value for name, value in columns.items() if name not in kept})
    copy.title, copy.folded_title, copy.state, copy.created_by = title, fold(title)[:300], "draft", actor.user_id
    session.add(copy)
    session.flush()
    for media in queries.media_rows(session, actor, project.id):
        columns = {column.key: getattr(media, column.key) for column in ProjectMedia.__mapper__.columns}
        session.add(ProjectMedia(**{n: v for n, v in columns.items() if n not in kept} | {"project_id": copy.id}))
        if media.asset_id is not None:
            usage.track_usage(session, actor, media.asset_id, copy.id)
    for scene in queries.scenes_of(session, actor, project.id):
        columns = {column.key: getattr(scene, column.key) for column in SceneRow.__mapper__.columns}
        session.add(SceneRow(**{n: v for n, v in columns.items() if n not in kept} | {"project_id": copy.id}))
    session.flush()
    record(session, actor, "project.duplicated", "project", copy.id, {"from": (None, str(project.id))})
    return copy


def set_state(session: Session, actor: Actor, project: Project, wanted: ProjectState) -> None:
    """Raises ProjectStateUnreachable, and ProjectHasNoScenes for one that would be published empty."""
    actor.require(Permission.PUBLISH)
    if wanted not in _REACHABLE[project.state]:
        raise ProjectStateUnreachable(state=project.state, wanted=wanted)
    if wanted == "published":
        _require_drafted(project)
        if not queries.scenes_of(session, actor, project.id):
            raise ProjectHasNoScenes
    record(session, actor, f"project.{wanted}", "project", project.id, {"state": (project.state, wanted)})
    if project.state == "archived":
        ask_for_slides(session, actor, project)
    project.state = wanted
    usage.set_project_published(session, actor, project.id, wanted == "published")
    session.flush()
    tell_project(session, project, "project.changed")


def delete_project(session: Session, actor: Actor, project: Project) -> None:
    """With its scenes, comments, revisions and renders."""
    actor.require(Permission.EDIT_CONTENT)
    if project.state == "published":
        actor.require(Permission.PUBLISH)
    record(session, actor, "project.deleted", "project", project.id, {"state": (project.state, None)})
    tell_project(session, project, "project.deleted")
    usage.release_usage(session, actor, project.id)
    quotas.give_back(session, actor, "projects")
    session.delete(project)
    session.flush()


def require_editable(actor: Actor, project: Project) -> None:
    """Raises PermissionMissing, ProjectArchived, ProjectBeingDrafted."""
    actor.require(Permission.EDIT_CONTENT)
    if project.state == "archived":
        raise ProjectArchived
    _require_drafted(project)


def _require_drafted(project: Project) -> None:
    if project.drafting == "waiting":
        raise ProjectBeingDrafted


def tell_project(session: Session, project: Project, kind: str) -> None:
    payload = {"id": str(project.id), "version": project.version}
    tell(session, project.tenant_id, f"project:{project.id}", kind, payload)


def _untitled(language: Language) -> str:
    return "Curso sem título" if language == "pt-BR" else "Untitled course"
