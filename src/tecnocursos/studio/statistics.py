"""Numbers about a tenant's scenes and looks, each group by one query however many rows there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.database import Json
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import LANGUAGES, Language
from tecnocursos.narration.durations import rough_ms
from tecnocursos.rendering.timeline import TemplateName
from tecnocursos.studio.flow_models import Comment
from tecnocursos.studio.models import Project, SceneRow, TemplateRow
from tecnocursos.studio.queries import get_project

MOST_PROJECTS = 100


@dataclass(frozen=True, slots=True)
class Speech:
    lines: int
    words: int
    characters: int
    estimated_ms: int
    """Of speech, without pauses; roughly."""


@dataclass(frozen=True, slots=True)
class ProjectScenes:
    project_id: UUID
    title: str
    scenes: int
    open_threads: int


@dataclass(frozen=True, slots=True)
class SceneStatistics:
    scenes: int
    projects: int
    by_kind: Mapping[str, int]
    speech: Speech
    open_threads: int
    resolved_threads: int
    largest_projects: tuple[ProjectScenes, ...]


@dataclass(frozen=True, slots=True)
class LookUsage:
    """Of a built-in look, or of a template of the tenant's own."""

    look: TemplateName
    template_id: UUID | None
    template_name: str | None
    projects: int
    scenes: int


def scene_statistics(session: Session, actor: Actor, project_id: UUID | None = None) -> SceneStatistics:
    """Of all projects, or of one. Raises ProjectNotFound."""
    actor.require(Permission.READ_CONTENT)
    if project_id is not None:
        get_project(session, actor, project_id)
    kinds = session.execute(
        _scenes(actor, project_id, SceneRow.kind, func.count()).group_by(SceneRow.kind).order_by(SceneRow.kind)
    )
    by_kind: dict[str, int] = {kind: count for kind, count in kinds}  # noqa: C416  a result is no mapping
    projects = _largest_projects(session, actor, project_id)
    is_open, resolved = _threads(session, actor, project_id)
    return SceneStatistics(
        scenes=sum(by_kind.values()),
        projects=session.scalar(_scenes(actor, project_id, func.count(SceneRow.project_id.distinct()))) or 0,
        by_kind=by_kind,
        speech=_speech(session, actor, project_id),
        open_threads=is_open,
        resolved_threads=resolved,
        largest_projects=projects,
    )


def look_usage(session: Session, actor: Actor) -> list[LookUsage]:
    """How many scenes and projects use each look and each template, the most used first."""
    actor.require(Permission.READ_CONTENT)
    look = func.coalesce(SceneRow.look, Project.look)
    template = case((SceneRow.look.is_not(None), SceneRow.template_id), else_=Project.template_id)
    counts = (
        select(
            look,
            template,
            func.max(TemplateRow.name),
            func.count(SceneRow.project_id.distinct()),
            func.count(),
        )
        .select_from(SceneRow)
        .join(Project, Project.id == SceneRow.project_id)
        .outerjoin(TemplateRow, TemplateRow.id == template)
        .where(SceneRow.tenant_id == actor.tenant_id)
        .group_by(look, template)
        .order_by(func.count().desc(), look)
    )
    return [LookUsage(*row) for row in session.execute(counts)]


def _speech(session: Session, actor: Actor, project_id: UUID | None) -> Speech:
    """Lines are elements of a JSON column, which the databases open in different words."""
    text: ColumnElement[str]
    if session.get_bind().dialect.name == "postgresql":
        opened = func.jsonb_array_elements(cast(SceneRow.lines, Json)).table_valued("value").render_derived(name="line")
        text = opened.c.value.op("->>")("text")
    else:
        opened = func.json_each(SceneRow.lines).table_valued("value", name="line")
        text = func.json_extract(opened.c.value, "$.text")
    text = cast(text, String)
    spaces = func.length(text) - func.length(func.replace(text, " ", ""))
    wanted = (
        select(Project.language, func.count(), func.sum(spaces + 1), func.sum(func.length(text)))
        .select_from(SceneRow)
        .join(Project, Project.id == SceneRow.project_id)
        .join(opened, text.is_not(None))
        .where(SceneRow.tenant_id == actor.tenant_id)
        .group_by(Project.language)
    )
    if project_id is not None:
        wanted = wanted.where(SceneRow.project_id == project_id)
    rows: list[Any] = list(session.execute(wanted))
    by_language: dict[Language, int] = {
        language: sum(row[3] for row in rows if row[0] == language) for language in LANGUAGES
    }
    return Speech(
        lines=sum(row[1] for row in rows),
        words=sum(row[2] for row in rows),
        characters=sum(by_language.values()),
        estimated_ms=sum(rough_ms(characters, language) for language, characters in by_language.items()),
    )


def _largest_projects(session: Session, actor: Actor, project_id: UUID | None) -> tuple[ProjectScenes, ...]:
    open_threads = (
        select(func.count())
        .where(Comment.project_id == Project.id, Comment.thread_id.is_(None), Comment.resolved_at.is_(None))
        .scalar_subquery()
    )
    wanted = (
        _scenes(actor, project_id, Project.id, Project.title, func.count(), open_threads)
        .join(Project, Project.id == SceneRow.project_id)
        .group_by(Project.id, Project.title)
        .order_by(func.count().desc(), Project.id)
        .limit(MOST_PROJECTS)
    )
    return tuple(ProjectScenes(*row) for row in session.execute(wanted))


def _threads(session: Session, actor: Actor, project_id: UUID | None) -> tuple[int, int]:
    wanted = select(func.count(), func.count(Comment.resolved_at)).where(
        Comment.tenant_id == actor.tenant_id, Comment.thread_id.is_(None)
    )
    if project_id is not None:
        wanted = wanted.where(Comment.project_id == project_id)
    count, resolved = session.execute(wanted).one()
    return count - resolved, resolved


def _scenes(actor: Actor, project_id: UUID | None, *columns: Any) -> Select[Any]:
    wanted = select(*columns).select_from(SceneRow).where(SceneRow.tenant_id == actor.tenant_id)
    return wanted if project_id is None else wanted.where(SceneRow.project_id == project_id)
