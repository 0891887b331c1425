"""Tables of notices: what a region was told of an outage, and who was."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.infra.encryption import encrypted_column

NoticeState = Literal["running", "done", "cancelled"]
RecipientState = Literal["waiting", "sent", "skipped"]
"""`skipped`: their window closed meanwhile and there was no template, or they were erased."""


class Notice(Identified, TenantOwned, Base):
    """What the customers of a region are told without having asked."""

    __tablename__ = "notices"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    region: Mapped[str] = mapped_column(short_text(100))
    outage_key: Mapped[str] = mapped_column(short_text(200))
    """The outage's id in the provider's system, else the notice's own: a customer is told once of each."""
    text: Mapped[bytes] = encrypted_column()
    template: Mapped[dict[str, Any] | None]
    """JSON of `TemplateUse`, for those whose window is closed."""
    template_text: Mapped[str | None] = mapped_column(Text())
    """As the customer reads it."""
    state: Mapped[NoticeState] = mapped_column(short_text(20), default="running")
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_notices_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_notices_channel_id", "channel_id"),
        Index("ix_notices_created_by", "created_by"),
    )


class NoticeRecipient(Base):
    """A customer who is told of an outage."""

    __tablename__ = "notice_recipients"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    outage_key: Mapped[str] = mapped_column(short_text(200), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notices.id", ondelete="CASCADE"))
    state: Mapped[RecipientState] = mapped_column(short_text(20), default="waiting")

    __table_args__ = (
        Index("ix_notice_recipients_notice_id", "notice_id", "state", "customer_id"),
        Index("ix_notice_recipients_customer_id", "customer_id"),
    )
