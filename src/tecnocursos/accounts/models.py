"""Tables of accounts. A user is a person with one sign-in; a member is that person inside one tenant."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.infra.encryption import encrypted_column
from tecnocursos.kit.actor import Role
from tecnocursos.kit.language import Language

TenantState = Literal["active", "suspended", "ended"]
MemberState = Literal["active", "suspended"]
InvitationState = Literal["pending", "accepted", "revoked"]
LinkPurpose = Literal["sign_up", "password_reset", "email_change"]

_PENDING = text("state = 'pending'")


class Tenant(Identified, VersionedRow, Base):
    """The paying organisation."""

    __tablename__ = "tenants"

    name: Mapped[str] = mapped_column(short_text())
    state: Mapped[TenantState] = mapped_column(short_text(20), default="active")
    plan: Mapped[str] = mapped_column(short_text(40), default="free")


class User(Identified, VersionedRow, Base):
    """A person. Belongs to no tenant by itself. Exists only once the e-mail address was proven to be theirs."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column(short_text(320), unique=True)
    """In lower case."""
    name: Mapped[str] = mapped_column(short_text())
    language: Mapped[Language] = mapped_column(short_text(10), default="pt-BR")
    password_hash: Mapped[str] = mapped_column(short_text(500))
    is_disabled: Mapped[bool] = mapped_column(default=False)


class Member(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "members"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(short_text(20))
    state: Mapped[MemberState] = mapped_column(short_text(20), default="active")

    __table_args__ = (
        UniqueConstraint("tenant_id", "user_id"),
        Index("ix_members_user_id", "user_id"),
        Index("ix_members_tenant_id_created_at", "tenant_id", "created_at"),
    )


class SignIn(Identified, TenantOwned, Base):
    """One sign-in of a person into a tenant, from sign-in to sign-out; its refresh tokens are one family."""

    __tablename__ = "sign_ins"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    client: Mapped[str] = mapped_column(short_text(), default="")
    """What the program calls itself (User-Agent), so that people recognise their sign-ins."""
    confirmed_at: Mapped[datetime | None]
    """When it was last proven that the person themselves is there."""
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None] = mapped_column(short_text(40))
    last_used_at: Mapped[datetime]
    """When it was last refreshed."""
    expires_at: Mapped[datetime]
    """The sooner of its idle and its absolute end."""

    __table_args__ = (Index("ix_sign_ins_user_id", "user_id"), Index("ix_sign_ins_expires_at", "expires_at"))


class RefreshToken(Identified, TenantOwned, Base):
    """One link of a family. Used ones are kept as long as the family lives: whoever shows one again is a thief."""

    __tablename__ = "refresh_tokens"

    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_ins.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(short_text(64), unique=True)
    used_at: Mapped[datetime | None]


class SecondFactor(Identified, Base):
    """A person's authenticator app."""

    __tablename__ = "second_factors"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    secret: Mapped[bytes] = encrypted_column()
    confirmed_at: Mapped[datetime | None]
    """None until a first code was right; until then sign-in does not ask for it."""
    last_step: Mapped[int] = mapped_column(default=0)
    """The newest time step whose code was used: each works once."""


class BackupCode(Identified, Base):
    __tablename__ = "backup_codes"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    """Found by a key that is not in the database, so that a copy of it does not allow guessing."""
    used_at: Mapped[datetime | None]


class Challenge(Identified, Base):
    """Between the two steps of a sign-in: the password was right, the second factor is asked for."""

    __tablename__ = "challenges"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    tenant_id_wanted: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class EmailLink(Identified, Base):
    """A link that was sent by mail, good for one use. Its secret is derived from its id and is stored nowhere."""

    __tablename__ = "email_links"

    purpose: Mapped[LinkPurpose] = mapped_column(short_text(20))
    email: Mapped[str] = mapped_column(short_text(320))
    """The address that following the link proves."""
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    """Whose address is to change."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Invitation(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "invitations"

    email: Mapped[str] = mapped_column(short_text(320))
    role: Mapped[Role] = mapped_column(short_text(20))
    language: Mapped[Language] = mapped_column(short_text(10), default="pt-BR")
    state: Mapped[InvitationState] = mapped_column(short_text(20), default="pending")
    expires_at: Mapped[datetime]
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)

    __table_args__ = (
        Index("ix_invitations_tenant_id_created_at", "tenant_id", "created_at"),
        Index(
            "uq_invitations_pending",
            "tenant_id",
            "email",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )


class ApiKey(Identified, TenantOwned, Base):
    """A key for programs. It acts for its maker, and may at most what both its scopes and the maker's role allow."""

    __tablename__ = "api_keys"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(short_text(100))
    secret_hash: Mapped[str] = mapped_column(short_text(64))
    scopes: Mapped[list[str]]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    """Roughly; it is not written with every request."""

    __table_args__ = (Index("ix_api_keys_tenant_id_created_at", "tenant_id", "created_at"),)


class AttemptCount(Base):
    """Attempts at a secret within a window of time."""

    __tablename__ = "attempt_counts"

    key: Mapped[str] = mapped_column(short_text(64), primary_key=True)
    """A digest of what is counted, e.g. an account and an address."""
    count: Mapped[int]
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
