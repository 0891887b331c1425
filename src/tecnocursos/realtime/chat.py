"""What people say in rooms. Kept as history; said with a nonce, it is said once however often it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.realtime.models import Room, RoomEvent
from tecnocursos.realtime.service import tell


@dataclass(frozen=True, slots=True)
class Said:
    tenant_id: UUID
    room: str
    sender_id: UUID | None
    text: str
    nonce: str | None

    @property
    def subject(self) -> str | None:
        return None if self.nonce is None else f"chat:{self.sender_id}:{self.nonce}"


def say(session: Session, tenant_id: UUID, said: Sequence[Said]) -> None:
    """Say these things of people of one tenant, in this order. They were let into the rooms before."""
    known = _already_said(session, tenant_id, said)
    for one in said:
        if (one.room, one.subject) in known:
            continue
        if one.subject is not None:
            known.add((one.room, one.subject))
        payload = {"text": one.text} | ({} if one.nonce is None else {"nonce": one.nonce})
        tell(session, tenant_id, one.room, "chat", payload, subject=one.subject, sender_id=one.sender_id)


def _already_said(session: Session, tenant_id: UUID, said: Sequence[Said]) -> set[tuple[str, str | None]]:
    subjects = {one.subject for one in said if one.subject is not None}
    if not subjects:
        return set()
    rooms = {one.room for one in said}
    # Locked in the order in which they are told, so that the same message on its way twice is seen here.
    lock = select(Room.id).where(Room.tenant_id == tenant_id, Room.name.in_(rooms)).order_by(Room.name)
    room_ids = session.scalars(lock.with_for_update()).all()
    found = session.execute(
        select(Room.name, RoomEvent.subject)
        .join(Room, Room.id == RoomEvent.room_id)
        .where(RoomEvent.tenant_id == tenant_id, RoomEvent.room_id.in_(room_ids), RoomEvent.subject.in_(subjects))
    )
    return {(room, subject) for room, subject in found}
