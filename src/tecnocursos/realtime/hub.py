"""The sockets of one server process: who is connected, which rooms they enter and leave, and what they say there.

What the rooms say comes to them through `feeds`.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar
from uuid import UUID

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.config import RealtimeSettings
from tecnocursos.infra.database import Database
from tecnocursos.infra.telemetry import Metrics
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import LimitReached, NotFound
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime import chat, presence, queries
from tecnocursos.realtime.access import RoomKinds, is_shown, require_entry, require_voice
from tecnocursos.realtime.chat import Said
from tecnocursos.realtime.chat_writing import ChatWriter
from tecnocursos.realtime.connection import ROOM_LIMIT, Connection
from tecnocursos.realtime.feeds import Entered, Feeds
from tecnocursos.realtime.frames import Chat
from tecnocursos.realtime.presence import Seat
from tecnocursos.realtime.service import write_told
from tecnocursos.realtime.upkeep import Upkeep

log = structlog.get_logger(__name__)

Result = TypeVar("Result")
Wish = tuple[str, int | None]
"""A room to enter, and the last number that was seen there."""

_THREADS: Final = 4
"""Of the database's connections, sockets use so many at most."""
_SOCKETS_OF_ONE_PERSON: Final = 20


class RoomNotJoined(NotFound):
    code = "room_not_joined"
    en = "Join the room first."
    pt = "Entre na sala primeiro."


class TooManyRooms(LimitReached):
    code = "too_many_rooms"
    en = "One connection may be in {limit} rooms."
    pt = "Uma conexão pode estar em {limit} salas."


class TooManyConnections(LimitReached):
    code = "too_many_connections"
    en = "One person may have {limit} connections."
    pt = "Uma pessoa pode ter {limit} conexões."


class Hub:
    """Lives on the event loop; talks to the database on threads of its own, and only while somebody is connected."""

    def __init__(self, database: Database, kinds: RoomKinds, settings: RealtimeSettings, metrics: Metrics) -> None:
        self.database = database
        self.settings = settings
        self.process_id = new_id()
        self.connections: set[Connection] = set()
        self._kinds = kinds
        self._metrics = metrics
        self._feeds = Feeds(database, self.in_thread)
        self._sockets_of: Counter[UUID] = Counter()
        self._limiter = CapacityLimiter(_THREADS)
        self._upkeep: list[asyncio.Task[None]] = []
        self._stop_listening: Callable[[], None] | None = None
        self._writer = ChatWriter(database, self.in_thread)

    async def in_thread(self, function: Callable[[], Result]) -> Result:
        return await to_thread.run_sync(function, limiter=self._limiter)

    def add(self, connection: Connection) -> None:
        """Raises TooManyConnections."""
        if self._sockets_of[connection.user_id] >= _SOCKETS_OF_ONE_PERSON:
            raise TooManyConnections(limit=_SOCKETS_OF_ONE_PERSON)
        self._sockets_of[connection.user_id] += 1
        self.connections.add(connection)
        self._metrics.sockets.set(len(self.connections))
        if self._stop_listening is None:
            loop = asyncio.get_running_loop()
            self._stop_listening = self.database.bus.listen(
                lambda wake_up: loop.call_soon_threadsafe(self._feeds.woken, wake_up)
            )
            self._upkeep = [loop.create_task(self._feeds.poll()), loop.create_task(self._look_after())]

    async def remove(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.discard(connection)
        self._metrics.sockets.set(len(self.connections))
        self._sockets_of -= Counter([connection.user_id])
        room_ids = list(connection.rooms.values())
        connection.rooms.clear()
        for room_id in room_ids:
            await self._feeds.forget(connection, room_id)
        if not self.connections and self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None
            for task in self._upkeep:
                task.cancel()
        await self._give_up_seats(connection, room_ids)

    async def join(self, connection: Connection, wishes: Sequence[Wish], ref: str | None = None) -> None:
        """Let the connection into rooms: it gets what it missed in each, then everything from now on.

        Raises what `require_entry` raises, and TooManyRooms; then it is in none of them.
        """
        names = {name for name, _ in wishes}
        if len(names | connection.rooms.keys()) > ROOM_LIMIT:
            raise TooManyRooms(limit=ROOM_LIMIT)
        actor = connection.actor
        with self._feeds.overhearing():
            entered = await self.in_thread(lambda: self._enter(connection, actor, names))
            connection.rooms |= {name: room.room_id for name, room in entered.items()}
            for name, since in wishes:
                await self._feeds.admit(connection, name, entered[name], since, ref)

    async def leave(self, connection: Connection, name: str) -> None:
        """Raises RoomNotJoined."""
        room_id = connection.rooms.pop(name, None)
        if room_id is None:
            raise RoomNotJoined
        await self._feeds.forget(connection, room_id)
        await self._give_up_seats(connection, [room_id])

    async def say(self, connection: Connection, said: Chat) -> None:
        """Say something in a room, and let those know whom it mentions.

        Raises RoomNotJoined, RoomIsSilent, PermissionMissing, MentionUnknown.
        """
        if said.room not in connection.rooms:
            raise RoomNotJoined
        require_voice(connection.actor, said.room)
        tenant_id = connection.actor.tenant_id
        mentions = frozenset(said.mentions)
        if mentions:
            await self.in_thread(lambda: self._require_members(tenant_id, mentions))
        await self._writer.write(Said(tenant_id, said.room, connection.user_id, said.text, said.nonce, mentions))

    def _seats(self) -> dict[tuple[UUID, UUID], Seat]:
        """The seats of this process, by connection and room."""
        return {
            (connection.id, room_id): self._seat(connection, name, room_id)
            for connection in self.connections
            for name, room_id in connection.rooms.items()
        }

    def _seat(self, connection: Connection, name: str, room_id: UUID) -> Seat:
        return Seat(
            tenant_id=connection.actor.tenant_id,
            room_id=room_id,
            room=name,
            connection_id=connection.id,
            user_id=connection.user_id,
            process_id=self.process_id,
            is_shown=is_shown(connection.actor, name),
        )

    def _enter(self, connection: Connection, actor: Actor, names: Iterable[str]) -> dict[str, Entered]:
        expires_at = utc_now() + timedelta(seconds=self.settings.presence_seconds)
        with self.database.transaction(actor.tenant_id) as session:
            entered = {}
            # In the order of names, in which everybody locks rooms.
            for name in sorted(names):
                require_entry(session, actor, name, self._kinds)
                is_locked = is_shown(actor, name)
                room_id, seq = queries.open_room(session, actor.tenant_id, name, is_locked=is_locked)
                present = presence.enter(session, self._seat(connection, name, room_id), expires_at)
                entered[name] = Entered(room_id, seq, present)
            told = write_told(session)
            return {name: replace(room, seq=told.get(room.room_id, room.seq)) for name, room in entered.items()}

    async def _look_after(self) -> None:
        """Once in a while: close who may no longer be connected, and say that the others are here."""
        upkeep = Upkeep(self.database, self.settings, self.process_id)
        while True:
            await asyncio.sleep(self.settings.check_seconds)
            try:
                await upkeep.look_after(self.connections, self.in_thread)
                await upkeep.keep_seats(self.connections, self._seats, self.in_thread)
            except Exception as error:  # noqa: BLE001  whatever it was, the next look must still be taken
                log.warning("connections_not_checked", error=type(error).__name__)

    def _require_members(self, tenant_id: UUID, users: Collection[UUID]) -> None:
        with self.database.transaction(tenant_id, is_reading=True) as session:
            chat.require_members(session, tenant_id, users)

    async def _give_up_seats(self, connection: Connection, room_ids: list[UUID]) -> None:
        if not room_ids:
            return
        tenant_id = connection.actor.tenant_id

        def give_up() -> None:
            with self.database.transaction(tenant_id) as session:
                presence.leave(session, tenant_id, connection.id, room_ids)

        try:
            await self.in_thread(give_up)
        except SQLAlchemyError as error:
            # They expire.
            log.warning("seats_not_given_up", error=type(error).__name__)
