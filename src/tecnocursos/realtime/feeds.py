"""The rooms that somebody of this process is in: reads what they say, once, and hands it to each.

A room's events are read from the database in the order of their numbers, whatever woke us; a wake-up only says that it
is time to read. So nothing is lost, repeated or out of order, however wake-ups come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.infra.bus import WakeUp
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.realtime import queries
from tecnocursos.realtime.connection import WAITING_LIMIT_BYTES, Connection
from tecnocursos.realtime.frames import frame
from tecnocursos.realtime.presence import Present
from tecnocursos.realtime.queries import News

log = structlog.get_logger(__name__)

_PAGE: Final = 500
_REPLAY_LIMIT: Final = 1_000
_REPLAY_LIMIT_BYTES: Final = WAITING_LIMIT_BYTES // 2
"""Who missed more than this reads anew."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A room as it was when somebody entered it, themselves included."""

    room_id: UUID
    seq: int
    present: Sequence[Present]


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


class Feeds:
    """Lives on the event loop; `in_thread` runs what talks to the database."""

    def __init__(self, database: Database, in_thread: Callable[[Callable[[], Any]], Awaitable[Any]]) -> None:
        self._database = database
        self._in_thread = in_thread
        self._feeds: dict[UUID, Feed] = {}
        self._entering = 0
        self._overheard: dict[UUID, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @contextmanager
    def overhearing(self) -> Iterator[None]:
        """Note what wakes rooms that have no feed yet: somebody may have entered and not be admitted."""
        self._entering += 1
        try:
            yield
        finally:
            self._entering -= 1
            if not self._entering:
                self._overheard.clear()

    async def admit(
        self, connection: Connection, name: str, entered: Entered, since: int | None, ref: str | None
    ) -> None:
        """Bring the connection up to where the room is; from then on it gets all that is said there."""
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

    async def forget(self, connection: Connection, room_id: UUID) -> None:
        """Give the connection nothing more of this room."""
        feed = self._feeds.get(room_id)
        if feed is not None:
            async with feed.lock:
                feed.members.discard(connection)
                self._drop_if_empty(feed)

    def woken(self, wake_up: WakeUp) -> None:
        """A room said something: read it, if anybody here is in it."""
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

    async def poll(self) -> None:
        """What no wake-up told, e.g. while Redis is away, or from processes that share nothing but the database."""
        while True:
            await asyncio.sleep(self._database.bus.poll_seconds)
            room_ids = list(self._feeds)
            try:
                seqs = await self._in_thread(lambda ids=room_ids: self._last_seqs(ids))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  the next poll must still come
                log.warning("rooms_not_polled", error=type(error).__name__)
                continue
            for room_id, seq in seqs.items():
                self.woken(WakeUp(room_id, seq))

    async def _bring_up(
        self, connection: Connection, feed: Feed, entered: Entered, since: int | None, ref: str | None
    ) -> None:
        """Under the feed's lock: bring the feed to where the room was entered, then the newcomer up to the feed."""
        while feed.seq < entered.seq and not (await self._advance(feed)).is_whole:
            pass
        seq = feed.seq
        here = [one.model_dump(mode="json") for one in entered.present]
        connection.offer(frame("join_room", room=feed.name, seq=seq, here=here, ref=ref))
        if since is not None:
            # What is newer than the feed comes to everybody with its next reading.
            missed = await self._in_thread(lambda: self._read(feed, since, _REPLAY_LIMIT, until=seq))
            size = sum(map(len, missed.frames))
            if missed.is_gap or not missed.is_whole or size > _REPLAY_LIMIT_BYTES:
                connection.offer(frame("gap", room=feed.name, since=since, seq=seq))
            else:
                for text in missed.frames:
                    connection.offer(text)
                connection.offer(frame("resumed", room=feed.name, since=since, seq=seq))
        feed.members.add(connection)
        self.woken(WakeUp(feed.room_id, self._overheard.get(feed.room_id, 0)))

    async def _advance(self, feed: Feed) -> News:
        """Under the feed's lock: give its members the next page of what the room said."""
        news: News = await self._in_thread(lambda: self._read(feed, feed.seq, _PAGE))
        if news.is_gap:
            feed.offer(frame("gap", room=feed.name, since=feed.seq, seq=news.seq))
        for text in news.frames:
            feed.offer(text)
        feed.seq = news.seq
        return news

    def _read(self, feed: Feed, since: int, limit: int, until: int | None = None) -> News:
        with self._database.transaction(feed.tenant_id, is_reading=True) as session:
            return queries.read_news(session, feed.tenant_id, feed.room_id, since, limit, until)

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

    def _last_seqs(self, room_ids: list[UUID]) -> dict[UUID, int]:
        with self._database.transaction(SYSTEM, is_reading=True) as session:
            return dict(queries.last_seqs(session, room_ids))

    def _drop_if_empty(self, feed: Feed) -> None:
        if not feed.members and self._feeds.get(feed.room_id) is feed:
            del self._feeds[feed.room_id]

    def _spawn(self, step: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(step)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
