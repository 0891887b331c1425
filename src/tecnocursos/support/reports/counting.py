"""Figures of episodes: one pass of the database counts, another finds the middle of durations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.report_models import Episode, WorkflowRun
from tecnocursos.support.reports.periods import Part, Period
from tecnocursos.support.reports.values import Kept, NamedCount, Satisfaction, ServiceFigures, Spread, WorkflowFigures
from tecnocursos.support.workflows.running import STALE_AFTER

Group = InstrumentedAttribute[Any]
_DURATIONS: Final = (Episode.bot_seconds, Episode.reply_seconds, Episode.resolution_seconds)
_SOLVED: Final = and_(Episode.person_at.is_(None), Episode.last_turn.in_(("answer", "workflow")))
_COUNTED: Final[Mapping[str, ColumnElement[Any]]] = {
    "conversations": func.count(),
    "solved_by_bot": func.count().filter(_SOLVED),
    "handed_over": func.count(Episode.reason),
    "answers": func.coalesce(func.sum(Episode.answers), 0),
    "refusals": func.coalesce(func.sum(Episode.refusals), 0),
    "resolved": func.count(Episode.resolved_at),
    "replies_promised": func.count(Episode.is_reply_in_time),
    "replies_kept": func.count().filter(Episode.is_reply_in_time.is_(True)),
    "resolutions_promised": func.count(Episode.is_resolved_in_time),
    "resolutions_kept": func.count().filter(Episode.is_resolved_in_time.is_(True)),
    "ratings_asked": func.count().filter(Episode.is_rating_asked),
    **{f"stars_{stars}": func.count().filter(Episode.rating == stars) for stars in range(1, 6)},
}


def within(actor: Actor, period: Period, part: Part) -> list[ColumnElement[bool]]:
    """The episodes that a report is about."""
    conditions = [
        Episode.tenant_id == actor.tenant_id,
        Episode.began_at >= period.start,
        Episode.began_at < period.end,
    ]
    for column, wanted in (
        (Episode.channel_id, part.channel_id),
        (Episode.team_id, part.team_id),
        (Episode.user_id, part.user_id),
    ):
        if wanted is not None:
            conditions.append(column == wanted)
    return conditions


def figures(session: Session, actor: Actor, period: Period, part: Part) -> ServiceFigures:
    conditions = within(actor, period, part)
    counted = session.execute(select(*_labelled()).where(*conditions)).one()
    spreads = [_spreads(session, column, conditions).get(None) for column in _DURATIONS]
    return _figures(counted, spreads)


def figures_by(session: Session, actor: Actor, period: Period, group: Group) -> Mapping[UUID | None, ServiceFigures]:
    """Of each value of `group`, the one with most conversations first."""
    conditions = within(actor, period, Part())
    counted = session.execute(
        select(group.label("of"), *_labelled()).where(*conditions).group_by(group).order_by(func.count().desc(), group)
    ).all()
    spreads = [_spreads(session, column, conditions, group) for column in _DURATIONS]
    return {row.of: _figures(row, [found.get(row.of) for found in spreads]) for row in counted}


def reasons(session: Session, actor: Actor, period: Period, part: Part) -> tuple[NamedCount, ...]:
    counted = session.execute(
        select(Episode.reason, func.count())
        .where(*within(actor, period, part), Episode.reason.is_not(None))
        .group_by(Episode.reason)
        .order_by(func.count().desc(), Episode.reason)
    )
    return tuple(NamedCount(name=reason or "", count=count) for reason, count in counted)


def workflows(session: Session, actor: Actor, period: Period, part: Part) -> tuple[WorkflowFigures, ...]:
    """Of the same episodes; one that nobody came back to in time was left."""
    is_over = WorkflowRun.begun_at < utc_now() - STALE_AFTER
    counted = session.execute(
        select(
            WorkflowRun.name,
            func.count().label("begun"),
            func.count().filter(WorkflowRun.outcome == "completed").label("completed"),
            func.count().filter(WorkflowRun.outcome == "handed_over").label("handed_over"),
            func.count()
            .filter((WorkflowRun.outcome == "left") | and_(WorkflowRun.outcome.is_(None), is_over))
            .label("left"),
        )
        .join(Episode, Episode.id == WorkflowRun.episode_id)
        .where(WorkflowRun.tenant_id == actor.tenant_id, *within(actor, period, part))
        .group_by(WorkflowRun.name)
        .order_by(func.count().desc(), WorkflowRun.name)
    )
    return tuple(WorkflowFigures(**row._mapping) for row in counted)


def _labelled() -> list[ColumnElement[Any]]:
    return [column.label(name) for name, column in _COUNTED.items()]


def _spreads(
    session: Session, seconds: Group, conditions: Sequence[ColumnElement[bool]], group: Group | None = None
) -> Mapping[UUID | None, Spread]:
    """Median and 90th percentile by nearest rank: places ⌈n/2⌉ and ⌈9n/10⌉ of the sorted durations."""
    key = [] if group is None else [group.label("of")]
    ranked = (
        select(
            *key,
            seconds.label("seconds"),
            func.row_number().over(partition_by=group, order_by=seconds).label("place"),
            func.count().over(partition_by=group).label("total"),
        )
        .where(*conditions, seconds.is_not(None))
        .subquery()
    )
    place, total = ranked.c.place, ranked.c.total
    wanted = select(
        *([] if group is None else [ranked.c.of]),
        func.max(total),
        func.max(ranked.c.seconds).filter(place == (total + 1) // 2),
        func.max(ranked.c.seconds).filter(place == (9 * total + 9) // 10),
    )
    if group is not None:
        wanted = wanted.group_by(ranked.c.of)
    found: dict[UUID | None, Spread] = {}
    for row in session.execute(wanted):
        *of, count, median, p90 = row
        if count:
            found[of[0] if of else None] = Spread(count=count, median_seconds=median, p90_seconds=p90)
    return found


def _figures(counted: Row[Any], spreads: Sequence[Spread | None]) -> ServiceFigures:
    counts = dict(counted._mapping)
    stars = (counts["stars_1"], counts["stars_2"], counts["stars_3"], counts["stars_4"], counts["stars_5"])
    rated = sum(stars)
    average = round(sum(star * count for star, count in enumerate(stars, 1)) / rated, 2) if rated else None
    bot_reply, person_reply, resolution = (spread or Spread(count=0) for spread in spreads)
    return ServiceFigures(
        **{name: counts[name] for name in _PLAIN},
        bot_reply=bot_reply,
        person_reply=person_reply,
        resolution=resolution,
        replies_in_time=Kept(promised=counts["replies_promised"], kept=counts["replies_kept"]),
        resolutions_in_time=Kept(promised=counts["resolutions_promised"], kept=counts["resolutions_kept"]),
        satisfaction=Satisfaction(asked=counts["ratings_asked"], stars=stars, average=average),
    )


_PLAIN: Final = ("conversations", "solved_by_bot", "handed_over", "answers", "refusals", "resolved")
