"""Tables of accounts. A user is a person with one sign-in; a member is that person inside one tenant."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.kit.actor import Role

TenantState = Literal["active", "suspended"]
MemberState = Literal["active", "suspended"]


class Tenant(Identified, VersionedRow, Base):
    """The paying organisation."""

    __tablename__ = "tenants"

    name: Mapped[str] = mapped_column(short_text())
    state: Mapped[TenantState] = mapped_column(short_text(20), default="active")
    plan: Mapped[str] = mapped_column(short_text(40), default="free")


class User(Identified, VersionedRow, Base):
    """A person. Belongs to no tenant by itself."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(short_text(320), unique=True)
    """In lower case."""
    name: Mapped[str] = mapped_column(short_text())
    language: Mapped[str] = mapped_column(short_text(10), default="pt-BR")
    password_hash: Mapped[str] = mapped_column(short_text(500))
    is_disabled: Mapped[bool] = mapped_column(default=False)


class Member(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "members"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(short_text(20))
    state: Mapped[MemberState] = mapped_column(short_text(20), default="active")

    __table_args__ = (UniqueConstraint("tenant_id", "user_id"), Index("ix_members_user_id", "user_id"))


class SignIn(Identified, TenantOwned, Base):
    """One sign-in of a person into a tenant, from sign-in to sign-out; its refresh tokens are one family."""

    __tablename__ = "sign_ins"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(short_text(40))
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    __table_args__ = (Index("ix_sign_ins_user_id", "user_id"),)
