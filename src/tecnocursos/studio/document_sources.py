"""The document that a project was made from: its outline and pictures, by the names that a course calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.models import DocumentVersion
from tecnocursos.documents.outline import Outline
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.studio.course import Course
from tecnocursos.studio.drafting import ScriptSource
from tecnocursos.studio.messages import DrawVersion
from tecnocursos.studio.models import Project
from tecnocursos.studio.queries import get_project
from tecnocursos.studio.script.composition import compose_course
from tecnocursos.studio.slide_pictures import slide_names


@dataclass(frozen=True, slots=True)
class DocumentSource:
    version: DocumentVersion
    outline: Outline
    """Its pictures go by their content names."""
    pictures: Mapping[str, StoredFile]
    slides: Mapping[int, str]
    """Pictures of its slides as they were designed, by their numbers; empty until a project wanted them."""


def source_of(session: Session, actor: Actor, storage: Storage, version_id: UUID | None) -> DocumentSource | None:
    """What a version of a document holds; None where there is none, or it is not read yet."""
    version = session.scalar(
        select(DocumentVersion).where(DocumentVersion.id == version_id, DocumentVersion.tenant_id == actor.tenant_id)
    )
    if version is None or version.outline_file_id is None:
        return None
    names: dict[str, str] = {}
    pictures: dict[str, StoredFile] = {}
    for name, stored in keeping.pictures_of(session, actor, version.id).items():
        names[name] = content_name(name, stored)
        pictures[names[name]] = stored
    outline = keeping.read_outline(session, actor, version, storage)
    slides = {number: names[name] for number, name in slide_names(names).items()}
    return DocumentSource(version, _renamed(outline, names), pictures, slides)


def draft_of(source: DocumentSource, script: ScriptSource, language: Language) -> Course:
    """What a version of a document gives without a model: that would write something else each time."""
    return compose_course(source.outline, script="text" if script == "llm" else script, language=language)


def ask_for_slides(session: Session, actor: Actor, project: Project) -> None:
    """Have the slides of the newest version drawn for a project that shows them as designed and is behind it."""
    if project.slides != "original" or project.document_version_id is None:
        return
    own = keeping.get_version(session, actor, project.document_version_id)
    newest = keeping.get_numbered_version(session, actor, own.document_id)
    if newest.number > own.number and newest.state == "ready":
        message = DrawVersion(version_id=newest.id)
        enqueue(session, message, actor=actor, once_key=f"draw:{newest.id}", subject_id=message.works_on)


def content_name(name: str, file: StoredFile) -> str:
    """What a shelf calls the file: `0f1e2d3c4b5a6978.png`."""
    return f"{file.sha256[:16]}{Path(name).suffix.lower()}"


def _renamed(outline: Outline, names: Mapping[str, str]) -> Outline:
    sections = tuple(
        section.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(update={"file": names.get(block.file, block.file)})
                    if block.kind == "picture"
                    else block
                    for block in section.blocks
                )
            }
        )
        for section in outline.sections
    )
    return outline.model_copy(update={"sections": sections})


def documents_of_project(session: Session, actor: Actor, project_id: UUID) -> list[UUID]:
    """The documents that a course was made from. Raises ProjectNotFound."""
    actor.require(Permission.READ_CONTENT)
    project = get_project(session, actor, project_id)
    if project.document_version_id is None:
        return []
    return [keeping.get_version(session, actor, project.document_version_id).document_id]
