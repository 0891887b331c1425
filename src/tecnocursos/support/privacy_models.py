"""Tables of customers' privacy: what they agreed to, and what they asked for about their data."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.infra.encryption import encrypted_column
from tecnocursos.support.workflows.machine import DataRight

ConsentPurpose = Literal["marketing"]
"""What needs consent. Service itself does not: its basis is the contract and the law."""
ConsentSource = Literal["chat", "member"]
RequestOutcome = Literal["done", "refused"]


class Consent(Identified, TenantOwned, Base):
    """A customer agreed, or took that back. Rows are added and never changed: the newest one of a purpose holds."""

    __tablename__ = "consents"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    purpose: Mapped[ConsentPurpose] = mapped_column(short_text(20))
    is_given: Mapped[bool]
    source: Mapped[ConsentSource] = mapped_column(short_text(20))
    text_version: Mapped[str] = mapped_column(short_text(40))
    """Of the wording that they agreed to; see `consents.WORDINGS`."""
    text_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of that wording as it was shown."""
    evidence: Mapped[bytes | None] = encrypted_column()
    """wamid of the message that said so, or what the member wrote down."""
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """The member, where one wrote it down."""

    __table_args__ = (Index("ix_consents_customer_id", "customer_id", "purpose", "created_at"),)


class DataRequest(Identified, TenantOwned, VersionedRow, Base):
    """A customer uses a right of theirs (LGPD, art. 18), and what came of it. Stays when they are erased."""

    __tablename__ = "data_requests"

    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id", ondelete="SET NULL"), index=True)
    conversation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("conversations.id", ondelete="SET NULL"), index=True
    )
    protocol_id: Mapped[UUID] = mapped_column(ForeignKey("protocols.id", ondelete="CASCADE"), index=True)
    right: Mapped[DataRight] = mapped_column(short_text(20))
    is_identified: Mapped[bool]
    """They had proved who they are in the provider's system when they asked."""
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    outcome: Mapped[RequestOutcome | None] = mapped_column(short_text(20))
    reason: Mapped[str | None] = mapped_column(short_text(500))
    """Told to the customer where it was refused; without personal data."""

    __table_args__ = (Index("ix_data_requests_tenant_id_due_at", "tenant_id", "due_at", "id"),)
