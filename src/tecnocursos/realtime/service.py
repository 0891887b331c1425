"""Telling rooms and people something. Written in the caller's transaction, heard after its commit.

What is told waits until just before the commit: then the rooms are locked in the order of their names, for a moment
only, so that two that tell the same rooms cannot block each other for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, event, insert
from sqlalchemy.orm import Session, SessionTransaction

from tecnocursos.infra.bus import WakeUp
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime.models import Notification, Room, RoomEvent
from tecnocursos.realtime.names import user_room

_PENDING: Final = "realtime.pending"

KEPT_FOR: Mapping[str, timedelta | None] = {
    "chat": None,
    "progress": timedelta(hours=24),
    "presence": timedelta(hours=1),
}
"""How long a kind of event is kept; None: as history."""
_KEPT_OTHERWISE = timedelta(days=7)


@dataclass(slots=True)
class _Told:
    tenant_id: UUID
    room: str
    kind: str
    payload: dict[str, Any]
    subject: str | None
    sender_id: UUID | None
    at: datetime = field(default_factory=utc_now)


def tell(
    session: Session,
    tenant_id: UUID,
    room: str,
    kind: str,
    payload: Mapping[str, Any],
    *,
    subject: str | None = None,
    sender_id: UUID | None = None,
) -> None:
    """Say something in a room, e.g. `project:<id>`: everyone in it gets `payload` (JSON) as an event of this `kind`.

    With `subject` it replaces what was said about the same subject before, where only the last word matters.
    """
    told = _Told(tenant_id, room, kind, dict(payload), subject, sender_id)
    _outgoing(session).pending.append(told)


def notify(session: Session, tenant_id: UUID, user_id: UUID, kind: str, payload: Mapping[str, Any]) -> None:
    """Let one person know: it is kept until they have read it, and shown at once where they are connected."""
    notification = Notification(
        id=new_id(), created_at=utc_now(), tenant_id=tenant_id, user_id=user_id, kind=kind, payload=dict(payload)
    )
    session.add(notification)
    shown = {"id": str(notification.id), "kind": kind, "payload": notification.payload}
    tell(session, tenant_id, user_room(user_id), "notification", shown)


def write_told(session: Session) -> Mapping[UUID, int]:
    """Write what was told so far; gives how far its rooms are, which are locked until the transaction ends."""
    return {wake_up.room_id: wake_up.seq for wake_up in _outgoing(session).write(session)}


class _Outgoing:
    """What one session will say when it commits."""

    def __init__(self, session: Session) -> None:
        self.pending: list[_Told] = []
        self._wake_ups: list[WakeUp] = []
        self._length_at: dict[SessionTransaction, int] = {}
        event.listen(session, "after_transaction_create", self._begun)
        event.listen(session, "before_commit", self.write)
        event.listen(session, "after_commit", self._wake)
        event.listen(session, "after_soft_rollback", self._rolled_back)

    def _begun(self, _session: Session, transaction: SessionTransaction) -> None:
        if transaction.nested:
            self._length_at[transaction] = len(self.pending)

    def _rolled_back(self, _session: Session, transaction: SessionTransaction) -> None:
        """What was said inside of what did not happen is not said."""
        del self.pending[self._length_at.pop(transaction, 0) :]
        self._wake_ups.clear()

    def write(self, session: Session) -> Sequence[WakeUp]:
        if session.in_nested_transaction() or not self.pending:
            return ()
        pending, self.pending[:] = list(self.pending), []
        session.flush()
        by_room: dict[tuple[UUID, str], list[_Told]] = defaultdict(list)
        for told in pending:
            by_room[told.tenant_id, told.room].append(told)
        written = [write_events(session, tenant_id, name, said) for (tenant_id, name), said in sorted(by_room.items())]
        self._wake_ups += written
        return written

    def _wake(self, session: Session) -> None:
        if not session.in_nested_transaction() and self._wake_ups:
            wake_ups, self._wake_ups[:] = list(self._wake_ups), []
            session.info["bus"].publish(wake_ups)


def _outgoing(session: Session) -> _Outgoing:
    found = session.info.get(_PENDING)
    if found is None:
        found = session.info[_PENDING] = _Outgoing(session)
    outgoing: _Outgoing = found
    return outgoing


def write_events(session: Session, tenant_id: UUID, name: str, said: list[_Told]) -> WakeUp:
    last_words = {told.subject: told for told in said if told.subject is not None}
    said = [told for told in said if told.subject is None or last_words[told.subject] is told]
    room_id, last_seq = raise_seq(session, tenant_id, name, len(said))
    if last_words:
        said_before = delete(RoomEvent).where(RoomEvent.tenant_id == tenant_id, RoomEvent.room_id == room_id)
        session.execute(said_before.where(RoomEvent.subject.in_(last_words)))
    first_seq = last_seq - len(said) + 1
    session.execute(
        insert(RoomEvent),
        [
            {
                "id": new_id(),
                "created_at": told.at,
                "tenant_id": tenant_id,
                "room_id": room_id,
                "seq": seq,
                "kind": told.kind,
                "payload": told.payload,
                "subject": told.subject,
                "sender_id": told.sender_id,
                "expires_at": _expiry(told),
            }
            for seq, told in enumerate(said, first_seq)
        ],
    )
    return WakeUp(room_id, last_seq)


def raise_seq(session: Session, tenant_id: UUID, name: str, count: int) -> tuple[UUID, int]:
    """The room, made if need be, and its new last number; the room is locked until the transaction ends."""
    wanted = insert_into(session, Room).values(
        id=new_id(),
        created_at=utc_now(),
        tenant_id=tenant_id,
        name=name,
        last_seq=count,
        pruned_seq=0,
        told_at=utc_now(),
    )
    raised = wanted.on_conflict_do_update(
        index_elements=[Room.tenant_id, Room.name],
        set_={"last_seq": Room.last_seq + count, "told_at": wanted.excluded.told_at},
    ).returning(Room.id, Room.last_seq)
    room_id, last_seq = session.execute(raised).one()
    return room_id, last_seq


def _expiry(told: _Told) -> datetime | None:
    kept_for = KEPT_FOR.get(told.kind, _KEPT_OTHERWISE)
    return None if kept_for is None else told.at + kept_for
