"""Rooms and what was said in them; who is there; notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.kit.clock import utc_now

ROOM_NAME_LENGTH = 100


class Room(Identified, TenantOwned, Base):
    """Its row is locked by whoever speaks, until they commit: so numbers rise in the order of commits."""

    __tablename__ = "rooms"

    name: Mapped[str] = mapped_column(short_text(ROOM_NAME_LENGTH))
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    """The number of the newest event."""
    pruned_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    """Events up to this one may be gone."""
    told_at: Mapped[datetime] = mapped_column(default=utc_now)

    __table_args__ = (UniqueConstraint("tenant_id", "name"), Index("ix_rooms_told_at", "told_at"))


class RoomEvent(Identified, TenantOwned, Base):
    __tablename__ = "room_events"

    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(short_text(40))
    payload: Mapped[dict[str, Any]]
    subject: Mapped[str | None] = mapped_column(short_text(120))
    """At most one event of a room has this subject: a newer one takes its place, under a new number."""
    sender_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime | None]
    """None: kept as history."""

    @property
    def text(self) -> str:
        """What was said, of chat."""
        said: str = self.payload["text"]
        return said

    __table_args__ = (
        UniqueConstraint("room_id", "seq"),
        UniqueConstraint("room_id", "subject"),
        Index("ix_room_events_history", "room_id", "kind", "seq"),
        Index("ix_room_events_expires_at", "expires_at"),
        Index("ix_room_events_sender_id", "sender_id"),
    )


class Presence(TenantOwned, Base):
    """One connection in one room, for as long as its process says so."""

    __tablename__ = "room_presences"

    connection_id: Mapped[UUID] = mapped_column(primary_key=True)
    room_id: Mapped[UUID] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    process_id: Mapped[UUID]
    """The server process that holds the connection."""
    is_shown: Mapped[bool]
    """Whether others in the room see it."""
    entered_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_room_presences_room_id_user_id", "room_id", "user_id"),
        Index("ix_room_presences_user_id", "user_id"),
        Index("ix_room_presences_process_id", "process_id"),
        Index("ix_room_presences_expires_at", "expires_at"),
    )


class Notification(Identified, TenantOwned, Base):
    """Something that one person should know, until they have read it."""

    __tablename__ = "notifications"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(short_text(60))
    payload: Mapped[dict[str, Any]]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_notifications_list", "tenant_id", "user_id", "created_at", "id"),
        Index("ix_notifications_user_id", "user_id"),
        Index("ix_notifications_created_at", "created_at"),
    )
