"""One connected socket: who is behind it, which rooms it is in, and what waits to be sent to it, within bounds."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime.frames import CloseCode

WAITING_LIMIT: Final = 2_000
WAITING_LIMIT_BYTES: Final = 1024**2
ROOM_LIMIT: Final = 50
_MESSAGES_A_SECOND: Final = 20.0
_BURST: Final = 60.0


class Connection:
    """Lives on the event loop."""

    def __init__(self, actor: Actor, user_id: UUID, expires_at: datetime | None) -> None:
        self.id = new_id()
        self.actor = actor
        self.user_id = user_id
        self.expires_at = expires_at
        """When its token runs out; None: it does not."""
        self.is_expiry_told = False
        self.rooms: dict[str, UUID] = {}
        self.heard_at = time.monotonic()
        self.is_pinged = False
        self.closed = asyncio.Event()
        self.close_code: CloseCode | None = None
        self._waiting: deque[str] = deque()
        self._waiting_bytes = 0
        self._is_filled = asyncio.Event()
        self._tokens = _BURST
        self._refilled_at = time.monotonic()

    def offer(self, text: str) -> None:
        """Send this as soon as the client takes it. One that takes too little is closed, so that memory stays flat."""
        if self.close_code is not None:
            return
        # Characters instead of bytes: near enough for a bound, and it costs nothing.
        if len(self._waiting) >= WAITING_LIMIT or self._waiting_bytes + len(text) > WAITING_LIMIT_BYTES:
            self.close(CloseCode.TOO_SLOW)
            return
        self._waiting.append(text)
        self._waiting_bytes += len(text)
        self._is_filled.set()

    async def next_text(self) -> str:
        """What is to be sent next."""
        while not self._waiting:
            self._is_filled.clear()
            await self._is_filled.wait()
        text = self._waiting.popleft()
        self._waiting_bytes -= len(text)
        return text

    def close(self, code: CloseCode) -> None:
        """Close it for this reason, unless it has one already."""
        if self.close_code is None:
            self.close_code = code
            self._waiting.clear()
            self._waiting_bytes = 0
            self.closed.set()

    def note_heard(self) -> None:
        """The client said something; one that says too much is closed."""
        now = time.monotonic()
        self._tokens = min(_BURST, self._tokens + (now - self._refilled_at) * _MESSAGES_A_SECOND) - 1
        self._refilled_at = self.heard_at = now
        self.is_pinged = False
        if self._tokens < 0:
            self.close(CloseCode.TOO_MANY)

    def limit_to(self, permissions: frozenset[Permission]) -> None:
        self.actor = replace(self.actor, permissions=permissions)

    def renew(self, actor: Actor, expires_at: datetime | None) -> None:
        self.actor = actor
        self.expires_at = expires_at
        self.is_expiry_told = False
