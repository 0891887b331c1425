"""Real time: the two sockets, and what is known of rooms without one.

A browser is known by its cookie and its Origin; a program by the Authorization header, or where it can set none, by
the subprotocols `tecnocursos.v1, bearer.<token>`. A token never stands in a URL. A socket that is refused is accepted
and closed with a code of `CloseCode`, since browsers are not told why a handshake failed; one of a foreign Origin is
refused at the handshake.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect
from pydantic import Field
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tecnocursos.api.authentication import Credentials, access_cookie_name, authenticate, is_own_origin, is_secure
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.gatekeeping import Gatekeeper
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.sockets import ABORT
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.rooms import ROOM_KINDS
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import ProductError
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.realtime import broadcasting, queries
from tecnocursos.realtime.frames import TEXT_LIMIT, CloseCode
from tecnocursos.realtime.hub import Hub, Wish
from tecnocursos.realtime.names import TENANT_ROOM, user_room
from tecnocursos.realtime.serving import Identity, close_code_of, close_for, serve

router = APIRouter(tags=["realtime"], route_class=EdgeRoute)

_SUBPROTOCOL = "tecnocursos.v1"
_BEARER = "bearer."
_Resume = Annotated[list[str], Query(max_length=50)]


class RoomDetails(Response):
    name: str = Field(examples=["project:01938c5e-7f00-7000-8000-000000000001"])
    connections: int
    people: int
    last_seq: int = Field(description="The number of the newest event")


class RealtimeStatistics(Response):
    connections: int
    people: int
    rooms: int = Field(description="Rooms with somebody in them")
    events: int = Field(description="Events that are kept, chat included")


class Message(Response):
    seq: int
    sender_id: UUID | None
    text: str = Field(examples=["A cena 3 ficou ótima."])
    created_at: datetime


class Broadcast(Request):
    text: str = Field(min_length=1, max_length=TEXT_LIMIT, examples=["Manutenção hoje às 22h, por dez minutos."])


class BroadcastSent(Response):
    people: int = Field(description="People who are connected now; the others find it when they come back")


@router.websocket("/ws/connect")
async def connect(socket: WebSocket, resume: _Resume = []) -> None:  # noqa: B006  FastAPI's own form
    """Your own room and your organisation's; others with `join_room`. `?resume=<room>@<seq>` goes on from there."""
    await _serve(socket, None, [_wish(text) for text in resume])


@router.websocket("/ws/room/{room_name}")
async def connect_to_room(socket: WebSocket, room_name: str, since: str | None = None) -> None:
    """One room; `?since=<seq>` brings what was missed after that number."""
    wish = (room_name, None) if since is None else _wish(f"{room_name}@{since}")
    await _serve(socket, wish, [wish])


@router.get("/ws/stats")
def get_statistics(session: Session, actor: Actor) -> RealtimeStatistics:
    """How many of your organisation are connected, over all server processes."""
    return RealtimeStatistics.model_validate(queries.count_connected(session, actor))


@router.get("/ws/rooms")
def list_rooms(session: Session, actor: Actor) -> list[RoomDetails]:
    """The rooms of your organisation in which somebody is now, personal ones left out."""
    return [RoomDetails.model_validate(room) for room in queries.list_open_rooms(session, actor)]


@router.post("/ws/broadcast", status_code=202)
def broadcast(session: Session, actor: Actor, body: Broadcast) -> BroadcastSent:
    """Say something to everybody of your organisation, as a `notification` in the room `tenant`."""
    return BroadcastSent(people=broadcasting.broadcast(session, actor, body.text))


@router.get("/api/v1/rooms/{room_name}/messages")
def list_messages(
    session: Session, actor: Actor, room_name: str, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[Message]:
    """A room's chat, newest first."""
    found = queries.list_messages(session, actor, room_name, ROOM_KINDS, cursor=cursor, limit=limit)
    return page_of(Message, found)


class _Starlette:
    """A WebSocket as `realtime` knows it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | None:
        try:
            return await self._socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            return None
        except KeyError:
            # A binary frame: no text in it, so it is answered as any frame that cannot be read.
            return ""

    async def send(self, text: str) -> None:
        await self._socket.send_text(text)

    async def close(self, code: int) -> None:
        await self._socket.close(code)

    def abort(self) -> None:
        extension: dict[str, Any] = self._socket.scope.get("extensions", {}).get(ABORT, {})
        if abort := extension.get("abort"):
            abort()


async def _serve(socket: WebSocket, only: Wish | None, resumed: Sequence[Wish | None]) -> None:
    platform: Platform = socket.app.state.platform
    gatekeeper: Gatekeeper = socket.app.state.gatekeeper
    hub: Hub = socket.app.state.hub
    if not _is_origin_allowed(socket):
        await socket.close(CloseCode.NOT_ALLOWED)
        return
    offered = socket.scope.get("subprotocols", [])
    await socket.accept(subprotocol=_SUBPROTOCOL if _SUBPROTOCOL in offered else None)
    wrapped = _Starlette(socket)

    async def identify(token: str) -> Identity:
        return await hub.in_thread(lambda: _identify(platform, gatekeeper, Credentials(token)))

    token = _token(socket)
    if token is None:
        await close_for(wrapped, CloseCode.NOT_AUTHENTICATED)
        return
    if None in resumed:
        await close_for(wrapped, CloseCode.INVALID)
        return
    try:
        await hub.in_thread(lambda: gatekeeper.admit(socket, Credentials(token)))
        identity = await identify(token)
    except ProductError as error:
        await close_for(wrapped, close_code_of(error))
        return
    except SQLAlchemyError:
        await close_for(wrapped, CloseCode.UNAVAILABLE)
        return
    wishes = [only] if only else _all_wishes(identity.actor, [wish for wish in resumed if wish])
    await serve(hub, wrapped, identity, identify, wishes)


def _all_wishes(actor: Actor, resumed: Sequence[Wish]) -> list[Wish]:
    """The rooms that everybody is in, and those that the client was in before."""
    own = [user_room(actor.user_id)] if actor.kind == "member" and actor.user_id else []
    seen = dict(resumed)
    return list({name: seen.get(name) for name in (*own, TENANT_ROOM, *seen)}.items())


def _identify(platform: Platform, gatekeeper: Gatekeeper, credentials: Credentials) -> Identity:
    with platform.database.open(None, is_reading=True) as session:
        actor = authenticate(session, credentials, platform)
        gatekeeper.recognise(session, credentials, actor)
        session.commit()
    # The life of a key is asked of the database, together with whether it still holds.
    expires_at = platform.access_tokens.read(credentials.token).expires_at if actor.kind == "member" else None
    return Identity(actor, expires_at)


def _token(socket: WebSocket) -> str | None:
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    for offered in socket.scope.get("subprotocols", []):
        if offered.startswith(_BEARER):
            return str(offered.removeprefix(_BEARER))
    # A cookie comes with every handshake that a browser makes, whoever's page asks for it.
    return socket.cookies.get(access_cookie_name(is_secure(socket))) if "origin" in socket.headers else None


def _is_origin_allowed(socket: WebSocket) -> bool:
    origin = socket.headers.get("origin")
    return origin is None or is_own_origin(socket, origin)


def _wish(text: str) -> Wish | None:
    name, _, seq = text.rpartition("@")
    return (name, int(seq)) if name and seq.isascii() and seq.isdigit() and len(seq) < 19 else None
