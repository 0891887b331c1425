"""Who may enter which room, and who may speak there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.accounts.policy import require_person
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.errors import NotAllowed, NotFound
from tecnocursos.realtime.names import INBOX_ROOM, read_name

RoomKinds = Mapping[str, Callable[[Session, Actor, UUID], object]]
"""For each kind of room about something: the function that gets it for the actor, or raises NotFound or NotAllowed."""

_SPEAKING_KINDS = frozenset({"chat", "tenant", "project"})


class RoomNotFound(NotFound):
    code = "room_not_found"
    en = "There is no such room."
    pt = "Essa sala não existe."


class RoomIsSilent(NotAllowed):
    code = "room_is_silent"
    en = "Nobody chats in this room."
    pt = "Ninguém conversa nesta sala."


def require_entry(session: Session, actor: Actor, name: str, kinds: RoomKinds) -> None:
    """Raise RoomNameInvalid, RoomNotFound, PermissionMissing or what the room's kind says, unless it may be entered."""
    room = read_name(name)
    if room.kind == "user":
        if room.subject_id != require_person(actor):
            raise RoomNotFound
        return
    actor.require(Permission.SERVE_CUSTOMERS if room.kind == INBOX_ROOM else Permission.READ_CONTENT)
    if room.subject_id is None:
        return
    get = kinds.get(room.kind)
    if get is None:
        raise RoomNotFound
    get(session, actor, room.subject_id)


def require_voice(actor: Actor, name: str) -> None:
    """Raise RoomIsSilent or PermissionMissing unless the actor may chat in a room that they are in."""
    if read_name(name).kind not in _SPEAKING_KINDS:
        raise RoomIsSilent
    actor.require(Permission.COMMENT)


def is_shown(actor: Actor, name: str) -> bool:
    """Whether others in the room see that the actor is there."""
    return actor.kind == "member" and read_name(name).kind in {"chat", "project"}
