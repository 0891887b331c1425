"""How much was written, and when: messages and episodes by the day and hour of the tenant's time zone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, extract, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from tecnocursos.kit.actor import Actor
from tecnocursos.support.desk_models import Protocol
from tecnocursos.support.models import Conversation, Message
from tecnocursos.support.report_models import Episode
from tecnocursos.support.reports.counting import within
from tecnocursos.support.reports.periods import Part, Period
from tecnocursos.support.reports.values import MessageVolume, NamedCount, ServiceDay

_WRITER: Final = case((Message.direction == "in", "customers"), (Message.author == "member", "people"), else_="bot")
"""Under the names of `MessageVolume`."""
_IS_MESSAGE: Final = Message.direction != "note"


def volume(session: Session, actor: Actor, period: Period, part: Part) -> MessageVolume:
    wanted = select(_WRITER, func.count()).where(*_messages(actor, period, part), _IS_MESSAGE)
    counted = session.execute(wanted.group_by(_WRITER))
    return MessageVolume(**dict(counted.all()))


def calendar(
    session: Session, actor: Actor, period: Period, part: Part
) -> tuple[tuple[ServiceDay, ...], tuple[tuple[int, ...], ...]]:
    """Each day of the period; and what customers wrote by weekday (Monday first) and hour."""
    moment = _bucket(session, Message.sent_at, period)
    written = session.execute(
        select(moment, _WRITER, func.count())
        .where(*_messages(actor, period, part), _IS_MESSAGE)
        .group_by(moment, _WRITER)
    ).all()
    began = _bucket(session, Episode.began_at, period)
    episodes = session.execute(select(began, func.count()).where(*within(actor, period, part)).group_by(began)).all()
    days: dict[Any, Counter[str]] = {day: Counter() for day in period.days}
    hours = [[0] * 24 for _ in range(7)]
    for seconds, writer, count in written:
        local = datetime.fromtimestamp(seconds, period.zone)
        days[local.date()][writer] += count
        if writer == "customers":
            hours[local.weekday()][local.hour] += count
    for seconds, count in episodes:
        days[datetime.fromtimestamp(seconds, period.zone).date()]["conversations"] += count
    return (
        tuple(ServiceDay(day=day, **counts) for day, counts in days.items()),
        tuple(tuple(weekday) for weekday in hours),
    )


def billed(session: Session, actor: Actor, period: Period, part: Part) -> Mapping[str, int]:
    """Messages that Meta said it bills, by its category."""
    counted = session.execute(
        select(Message.pricing, func.count())
        .where(*_messages(actor, period, part), Message.is_billable == true(), Message.pricing.is_not(None))
        .group_by(Message.pricing)
        .order_by(Message.pricing)
    )
    return {category or "": count for category, count in counted}


def protocols(session: Session, actor: Actor, period: Period, part: Part) -> tuple[NamedCount, ...]:
    """The most frequent kind first."""
    wanted = select(Protocol.kind, func.count()).where(
        Protocol.tenant_id == actor.tenant_id,
        Protocol.created_at >= period.start,
        Protocol.created_at < period.end,
    )
    conversations = _conversations(actor, period, part)
    if part.channel_id is not None:
        of_number = select(Conversation.id).where(
            Conversation.tenant_id == actor.tenant_id, Conversation.channel_id == part.channel_id
        )
        wanted = wanted.where(Protocol.conversation_id.in_(of_number))
    if conversations is not None:
        wanted = wanted.where(Protocol.conversation_id.in_(conversations))
    counted = session.execute(wanted.group_by(Protocol.kind).order_by(func.count().desc(), Protocol.kind))
    return tuple(NamedCount(name=kind, count=count) for kind, count in counted)


def _messages(actor: Actor, period: Period, part: Part) -> Iterable[ColumnElement[bool]]:
    conditions = [
        Message.tenant_id == actor.tenant_id,
        Message.sent_at >= period.start,
        Message.sent_at < period.end,
    ]
    if part.channel_id is not None:
        conditions.append(Message.channel_id == part.channel_id)
    conversations = _conversations(actor, period, part)
    if conversations is not None:
        conditions.append(Message.conversation_id.in_(conversations))
    return conditions


def _conversations(actor: Actor, period: Period, part: Part) -> Select[Any] | None:
    """Those that the team or the person served in the period; None where neither is named."""
    if part.team_id is None and part.user_id is None:
        return None
    wanted = select(Episode.conversation_id).where(
        Episode.tenant_id == actor.tenant_id,
        Episode.conversation_id.is_not(None),
        Episode.began_at < period.end,
        or_(Episode.resolved_at.is_(None), Episode.resolved_at >= period.start),
    )
    if part.team_id is not None:
        wanted = wanted.where(Episode.team_id == part.team_id)
    return wanted if part.user_id is None else wanted.where(Episode.user_id == part.user_id)


def _bucket(session: Session, moment: InstrumentedAttribute[datetime], period: Period) -> ColumnElement[int]:
    """The beginning of the part of an hour that a moment is in, in Unix seconds."""
    step = period.step_seconds
    if session.get_bind().dialect.name == "postgresql":
        seconds = cast(func.floor(extract("epoch", moment)), BigInteger)
    else:
        seconds = cast(func.strftime("%s", moment), BigInteger)
    return seconds // step * step
