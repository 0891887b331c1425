"""Saying something to everybody of a tenant."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tecnocursos.audit import service as audit
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.realtime.names import TENANT_ROOM
from tecnocursos.realtime.queries import count_people
from tecnocursos.realtime.service import tell


def broadcast(session: Session, actor: Actor, text: str) -> int:
    """Told in the room of the tenant; gives how many people are connected. Raises PermissionMissing."""
    actor.require(Permission.BROADCAST)
    payload = {"kind": "broadcast", "payload": {"text": text}}
    tell(session, actor.tenant_id, TENANT_ROOM, "notification", payload, sender_id=actor.user_id)
    people = count_people(session, actor.tenant_id)
    audit.record(session, actor, "realtime.broadcast", "tenant", actor.tenant_id, {"people": (None, people)})
    return people
