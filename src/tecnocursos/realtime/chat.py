"""What people say in rooms. Kept as history; said with a nonce, it is said once however often it is sent.

Whoever is mentioned is notified.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.accounts.tenancy import are_members
from tecnocursos.kit.errors import Invalid
from tecnocursos.realtime.models import Room, RoomEvent
from tecnocursos.realtime.service import notify, tell


class MentionUnknown(Invalid):
    code = "chat_mention_unknown"
    en = "Only people of your organisation can be mentioned."
    pt = "Só é possível mencionar pessoas da sua organização."


@dataclass(frozen=True, slots=True)
class Said:
    tenant_id: UUID
    room: str
    sender_id: UUID | None
    text: str
    nonce: str | None
    mentions: frozenset[UUID] = frozenset()

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
        payload: dict[str, Any] = {"text": one.text} | ({} if one.nonce is None else {"nonce": one.nonce})
        if one.mentions:
            payload["mentions"] = sorted(map(str, one.mentions))
        tell(session, tenant_id, one.room, "chat", payload, subject=one.subject, sender_id=one.sender_id)
        for user_id in sorted(one.mentions - {one.sender_id}):
            author = str(one.sender_id) if one.sender_id else None
            notify(session, tenant_id, user_id, "chat.mentioned", {"room": one.room, "author_id": author})


def require_members(session: Session, tenant_id: UUID, users: Collection[UUID]) -> None:
    """Raises MentionUnknown."""
    if not are_members(session, tenant_id, users):
        raise MentionUnknown


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
