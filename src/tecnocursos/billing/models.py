"""The table of counters."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, short_text


class UsageCounter(Base):
    """How much of one resource a tenant uses; changed in the transaction of what uses it."""

    __tablename__ = "usage_counters"

    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    resource: Mapped[str] = mapped_column(short_text(40), primary_key=True)
    period: Mapped[str] = mapped_column(short_text(7), primary_key=True)
    """The month, `2026-11`, of what is counted by the month; else empty."""
    used: Mapped[int] = mapped_column(BigInteger)
