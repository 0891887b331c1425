"""Documents: what courses are made from, in all their versions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.received import keep_received
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents import keeping
from tecnocursos.documents.models import Document, DocumentKind, DocumentVersion, VersionState
from tecnocursos.documents.outline import Outline
from tecnocursos.files import service as files
from tecnocursos.files import uploads
from tecnocursos.files.models import StoredFile
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.errors import Invalid
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.studio import sources

router = APIRouter(prefix="/api/v1/documents", tags=["documents"], route_class=EdgeRoute)

Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Manual do roteador"])]
Number = Annotated[int, Field(ge=1, le=1_000_000)]
Sort = Literal["-created_at", "created_at", "name", "-name"]


class NothingSent(Invalid):
    code = "nothing_sent"
    en = "Send either `file` or the `upload_id` of a finished upload."
    pt = "Envie `file` ou o `upload_id` de um envio concluído."


class SentTwice(Invalid):
    code = "sent_twice"
    en = "More than one source was sent; send one of them: {sources}."
    pt = "Mais de uma origem foi enviada; envie só uma destas: {sources}."


def check_one_source(**sources: object) -> None:
    """Raises NothingSent, SentTwice, which names what was sent."""
    sent = [name for name, source in sources.items() if source is not None]
    if not sent:
        raise NothingSent
    if len(sent) > 1:
        raise SentTwice(sources=", ".join(sent))


class DocumentTrouble(Response):
    code: str = Field(examples=["document_encrypted"])
    en: str = Field(examples=["deck.pptx is protected by a password. Save it without the password and try again."])
    pt: str = Field(examples=["deck.pptx está protegido por senha. Salve-o sem a senha e tente de novo."])
    page: int | None = None


class VersionDetails(Response):
    id: UUID
    document_id: UUID
    number: int
    file_name: str = Field(examples=["internet-em-casa.pptx"])
    state: VersionState
    language: str | None = Field(examples=["pt-BR"])
    page_count: int | None
    section_count: int | None
    error: DocumentTrouble | None
    created_at: datetime


class DocumentSummary(Versioned):
    id: UUID
    name: str
    kind: DocumentKind
    created_at: datetime
    updated_at: datetime
    latest: VersionDetails


class DocumentDetails(DocumentSummary):
    project_count: int = Field(description="Projects whose courses were made from one of its versions")


class AddedVersion(Response):
    id: UUID = Field(description="Of the document")
    version: VersionDetails
    job_id: UUID = Field(description="Reads the version to its outline")


class DocumentChange(Request):
    name: Name


class DownloadLink(Response):
    url: str = Field(description="Anybody who has it may download with it, until it runs out")


SentFile = Annotated[UploadFile | None, File(description="The document itself, when it is small")]
UploadId = Annotated[UUID | None, Form(description="A finished upload, for files of any size")]


@router.post("", status_code=201)
@made_at("/api/v1/documents/{id}")
def add_document(
    session: Session,
    actor: Actor,
    platform: Platform,
    file: SentFile = None,
    upload_id: UploadId = None,
    name: Annotated[str | None, Form(min_length=1, max_length=200)] = None,
) -> AddedVersion:
    """A new document, from a file in this form or from a finished upload. A job reads it; follow `job_id`."""
    stored, file_name = _sent(session, actor, platform, file, upload_id)
    return _added(keeping.add_document(session, actor, stored, file_name, name))


@router.get("")
def list_documents(
    session: Session,
    actor: Actor,
    search: Annotated[str | None, Query(max_length=100, description="Part of the name")] = None,
    kind: DocumentKind | None = None,
    sort: Sort = "-created_at",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[DocumentSummary]:
    """The tenant's documents, each with its newest version."""
    found = keeping.list_documents(session, actor, search=search, kind=kind, sort=sort, cursor=cursor, limit=limit)
    latest = keeping.latest_versions(session, actor, list(found.rows))
    items = [DocumentSummary.model_validate(_fields(row, latest[row.id])) for row in found.rows]
    return Page[DocumentSummary](items=items, next_cursor=found.next_cursor)


@router.get("/{document_id}")
def get_document(session: Session, actor: Actor, document_id: UUID) -> DocumentDetails:
    """One document with its newest version."""
    return _details(session, actor, keeping.get_document(session, actor, document_id))


@router.patch("/{document_id}")
def rename_document(
    session: Session, actor: Actor, document_id: UUID, change: DocumentChange, if_match: IfMatch = None
) -> DocumentDetails:
    """Give a document another name."""
    actor.require(Permission.EDIT_CONTENT)
    document = keeping.get_document(session, actor, document_id)
    require_version(if_match, document.version)
    keeping.rename_document(session, actor, document, change.name)
    return _details(session, actor, document)


@router.delete("/{document_id}", status_code=204)
def delete_document(
    session: Session, actor: Actor, document_id: UUID, if_match: IfMatch = None, force: bool = False
) -> None:
    """Delete a document with all its versions. While projects use it, only by `force`: their scenes lose the links."""
    actor.require(Permission.EDIT_CONTENT)
    document = keeping.get_document(session, actor, document_id)
    require_version(if_match, document.version)
    sources.delete_document(session, actor, document, force=force)


@router.get("/{document_id}/versions")
def list_versions(
    session: Session, actor: Actor, document_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[VersionDetails]:
    """The versions of a document, the newest first."""
    return page_of(VersionDetails, keeping.list_versions(session, actor, document_id, cursor=cursor, limit=limit))


@router.post("/{document_id}/versions", status_code=201)
@made_at("/api/v1/documents/{id}/versions/{version.number}")
def add_version(
    session: Session,
    actor: Actor,
    platform: Platform,
    document_id: UUID,
    file: SentFile = None,
    upload_id: UploadId = None,
) -> AddedVersion:
    """A new version of the document. Projects made from an older one are not changed by it."""
    actor.require(Permission.EDIT_CONTENT)
    keeping.get_document(session, actor, document_id)
    stored, file_name = _sent(session, actor, platform, file, upload_id)
    return _added(keeping.add_version(session, actor, document_id, stored, file_name))


@router.get("/{document_id}/versions/{number}")
def get_version(session: Session, actor: Actor, document_id: UUID, number: Number) -> VersionDetails:
    """One version of a document."""
    return VersionDetails.model_validate(keeping.get_numbered_version(session, actor, document_id, number))


@router.get("/{document_id}/outline", response_model=Outline)
def get_outline(
    session: Session, actor: Actor, platform: Platform, document_id: UUID, number: Number | None = None
) -> HttpResponse:
    """The outline that was read: sections, blocks, notes and their places. Of the newest version, or of `number`."""
    version = keeping.get_numbered_version(session, actor, document_id, number)
    content = files.local_path(platform.storage, keeping.outline_file(session, actor, version)).read_bytes()
    return HttpResponse(content, media_type="application/json")


@router.get("/{document_id}/pictures/{name}")
def get_picture(
    session: Session, actor: Actor, platform: Platform, document_id: UUID, name: str, number: Number | None = None
) -> DownloadLink:
    """A link to a picture that the outline names, to be shown in a page. Of the newest version, or of `number`."""
    version = keeping.get_numbered_version(session, actor, document_id, number)
    picture = keeping.get_picture(session, actor, version.id, name)
    return DownloadLink(url=platform.download_links.link(picture, name, is_inline=True))


@router.get("/{document_id}/download")
def download_document(
    session: Session, actor: Actor, platform: Platform, document_id: UUID, number: Number | None = None
) -> DownloadLink:
    """A link to the document as it was sent. Of the newest version, or of `number`."""
    version = keeping.get_numbered_version(session, actor, document_id, number)
    stored = files.get_file(session, actor, version.stored_file_id)
    return DownloadLink(url=platform.download_links.link(stored, version.file_name))


def _sent(
    session: Session, actor: Actor, platform: Platform, file: UploadFile | None, upload_id: UUID | None
) -> tuple[StoredFile, str]:
    """The file that was sent, and its name."""
    check_one_source(file=file, upload_id=upload_id)
    if file is None:
        uploaded = uploads.take_upload(session, actor, cast("UUID", upload_id))
        return uploaded.file, uploaded.name
    return keep_received(session, actor, platform, file), file.filename or "document"


def _added(kept: keeping.Kept) -> AddedVersion:
    return AddedVersion(id=kept.document.id, version=VersionDetails.model_validate(kept.version), job_id=kept.job_id)


def _details(session: Session, actor: Actor, document: Document) -> DocumentDetails:
    version = keeping.get_numbered_version(session, actor, document.id)
    count = sources.count_projects(session, actor, document.id)
    return DocumentDetails.model_validate(_fields(document, version) | {"project_count": count})


def _fields(document: Document, latest: DocumentVersion) -> dict[str, object]:
    return {
        "id": document.id,
        "name": document.name,
        "kind": document.kind,
        "version": document.version,
        "created_at": document.created_at,
        "updated_at": document.updated_at,
        "latest": VersionDetails.model_validate(latest),
    }
