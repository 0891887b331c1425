"""What is removed from rooms in the course of time. In the system's scope, for all tenants."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.models import Notification, Presence, Room, RoomEvent

AT_ONCE: Final = 1_000
_ROOM_IDLE_FOR: Final = timedelta(days=2)
_READ_KEPT_FOR: Final = timedelta(days=90)
_UNREAD_KEPT_FOR: Final = timedelta(days=365)


def remove_expired_events(session: Session) -> int:
    """Remove at most AT_ONCE events whose time is over; who missed them is told that there is a gap."""
    expired = session.execute(
        select(RoomEvent.id, RoomEvent.room_id, RoomEvent.seq)
        .where(RoomEvent.expires_at < utc_now())
        .order_by(RoomEvent.expires_at)
        .limit(AT_ONCE)
    ).all()
    last_seqs: dict[UUID, int] = defaultdict(int)
    for _, room_id, seq in expired:
        last_seqs[room_id] = max(last_seqs[room_id], seq)
    # First that they are missing, in the order of rooms, since each is locked.
    for room_id, seq in sorted(last_seqs.items()):
        session.execute(update(Room).where(Room.id == room_id, Room.pruned_seq < seq).values(pruned_seq=seq))
    session.execute(delete(RoomEvent).where(RoomEvent.id.in_([event_id for event_id, _, _ in expired])))
    return len(expired)


def remove_idle_rooms(session: Session) -> None:
    """Rooms of jobs that have nothing to say any more, and in which nobody is."""
    session.execute(
        delete(Room).where(
            Room.name.startswith("job:", autoescape=True),
            Room.told_at < utc_now() - _ROOM_IDLE_FOR,
            ~exists().where(Presence.room_id == Room.id),
            ~exists().where(RoomEvent.room_id == Room.id),
        )
    )


def remove_old_notifications(session: Session) -> None:
    now = utc_now()
    session.execute(
        delete(Notification).where(
            or_(
                Notification.created_at < now - _UNREAD_KEPT_FOR,
                (Notification.created_at < now - _READ_KEPT_FOR) & Notification.read_at.is_not(None),
            )
        )
    )
