"""Tables of files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.kit.clock import utc_now


class StoredFile(Identified, TenantOwned, Base):
    """A content that a tenant keeps, once. Whoever uses it refers to it by a foreign key, which keeps it alive."""

    __tablename__ = "stored_files"

    sha256: Mapped[str] = mapped_column(short_text(64))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(short_text(100))
    kept_at: Mapped[datetime] = mapped_column(default=utc_now)
    """When it was last asked to be kept; the grace of what nothing refers to counts from here."""

    __table_args__ = (
        UniqueConstraint("tenant_id", "sha256"),
        Index("ix_stored_files_kept_at", "kept_at"),
    )


class Upload(Identified, TenantOwned, Base):
    """A file on its way in. `offset_bytes` is the truth about how much of it is safe."""

    __tablename__ = "uploads"

    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(short_text())
    length_bytes: Mapped[int] = mapped_column(BigInteger)
    offset_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """The whole file, once all of it is there."""


class UploadPart(Identified, TenantOwned, Base):
    """Bytes of an upload that are safe in the storage. Of two that start at the same place, only one can be."""

    __tablename__ = "upload_parts"

    upload_id: Mapped[UUID] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"))
    start_bytes: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(short_text())

    __table_args__ = (UniqueConstraint("upload_id", "start_bytes"),)
