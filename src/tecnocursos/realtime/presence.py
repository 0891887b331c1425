"""Who is in a room: a row for every connection, kept alive by its process, so that several tabs are one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, true, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.standing import names_of
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.value import Value
from tecnocursos.realtime.models import Presence, Room
from tecnocursos.realtime.service import tell


class Present(Value):
    """Somebody who is in a room."""

    user_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One connection in one room."""

    tenant_id: UUID
    room_id: UUID
    room: str
    connection_id: UUID
    user_id: UUID
    process_id: UUID
    is_shown: bool


def enter(session: Session, seat: Seat, expires_at: datetime) -> Sequence[Present]:
    """Take the seat in a room that is locked if the seat is shown; gives who is in the room then.

    Those in it hear of it unless the person is there already, e.g. in another tab.
    """
    is_news = seat.is_shown and not _is_there(session, seat.tenant_id, seat.room_id, seat.user_id)
    taken = insert_into(session, Presence).values(
        tenant_id=seat.tenant_id,
        room_id=seat.room_id,
        connection_id=seat.connection_id,
        user_id=seat.user_id,
        process_id=seat.process_id,
        is_shown=seat.is_shown,
        expires_at=expires_at,
    )
    again = {"is_shown": seat.is_shown, "expires_at": expires_at}
    session.execute(taken.on_conflict_do_update(index_elements=["connection_id", "room_id"], set_=again))
    present = _list_present(session, seat.tenant_id, seat.room_id)
    if is_news:
        name = next((one.name for one in present if one.user_id == seat.user_id), None)
        _tell(session, seat.tenant_id, seat.room, seat.user_id, "here", name)
    return present


def lock_room(session: Session, tenant_id: UUID, room_id: UUID) -> None:
    """So that two tabs that come or go at once see each other."""
    session.execute(select(Room.id).where(Room.id == room_id, Room.tenant_id == tenant_id).with_for_update())


def leave(session: Session, tenant_id: UUID | None, connection_id: UUID, room_ids: Collection[UUID]) -> None:
    """Give up seats; a room hears of it when it was the person's last one there. No tenant: in the system's scope."""
    gone = session.execute(
        delete(Presence)
        .where(
            true() if tenant_id is None else Presence.tenant_id == tenant_id,
            Presence.connection_id == connection_id,
            Presence.room_id.in_(room_ids),
        )
        .returning(Presence.tenant_id, Presence.room_id, Presence.user_id, Presence.is_shown)
    )
    _tell_gone(session, [(*row[:3],) for row in gone if row.is_shown])


def beat(session: Session, process_id: UUID, expires_at: datetime) -> set[tuple[UUID, UUID]]:
    """Keep a process's seats; gives (connection, room) of those that there are. In the system's scope."""
    kept = session.execute(
        update(Presence)
        .where(Presence.process_id == process_id)
        .values(expires_at=expires_at)
        .returning(Presence.connection_id, Presence.room_id)
    )
    return {(connection_id, room_id) for connection_id, room_id in kept}


def remove_expired(session: Session) -> None:
    """Give up the seats of processes that died. In the system's scope."""
    gone = session.execute(
        delete(Presence)
        .where(Presence.expires_at < utc_now())
        .returning(Presence.tenant_id, Presence.room_id, Presence.user_id, Presence.is_shown)
    )
    _tell_gone(session, [(*row[:3],) for row in gone if row.is_shown])


def _list_present(session: Session, tenant_id: UUID, room_id: UUID) -> Sequence[Present]:
    """Those who are in a room, each once."""
    wanted = select(Presence.user_id).where(
        Presence.tenant_id == tenant_id,
        Presence.room_id == room_id,
        Presence.is_shown,
        Presence.expires_at > utc_now(),
    )
    names = names_of(session, tenant_id, wanted)
    return [Present(user_id=user_id, name=name) for user_id, name in sorted(names.items(), key=lambda item: item[1])]


def _tell_gone(session: Session, gone: Iterable[tuple[UUID, UUID, UUID]]) -> None:
    # In the order of rooms, since each of them is locked.
    for tenant_id, room_id, user_id in sorted(set(gone), key=lambda seat: seat[1]):
        lock_room(session, tenant_id, room_id)
        if _is_there(session, tenant_id, room_id, user_id):
            continue
        name = session.scalar(select(Room.name).where(Room.id == room_id, Room.tenant_id == tenant_id))
        if name is not None:
            _tell(session, tenant_id, name, user_id, "gone", None)


def _is_there(session: Session, tenant_id: UUID, room_id: UUID, user_id: UUID) -> bool:
    there = select(Presence.connection_id).where(
        Presence.tenant_id == tenant_id,
        Presence.room_id == room_id,
        Presence.user_id == user_id,
        Presence.is_shown,
        Presence.expires_at > utc_now(),
    )
    return session.scalar(there.limit(1)) is not None


def _tell(session: Session, tenant_id: UUID, room: str, user_id: UUID, state: str, name: str | None) -> None:
    payload = {"user_id": str(user_id), "state": state, "name": name}
    tell(session, tenant_id, room, "presence", payload, subject=f"presence:{user_id}", sender_id=user_id)
