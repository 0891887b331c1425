"""Metrics that are looked up when they are asked for: of the pool, of waiting requests, of the queue of jobs."""

from __future__ import annotations

import structlog
from sqlalchemy import QueuePool, func, select
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.api.admission import Admission
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.messages import QUEUES
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.clock import utc_now

log = structlog.get_logger(__name__)


def measure(platform: Platform, admission: Admission) -> None:
    """Bring the gauges up to date. What cannot be asked keeps its last value."""
    metrics, pool = platform.metrics, platform.database.engine.pool
    metrics.requests_waiting.set(admission.waiting)
    if isinstance(pool, QueuePool):
        metrics.connections_used.set(pool.checkedout())
    due = (
        select(JobRow.queue, func.count(), func.min(JobRow.run_at))
        .where(JobRow.state == "queued", JobRow.run_at <= utc_now())
        .group_by(JobRow.queue)
    )
    try:
        with platform.database.transaction(SYSTEM, is_reading=True) as session:
            waiting = {queue: (count, oldest) for queue, count, oldest in session.execute(due)}
    except SQLAlchemyError as error:
        log.warning("jobs_not_measured", error=type(error).__name__)
        return
    now = utc_now()
    for queue in QUEUES:
        count, oldest = waiting.get(queue, (0, now))
        metrics.jobs_waiting.labels(queue).set(count)
        metrics.jobs_oldest_seconds.labels(queue).set((now - oldest).total_seconds())
