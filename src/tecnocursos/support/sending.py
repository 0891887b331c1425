"""What goes out: one message after the other in each conversation, none twice.

A message is marked as `sending` before its request goes out. Found in that state later, its outcome is not known: the
request may have been carried out before whoever made it died. Then it is `unknown` until a status says what became of
it, and only a person sends it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.limits import Policy
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.support import statuses
from tecnocursos.support.channels import graph_of, pause_for_trouble
from tecnocursos.support.contents import Content, Media
from tecnocursos.support.conversations import is_window_open, read_content, tell
from tecnocursos.support.customers import reach
from tecnocursos.support.media import read_file
from tecnocursos.support.messages import SendMessages, StartSimulator, ask
from tecnocursos.support.models import Channel, Conversation, Message, MessageState
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.queries import get_channel, get_conversation, get_message, waiting_messages
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.templates import note_refused
from tecnocursos.support.whatsapp.graph import Graph, Sent
from tecnocursos.support.whatsapp.graph_errors import (
    CHANNEL_WIDE,
    TEMPLATE_GONE,
    TRANSIENT,
    NotReached,
    OutcomeUnknown,
    Refusal,
)
from tecnocursos.support.whatsapp.message_forms import Form, form_of
from tecnocursos.support.whatsapp.updates import Identity, Problem

log = structlog.get_logger(__name__)

MOST_ATTEMPTS: Final = 6
_PAIR: Final = Policy("whatsapp-pair", "token_bucket", 45, 270)
"""One message in 6 s to one person, 45 at once."""
_UNREACHED_SECONDS: Final = 5.0
_LONGEST_SECONDS: Final = 3600.0
_REGISTERED_AFTER_SECONDS: Final = 2.0
UNKNOWN_AFTER: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """One message on its way."""

    message_id: UUID
    conversation_id: UUID
    kind: str
    content: Content
    recipient: Identity
    graph: Graph
    stored_file_id: UUID | None


class _Later(Exception):
    """Nothing can be sent just now."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def send_messages(work: Work, message: SendMessages, parts: SupportParts, storage: Storage) -> None:
    """Send what waits in a conversation, in its order, as fast as WhatsApp allows."""
    try:
        while True:
            work.check()
            outgoing = _take_next(work, message.conversation_id, parts)
            if outgoing is None:
                break
            _send(work, outgoing, storage)
    except _Later as later:
        work.end(leases.give_back, after_seconds=later.seconds)
    work.is_done = True


def _take_next(work: Work, conversation_id: UUID, parts: SupportParts) -> _Outgoing | None:
    """Mark the next message as being sent. None when there is none, or the number rests: then the job has ended well,
    before anything could be added, since whoever writes a message holds the conversation. Raises _Later.
    """
    with work.transaction() as session:
        conversation = get_conversation(session, work.actor, conversation_id, is_locked=True)
        channel = get_channel(session, work.actor, conversation.channel_id)
        waiting = waiting_messages(session, conversation)
        for lost in waiting:
            if lost.state == "sending":
                # Whoever sent it is dead, since this is the only job that sends here.
                _mark(session, conversation, lost, "unknown")
        following = _next(session, conversation, waiting) if channel.state == "active" else None
        if following is None:
            work.succeed_in(session)
            return None
        content = read_content(sealer_of(session, conversation), following)
        _respect_rates(parts, channel, conversation)
        following.state, following.state_at = "sending", utc_now()
        following.attempts += 1
        recipient = reach(session, work.actor, conversation.customer_id, channel.id)
        graph = graph_of(session, channel, parts)
        return _Outgoing(
            following.id, conversation_id, following.kind, content, recipient, graph, following.stored_file_id
        )


def _next(session: Session, conversation: Conversation, waiting: Sequence[Message]) -> Message | None:
    """The first that may be sent; what the closed window holds back before it has failed."""
    is_open = is_window_open(conversation)
    for one in waiting:
        if one.state == "queued":
            if is_open or one.kind == "template":
                return one
            statuses.fail(conversation, one, [Problem(code=131047)], utc_now())
            tell(session, conversation, "status", message_id=one.id)
    return None


def _respect_rates(parts: SupportParts, channel: Channel, conversation: Conversation) -> None:
    """Raises _Later where WhatsApp would refuse, and count that as a fault of the number's."""
    per_second = parts.settings.messages_per_second
    number = Policy("whatsapp-number", "token_bucket", per_second, 1)
    for policy, key in ((number, str(channel.id)), (_PAIR, f"{channel.id}/{conversation.customer_id}")):
        verdict = parts.limits.take(policy, key)
        if not verdict.is_allowed:
            raise _Later(verdict.retry_seconds)


def _send(work: Work, outgoing: _Outgoing, storage: Storage) -> None:
    try:
        sent = outgoing.graph.send(_form(work, outgoing, storage))
    except Refusal as refusal:
        _note_refusal(work, outgoing, refusal)
    except NotReached:
        with _holding(work, outgoing) as (session, conversation, message):
            _requeue(session, conversation, message)
            seconds = _UNREACHED_SECONDS * 2.0 ** (message.attempts - 1)
        raise _Later(min(seconds, _LONGEST_SECONDS)) from None
    except OutcomeUnknown:
        log.warning("whatsapp_outcome_unknown", message_id=str(outgoing.message_id))
        with _holding(work, outgoing) as (session, conversation, message):
            if message.state == "sending":
                _mark(session, conversation, message, "unknown")
    else:
        _note_sent(work, outgoing, sent)


def _form(work: Work, outgoing: _Outgoing, storage: Storage) -> Form:
    media_id = None
    if outgoing.stored_file_id is not None:
        media = outgoing.content.media or Media(media_type="application/octet-stream")
        with work.transaction() as session:
            content = read_file(session, work.actor, storage, get_message(session, work.actor, outgoing.message_id))
        try:
            media_id = outgoing.graph.upload(content, media.name or "arquivo", media.media_type)
        except OutcomeUnknown:
            raise NotReached("upload") from None  # a file more there harms nobody
    return form_of(outgoing.kind, outgoing.content, outgoing.recipient, outgoing.message_id, media_id=media_id)


@contextmanager
def _holding(work: Work, outgoing: _Outgoing) -> Iterator[tuple[Session, Conversation, Message]]:
    """A transaction that holds the conversation of a message."""
    with work.transaction() as session:
        conversation = get_conversation(session, work.actor, outgoing.conversation_id, is_locked=True)
        yield session, conversation, get_message(session, work.actor, outgoing.message_id)


def _note_sent(work: Work, outgoing: _Outgoing, sent: Sent) -> None:
    with _holding(work, outgoing) as (session, conversation, message):
        if message.wamid is None:
            message.wamid = sent.wamid
        message.state = statuses.next_state(message.state, "sent")
        message.state_at = utc_now()
        session.flush()
        statuses.unpark(session, work.actor, conversation, message)
        tell(session, conversation, "status", message_id=message.id)


def _note_refusal(work: Work, outgoing: _Outgoing, refusal: Refusal) -> None:
    """What the code asks for: try again later, let the number rest, or give the message up. Raises _Later."""
    kind = refusal.kind
    log.warning("whatsapp_refused", message_id=str(outgoing.message_id), code=refusal.code)
    later: float | None = None
    with _holding(work, outgoing) as (session, conversation, message):
        channel = get_channel(session, work.actor, message.channel_id)
        if kind in CHANNEL_WIDE:
            pause_for_trouble(session, channel, refusal.code)
            _requeue(session, conversation, message)
            if channel.kind == "simulator":
                # The local server knows nobody any more once it was started anew.
                ask(session, work.actor, StartSimulator(channel_id=channel.id), delay_seconds=_REGISTERED_AFTER_SECONDS)
        elif kind in TRANSIENT and message.attempts < MOST_ATTEMPTS:
            _requeue(session, conversation, message)
            later = 4.0**message.attempts if kind == "pair_rate" else 2.0**message.attempts
        else:
            if refusal.code in TEMPLATE_GONE:
                note_refused(session, channel, read_content(sealer_of(session, conversation), message).template)
            statuses.fail(conversation, message, [Problem(code=refusal.code)], utc_now())
            tell(session, conversation, "status", message_id=message.id)
    if later is not None:
        raise _Later(min(later, _LONGEST_SECONDS))


def _requeue(session: Session, conversation: Conversation, message: Message) -> None:
    if message.state == "sending":
        _mark(session, conversation, message, "queued")


def _mark(session: Session, conversation: Conversation, message: Message, state: MessageState) -> None:
    message.state, message.state_at = state, utc_now()
    session.flush()
    tell(session, conversation, "status", message_id=message.id)


def give_up_unknown(session: Session, now: datetime) -> None:
    """Where no status came for long, the message failed for all that is known; a person may send it again."""
    session.execute(
        update(Message)
        .where(Message.state == "unknown", Message.state_at < now - UNKNOWN_AFTER)
        .values(
            state="failed",
            state_at=now,
            error={
                "code": 0,
                "en": "WhatsApp never said whether it has this message.",
                "pt": "O WhatsApp nunca disse se recebeu esta mensagem.",
            },
        )
    )
