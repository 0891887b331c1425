"""Tables of passages: their text, their terms for the full-text index, and which terms a document has."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.kit.language import Language


class PassageRow(Identified, TenantOwned, Base):
    """A passage of the newest version of a document that could be read."""

    __tablename__ = "passages"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 0, within its document."""
    heading: Mapped[str | None] = mapped_column(short_text(500))
    text: Mapped[str] = mapped_column(LongText)
    page: Mapped[int | None]
    block_ids: Mapped[list[str]]
    language: Mapped[Language] = mapped_column(short_text(10))

    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_passages_version_id", "version_id"),
    )


class PassageTerms(TenantOwned, Base):
    """The terms of a passage, in the form of `documents.terms`; indexed by FTS5 or a tsvector."""

    __tablename__ = "passage_terms"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    passage_id: Mapped[UUID] = mapped_column(ForeignKey("passages.id", ondelete="CASCADE"), unique=True)
    heading_terms: Mapped[str] = mapped_column(LongText)
    text_terms: Mapped[str] = mapped_column(LongText)
    term_count: Mapped[int]
    """Of the text."""


class DocumentTerm(TenantOwned, Base):
    """In how many passages of a document a term stands: how rare it is, and whether it is known at all."""

    __tablename__ = "document_terms"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    term: Mapped[str] = mapped_column(short_text(40), primary_key=True)
    passage_count: Mapped[int]

    __table_args__ = (Index("ix_document_terms_tenant_id_term", "tenant_id", "term"),)
