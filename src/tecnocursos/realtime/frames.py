"""What is said over a socket: JSON objects, one a frame, each with its `event`.

A room's events come as `{"event", "room", "seq", "at", "from", "payload"}`. Their numbers rise; one that is missing
was replaced by a later event about the same subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import Field, StrictInt, TypeAdapter
from pydantic_core import to_json

from tecnocursos.kit.errors import Invalid, ProductError
from tecnocursos.kit.schema import Request
from tecnocursos.realtime.models import ROOM_NAME_LENGTH

FRAME_LIMIT_BYTES: Final = 64 * 1024
TEXT_LIMIT: Final = 4_000


class CloseCode(IntEnum):
    """Why a socket is closed: RFC 6455, or 4000 and the HTTP status that would say the same."""

    TOO_BIG = 1009
    RESTARTING = 1012
    NOT_AUTHENTICATED = 4401
    NOT_ALLOWED = 4403
    NOT_FOUND = 4404
    TOO_SLOW = 4408
    """The client does not read, or has been silent for too long."""
    INVALID = 4422
    TOO_MANY = 4429
    """Too many messages, or too many connections of one person."""
    UNAVAILABLE = 4503


class FrameInvalid(Invalid):
    code = "frame_invalid"
    en = "A frame is a JSON object with a known `event` and the fields of that event."
    pt = "Um quadro é um objeto JSON com um `event` conhecido e os campos desse evento."


RoomText = Annotated[str, Field(min_length=1, max_length=ROOM_NAME_LENGTH)]


class _Incoming(Request):
    ref: str | None = Field(default=None, max_length=64)
    """Comes back in the answer or the error."""


class JoinRoom(_Incoming):
    event: Literal["join_room"]
    room: RoomText
    since: StrictInt | None = Field(default=None, ge=0)
    """The number of the last event that was seen; what was missed follows."""


class LeaveRoom(_Incoming):
    event: Literal["leave_room"]
    room: RoomText


class Chat(_Incoming):
    event: Literal["chat"]
    room: RoomText
    text: Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT)]
    nonce: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    """Chosen by the sender: said again with the same nonce, it is still said once."""
    mentions: list[UUID] = Field(default_factory=list, max_length=20)
    """People who are to be notified."""


class Ping(_Incoming):
    event: Literal["ping"]


class Pong(_Incoming):
    event: Literal["pong"]


class FreshToken(_Incoming):
    event: Literal["token"]
    token: str = Field(min_length=1, max_length=4_096)


Incoming = JoinRoom | LeaveRoom | Chat | Ping | Pong | FreshToken
_INCOMING: TypeAdapter[Incoming] = TypeAdapter(Annotated[Incoming, Field(discriminator="event")])


def read_frame(text: str) -> Incoming:
    """Raises FrameInvalid."""
    try:
        return _INCOMING.validate_json(text)
    except ValueError:
        raise FrameInvalid from None


def frame(event: str, **fields: Any) -> str:
    """A frame of the connection itself; fields that are None are left out."""
    said = {name: value for name, value in fields.items() if value is not None}
    return to_json({"event": event, **said}).decode()


def event_frame(
    kind: str, room: str, seq: int, at: datetime, sender_id: UUID | None, payload: Mapping[str, Any]
) -> str:
    return to_json({"event": kind, "room": room, "seq": seq, "at": at, "from": sender_id, "payload": payload}).decode()


def error_frame(error: ProductError, ref: str | None = None, room: str | None = None) -> str:
    return frame("error", code=error.code, en=error.message("en"), pt=error.message("pt"), room=room, ref=ref)
