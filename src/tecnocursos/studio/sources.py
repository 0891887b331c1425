"""What projects were made from: which of them use a document, and what becomes of them without it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.studio.models import Project
from tecnocursos.studio.resource_errors import InUse


def count_projects(session: Session, actor: Actor, document_id: UUID) -> int:
    """Projects whose source links point into a version of the document."""
    wanted = (
        select(func.count(Project.id))
        .join(DocumentVersion, DocumentVersion.id == Project.document_version_id)
        .where(Project.tenant_id == actor.tenant_id, DocumentVersion.document_id == document_id)
    )
    return session.scalar(wanted) or 0


def delete_document(session: Session, actor: Actor, document: Document, *, force: bool) -> None:
    """Raises InUse unless no project uses it or `force`; those that do keep their scenes and lose their links."""
    actor.require(Permission.EDIT_CONTENT)
    if (count := count_projects(session, actor, document.id)) and not force:
        raise InUse(projects=count)
    keeping.delete_document(session, actor, document)
