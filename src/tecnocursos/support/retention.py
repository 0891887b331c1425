"""How long customer service keeps what it has, and that it is kept no longer.

Each bound has a reason, which the page of the settings tells too:
- what was said: at least two years after the end, since a record of service is due for so long (Decreto 11.034/2022,
  art. 12, § 5); at most five, after which no claim can follow from it (CDC, art. 27);
- files: at least seven days, so that people can see to them; at most two years, never longer than what was said;
- what Meta sent, as it came: at least eight days, since it may be sent again for seven; at most ninety.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor, system_actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.erasing import forget_person, shred
from tecnocursos.support.messages import ForgetOld, ForgetOldService
from tecnocursos.support.models import Channel, Conversation, Customer, Message, WebhookEvent

LEAST_CONTENT_DAYS: Final = 730
MOST_CONTENT_DAYS: Final = 1826
LEAST_MEDIA_DAYS: Final = 7
MOST_MEDIA_DAYS: Final = 730
LEAST_EVENT_DAYS: Final = 8
MOST_EVENT_DAYS: Final = 90

_CONVERSATIONS_AT_ONCE: Final = 20
_ROWS_AT_ONCE: Final = 500


def forget_old_service(work: Work, _message: ForgetOldService) -> dict[str, Any]:
    """Ask for it in every tenant that has a number."""
    with work.transaction() as session:
        tenants = session.scalars(select(Channel.tenant_id).distinct()).all()
        for tenant_id in tenants:
            enqueue(session, ForgetOld(), actor=system_actor(tenant_id), once_key=ForgetOld.name)
    return {"tenants": len(tenants)}


def forget_old(work: Work, _message: ForgetOld) -> dict[str, Any]:
    """Forget in batches, each a transaction: killed, it goes on where it was. Gives how many of each kind."""
    with work.transaction() as session:
        settings = settings_of(session, work.actor)
        days = {
            "conversations": settings.content_days,
            "customers": settings.content_days,
            "files": settings.media_days,
            "events": settings.event_days,
        }
    steps: dict[str, Callable[[Session, Actor, datetime], int]] = {
        "conversations": _forget_conversations,
        "customers": _forget_customers,
        "files": _forget_files,
        "events": _forget_events,
    }
    counts = Counter(dict.fromkeys(steps, 0))
    for name, step in steps.items():
        before = utc_now() - timedelta(days=days[name])
        while True:
            work.check()
            with work.transaction() as session:
                count = step(session, work.actor, before)
            counts[name] += count
            if count == 0:
                break
    with work.last_transaction(dict(counts)) as session:
        if counts.total():
            changes = {name: (None, count) for name, count in counts.items() if count}
            record(session, work.actor, "support_retention.applied", "tenant", work.actor.tenant_id, changes)
    return dict(counts)


def _forget_conversations(session: Session, actor: Actor, before: datetime) -> int:
    """Also those that nobody resolved and nobody wrote in since."""
    found = session.scalars(
        select(Conversation)
        .where(
            Conversation.tenant_id == actor.tenant_id,
            Conversation.last_message_at < before,
            or_(Conversation.resolved_at.is_(None), Conversation.resolved_at < before),
            Conversation.key.is_not(None),
        )
        .order_by(Conversation.last_message_at)
        .limit(_CONVERSATIONS_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for conversation in found:
        shred(session, conversation, utc_now())
    return len(found)


def _forget_customers(session: Session, actor: Actor, before: datetime) -> int:
    """Who they were goes with the last of what they said."""
    found = session.scalars(
        select(Customer)
        .where(
            Customer.tenant_id == actor.tenant_id,
            Customer.erased_at.is_(None),
            Customer.created_at < before,
            ~exists().where(
                Conversation.tenant_id == actor.tenant_id,
                Conversation.customer_id == Customer.id,
                Conversation.key.is_not(None),
            ),
        )
        .limit(_CONVERSATIONS_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for customer in found:
        forget_person(session, actor, customer)
    return len(found)


def _forget_files(session: Session, actor: Actor, before: datetime) -> int:
    """Their bytes go with the next sweep, since nothing refers to them any more."""
    some = (
        select(Message.id)
        .where(Message.tenant_id == actor.tenant_id, Message.stored_file_id.is_not(None), Message.sent_at < before)
        .limit(_ROWS_AT_ONCE)
    )
    changed = (
        update(Message)
        .where(Message.tenant_id == actor.tenant_id, Message.id.in_(some))
        .values(stored_file_id=None, media_state="removed")
    )
    return len(session.scalars(changed.returning(Message.id)).all())


def _forget_events(session: Session, actor: Actor, before: datetime) -> int:
    some = (
        select(WebhookEvent.id)
        .where(WebhookEvent.tenant_id == actor.tenant_id, WebhookEvent.created_at < before)
        .limit(_ROWS_AT_ONCE)
    )
    gone = delete(WebhookEvent).where(WebhookEvent.tenant_id == actor.tenant_id, WebhookEvent.id.in_(some))
    return len(session.scalars(gone.returning(WebhookEvent.id)).all())
