"""Wake-ups between processes. The database is the truth; what is lost here arrives a little later, by polling.

Publishing costs the caller nothing: a thread of its own talks to Redis, and while Redis does not answer, wake-ups are
dropped. Listeners in the same process are woken directly, whatever becomes of Redis.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import structlog
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from tecnocursos.config import RedisSettings
from tecnocursos.kit.ids import new_id

log = structlog.get_logger(__name__)

_CHANNEL: Final = "tecnocursos:rooms"
_WAITING_LIMIT: Final = 10_000
_PAUSE_SECONDS: Final = 1.0
"""How long Redis is left alone after it failed."""


@dataclass(frozen=True, slots=True)
class WakeUp:
    """The room has something newer than everything before `seq`, and that itself."""

    room_id: UUID
    seq: int


Listener = Callable[[WakeUp], object]
"""Called on any thread; must return at once."""


class Bus(Protocol):
    poll_seconds: float
    """How often the database is asked for what no wake-up told."""

    def publish(self, wake_ups: Iterable[WakeUp]) -> None:
        """Wake the listeners of all processes. Never raises, never waits."""
        ...

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Give wake-ups to `listener` until the returned function is called."""
        ...

    def close(self) -> None: ...


class MemoryBus:
    """Wakes this process only. Other processes find out by polling, which is therefore frequent."""

    poll_seconds = 0.25

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self._lock = threading.Lock()

    def publish(self, wake_ups: Iterable[WakeUp]) -> None:
        for wake_up in wake_ups:
            self.deliver(wake_up)

    def deliver(self, wake_up: WakeUp) -> None:
        for listener in self._listeners:
            listener(wake_up)

    def listen(self, listener: Listener) -> Callable[[], None]:
        with self._lock:
            self._listeners += (listener,)

        def stop() -> None:
            with self._lock:
                self._listeners = tuple(other for other in self._listeners if other is not listener)

        return stop

    def close(self) -> None:
        self._listeners = ()


class RedisBus:
    """Wakes this process directly and all others through Redis."""

    poll_seconds = 1.0

    def __init__(self, settings: RedisSettings) -> None:
        self._local = MemoryBus()
        self._origin = new_id().hex
        self._timeout = settings.timeout_seconds
        self._redis = Redis.from_url(
            settings.url,
            socket_timeout=settings.timeout_seconds,
            socket_connect_timeout=settings.timeout_seconds,
            retry=Retry(NoBackoff(), 0),
        )
        self._waiting: dict[UUID, int] = {}
        self._changed = threading.Condition()
        self._publisher: threading.Thread | None = None
        self._subscriber: threading.Thread | None = None
        self._listening = 0
        self._is_closed = False

    def publish(self, wake_ups: Iterable[WakeUp]) -> None:
        wake_ups = list(wake_ups)
        self._local.publish(wake_ups)
        with self._changed:
            for wake_up in wake_ups:
                if len(self._waiting) < _WAITING_LIMIT:
                    self._waiting[wake_up.room_id] = max(wake_up.seq, self._waiting.get(wake_up.room_id, 0))
            # A process that was forked has no thread of its parent.
            if not self._is_closed and (self._publisher is None or not self._publisher.is_alive()):
                self._publisher = threading.Thread(target=self._send, name="bus publisher", daemon=True)
                self._publisher.start()
            self._changed.notify_all()

    def listen(self, listener: Listener) -> Callable[[], None]:
        stop_locally = self._local.listen(listener)
        with self._changed:
            self._listening += 1
            if self._subscriber is None or not self._subscriber.is_alive():
                self._subscriber = threading.Thread(target=self._receive, name="bus subscriber", daemon=True)
                self._subscriber.start()

        def stop() -> None:
            stop_locally()
            with self._changed:
                self._listening -= 1
                self._changed.notify_all()

        return stop

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._listening = 0
            self._waiting.clear()
            self._changed.notify_all()
        for thread in (self._publisher, self._subscriber):
            if thread is not None:
                thread.join(timeout=2 + self._timeout)
        self._redis.close()

    def _send(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_closed)
                if self._is_closed:
                    return
                waiting, self._waiting = self._waiting, {}
            try:
                with self._redis.pipeline(transaction=False) as pipeline:
                    for room_id, seq in waiting.items():
                        pipeline.publish(_CHANNEL, f"{self._origin} {room_id.hex} {seq}")
                    pipeline.execute()
            except (RedisError, OSError) as error:
                log.warning("bus_unavailable", error=type(error).__name__)
                self._pause(lambda: self._is_closed)

    def _receive(self) -> None:
        while self._is_wanted():
            try:
                with self._subscribed() as messages:
                    for message in messages:
                        self._take(message)
            except (RedisError, OSError) as error:
                log.warning("bus_not_heard", error=type(error).__name__)
                self._pause(lambda: not self._listening)

    @contextmanager
    def _subscribed(self) -> Iterator[Iterator[Any]]:
        with self._redis.pubsub(ignore_subscribe_messages=True) as channel:  # type: ignore[no-untyped-call]
            channel.subscribe(_CHANNEL)

            def messages() -> Iterator[Any]:
                while self._is_wanted():
                    yield channel.get_message(timeout=_PAUSE_SECONDS)

            yield messages()

    def _take(self, message: Any) -> None:
        # Whoever can reach Redis could write anything there; it only ever makes us look into the database.
        try:
            origin, room, seq = message["data"].decode().split()
            wake_up = WakeUp(UUID(room), int(seq))
        except (TypeError, KeyError, ValueError, AttributeError):
            return
        if origin != self._origin:
            self._local.deliver(wake_up)

    def _is_wanted(self) -> bool:
        with self._changed:
            if self._listening and not self._is_closed:
                return True
            self._subscriber = None
            return False

    def _pause(self, until: Callable[[], object]) -> None:
        with self._changed:
            self._changed.wait_for(until, _PAUSE_SECONDS)


def build_bus(settings: RedisSettings) -> Bus:
    return RedisBus(settings) if settings.url else MemoryBus()
