"""The table of contents of regular work: what is asked for without anybody asking, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from tecnocursos.accounts.messages import ForgetExpired
from tecnocursos.answers.messages import FindUnembedded
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.documents.messages import FindUnindexed
from tecnocursos.files.messages import RemoveLostBytes, SweepFiles
from tecnocursos.infra.cache_trimming import TrimCache
from tecnocursos.infra.idempotency import ForgetAnswers
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.models import ScheduleRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.pruning import PruneJobs
from tecnocursos.infra.upserts import insert_into
from tecnocursos.privacy.messages import ForgetExports
from tecnocursos.realtime.messages import PruneRooms
from tecnocursos.support.messages import ForgetOldService, TidySupport

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Regular:
    """A job that is asked for again and again; each time is a whole number of `every` after 1970 in UTC, plus `at`."""

    job: Job
    every: timedelta
    at: timedelta = timedelta()

    def last_due(self, now: datetime) -> datetime:
        return now - (now - self.at - _EPOCH) % self.every


SCHEDULE: tuple[Regular, ...] = (
    Regular(PublishCheckpoints(), every=timedelta(minutes=1)),
    Regular(ForgetAnswers(), every=timedelta(hours=1)),
    Regular(ForgetExpired(), every=timedelta(hours=1)),
    Regular(PruneJobs(), every=timedelta(hours=1)),
    Regular(PruneRooms(), every=timedelta(hours=1)),
    Regular(TidySupport(), every=timedelta(minutes=1)),
    Regular(ForgetExports(), every=timedelta(hours=1)),
    Regular(ForgetOldService(), every=timedelta(days=1), at=timedelta(hours=6)),
    Regular(TrimCache(), every=timedelta(hours=1)),
    Regular(FindUnindexed(), every=timedelta(minutes=10)),
    Regular(FindUnembedded(), every=timedelta(minutes=1)),
    Regular(SweepFiles(), every=timedelta(hours=1)),
    Regular(RemoveLostBytes(), every=timedelta(days=1), at=timedelta(hours=5)),
)


def ask_for_due(session: Session, now: datetime, schedule: tuple[Regular, ...] = SCHEDULE) -> None:
    """Ask for what is due and was not asked for yet; what was missed while nobody looked is asked for once."""
    for regular in schedule:
        due = regular.last_due(now)
        # Several may look at once: whoever changes the row asks.
        wanted = insert_into(session, ScheduleRow).values(name=regular.job.name, asked_for=due)
        changed = wanted.on_conflict_do_update(
            index_elements=[ScheduleRow.name],
            set_={"asked_for": wanted.excluded.asked_for},
            where=ScheduleRow.asked_for < wanted.excluded.asked_for,
        ).returning(ScheduleRow.name)
        if session.scalar(changed) is not None:
            enqueue(session, regular.job, once_key=regular.job.name)
