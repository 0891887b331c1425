"""Which jobs the broker is to be given: those that go first, and of each queue only so many.

What the broker holds it hands out in the order in which it came. Since it never holds more than a few, jobs that were
asked for later but go first do not wait for all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from tecnocursos.infra.database import UtcDateTime
from tecnocursos.infra.jobs.messages import QUEUES, QueueName
from tecnocursos.infra.jobs.models import QUEUED, JobRow
from tecnocursos.kit.clock import utc_now

_HELD_OF_A_QUEUE: Final = 32


@dataclass(frozen=True, slots=True)
class Offer:
    """A waiting job that a worker may have."""

    job_id: UUID
    queue: QueueName
    rank: int


def _may_be_offered(
    queue: QueueName, now: datetime | ColumnElement[datetime], still_offered: datetime | ColumnElement[datetime]
) -> ColumnElement[bool]:
    is_free = or_(JobRow.offered_at.is_(None), JobRow.offered_at <= still_offered)
    return and_(QUEUED, JobRow.queue == queue, JobRow.run_at <= now, is_free)


def _queues_with_work() -> Select[QueueName]:
    """Asked many times a second, mostly for nothing: one question for all queues, none of which reads far."""
    now = bindparam("now", type_=UtcDateTime)
    still_offered = bindparam("still_offered", type_=UtcDateTime)
    asked = (
        select(literal(queue).label("queue")).where(
            select(JobRow.id).where(_may_be_offered(queue, now, still_offered)).exists()
        )
        for queue in QUEUES
    )
    found = union_all(*asked).subquery()
    return select(found.c.queue)


_QUEUES_WITH_WORK: Final = _queues_with_work()


def choose_offers(session: Session, *, offer_seconds: float) -> Sequence[Offer]:
    """Mark the next jobs as offered, and give them; what was offered longer ago than that and not taken counts anew."""
    now = utc_now()
    still_offered = now - timedelta(seconds=offer_seconds)
    waiting_in = session.scalars(_QUEUES_WITH_WORK, {"now": now, "still_offered": still_offered}).all()
    if not waiting_in:
        return []
    held = dict(
        session.execute(
            select(JobRow.queue, func.count()).where(QUEUED, JobRow.offered_at > still_offered).group_by(JobRow.queue)
        ).all()
    )
    offers: list[Offer] = []
    for queue in waiting_in:
        room = _HELD_OF_A_QUEUE - held.get(queue, 0)
        if room <= 0:
            continue
        waiting = (
            select(JobRow.id, JobRow.rank)
            .where(_may_be_offered(queue, now, still_offered))
            .order_by(JobRow.rank, JobRow.turn_at, JobRow.id)
            .limit(room)
            .with_for_update(skip_locked=True)
        )
        offers += [Offer(job_id, queue, rank) for job_id, rank in session.execute(waiting)]
    if offers:
        # They are locked and wait: saying so once more would lead the planner to an index of all that wait.
        session.execute(_these(offers).values(offered_at=now))
    return offers


def withdraw(session: Session, offers: Iterable[Offer]) -> None:
    """Take back what could not be told to the broker, so that it is offered as soon as that can be."""
    session.execute(_these(offers).where(JobRow.state == "queued").values(offered_at=None))


def _these(offers: Iterable[Offer]) -> Update:
    return update(JobRow).where(JobRow.id.in_([offer.job_id for offer in offers]))
