"""What a tenant promises its customers: in what time a person answers first, and until when it is resolved.

Both clocks begin when a person is asked for, run in opening hours only, and stop while the bot has the conversation.
They are kept with it: whoever changes hours or promises changes what comes, not what was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from tecnocursos.support.desk_settings import hours_of, settings_of_tenant
from tecnocursos.support.models import Conversation

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    first_reply_due_at: datetime | None
    resolution_due_at: datetime | None
    is_late: bool
    """One of the two has passed, and what it is about was not done, or not before."""


def begin_clocks(session: Session, conversation: Conversation, now: datetime) -> None:
    """A person is asked for."""
    settings = settings_of_tenant(session, conversation.tenant_id)
    hours = hours_of(settings)
    conversation.queued_at, conversation.first_reply_at, conversation.told_late_at = now, None, None
    replied = settings.first_reply_minutes and timedelta(minutes=settings.first_reply_minutes)
    resolved = settings.resolution_hours and timedelta(hours=settings.resolution_hours)
    conversation.first_reply_due_at = hours.after(now, replied) if replied else None
    conversation.resolution_due_at = hours.after(now, resolved) if resolved else None


def stop_clocks(conversation: Conversation) -> None:
    """The bot goes on."""
    conversation.first_reply_due_at = conversation.resolution_due_at = conversation.told_late_at = None


def service_level_of(conversation: Conversation, now: datetime) -> ServiceLevel | None:
    """None: nothing was promised."""
    replied, resolved = conversation.first_reply_due_at, conversation.resolution_due_at
    if replied is None and resolved is None:
        return None
    ended = conversation.resolved_at or now
    waits = replied is not None and conversation.first_reply_at is None and replied < ended
    is_late = waits or (resolved is not None and resolved < ended)
    return ServiceLevel(replied, resolved, is_late)


def is_late(now: datetime) -> ColumnElement[bool]:
    """Of open conversations: what `service_level_of` says, where something can still be done about it."""
    return and_(
        Conversation.state == "open",
        or_(
            and_(Conversation.first_reply_at.is_(None), Conversation.first_reply_due_at < now),
            Conversation.resolution_due_at < now,
        ),
    )


def note_late(session: Session, now: datetime) -> Sequence[Conversation]:
    """Those of all tenants that became late since this was last asked, held; each comes once for each of its clocks."""
    is_news = or_(
        Conversation.told_late_at.is_(None),
        and_(Conversation.resolution_due_at < now, Conversation.told_late_at < Conversation.resolution_due_at),
    )
    wanted = select(Conversation).where(is_late(now), is_news).order_by(Conversation.id).limit(_AT_ONCE)
    found = session.scalars(wanted.with_for_update(skip_locked=True)).all()
    for conversation in found:
        conversation.told_late_at = now
    session.flush()
    return found
