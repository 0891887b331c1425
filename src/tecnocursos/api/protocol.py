"""HTTP/1.1 for clients that take their time: uvicorn waits for them for ever, this does not.

How long a body may take while it is read, `api.bodies` and `api.upload_bodies` say.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 10
"""From a connection's first moment, and from the first byte of each later request, until its head is whole."""
REST_SECONDS: Final = 10
"""From an answer that did not wait for the end of its request's body until that end."""
TAKING_SECONDS: Final = 60
"""How long a client may take nothing of what is sent to it."""


class PatientProtocol(HttpToolsProtocol):
    """Gives up connections that stand still, so that they do not hold what others need."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # The kernel knows best what was taken, also of what is still to go when the connection is closed.
        transport.get_extra_info("socket").setsockopt(
            socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(TAKING_SECONDS * 1000)
        )
        self._await(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._await_nothing()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        self._await_nothing()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.more_body:
            self._await(REST_SECONDS)

    def on_message_complete(self) -> None:
        self._await_nothing()
        super().on_message_complete()

    def _await(self, seconds: float) -> None:
        """Give up in so many seconds, whatever comes meanwhile, unless it was all."""
        if self._waiting is None:
            self._waiting = self.loop.call_later(seconds, self._give_up)

    def _await_nothing(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        self.transport.abort()
