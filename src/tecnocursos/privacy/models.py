"""Tables of privacy."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.infra.encryption import encrypted_column

SubjectKind = Literal["customer", "member"]


class DataExport(Identified, TenantOwned, Base):
    """A copy of what is kept about a person, for whoever asked for it, for a few days."""

    __tablename__ = "data_exports"

    subject_kind: Mapped[SubjectKind] = mapped_column(short_text(20))
    subject_id: Mapped[UUID]
    """The customer's id, or the user's."""
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    """Nobody else is given the file."""
    job_id: Mapped[UUID | None]
    key: Mapped[bytes | None] = encrypted_column()
    """Seals the file; None until there is one."""
    stored_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id", ondelete="SET NULL"), index=True)
    expires_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_data_exports_tenant_id_subject_id", "tenant_id", "subject_id"),
        Index("ix_data_exports_expires_at", "expires_at"),
    )
