"""Sending a notice: some customers at a time, so that answers to others do not wait behind it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.contents import Content, TemplateUse
from tecnocursos.support.conversations import hold_open, say
from tecnocursos.support.messages import SendNotice
from tecnocursos.support.models import Conversation
from tecnocursos.support.notice_models import Notice, NoticeRecipient
from tecnocursos.support.notices.service import count_recipients, get_notice
from tecnocursos.support.queries import get_channel, get_customer
from tecnocursos.support.templates import is_approved

_AT_ONCE: Final = 40
_PAUSE_SECONDS: Final = 1.0
"""Meta lets a number send 80 messages a second: half of them are left to conversations."""


def send_notice(work: Work, message: SendNotice) -> dict[str, Any] | None:
    """Write to the next ones, and give the job back until a second has passed. Killed, it goes on where it was."""
    for _ in range(_AT_ONCE):
        work.check()
        with work.transaction() as session:
            if not _send_next(session, work.actor, message.notice_id):
                return _end(session, work, message.notice_id)
    work.end(leases.give_back, after_seconds=_PAUSE_SECONDS)
    work.is_done = True
    return None


def _send_next(session: Session, actor: Actor, notice_id: UUID) -> bool:
    """False: nobody waits any more. Whoever cancels it waits for this, or is seen by it."""
    notice = get_notice(session, actor, notice_id, is_locked=True)
    if notice.state != "running":
        return False
    recipient = session.scalar(
        select(NoticeRecipient)
        .where(
            NoticeRecipient.tenant_id == actor.tenant_id,
            NoticeRecipient.notice_id == notice.id,
            NoticeRecipient.state == "waiting",
        )
        .order_by(NoticeRecipient.customer_id)
        .limit(1)
    )
    if recipient is None:
        return False
    is_sent = _write(session, actor, notice, recipient.customer_id, utc_now())
    recipient.state = "sent" if is_sent else "skipped"
    session.flush()
    return True


def _write(session: Session, actor: Actor, notice: Notice, customer_id: UUID, now: datetime) -> bool:
    customer = get_customer(session, actor, customer_id)
    window = _window_until(session, actor, notice, customer_id)
    is_open = window is not None and window > now
    use = None if notice.template is None else TemplateUse.model_validate(notice.template)
    # A template that Meta has refused meanwhile is not tried on everybody.
    has_way = is_open or (use is not None and is_approved(session, actor, notice.channel_id, use))
    if customer.erased_at is not None or not has_way:
        return False
    conversation = hold_open(session, actor, get_channel(session, actor, notice.channel_id), customer)
    if is_open:
        conversation.window_until = window  # also of a conversation that has just been begun
        content = Content(text=read_sealed(session, notice, Notice.text), step="notice")
        say(session, actor, conversation, [("text", content)], author="bot")
    else:
        content = Content(text=notice.template_text or "", template=use, step="notice")
        say(session, actor, conversation, [("template", content)], author="bot")
    return True


def _window_until(session: Session, actor: Actor, notice: Notice, customer_id: UUID) -> datetime | None:
    return session.scalar(
        select(func.max(Conversation.window_until)).where(
            Conversation.tenant_id == actor.tenant_id,
            Conversation.channel_id == notice.channel_id,
            Conversation.customer_id == customer_id,
            Conversation.key.is_not(None),
        )
    )


def _end(session: Session, work: Work, notice_id: UUID) -> dict[str, Any]:
    notice = get_notice(session, work.actor, notice_id)
    if notice.state == "running":
        notice.state, notice.ended_at = "done", utc_now()
        session.flush()
    return dict(count_recipients(session, work.actor, [notice])[notice.id])
