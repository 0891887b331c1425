"""What is asked of reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.accounts import standing
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import Team
from tecnocursos.support.models import Channel, Conversation
from tecnocursos.support.report_models import Episode
from tecnocursos.support.reports import counting, volume
from tecnocursos.support.reports.periods import Part, Period
from tecnocursos.support.reports.rates import costs_of, report_settings_of
from tecnocursos.support.reports.values import (
    Backlog,
    Breakdown,
    BreakdownLine,
    Grouping,
    MessageCosts,
    MessageVolume,
    ServiceReport,
)

_GROUPS: Final = {"number": Episode.channel_id, "team": Episode.team_id, "person": Episode.user_id}


def report(session: Session, actor: Actor, period: Period, part: Part) -> ServiceReport:
    """All that there is to say of a period, and the figures of the one before."""
    actor.require(Permission.MANAGE_SUPPORT)
    days, hours = volume.calendar(session, actor, period, part)
    return ServiceReport(
        first_day=period.first,
        last_day=period.last,
        time_zone=period.zone.key,
        figures=counting.figures(session, actor, period, part),
        figures_before=counting.figures(session, actor, period.before, part),
        volume=MessageVolume(
            customers=sum(day.customers for day in days),
            bot=sum(day.bot for day in days),
            people=sum(day.people for day in days),
        ),
        volume_before=volume.volume(session, actor, period.before, part),
        days=days,
        hours=hours,
        reasons=counting.reasons(session, actor, period, part),
        workflows=counting.workflows(session, actor, period, part),
        protocols=volume.protocols(session, actor, period, part),
        costs=_costs(session, actor, period, part),
    )


def break_down(session: Session, actor: Actor, period: Period, grouping: Grouping) -> Breakdown:
    """The figures of each number, team or person."""
    actor.require(Permission.MANAGE_SUPPORT)
    found = counting.figures_by(session, actor, period, _GROUPS[grouping])
    names = names_of(session, actor, grouping)
    lines = tuple(
        BreakdownLine(id=key, name=None if key is None else names.get(key), figures=figures)
        for key, figures in found.items()
    )
    return Breakdown(first_day=period.first, last_day=period.last, lines=lines)


def backlog(session: Session, actor: Actor) -> Backlog:
    actor.require(Permission.MANAGE_SUPPORT)
    rows = session.execute(
        select(Conversation.holder, func.count(), func.min(Conversation.waiting_since))
        .where(Conversation.tenant_id == actor.tenant_id, Conversation.state == "open")
        .group_by(Conversation.holder)
    ).all()
    counts: Mapping[str, Any] = {holder: (count, oldest) for holder, count, oldest in rows}
    waiting, oldest = counts.get("queue", (0, None))
    return Backlog(
        waiting=waiting,
        oldest_waiting_since=oldest,
        with_people=counts.get("person", (0, None))[0],
        with_bot=counts.get("bot", (0, None))[0],
    )


def _costs(session: Session, actor: Actor, period: Period, part: Part) -> MessageCosts:
    settings = report_settings_of(session, actor)
    now = costs_of(settings, volume.billed(session, actor, period, part))
    before = costs_of(settings, volume.billed(session, actor, period.before, part))
    return MessageCosts(
        currency=settings.currency,
        categories=now,
        micros=sum(cost.micros for cost in now),
        micros_before=sum(cost.micros for cost in before),
    )


def names_of(session: Session, actor: Actor, grouping: Grouping) -> Mapping[UUID, str]:
    """Of all numbers or teams of the tenant, or of the members who ever served."""
    match grouping:
        case "number":
            return dict(
                session.execute(select(Channel.id, Channel.name).where(Channel.tenant_id == actor.tenant_id)).all()
            )
        case "team":
            return dict(session.execute(select(Team.id, Team.name).where(Team.tenant_id == actor.tenant_id)).all())
        case "person":
            served = select(Episode.user_id).where(Episode.tenant_id == actor.tenant_id)
            return standing.names_of(session, actor.tenant_id, served)
