"""Protocol numbers: every demand of a customer gets one (Decreto 11.034/2022, art. 12)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.language import Language
from tecnocursos.support.desk_models import Protocol, ProtocolCount
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.errors import ProtocolNotFound
from tecnocursos.support.models import Conversation
from tecnocursos.support.replies import Text
from tecnocursos.support.workflows.machine import ProtocolKind

_RESOLVED: Final = {
    "pt-BR": "Este atendimento foi encerrado. Protocolo: {numbers}.",
    "en-US": "This conversation has ended. Protocol: {numbers}.",
}


def open_protocol(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    kind: ProtocolKind,
    now: datetime,
    *,
    due_days: int | None = None,
    is_resolved: bool = False,
    outcome: str | None = None,
) -> Protocol:
    """Number a demand: the provider's day, and the count of that day, e.g. 202611260000173."""
    day = now.astimezone(ZoneInfo(settings_of(session, actor).time_zone)).date()
    wanted = insert_into(session, ProtocolCount).values(tenant_id=actor.tenant_id, day=day, count=1)
    counted = wanted.on_conflict_do_update(
        index_elements=[ProtocolCount.tenant_id, ProtocolCount.day], set_={"count": ProtocolCount.count + 1}
    ).returning(ProtocolCount.count)
    protocol = Protocol(
        tenant_id=actor.tenant_id,
        number=f"{day:%Y%m%d}{session.scalar(counted):07d}",
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        kind=kind,
        due_at=None if due_days is None else now + timedelta(days=due_days),
        resolved_at=now if is_resolved else None,
        outcome=outcome and outcome[:500],
    )
    session.add(protocol)
    session.flush()
    return protocol


def end_protocols(
    session: Session, actor: Actor, conversation: Conversation, done: Collection[UUID], now: datetime
) -> Sequence[Protocol]:
    """Note the demands of a conversation that are `done` as it ends; one that has none yet gets one.

    Gives all of the conversation, the oldest first. Raises ProtocolNotFound.
    """
    known = session.scalars(
        select(Protocol)
        .where(Protocol.tenant_id == actor.tenant_id, Protocol.conversation_id == conversation.id)
        .order_by(Protocol.created_at, Protocol.id)
    ).all()
    if not known:
        known = [open_protocol(session, actor, conversation, "other", now, is_resolved=True)]
    if not set(done) <= {one.id for one in known}:
        raise ProtocolNotFound
    for one in known:
        if one.id in done:
            one.resolved_at = one.resolved_at or now
    session.flush()
    return known


def resolved_text(protocols: Sequence[Protocol], language: Language) -> Text:
    """What a customer is told at the end."""
    return Text(text=_RESOLVED[language].format(numbers=", ".join(one.number for one in protocols)))
