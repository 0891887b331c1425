"""What was said in rooms, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.access import RoomKinds, require_entry
from tecnocursos.realtime.frames import event_frame
from tecnocursos.realtime.models import Presence, Room, RoomEvent
from tecnocursos.realtime.service import raise_seq

_NEWEST_FIRST = SortOrder("-seq", (RoomEvent.seq,), is_descending=True)
_MOST_ROOMS: Final = 200


@dataclass(frozen=True, slots=True)
class News:
    """What a room said after some number."""

    frames: Sequence[str]
    seq: int
    """Everything up to this number is told."""
    is_whole: bool
    """False: there is more."""
    is_gap: bool
    """Something in between is gone, or the number is of no time of this room."""


def read_news(
    session: Session, tenant_id: UUID, room_id: UUID, since: int, limit: int, until: int | None = None
) -> News:
    """At most `limit` events after `since`, up to `until`."""
    wanted = select(Room.name, Room.last_seq, Room.pruned_seq).where(Room.id == room_id, Room.tenant_id == tenant_id)
    # Read before the events: an event with a number up to this one was committed before it.
    room = session.execute(wanted).one_or_none()
    if room is None:
        return News((), since, is_whole=True, is_gap=True)
    if since == room.last_seq:
        return News((), room.last_seq, is_whole=True, is_gap=False)
    if since < room.pruned_seq or since > room.last_seq:
        return News((), room.last_seq, is_whole=True, is_gap=True)
    after = select(RoomEvent).where(
        RoomEvent.room_id == room_id, RoomEvent.seq > since, RoomEvent.tenant_id == tenant_id
    )
    if until is not None:
        after = after.where(RoomEvent.seq <= until)
    events = session.scalars(after.order_by(RoomEvent.seq).limit(limit)).all()
    frames = [
        event_frame(event.kind, room.name, event.seq, event.created_at, event.sender_id, event.payload)
        for event in events
    ]
    last = events[-1].seq if events else 0
    is_whole = len(events) < limit
    return News(frames, max(room.last_seq, last) if is_whole else last, is_whole, is_gap=False)


def last_seqs(session: Session, room_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How far each room is. In the system's scope."""
    found = session.execute(select(Room.id, Room.last_seq).where(Room.id.in_(room_ids)))
    return {row.id: row.last_seq for row in found}


def open_room(session: Session, tenant_id: UUID, name: str, *, is_locked: bool) -> tuple[UUID, int]:
    """The id of a room, which is made if need be, and how far it is."""
    wanted = select(Room.id, Room.last_seq).where(Room.tenant_id == tenant_id, Room.name == name)
    found = session.execute(wanted.with_for_update() if is_locked else wanted).one_or_none()
    return (found.id, found.last_seq) if found else raise_seq(session, tenant_id, name, 0)


def list_messages(
    session: Session, actor: Actor, name: str, kinds: RoomKinds, *, cursor: str | None = None, limit: int
) -> Slice[RoomEvent]:
    """A room's chat, newest first. Raises what `require_entry` raises."""
    require_entry(session, actor, name, kinds)
    wanted = (
        select(RoomEvent)
        .join(Room, Room.id == RoomEvent.room_id)
        .where(Room.tenant_id == actor.tenant_id, Room.name == name, RoomEvent.kind == "chat")
        .where(RoomEvent.tenant_id == actor.tenant_id)
    )
    return fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)


@dataclass(frozen=True, slots=True)
class OpenRoom:
    name: str
    connections: int
    people: int
    last_seq: int


@dataclass(frozen=True, slots=True)
class Connected:
    connections: int
    people: int
    rooms: int
    events: int


def list_open_rooms(session: Session, actor: Actor) -> list[OpenRoom]:
    """The rooms in which somebody is, personal ones left out, the fullest first."""
    actor.require(Permission.READ_CONTENT)
    people = func.count(distinct(Presence.user_id))
    found = session.execute(
        select(Room.name, func.count(Presence.connection_id), people, Room.last_seq)
        .join(Presence, Presence.room_id == Room.id)
        .where(Room.tenant_id == actor.tenant_id, Room.name.not_like("user:%"), Presence.expires_at > utc_now())
        .group_by(Room.id, Room.name, Room.last_seq)
        .order_by(people.desc(), Room.name)
        .limit(_MOST_ROOMS)
    )
    return [OpenRoom(*row) for row in found]


def count_connected(session: Session, actor: Actor) -> Connected:
    actor.require(Permission.READ_OPERATIONS)
    there = (Presence.tenant_id == actor.tenant_id, Presence.expires_at > utc_now())
    connections, rooms = session.execute(
        select(func.count(distinct(Presence.connection_id)), func.count(distinct(Presence.room_id))).where(*there)
    ).one()
    events = select(func.count()).select_from(RoomEvent).where(RoomEvent.tenant_id == actor.tenant_id)
    return Connected(
        connections=connections,
        people=count_people(session, actor.tenant_id),
        rooms=rooms,
        events=session.scalar(events) or 0,
    )


def count_people(session: Session, tenant_id: UUID) -> int:
    """How many people of a tenant are connected."""
    wanted = select(func.count(distinct(Presence.user_id))).where(
        Presence.tenant_id == tenant_id, Presence.expires_at > utc_now()
    )
    return session.scalar(wanted) or 0
