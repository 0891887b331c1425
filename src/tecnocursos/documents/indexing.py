"""Keeping the passages of the newest version of a document that could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.messages import DocumentIndexed, FindUnindexed, IndexVersion
from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.passage_models import DocumentTerm, PassageRow, PassageTerms
from tecnocursos.documents.passages import Passage, split_into_passages
from tecnocursos.documents.terms import EDITION, terms
from tecnocursos.infra.jobs.outbox import enqueue, publish
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, system_actor
from tecnocursos.kit.ids import new_id

_AT_ONCE = 500


def index_version(session: Session, actor: Actor, version: DocumentVersion, outline: Outline) -> None:
    """Let the passages of this version stand in the place of the document's others, unless a newer one has them."""
    locked = select(Document.id).where(Document.tenant_id == actor.tenant_id, Document.id == version.document_id)
    session.execute(locked.with_for_update())
    newest = session.scalar(
        select(func.max(DocumentVersion.number)).where(
            DocumentVersion.tenant_id == actor.tenant_id,
            DocumentVersion.document_id == version.document_id,
            DocumentVersion.state == "ready",
        )
    )
    version.passage_edition = EDITION
    if newest is not None and newest > version.number:
        return
    for table in (PassageRow, DocumentTerm):
        of_document = (table.tenant_id == actor.tenant_id, table.document_id == version.document_id)
        session.execute(delete(table).where(*of_document))
    _write(session, actor, version, split_into_passages(outline))


def _write(session: Session, actor: Actor, version: DocumentVersion, passages: Sequence[Passage]) -> None:
    if not passages:
        return
    owned = {"tenant_id": actor.tenant_id, "document_id": version.document_id}
    rows, term_rows, counts = [], [], Counter[str]()
    for position, passage in enumerate(passages):
        passage_id = new_id()
        values = passage.model_dump() | {"block_ids": list(passage.block_ids)}
        rows.append(owned | values | {"id": passage_id, "version_id": version.id, "position": position})
        heading, text = terms(passage.heading or ""), terms(passage.text)
        term_rows.append(
            {
                "tenant_id": actor.tenant_id,
                "passage_id": passage_id,
                "heading_terms": " ".join(heading),
                "text_terms": " ".join(text),
                "term_count": len(text),
            }
        )
        counts.update({*heading, *text})
    session.execute(insert(PassageRow), rows)
    session.execute(insert(PassageTerms), term_rows)
    if counts:
        counted = [owned | {"term": term, "passage_count": count} for term, count in sorted(counts.items())]
        session.execute(insert(DocumentTerm), counted)


def find_unindexed(work: Work, message: FindUnindexed) -> None:  # noqa: ARG001
    """Ask for the passages of versions that were read before there were any, or before they were made as now."""
    with work.last_transaction() as session:
        newest = (
            select(DocumentVersion.document_id, func.max(DocumentVersion.number).label("number"))
            .where(DocumentVersion.state == "ready")
            .group_by(DocumentVersion.document_id)
            .subquery()
        )
        is_newest = (newest.c.document_id == DocumentVersion.document_id) & (newest.c.number == DocumentVersion.number)
        is_old = or_(DocumentVersion.passage_edition.is_(None), DocumentVersion.passage_edition != EDITION)
        wanted = select(DocumentVersion.tenant_id, DocumentVersion.id).join(newest, is_newest).where(is_old)
        for tenant_id, version_id in session.execute(wanted.order_by(DocumentVersion.id).limit(_AT_ONCE)).all():
            job = IndexVersion(version_id=version_id)
            enqueue(session, job, actor=system_actor(tenant_id), once_key=f"index:{version_id}", subject_id=version_id)


def index_kept_version(work: Work, message: IndexVersion, storage: Storage) -> None:
    """Write the passages of a version that was read already."""
    version_id: UUID = message.version_id
    with work.transaction() as session:
        outline = keeping.read_outline(
            session, work.actor, keeping.get_version(session, work.actor, version_id), storage
        )
    with work.last_transaction() as session:
        index_version(session, work.actor, keeping.get_version(session, work.actor, version_id), outline)
        publish(session, DocumentIndexed(version_id=version_id), actor=work.actor)
