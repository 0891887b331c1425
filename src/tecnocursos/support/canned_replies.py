"""Texts that are written often: found by a word, filled in and sent by the people of the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import CannedReply
from tecnocursos.support.errors import CannedReplyNotFound, DeskFull, NameTaken
from tecnocursos.support.teams import get_team

MOST_REPLIES = 500


def list_canned_replies(session: Session, actor: Actor) -> Sequence[CannedReply]:
    """All of them, by shortcut."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return session.scalars(_own(actor).order_by(CannedReply.shortcut, CannedReply.id)).all()


def get_canned_reply(session: Session, actor: Actor, reply_id: UUID) -> CannedReply:
    """Raises CannedReplyNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = session.scalar(_own(actor).where(CannedReply.id == reply_id))
    if found is None:
        raise CannedReplyNotFound
    return found


def create_canned_reply(session: Session, actor: Actor, wanted: dict[str, Any]) -> CannedReply:
    """`shortcut`, `text` and `team_id` or None. Raises DeskFull, NameTaken, TeamNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    count = session.scalar(select(func.count()).where(CannedReply.tenant_id == actor.tenant_id)) or 0
    if count >= MOST_REPLIES:
        raise DeskFull(limit=MOST_REPLIES)
    _require_team(session, actor, wanted)
    reply = CannedReply(tenant_id=actor.tenant_id, **wanted)
    try:
        with session.begin_nested():
            session.add(reply)
    except IntegrityError:
        raise NameTaken(name=reply.shortcut) from None
    record(session, actor, "canned_reply.created", "canned_reply", reply.id)
    return reply


def change_canned_reply(session: Session, actor: Actor, reply: CannedReply, changes: dict[str, Any]) -> None:
    """Change what is named. Raises NameTaken, TeamNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    _require_team(session, actor, changes)
    try:
        with session.begin_nested():
            for name, value in changes.items():
                setattr(reply, name, value)
    except IntegrityError:
        raise NameTaken(name=changes["shortcut"]) from None
    record(session, actor, "canned_reply.changed", "canned_reply", reply.id)


def delete_canned_reply(session: Session, actor: Actor, reply: CannedReply) -> None:
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "canned_reply.deleted", "canned_reply", reply.id)
    session.delete(reply)
    session.flush()


def _require_team(session: Session, actor: Actor, told: dict[str, Any]) -> None:
    if told.get("team_id") is not None:
        get_team(session, actor, told["team_id"])


def _own(actor: Actor) -> Select[CannedReply]:
    return select(CannedReply).where(CannedReply.tenant_id == actor.tenant_id)
