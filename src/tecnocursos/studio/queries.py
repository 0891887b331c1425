"""Selects of the studio's rows, each within the actor's tenant."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from tecnocursos.documents.models import DocumentVersion
from tecnocursos.files.models import StoredFile
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import NotFound
from tecnocursos.studio.models import (
    BrandFile,
    BrandRow,
    LexiconRow,
    Project,
    ProjectMedia,
    SceneRow,
    TemplateRow,
)
from tecnocursos.studio.resource_errors import (
    BrandNotFound,
    LexiconNotFound,
    ProjectNotFound,
    SceneNotFound,
    TemplateNotFound,
)

Row = TypeVar("Row", BrandRow, LexiconRow, Project, SceneRow, TemplateRow)


def own(actor: Actor, kind: type[Row]) -> Select[Row]:
    return select(kind).where(kind.tenant_id == actor.tenant_id)


def get_project(session: Session, actor: Actor, project_id: UUID) -> Project:
    return _get(session, actor, Project, project_id, ProjectNotFound)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a list says of a project that stands in no column of it."""

    scene_count: int
    cover_scene_id: UUID | None
    """The first scene, whose picture stands for the course."""
    document_id: UUID | None
    """The document that it was made from."""


_OF_THE_PROJECT = (SceneRow.tenant_id == Project.tenant_id, SceneRow.project_id == Project.id)
_FACTS = (
    select(func.count()).where(*_OF_THE_PROJECT).correlate(Project).scalar_subquery(),
    select(SceneRow.id)
    .where(*_OF_THE_PROJECT)
    .order_by(SceneRow.position, SceneRow.id)
    .limit(1)
    .correlate(Project)
    .scalar_subquery(),
    select(DocumentVersion.document_id)
    .where(DocumentVersion.tenant_id == Project.tenant_id, DocumentVersion.id == Project.document_version_id)
    .correlate(Project)
    .scalar_subquery(),
)
_PROJECT_AND_FACTS = select(Project, *_FACTS).where(
    Project.tenant_id == bindparam("tenant_id"), Project.id == bindparam("project_id")
)
_FACTS_OF_PROJECTS = select(Project.id, *_FACTS).where(
    Project.tenant_id == bindparam("tenant_id"), Project.id.in_(bindparam("project_ids", expanding=True))
)


def get_project_and_facts(session: Session, actor: Actor, project_id: UUID) -> tuple[Project, ProjectFacts]:
    """In one statement: it is what is asked most."""
    asked = {"tenant_id": actor.tenant_id, "project_id": project_id}
    found = session.execute(_PROJECT_AND_FACTS, asked).one_or_none()
    if found is None:
        raise ProjectNotFound
    project, *facts = found
    return project, ProjectFacts(*facts)


def facts_of(session: Session, actor: Actor, project_ids: Sequence[UUID]) -> dict[UUID, ProjectFacts]:
    asked = {"tenant_id": actor.tenant_id, "project_ids": project_ids}
    found = session.execute(_FACTS_OF_PROJECTS, asked)
    return {project_id: ProjectFacts(*facts) for project_id, *facts in found}


def get_scene(session: Session, actor: Actor, scene_id: UUID) -> SceneRow:
    return _get(session, actor, SceneRow, scene_id, SceneNotFound)


def get_template(session: Session, actor: Actor, template_id: UUID) -> TemplateRow:
    return _get(session, actor, TemplateRow, template_id, TemplateNotFound)


def get_brand(session: Session, actor: Actor, brand_id: UUID) -> BrandRow:
    return _get(session, actor, BrandRow, brand_id, BrandNotFound)


def get_lexicon(session: Session, actor: Actor, lexicon_id: UUID) -> LexiconRow:
    return _get(session, actor, LexiconRow, lexicon_id, LexiconNotFound)


def lock_project(session: Session, actor: Actor, project_id: UUID) -> Project:
    """The project, kept from other changes until the transaction ends: its order of scenes is about to change."""
    wanted = own(actor, Project).where(Project.id == project_id)
    found = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None:
        raise ProjectNotFound
    return found


def scenes_of(session: Session, actor: Actor, project_id: UUID) -> Sequence[SceneRow]:
    """In their order."""
    wanted = own(actor, SceneRow).where(SceneRow.project_id == project_id)
    return session.scalars(wanted.order_by(SceneRow.position, SceneRow.id)).all()


def lines_of(session: Session, actor: Actor, scene_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The texts of the lines of each of these scenes."""
    wanted = select(SceneRow.id, SceneRow.lines).where(
        SceneRow.tenant_id == actor.tenant_id, SceneRow.id.in_(scene_ids)
    )
    return {scene: [line["text"] for line in lines] for scene, lines in session.execute(wanted)}


def project_media(session: Session, actor: Actor, project_id: UUID) -> dict[str, StoredFile]:
    return _files(session, ProjectMedia, actor, ProjectMedia.project_id == project_id)


def media_rows(session: Session, actor: Actor, project_id: UUID) -> Sequence[ProjectMedia]:
    wanted = select(ProjectMedia).where(
        ProjectMedia.tenant_id == actor.tenant_id, ProjectMedia.project_id == project_id
    )
    return session.scalars(wanted.order_by(ProjectMedia.id)).all()


def brand_files(session: Session, actor: Actor, brand_id: UUID) -> dict[str, StoredFile]:
    return _files(session, BrandFile, actor, BrandFile.brand_id == brand_id)


def add_media(session: Session, actor: Actor, project_id: UUID, media: Mapping[str, UUID]) -> None:
    """Let the project have these files by these names; a name that it has already means the same content."""
    known = project_media(session, actor, project_id)
    for name, file_id in media.items():
        if name not in known:
            session.add(
                ProjectMedia(tenant_id=actor.tenant_id, project_id=project_id, name=name, stored_file_id=file_id)
            )
    session.flush()


def _files(
    session: Session, kind: type[ProjectMedia | BrandFile], actor: Actor, condition: Any
) -> dict[str, StoredFile]:
    wanted = (
        select(kind.name, StoredFile)
        .join(StoredFile, StoredFile.id == kind.stored_file_id)
        .where(kind.tenant_id == actor.tenant_id, condition)
    )
    return dict(session.execute(wanted).all())


@functools.cache
def _one(kind: type[Row]) -> Select[Row]:
    """The row of that kind with an id; asked so often that it is built once."""
    return select(kind).where(kind.tenant_id == bindparam("tenant_id"), kind.id == bindparam("row_id"))


def _get(session: Session, actor: Actor, kind: type[Row], row_id: UUID, missing: type[NotFound]) -> Row:
    found: Row | None = session.scalar(_one(kind), {"tenant_id": actor.tenant_id, "row_id": row_id})
    if found is None:
        raise missing
    return found
