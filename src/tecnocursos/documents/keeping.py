"""The documents of a tenant: add them, add new versions, list, rename, delete; what reading them gave."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.documents.errors import (
    DocumentPictureUnknown,
    DocumentUnknown,
    DocumentVersionNotReady,
    DocumentVersionUnknown,
)
from tecnocursos.documents.messages import ReadVersion
from tecnocursos.documents.models import Document, DocumentKind, DocumentPicture, DocumentVersion, VersionState
from tecnocursos.documents.outline import Outline
from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.files.names import harmless_name
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.text import fold
from tecnocursos.realtime.names import TENANT_ROOM
from tecnocursos.realtime.service import tell

ORDERS = {
    order.name: order
    for order in (
        SortOrder("-created_at", (Document.created_at, Document.id), is_descending=True),
        SortOrder("created_at", (Document.created_at, Document.id)),
        SortOrder("name", (Document.folded_name, Document.id)),
        SortOrder("-name", (Document.folded_name, Document.id), is_descending=True),
    )
}

_NEWEST_FIRST = SortOrder("newest", (DocumentVersion.number,), is_descending=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """A version that was just added, and the job that reads it."""

    document: Document
    version: DocumentVersion
    job_id: UUID


def add_document(session: Session, actor: Actor, file: StoredFile, file_name: str, name: str | None = None) -> Kept:
    """A new document with its first version, which a job will read. `name` is the file's unless another is given."""
    actor.require(Permission.EDIT_CONTENT)
    name = name or harmless_name(file_name).rpartition(".")[0] or harmless_name(file_name)
    document = Document(
        tenant_id=actor.tenant_id, name=name, folded_name=fold(name)[:200], created_by=actor.user_id, latest_number=0
    )
    session.add(document)
    session.flush()
    record(session, actor, "document.created", "document", document.id)
    return _add_version(session, actor, document, file, file_name)


def add_version(session: Session, actor: Actor, document_id: UUID, file: StoredFile, file_name: str) -> Kept:
    """A new version of a document that is there. Raises DocumentUnknown."""
    actor.require(Permission.EDIT_CONTENT)
    wanted = _own(actor).where(Document.id == document_id).with_for_update()
    document = session.scalar(wanted.execution_options(populate_existing=True))
    if document is None:
        raise DocumentUnknown
    return _add_version(session, actor, document, file, file_name)


def _add_version(session: Session, actor: Actor, document: Document, file: StoredFile, file_name: str) -> Kept:
    document.latest_number += 1
    version = DocumentVersion(
        tenant_id=actor.tenant_id,
        document_id=document.id,
        number=document.latest_number,
        file_name=harmless_name(file_name),
        stored_file_id=file.id,
        created_by=actor.user_id,
    )
    session.add(version)
    session.flush()
    record(session, actor, "document.version_added", "document", document.id, {"number": (None, version.number)})
    return Kept(document, version, ask_to_read(session, actor, version))


def ask_to_read(session: Session, actor: Actor, version: DocumentVersion) -> UUID:
    """The job that reads `version`, once."""
    message = ReadVersion(version_id=version.id)
    return enqueue(session, message, actor=actor, once_key=f"read:{version.id}", subject_id=version.id)


def get_document(session: Session, actor: Actor, document_id: UUID) -> Document:
    actor.require(Permission.READ_CONTENT)
    found = session.scalar(_own(actor).where(Document.id == document_id))
    if found is None:
        raise DocumentUnknown
    return found


def list_documents(
    session: Session,
    actor: Actor,
    *,
    search: str | None = None,
    kind: DocumentKind | None = None,
    sort: str,
    cursor: str | None,
    limit: int,
) -> Slice[Document]:
    """`search` is looked for anywhere in the name, whatever its accents and case."""
    actor.require(Permission.READ_CONTENT)
    wanted = _own(actor)
    if search:
        wanted = wanted.where(Document.folded_name.contains(fold(search), autoescape=True))
    if kind is not None:
        wanted = wanted.where(Document.kind == kind)
    return fetch_page(session, wanted, ORDERS[sort], cursor=cursor, limit=limit)


def rename_document(session: Session, actor: Actor, document: Document, name: str) -> None:
    actor.require(Permission.EDIT_CONTENT)
    document.name, document.folded_name = name, fold(name)[:200]
    record(session, actor, "document.renamed", "document", document.id)
    session.flush()


def delete_document(session: Session, actor: Actor, document: Document) -> None:
    """With all its versions. Whether courses need it is the studio's to say."""
    actor.require(Permission.EDIT_CONTENT)
    record(session, actor, "document.deleted", "document", document.id)
    session.delete(document)
    session.flush()


def list_versions(
    session: Session, actor: Actor, document_id: UUID, *, cursor: str | None, limit: int
) -> Slice[DocumentVersion]:
    """The newest first. Raises DocumentUnknown."""
    get_document(session, actor, document_id)
    wanted = _own_versions(actor).where(DocumentVersion.document_id == document_id)
    return fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)


def latest_versions(session: Session, actor: Actor, documents: list[Document]) -> dict[UUID, DocumentVersion]:
    """The newest version of each, by the document's id."""
    newest = (
        select(DocumentVersion.document_id, func.max(DocumentVersion.number).label("number"))
        .where(
            DocumentVersion.tenant_id == actor.tenant_id,
            DocumentVersion.document_id.in_([document.id for document in documents]),
        )
        .group_by(DocumentVersion.document_id)
        .subquery()
    )
    wanted = _own_versions(actor).join(
        newest,
        (newest.c.document_id == DocumentVersion.document_id) & (newest.c.number == DocumentVersion.number),
    )
    return {version.document_id: version for version in session.scalars(wanted)}


def get_version(session: Session, actor: Actor, version_id: UUID) -> DocumentVersion:
    actor.require(Permission.READ_CONTENT)
    found = session.scalar(_own_versions(actor).where(DocumentVersion.id == version_id))
    if found is None:
        raise DocumentVersionUnknown
    return found


def get_numbered_version(
    session: Session, actor: Actor, document_id: UUID, number: int | None = None
) -> DocumentVersion:
    """The version of that number, or the newest. Raises DocumentUnknown, DocumentVersionUnknown."""
    document = get_document(session, actor, document_id)
    wanted = _own_versions(actor).where(
        DocumentVersion.document_id == document_id,
        DocumentVersion.number == (document.latest_number if number is None else number),
    )
    found = session.scalar(wanted)
    if found is None:
        raise DocumentVersionUnknown
    return found


def outline_file(session: Session, actor: Actor, version: DocumentVersion) -> StoredFile:
    """The outline as a JSON file. Raises DocumentVersionNotReady."""
    if version.outline_file_id is None:
        raise DocumentVersionNotReady(state=version.state)
    return files.get_file(session, actor, version.outline_file_id)


def read_outline(session: Session, actor: Actor, version: DocumentVersion, storage: Storage) -> Outline:
    """Raises DocumentVersionNotReady."""
    path = files.local_path(storage, outline_file(session, actor, version))
    return Outline.model_validate_json(path.read_bytes())


def pictures_of(session: Session, actor: Actor, version_id: UUID) -> dict[str, StoredFile]:
    """The pictures of a version by the names that its outline calls them."""
    wanted = (
        select(DocumentPicture.name, StoredFile)
        .join(StoredFile, StoredFile.id == DocumentPicture.stored_file_id)
        .where(DocumentPicture.tenant_id == actor.tenant_id, DocumentPicture.version_id == version_id)
    )
    return dict(session.execute(wanted).all())


def get_picture(session: Session, actor: Actor, version_id: UUID, name: str) -> StoredFile:
    """Raises DocumentPictureUnknown."""
    found = pictures_of(session, actor, version_id).get(name)
    if found is None:
        raise DocumentPictureUnknown
    return found


def tell_state(session: Session, version: DocumentVersion, state: VersionState) -> None:
    """Let everyone of the tenant know how far a version is."""
    version.state = state
    payload = {"document_id": str(version.document_id), "number": version.number, "state": state}
    tell(session, version.tenant_id, TENANT_ROOM, "document.changed", payload, subject=str(version.id))


def _own(actor: Actor) -> Select[Document]:
    return select(Document).where(Document.tenant_id == actor.tenant_id)


def _own_versions(actor: Actor) -> Select[DocumentVersion]:
    return select(DocumentVersion).where(DocumentVersion.tenant_id == actor.tenant_id)
