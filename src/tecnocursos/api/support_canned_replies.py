"""Texts that are written often."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.support import canned_replies
from tecnocursos.support.desk_models import CannedReply

router = APIRouter(prefix="/api/v1/support/canned-replies", tags=["support"], route_class=EdgeRoute)

Shortcut = Annotated[str, Field(max_length=40, pattern=r"^[^\s/\x00-\x1f]{1,40}$", examples=["bom-dia"])]
Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4096,
        json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"},
        examples=["Bom dia, {{nome}}! Aqui é {{atendente}}. Seu protocolo é {{protocolo}}."],
        description="`{{nome}}`, `{{atendente}}` and `{{protocolo}}` are filled in where it is used",
    ),
]


class CannedReplyDetails(Versioned):
    id: UUID
    shortcut: str = Field(description="The word that is typed after / to find it")
    text: str
    team_id: UUID | None = Field(description="Only for this team; null: for everybody")


class NewCannedReply(Request):
    shortcut: Shortcut
    text: Words
    team_id: UUID | None = None


class CannedReplyChange(Request):
    """What is not named stays. A null `team_id` makes it everybody's; other nulls change nothing."""

    shortcut: Shortcut | None = None
    text: Words | None = None
    team_id: UUID | None = None


@router.get("")
def list_canned_replies(session: Session, actor: Actor) -> list[CannedReplyDetails]:
    """All of them, by shortcut."""
    return [CannedReplyDetails.model_validate(row) for row in canned_replies.list_canned_replies(session, actor)]


@router.post("", status_code=201)
@made_at("/api/v1/support/canned-replies/{id}")
def create_canned_reply(session: Session, actor: Actor, wanted: NewCannedReply) -> CannedReplyDetails:
    """A new reply, for a team or for all."""
    made = canned_replies.create_canned_reply(session, actor, wanted.model_dump())
    return CannedReplyDetails.model_validate(made)


@router.get("/{canned_reply_id}")
def get_canned_reply(session: Session, actor: Actor, canned_reply_id: UUID) -> CannedReplyDetails:
    """One of the replies."""
    return CannedReplyDetails.model_validate(canned_replies.get_canned_reply(session, actor, canned_reply_id))


@router.patch("/{canned_reply_id}")
def change_canned_reply(
    session: Session, actor: Actor, canned_reply_id: UUID, change: CannedReplyChange, if_match: IfMatch = None
) -> CannedReplyDetails:
    """Change what is named."""
    reply = _to_change(session, actor, canned_reply_id, if_match)
    named = change.model_dump(exclude_unset=True)
    changes = {name: value for name, value in named.items() if value is not None or name == "team_id"}
    canned_replies.change_canned_reply(session, actor, reply, changes)
    return CannedReplyDetails.model_validate(reply)


@router.delete("/{canned_reply_id}", status_code=204)
def delete_canned_reply(session: Session, actor: Actor, canned_reply_id: UUID, if_match: IfMatch = None) -> None:
    """Delete this reply."""
    canned_replies.delete_canned_reply(session, actor, _to_change(session, actor, canned_reply_id, if_match))


def _to_change(session: Session, actor: Actor, canned_reply_id: UUID, if_match: str | None) -> CannedReply:
    actor.require(Permission.MANAGE_SUPPORT)
    reply = canned_replies.get_canned_reply(session, actor, canned_reply_id)
    require_version(if_match, reply.version)
    return reply
