"""Jobs that ended long ago are forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import delete, select

from tecnocursos.infra.jobs.messages import Job, QueueName
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.clock import utc_now

_AT_ONCE: Final = 1000


class PruneJobs(Job):
    """Forget jobs that ended long ago."""

    name: ClassVar[str] = "jobs.prune"
    queue: ClassVar[QueueName] = "reports"


def prune_jobs(work: Work, _message: PruneJobs, keep: timedelta) -> dict[str, Any]:
    """Delete in steps what ended longer ago than `keep`."""
    old = select(JobRow.id).where(JobRow.finished_at < utc_now() - keep).limit(_AT_ONCE)
    count = 0
    while True:
        work.check()
        with work.transaction() as session:
            gone = session.scalars(delete(JobRow).where(JobRow.id.in_(old)).returning(JobRow.id)).all()
        count += len(gone)
        if len(gone) < _AT_ONCE:
            return {"deleted": count}
