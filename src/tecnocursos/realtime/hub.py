"""The sockets of one server process and the rooms they are in: reads what rooms say, once, and hands it to each.

A room's events are read from the database in the order of their numbers, whatever woke us; a wake-up only says that it
is time to read. So nothing is lost, repeated or out of order, however wake-ups come.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from anyio import CapacityLimiter, to_thread
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.config import RealtimeSettings
from tecnocursos.infra.bus import WakeUp
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.telemetry import Metrics
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import LimitReached, NotFound
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime import chat, presence, queries
from tecnocursos.realtime.access import RoomKinds, is_shown, require_entry, require_voice
from tecnocursos.realtime.chat import Said
from tecnocursos.realtime.chat_writing import ChatWriter
from tecnocursos.realtime.connection import ROOM_LIMIT, WAITING_LIMIT_BYTES, Connection
from tecnocursos.realtime.frames import Chat, frame
from tecnocursos.realtime.presence import Present, Seat
from tecnocursos.realtime.queries import News
from tecnocursos.realtime.service import write_told
from tecnocursos.realtime.upkeep import Upkeep

log = structlog.get_logger(__name__)

Result = TypeVar("Result")
Wish = tuple[str, int | None]
"""A room to enter, and the last number that was seen there."""

_THREADS: Final = 4
"""Of the database's connections, sockets use so many at most."""
_PAGE: Final = 500
_REPLAY_LIMIT: Final = 1_000
_REPLAY_LIMIT_BYTES: Final = WAITING_LIMIT_BYTES // 2
"""Who missed more than this reads anew."""
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


class Feed:
    """A room with somebody of this process in it."""

    def __init__(self, tenant_id: UUID, room_id: UUID, name: str, seq: int) -> None:
        self.tenant_id = tenant_id
        self.room_id = room_id
        self.name = name
        self.members: set[Connection] = set()
        self.seq = seq
        """Members have all events up to this one."""
        self.wanted = 0
        self.is_pumping = False
        self.lock = asyncio.Lock()

    def offer(self, text: str) -> None:
        for member in self.members:
            member.offer(text)


@dataclass(frozen=True, slots=True)
class _Entered:
    """A room as it was when somebody entered it, themselves included."""

    room_id: UUID
    seq: int
    present: Sequence[Present]


class Hub:
    """Lives on the event loop; talks to the database on threads of its own, and only while somebody is connected."""

    def __init__(self, database: Database, kinds: RoomKinds, settings: RealtimeSettings, metrics: Metrics) -> None:
        self.database = database
        self.settings = settings
        self.process_id = new_id()
        self.connections: set[Connection] = set()
        self._kinds = kinds
        self._metrics = metrics
        self._feeds: dict[UUID, Feed] = {}
        self._sockets_of: Counter[UUID] = Counter()
        self._limiter = CapacityLimiter(_THREADS)
        self._tasks: set[asyncio.Task[None]] = set()
        self._upkeep: list[asyncio.Task[None]] = []
        self._stop_listening: Callable[[], None] | None = None
        self._entering = 0
        self._overheard: dict[UUID, int] = {}
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
                lambda wake_up: loop.call_soon_threadsafe(self._woken, wake_up)
            )
            self._upkeep = [loop.create_task(self._poll()), loop.create_task(self._look_after())]

    async def remove(self, connection: Connection) -> None:
        if connection not in self.connections:
            return
        self.connections.discard(connection)
        self._metrics.sockets.set(len(self.connections))
        self._sockets_of -= Counter([connection.user_id])
        room_ids = list(connection.rooms.values())
        connection.rooms.clear()
        for room_id in room_ids:
            await self._forget(connection, room_id)
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
        with self._overhearing():
            entered = await self.in_thread(lambda: self._enter(connection, actor, names))
            connection.rooms |= {name: room.room_id for name, room in entered.items()}
            for name, since in wishes:
                await self._admit(connection, name, entered[name], since, ref)

    async def leave(self, connection: Connection, name: str) -> None:
        """Raises RoomNotJoined."""
        room_id = connection.rooms.pop(name, None)
        if room_id is None:
            raise RoomNotJoined
        await self._forget(connection, room_id)
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

    def _enter(self, connection: Connection, actor: Actor, names: Iterable[str]) -> dict[str, _Entered]:
        expires_at = utc_now() + timedelta(seconds=self.settings.presence_seconds)
        with self.database.transaction(actor.tenant_id) as session:
            entered = {}
            # In the order of names, in which everybody locks rooms.
            for name in sorted(names):
                require_entry(session, actor, name, self._kinds)
                is_locked = is_shown(actor, name)
                room_id, seq = queries.open_room(session, actor.tenant_id, name, is_locked=is_locked)
                present = presence.enter(session, self._seat(connection, name, room_id), expires_at)
                entered[name] = _Entered(room_id, seq, present)
            told = write_told(session)
            return {name: replace(room, seq=told.get(room.room_id, room.seq)) for name, room in entered.items()}

    @contextmanager
    def _overhearing(self) -> Iterator[None]:
        """Note what wakes rooms that have no feed yet: somebody may have entered and not be admitted."""
        self._entering += 1
        try:
            yield
        finally:
            self._entering -= 1
            if not self._entering:
                self._overheard.clear()

    async def _admit(
        self, connection: Connection, name: str, entered: _Entered, since: int | None, ref: str | None
    ) -> None:
        while True:
            feed = self._feeds.get(entered.room_id)
            if feed is None:
                feed = Feed(connection.actor.tenant_id, entered.room_id, name, entered.seq)
                self._feeds[entered.room_id] = feed
            async with feed.lock:
                if self._feeds.get(entered.room_id) is not feed:
                    continue  # The last one left meanwhile.
                feed.members.discard(connection)
                try:
                    await self._bring_up(connection, feed, entered, since, ref)
                finally:
                    self._drop_if_empty(feed)
                return

    async def _bring_up(
        self, connection: Connection, feed: Feed, entered: _Entered, since: int | None, ref: str | None
    ) -> None:
        """Under the feed's lock: bring the feed to where the room was entered, then the newcomer up to the feed."""
        while feed.seq < entered.seq and not (await self._advance(feed)).is_whole:
            pass
        seq = feed.seq
        here = [one.model_dump(mode="json") for one in entered.present]
        connection.offer(frame("join_room", room=feed.name, seq=seq, here=here, ref=ref))
        if since is not None:
            # What is newer than the feed comes to everybody with its next reading.
            missed = await self.in_thread(lambda: self._read(feed, since, _REPLAY_LIMIT, until=seq))
            size = sum(map(len, missed.frames))
            if missed.is_gap or not missed.is_whole or size > _REPLAY_LIMIT_BYTES:
                connection.offer(frame("gap", room=feed.name, since=since, seq=seq))
            else:
                for text in missed.frames:
                    connection.offer(text)
                connection.offer(frame("resumed", room=feed.name, since=since, seq=seq))
        feed.members.add(connection)
        self._woken(WakeUp(feed.room_id, self._overheard.get(feed.room_id, 0)))

    async def _advance(self, feed: Feed) -> News:
        """Under the feed's lock: give its members the next page of what the room said."""
        news = await self.in_thread(lambda: self._read(feed, feed.seq, _PAGE))
        if news.is_gap:
            feed.offer(frame("gap", room=feed.name, since=feed.seq, seq=news.seq))
        for text in news.frames:
            feed.offer(text)
        feed.seq = news.seq
        return news

    def _read(self, feed: Feed, since: int, limit: int, until: int | None = None) -> News:
        with self.database.transaction(feed.tenant_id, is_reading=True) as session:
            return queries.read_news(session, feed.tenant_id, feed.room_id, since, limit, until)

    def _woken(self, wake_up: WakeUp) -> None:
        feed = self._feeds.get(wake_up.room_id)
        if feed is None:
            if self._entering:
                self._overheard[wake_up.room_id] = max(wake_up.seq, self._overheard.get(wake_up.room_id, 0))
            return
        if wake_up.seq <= feed.seq:
            return
        feed.wanted = max(feed.wanted, wake_up.seq)
        if not feed.is_pumping:
            feed.is_pumping = True
            self._spawn(self._pump(feed))

    async def _pump(self, feed: Feed) -> None:
        try:
            while feed.members and feed.wanted > feed.seq:
                async with feed.lock:
                    news = await self._advance(feed)
                if news.is_whole and news.seq < feed.wanted:
                    return  # Somebody promised more than there is.
        except SQLAlchemyError as error:
            # The next wake-up or the next poll tries again.
            log.warning("room_not_read", error=type(error).__name__)
        finally:
            feed.wanted = feed.seq
            feed.is_pumping = False

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

    async def _poll(self) -> None:
        """What no wake-up told, e.g. while Redis is away, or from processes that share nothing but the database."""
        while True:
            await asyncio.sleep(self.database.bus.poll_seconds)
            room_ids = list(self._feeds)
            try:
                seqs = await self.in_thread(lambda ids=room_ids: self._last_seqs(ids))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  the next poll must still come
                log.warning("rooms_not_polled", error=type(error).__name__)
                continue
            for room_id, seq in seqs.items():
                self._woken(WakeUp(room_id, seq))

    def _last_seqs(self, room_ids: list[UUID]) -> dict[UUID, int]:
        with self.database.transaction(SYSTEM, is_reading=True) as session:
            return dict(queries.last_seqs(session, room_ids))

    def _require_members(self, tenant_id: UUID, users: Collection[UUID]) -> None:
        with self.database.transaction(tenant_id, is_reading=True) as session:
            chat.require_members(session, tenant_id, users)

    async def _forget(self, connection: Connection, room_id: UUID) -> None:
        feed = self._feeds.get(room_id)
        if feed is not None:
            async with feed.lock:
                feed.members.discard(connection)
                self._drop_if_empty(feed)

    def _drop_if_empty(self, feed: Feed) -> None:
        if not feed.members and self._feeds.get(feed.room_id) is feed:
            del self._feeds[feed.room_id]

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

    def _spawn(self, step: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(step)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
