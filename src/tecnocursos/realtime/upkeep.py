"""What is done for all connections of a process once in a while: sign-ins, expiry, silence, presence."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from tecnocursos.accounts.standing import permissions_of_keys, permissions_of_sign_ins
from tecnocursos.config import RealtimeSettings
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.kit.actor import Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotAuthenticated
from tecnocursos.realtime import presence
from tecnocursos.realtime.connection import Connection
from tecnocursos.realtime.frames import CloseCode, error_frame, frame
from tecnocursos.realtime.presence import Seat

Place = tuple[UUID, UUID]
"""A connection and a room that it is in."""


class TokenExpired(NotAuthenticated):
    code = "token_expired"
    en = "The token has expired. Send a new one within {seconds} seconds, or connect again."
    pt = "O token expirou. Envie um novo em {seconds} segundos, ou conecte-se de novo."


class InThread(Protocol):
    def __call__(self, function: Callable[[], Any]) -> Awaitable[Any]: ...


class Upkeep:
    def __init__(self, database: Database, settings: RealtimeSettings, process_id: UUID) -> None:
        self._database = database
        self._settings = settings
        self._process_id = process_id
        self._beat_at = time.monotonic()

    async def look_after(self, connections: Collection[Connection], in_thread: InThread) -> None:
        """Close those whose sign-in has ended, whose token ran out, or who are silent; prompt the others."""
        asked = [(connection, connection.actor) for connection in connections]
        sign_in_ids = {actor.session_id for _, actor in asked if actor.session_id is not None}
        key_ids = {actor.key_id for _, actor in asked if actor.key_id is not None}
        permissions: Mapping[UUID | None, frozenset[Permission]] = await in_thread(
            lambda: self._permissions(sign_in_ids, key_ids)
        )
        for connection, actor in asked:
            # One that renewed its token meanwhile was checked then.
            if connection.actor is actor:
                self._check_standing(connection, permissions.get(actor.key_id or actor.session_id))
            self._check_expiry(connection)
            self._check_silence(connection)

    async def keep_seats(
        self, connections: Collection[Connection], seats: Callable[[], Mapping[Place, Seat]], in_thread: InThread
    ) -> None:
        """Say that those who are connected here are still there, in time before they would be taken for gone."""
        if time.monotonic() - self._beat_at < self._settings.presence_seconds / 3:
            return
        self._beat_at = time.monotonic()
        before = seats()
        kept: set[Place] = await in_thread(self._beat)
        # People come and go meanwhile: only what was and still is counts as lost, only who is not here at all as left.
        lost = [seat for place, seat in seats().items() if place in before and place not in kept]
        present = {connection.id for connection in connections}
        left = [place for place in kept if place[0] not in present]
        if lost or left:
            await in_thread(lambda: self._mend(lost, left))

    def _permissions(
        self, sign_in_ids: Collection[UUID], key_ids: Collection[UUID]
    ) -> Mapping[UUID, frozenset[Permission]]:
        with self._database.transaction(SYSTEM, is_reading=True) as session:
            permissions = dict(permissions_of_sign_ins(session, sign_in_ids))
            return permissions | dict(permissions_of_keys(session, key_ids)) if key_ids else permissions

    def _check_standing(self, connection: Connection, permissions: frozenset[Permission] | None) -> None:
        if permissions is None:
            connection.close(CloseCode.NOT_AUTHENTICATED)
        elif Permission.READ_CONTENT not in permissions:
            connection.close(CloseCode.NOT_ALLOWED)
        elif permissions != connection.actor.permissions:
            connection.limit_to(permissions)

    def _check_expiry(self, connection: Connection) -> None:
        if connection.expires_at is None:
            return
        seconds = self._settings.expired_seconds
        late = (utc_now() - connection.expires_at).total_seconds()
        if late > seconds:
            connection.close(CloseCode.NOT_AUTHENTICATED)
        elif late > 0 and not connection.is_expiry_told:
            connection.is_expiry_told = True
            connection.offer(error_frame(TokenExpired(seconds=round(seconds))))

    def _check_silence(self, connection: Connection) -> None:
        silent_for = time.monotonic() - connection.heard_at
        if silent_for > self._settings.idle_seconds:
            connection.close(CloseCode.TOO_SLOW)
        elif silent_for > self._settings.idle_seconds / 3 and not connection.is_pinged:
            connection.is_pinged = True
            connection.offer(frame("ping"))

    def _beat(self) -> set[Place]:
        with self._database.transaction(SYSTEM) as session:
            kept = presence.beat(session, self._process_id, self._expiry())
            presence.remove_expired(session)
        return kept

    def _mend(self, lost: Collection[Seat], left: Collection[Place]) -> None:
        # Those that others took for gone while this process stood still are there again.
        for seat in lost:
            with self._database.transaction(seat.tenant_id) as session:
                presence.lock_room(session, seat.tenant_id, seat.room_id)
                presence.enter(session, seat, self._expiry())
        with self._database.transaction(SYSTEM) as session:
            for connection_id, room_id in left:
                presence.leave(session, None, connection_id, [room_id])

    def _expiry(self) -> datetime:
        return utc_now() + timedelta(seconds=self._settings.presence_seconds)
