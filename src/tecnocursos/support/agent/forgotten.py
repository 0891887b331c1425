"""Customers whom no turn has answered, e.g. because every attempt at it died: they are told, and a person goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.models import UNFINISHED, JobRow
from tecnocursos.kit.actor import system_actor
from tecnocursos.support.agent.deciding import told_in_trouble
from tecnocursos.support.conversations import hand_to_people, say
from tecnocursos.support.messages import AnswerTurn
from tecnocursos.support.models import Conversation, Message
from tecnocursos.support.queries import get_customer
from tecnocursos.support.whatsapp.message_forms import content_of

_FORGOTTEN_AFTER: Final = timedelta(minutes=5)
_LOOKED_BACK: Final = timedelta(days=1)
_AT_ONCE: Final = 200


def hand_over_forgotten(session: Session, now: datetime) -> None:
    """Of all tenants. A turn that still waits for its worker is not forgotten."""
    waits = exists().where(
        Message.conversation_id == Conversation.id,
        Message.position >= Conversation.heard_through,
        Message.direction == "in",
        Message.opens_turn,
        Message.created_at < now - _FORGOTTEN_AFTER,
    )
    has_turn = exists().where(JobRow.subject_id == Conversation.id, JobRow.name == AnswerTurn.name, UNFINISHED)
    forgotten = (
        select(Conversation)
        .where(
            Conversation.state == "open",
            Conversation.holder == "bot",
            Conversation.key.is_not(None),
            Conversation.last_message_at > now - _LOOKED_BACK,
            waits,
            ~has_turn,
        )
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for conversation in session.scalars(forgotten).all():
        actor = system_actor(conversation.tenant_id)
        language = get_customer(session, actor, conversation.customer_id).language
        say(session, actor, conversation, [content_of(told_in_trouble(language))], author="bot")
        hand_to_people(session, conversation, "trouble")
