"""The names of rooms: `tenant`, `inbox`, `user:<id>`, `project:<id>`, `job:<id>`, and free ones for chat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tecnocursos.kit.errors import Invalid
from tecnocursos.realtime.models import ROOM_NAME_LENGTH

TENANT_ROOM: Final = "tenant"
INBOX_ROOM: Final = "inbox"
"""Of those who serve customers."""
_WITH_ID = re.compile(r"(?P<kind>[a-z]{1,20}):(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
_FREE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")


class RoomNameInvalid(Invalid):
    code = "room_name_invalid"
    en = "A room is `tenant`, `user:…`, `project:…`, `job:…` with an id, or up to 64 of a-z, 0-9, `-` and `_`."
    pt = "Uma sala é `tenant`, `user:…`, `project:…`, `job:…` com um id, ou até 64 caracteres de a-z, 0-9, `-` e `_`."


@dataclass(frozen=True, slots=True)
class RoomName:
    kind: str
    """`tenant`, `inbox`, `user`, `project`, `job` …, or `chat` for a room that is nothing but its name."""
    subject_id: UUID | None = None


def read_name(name: str) -> RoomName:
    """What room is meant. Raises RoomNameInvalid."""
    if name == TENANT_ROOM:
        return RoomName(TENANT_ROOM)
    if name == INBOX_ROOM:
        return RoomName(INBOX_ROOM)
    if (found := _WITH_ID.fullmatch(name)) and len(name) <= ROOM_NAME_LENGTH:
        return RoomName(found["kind"], UUID(found["id"]))
    if _FREE.fullmatch(name):
        return RoomName("chat")
    raise RoomNameInvalid


def user_room(user_id: UUID) -> str:
    return f"user:{user_id}"


def job_room(job_id: UUID) -> str:
    return f"job:{job_id}"
