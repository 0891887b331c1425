"""The table of the record. The application's role may add to it and read it, nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text


class AuditEntry(Identified, TenantOwned, Base):
    __tablename__ = "audit_entries"

    action: Mapped[str] = mapped_column(short_text(100))
    """Domain and past tense, e.g. `project.renamed`."""
    actor_kind: Mapped[str] = mapped_column(short_text(20))
    actor_id: Mapped[UUID | None]
    subject_kind: Mapped[str] = mapped_column(short_text(40))
    subject_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any]]
    """Field -> [before, after]: states, ids, numbers; never content or personal data."""

    __table_args__ = (Index("ix_audit_entries_tenant_id_created_at", "tenant_id", "created_at"),)
