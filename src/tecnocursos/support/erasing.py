"""Erasure: the key of a conversation is destroyed, and what told who somebody was is taken away.

What stays is without a person: protocols with their numbers, dates and outcomes, which the law wants kept for two
years, and when how many messages went each way, which reports count.

The order lets an erasure that was killed go on where it was: first the customer is marked, so that whoever writes from
their phone is somebody new; then what Meta sent is emptied, which is found by what the messages still know; then the
conversations go, each in a transaction of its own; who it was goes last.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.database import Database
from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.infra.idempotency import blank_answers
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.privacy import exports
from tecnocursos.support import episodes
from tecnocursos.support.conversations import tell
from tecnocursos.support.desk_models import Protocol, Unanswered
from tecnocursos.support.messages import EraseCustomer
from tecnocursos.support.models import Conversation, Customer, CustomerAddress, CustomerWord, Message, WebhookEvent
from tecnocursos.support.phones import canonical_phone
from tecnocursos.support.privacy_models import Consent, DataRequest
from tecnocursos.support.queries import erased_wamid, get_conversation, get_customer

_SENT_AGAIN_FOR: Final = timedelta(days=8)
"""Meta repeats what it sent for seven days; by then a message that was erased must still be known as one."""
_EVENTS_AT_ONCE: Final = 200
_EVENT_COST: Final = 0.0002
_CONVERSATION_COST: Final = 0.02
"""Seconds."""
_WAMID: Final = re.compile(r"wamid\.[A-Za-z0-9+/=_-]+")
_NEVER_SENT: Final = {
    "code": 0,
    "en": "It was erased before it was sent.",
    "pt": "Foi apagada antes de ser enviada.",
}


def erase_customer(work: Work, message: EraseCustomer, database: Database) -> None:
    """Erase one customer; done again, it finds nothing left to do."""
    with work.transaction() as session:
        customer = session.scalars(
            select(Customer)
            .where(Customer.tenant_id == work.actor.tenant_id, Customer.id == message.customer_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        customer.erased_at = customer.erased_at or utc_now()
    _empty_events(work, message.customer_id)
    erased = 0
    while (conversation_id := _next_conversation(work, message.customer_id)) is not None:
        work.check()
        with work.transaction() as session:
            shred(session, get_conversation(session, work.actor, conversation_id, is_locked=True), utc_now())
        work.progress.advance("erasure", _CONVERSATION_COST)
        erased += 1
    with work.last_transaction({"conversations": erased}) as session:
        forget_person(session, work.actor, get_customer(session, work.actor, message.customer_id))
        blank_answers(session, work.actor.tenant_id)
        record(session, work.actor, "customer.erased", "customer", message.customer_id)
    database.empty_log()


def shred(session: Session, conversation: Conversation, now: datetime) -> None:
    """Destroy the key of a conversation, which the caller holds; an open one is resolved first. Files lose their last
    reference and go with the next sweep; until then nothing can read them either.
    """
    conversation.key = conversation.workflow = None
    if conversation.state == "open":
        conversation.state, conversation.resolved_at = "resolved", now
        episodes.note_end(session, conversation, is_rating_asked=False)
    conversation.waiting_since = conversation.rating_asked_at = None
    conversation.unread, conversation.heard_through = 0, conversation.length
    for message in session.scalars(
        select(Message).where(Message.tenant_id == conversation.tenant_id, Message.conversation_id == conversation.id)
    ):
        _empty(session, message, now)
    _forget_questions(session, conversation)
    session.flush()
    tell(session, conversation, "erased")


def forget_person(session: Session, actor: Actor, customer: Customer) -> None:
    """Take away who a customer was, whose conversations are erased. Protocols stay, and lead to nobody."""
    customer.erased_at = customer.erased_at or utc_now()
    customer.name = customer.erp = None
    session.flush()
    exports.discard(session, actor.tenant_id, "customer", customer.id)
    for table in (CustomerAddress, CustomerWord, Consent):
        session.execute(delete(table).where(table.tenant_id == actor.tenant_id, table.customer_id == customer.id))
    for kept in (Protocol, DataRequest):
        session.execute(
            update(kept)
            .where(kept.tenant_id == actor.tenant_id, kept.customer_id == customer.id)
            .values(customer_id=None)
        )


def _empty(session: Session, message: Message, now: datetime) -> None:
    # WhatsApp's ids of messages hold the phone.
    is_recent = message.created_at > now - _SENT_AGAIN_FOR
    if message.wamid is not None:
        message.wamid = erased_wamid(session, message.tenant_id, message.wamid) if is_recent else None
    message.content, message.stored_file_id, message.error = b"", None, None
    if message.media_state is not None:
        message.media_state = "removed"
    if message.state in {"queued", "sending"}:
        message.state, message.state_at, message.error = "failed", now, _NEVER_SENT


def _forget_questions(session: Session, conversation: Conversation) -> None:
    """Of a question that others asked too only the count stays."""
    of_conversation = (
        Unanswered.tenant_id == conversation.tenant_id,
        Unanswered.conversation_id == conversation.id,
    )
    session.execute(delete(Unanswered).where(*of_conversation, Unanswered.count == 1))
    session.execute(update(Unanswered).where(*of_conversation).values(question=None, conversation_id=None))


def _next_conversation(work: Work, customer_id: UUID) -> UUID | None:
    with work.transaction() as session:
        return session.scalar(
            select(Conversation.id)
            .where(
                Conversation.tenant_id == work.actor.tenant_id,
                Conversation.customer_id == customer_id,
                Conversation.key.is_not(None),
            )
            .limit(1)
        )


@dataclass(frozen=True, slots=True)
class _Traces:
    """By what a customer is found in what Meta sent."""

    addresses: AbstractSet[str]
    wamids: AbstractSet[str]

    def are_in(self, body: str) -> bool:
        said = body.replace("\\/", "/")
        return any(one in said for one in self.addresses) or not self.wamids.isdisjoint(_WAMID.findall(said))


def _empty_events(work: Work, customer_id: UUID) -> None:
    """Empty what Meta sent about the customer, and with it what stood beside that: all of it was read long ago.

    The digests stay, by which a repetition is known.
    """
    with work.transaction() as session:
        traces = _traces(session, work.actor, customer_id)
        count = session.scalars(select(func.count()).select_from(WebhookEvent).where(_is_read(work.actor))).one()
        conversations = session.scalars(
            select(func.count())
            .select_from(Conversation)
            .where(Conversation.tenant_id == work.actor.tenant_id, Conversation.customer_id == customer_id)
        ).one()
    work.progress.plan("erasure", count * _EVENT_COST + conversations * _CONVERSATION_COST)
    after: UUID | None = None
    while True:
        work.check()
        with work.transaction() as session:
            wanted = select(WebhookEvent).where(_is_read(work.actor)).order_by(WebhookEvent.id).limit(_EVENTS_AT_ONCE)
            events = session.scalars(wanted if after is None else wanted.where(WebhookEvent.id > after)).all()
            for event in events:
                if traces.are_in(read_sealed(session, event, WebhookEvent.body)):
                    seal_into(session, event, WebhookEvent.body, "")
        if not events:
            return
        work.progress.advance("erasure", len(events) * _EVENT_COST)
        after = events[-1].id


def _is_read(actor: Actor) -> Any:
    return (WebhookEvent.tenant_id == actor.tenant_id) & (WebhookEvent.state != "received")


def _traces(session: Session, actor: Actor, customer_id: UUID) -> _Traces:
    addresses = session.scalars(
        select(CustomerAddress).where(
            CustomerAddress.tenant_id == actor.tenant_id, CustomerAddress.customer_id == customer_id
        )
    ).all()
    values = {read_sealed(session, one, CustomerAddress.value) for one in addresses}
    phones = {
        canonical_phone(read_sealed(session, one, CustomerAddress.value)) for one in addresses if one.kind == "phone"
    }
    wamids = session.scalars(
        select(Message.wamid)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.tenant_id == actor.tenant_id,
            Conversation.tenant_id == actor.tenant_id,
            Conversation.customer_id == customer_id,
            Message.wamid.is_not(None),
        )
    )
    return _Traces(values | phones, {wamid for wamid in wamids if wamid is not None})
