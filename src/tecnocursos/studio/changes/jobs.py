"""Telling people that a new version of a document touches their projects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.documents.models import DocumentVersion
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.realtime import service as realtime
from tecnocursos.studio.changes.service import changes_of
from tecnocursos.studio.drafting import SlideDesign
from tecnocursos.studio.messages import DrawVersion, ProposeChanges
from tecnocursos.studio.models import Project
from tecnocursos.studio.resource_errors import ProjectHasNoDocument, ProjectHasNoScenes, ProjectNotFound
from tecnocursos.studio.slide_pictures import draw_slides
from tecnocursos.studio.tools import Tools


def propose_changes(work: Work, message: ProposeChanges, tools: Tools, storage: Storage) -> None:
    """Compare the version with every project that points into an older one; what was compared stays in the cache.

    Projects that show slides as they were designed wait for `draw_version`.
    """
    with work.transaction() as session:
        projects = _projects_behind(session, work.actor, message.version_id, "redrawn")
    _propose(work, projects, message.version_id, tools, storage)


def draw_version(work: Work, message: DrawVersion, tools: Tools, storage: Storage, scratch: Path) -> None:
    """Draw what the comparison with projects that show slides as they were designed needs, and compare.

    Raises SlidesNotOriginal and what drawing raises; nobody has been told anything then.
    """
    with work.transaction() as session:
        projects = _projects_behind(session, work.actor, message.version_id, "original")
    if not projects:
        return
    for version_id in {message.version_id, *(project.document_version_id for project in projects)}:
        if version_id is not None:
            draw_slides(work, version_id, storage, tools, scratch)
    _propose(work, projects, message.version_id, tools, storage)


def _propose(work: Work, projects: Sequence[Project], version_id: UUID, tools: Tools, storage: Storage) -> None:
    told: list[tuple[Project, dict[str, Any]]] = []
    for project in projects:
        work.check()
        with work.transaction() as session:
            try:
                found = changes_of(session, work.actor, project.id, version_id, storage=storage, cache=tools.cache)
            except (ProjectNotFound, ProjectHasNoScenes, ProjectHasNoDocument):
                continue
        payload = {
            "project_id": str(project.id),
            "version_id": str(found.new.id),
            "number": found.new.number,
            "proposals": len(found.changes.proposals),
        }
        told.append((project, payload))
    with work.last_transaction({"projects": len(told)}) as session:
        for project, payload in told:
            tenant_id = work.actor.tenant_id
            realtime.tell(
                session, tenant_id, f"project:{project.id}", "project", payload | {"what": "document_renewed"}
            )
            if project.created_by is not None:
                realtime.notify(session, tenant_id, project.created_by, "project.document_renewed", payload)


def _projects_behind(session: Session, actor: Actor, version_id: UUID, slides: SlideDesign) -> Sequence[Project]:
    """Those with such slides that point into an older version of the same document."""
    newer = select(DocumentVersion.document_id, DocumentVersion.number).where(
        DocumentVersion.id == version_id, DocumentVersion.tenant_id == actor.tenant_id
    )
    found = session.execute(newer).one_or_none()
    if found is None:
        return ()
    document_id, number = found
    wanted = (
        select(Project)
        .join(DocumentVersion, DocumentVersion.id == Project.document_version_id)
        .where(
            Project.tenant_id == actor.tenant_id,
            Project.state != "archived",
            Project.slides == slides,
            DocumentVersion.document_id == document_id,
            DocumentVersion.number < number,
        )
        .order_by(Project.id)
    )
    return session.scalars(wanted).all()
