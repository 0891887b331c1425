"""One socket from its acceptance to its end: frames in, what the rooms say out."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import (
    Invalid,
    LimitReached,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    ProductError,
    Unavailable,
)
from tecnocursos.realtime import frames
from tecnocursos.realtime.connection import Connection
from tecnocursos.realtime.frames import CloseCode, error_frame, frame, read_frame
from tecnocursos.realtime.hub import Hub, Wish

log = structlog.get_logger(__name__)

_CLOSING_SECONDS: Final = 2.0


class RoomsUnavailable(Unavailable):
    code = "rooms_unavailable"
    en = "The server cannot reach its rooms just now. Try again in a moment."
    pt = "O servidor não alcança as salas agora. Tente de novo em instantes."


class Socket(Protocol):
    async def receive(self) -> str | None:
        """The next text; None when the client is gone."""
        ...

    async def send(self, text: str) -> None: ...

    async def close(self, code: int) -> None: ...

    def abort(self) -> None:
        """Give the connection up without waiting for the client."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Whoever connects, and until when their token says so."""

    actor: Actor
    expires_at: datetime | None


Identify = Callable[[str], Awaitable[Identity]]
"""Reads a token. Raises NotAuthenticated."""


async def serve(hub: Hub, socket: Socket, identity: Identity, identify: Identify, wishes: Sequence[Wish]) -> None:
    """Serve an accepted socket until it ends. It enters the rooms of `wishes` first; one that it may not, ends it."""
    actor = identity.actor
    if actor.user_id is None:
        raise NotAuthenticated
    connection = Connection(actor, actor.user_id, identity.expires_at)
    try:
        hub.add(connection)
    except ProductError as error:
        await close_for(socket, close_code_of(error))
        return
    writer = asyncio.create_task(_write(socket, connection))
    closed = asyncio.create_task(connection.closed.wait())
    connection.offer(
        frame("connection", connection_id=connection.id, user_id=actor.user_id, expires_at=identity.expires_at)
    )
    try:
        await _enter_wished(hub, connection, wishes)
        await _read(hub, socket, connection, identify, writer, closed)
    finally:
        for task in (writer, closed):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await writer
        if connection.close_code is not None:
            await close_for(socket, connection.close_code)
        await hub.remove(connection)


async def close_for(socket: Socket, code: CloseCode) -> None:
    """Close, saying why; a client that does not even read that is cut off."""
    try:
        async with asyncio.timeout(_CLOSING_SECONDS):
            await socket.close(code)
    except Exception:  # noqa: BLE001  gone already, or stuck: either way it ends here
        socket.abort()


def close_code_of(error: ProductError) -> CloseCode:
    for kind, code in (
        (NotAuthenticated, CloseCode.NOT_AUTHENTICATED),
        (NotAllowed, CloseCode.NOT_ALLOWED),
        (NotFound, CloseCode.NOT_FOUND),
        (LimitReached, CloseCode.TOO_MANY),
        (Invalid, CloseCode.INVALID),
    ):
        if isinstance(error, kind):
            return code
    return CloseCode.UNAVAILABLE


async def _enter_wished(hub: Hub, connection: Connection, wishes: Sequence[Wish]) -> None:
    try:
        await hub.join(connection, wishes)
    except ProductError as error:
        connection.close(close_code_of(error))
    except SQLAlchemyError as error:
        log.warning("rooms_not_entered", error=type(error).__name__)
        connection.close(CloseCode.UNAVAILABLE)


async def _write(socket: Socket, connection: Connection) -> None:
    while True:
        await socket.send(await connection.next_text())


async def _read(
    hub: Hub,
    socket: Socket,
    connection: Connection,
    identify: Identify,
    writer: asyncio.Task[None],
    closed: asyncio.Task[bool],
) -> None:
    # Frames are dealt with one after another and never cut short, so that what they began is also given up.
    while connection.close_code is None:
        receiving = asyncio.ensure_future(socket.receive())
        await asyncio.wait((receiving, writer, closed), return_when=asyncio.FIRST_COMPLETED)
        if not receiving.done():
            receiving.cancel()
            return
        text = receiving.result()
        if text is None:
            return
        if len(text) > frames.FRAME_LIMIT_BYTES:
            connection.close(CloseCode.TOO_BIG)
            return
        connection.note_heard()
        if connection.close_code is None:
            await _take(hub, connection, identify, text)


async def _take(hub: Hub, connection: Connection, identify: Identify, text: str) -> None:
    ref = room = None
    try:
        said = read_frame(text)
        ref, room = said.ref, getattr(said, "room", None)
        match said:
            case frames.JoinRoom():
                await hub.join(connection, [(said.room, said.since)], said.ref)
            case frames.LeaveRoom():
                await hub.leave(connection, said.room)
                connection.offer(frame("leave_room", room=said.room, ref=said.ref))
            case frames.Chat():
                await hub.say(connection, said)
            case frames.Ping():
                connection.offer(frame("pong", ref=said.ref))
            case frames.FreshToken():
                await _renew(connection, await identify(said.token), said.ref)
            case frames.Pong():
                pass
    except ProductError as error:
        connection.offer(error_frame(error, ref, room))
    except SQLAlchemyError as error:
        log.warning("frame_not_served", error=type(error).__name__)
        connection.offer(error_frame(RoomsUnavailable(), ref, room))


async def _renew(connection: Connection, fresh: Identity, ref: str | None) -> None:
    before = connection.actor
    if (fresh.actor.tenant_id, fresh.actor.user_id) != (before.tenant_id, before.user_id):
        raise NotAuthenticated
    connection.renew(fresh.actor, fresh.expires_at)
    connection.offer(frame("token", expires_at=fresh.expires_at, ref=ref))
