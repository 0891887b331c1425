"""Tables of documents: what was uploaded, in each of its versions, and what reading it gave."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.kit.language import Language

DocumentKind = Literal["pptx", "pdf", "docx", "markdown", "unknown"]
VersionState = Literal["received", "reading", "ready", "failed"]


class Document(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "documents"

    name: Mapped[str] = mapped_column(short_text())
    folded_name: Mapped[str] = mapped_column(short_text())
    """For searching and sorting: without accents, in lower case."""
    kind: Mapped[DocumentKind] = mapped_column(short_text(20), default="unknown")
    """Of its newest version; unknown until that was read."""
    latest_number: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_documents_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_documents_tenant_id_folded_name", "tenant_id", "folded_name", "id"),
        Index("ix_documents_created_by", "created_by"),
    )


class DocumentVersion(Identified, TenantOwned, Base):
    __tablename__ = "document_versions"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1, in its document."""
    file_name: Mapped[str] = mapped_column(short_text())
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    state: Mapped[VersionState] = mapped_column(short_text(20), default="received")
    outline_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"))
    """The Outline, as JSON; None until it is ready."""
    language: Mapped[Language | None] = mapped_column(short_text(10))
    page_count: Mapped[int | None]
    section_count: Mapped[int | None]
    passage_edition: Mapped[int | None]
    """The edition of `documents.terms` that its passages were written with; None: not yet."""
    error: Mapped[dict[str, Any] | None]
    """`code`, `en`, `pt` of why it could not be read, and `page` where it is known."""
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        Index("ix_document_versions_stored_file_id", "stored_file_id"),
        Index("ix_document_versions_outline_file_id", "outline_file_id"),
        Index("ix_document_versions_created_by", "created_by"),
    )


class DocumentPicture(Identified, TenantOwned, Base):
    """A picture of a version by the name that its outline calls it."""

    __tablename__ = "document_pictures"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(short_text(100))
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))

    __table_args__ = (
        UniqueConstraint("version_id", "name"),
        Index("ix_document_pictures_stored_file_id", "stored_file_id"),
    )
