"""Ticks and `is typing`: the customer sees that they were read, and that an answer comes.

Nothing hangs on it, so that what WhatsApp refuses or does not answer is left as it is. It counts in no rate.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.work import Work
from tecnocursos.support.channels import graph_of
from tecnocursos.support.messages import MarkRead
from tecnocursos.support.models import Conversation, Message
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.queries import get_channel, get_conversation
from tecnocursos.support.whatsapp.graph import Graph
from tecnocursos.support.whatsapp.graph_errors import NotReached, OutcomeUnknown, Refusal


@dataclass(frozen=True, slots=True)
class ReadMark:
    """What marks the customer's newest message, and those before it, as read."""

    graph: Graph
    wamid: str

    def show(self, *, is_typing: bool = False) -> None:
        """Outside of any transaction: it asks WhatsApp, for two seconds at most."""
        with suppress(Refusal, NotReached, OutcomeUnknown):
            self.graph.mark_read(self.wamid, is_typing=is_typing)


def read_mark(work: Work, session: Session, conversation: Conversation, parts: SupportParts) -> ReadMark | None:
    """None: the number rests, or the customer has written nothing."""
    channel = get_channel(session, work.actor, conversation.channel_id)
    newest = session.scalar(
        select(Message.wamid)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.direction == "in",
            Message.wamid.is_not(None),
        )
        .order_by(Message.position.desc())
        .limit(1)
    )
    if newest is None or channel.state != "active":
        return None
    return ReadMark(graph_of(session, channel, parts), newest)


def mark_read(work: Work, message: MarkRead, parts: SupportParts) -> None:
    """A person has read it."""
    with work.transaction() as session:
        conversation = get_conversation(session, work.actor, message.conversation_id)
        mark = read_mark(work, session, conversation, parts)
    if mark is not None:
        mark.show()
