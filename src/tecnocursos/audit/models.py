"""The tables of the record. The application's role may add entries and read them, nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, short_text


class AuditHead(Base):
    """The end of one chain. Whoever appends holds this row, so that a chain cannot fork."""

    __tablename__ = "audit_heads"

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    """No foreign key: the record outlives its tenant. INSTALLATION for what happened in no tenant."""
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    published_sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    """The newest entry that a checkpoint was published for."""


class AuditEntry(Base):
    __tablename__ = "audit_entries"

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """1, 2, 3, … without a gap in each chain."""
    created_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(short_text(100))
    """Domain and past tense, e.g. `project.renamed`."""
    actor_kind: Mapped[str] = mapped_column(short_text(20))
    """`nobody` where it was not known who acted."""
    actor_id: Mapped[UUID | None]
    credential_id: Mapped[UUID | None]
    """The sign-in or the API key that was used."""
    subject_kind: Mapped[str] = mapped_column(short_text(40))
    subject_id: Mapped[UUID | None]
    # Not JSONB, which writes numbers its own way: what was hashed must come back as it was.
    changes: Mapped[dict[str, Any]] = mapped_column(JSON())
    """Field -> [before, after]: states, ids, numbers; never content or personal data."""
    trace_id: Mapped[str | None] = mapped_column(short_text(64))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 over the hash before and everything above."""

    __table_args__ = (
        Index("ix_audit_entries_tenant_id_created_at", "tenant_id", "created_at"),
        Index("ix_audit_entries_tenant_id_subject_id", "tenant_id", "subject_id"),
        Index("ix_audit_entries_tenant_id_actor_id", "tenant_id", "actor_id"),
    )
