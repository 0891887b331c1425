"""One attempt at one job, from claim to end. Every kind of worker comes through here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.leases import Attempt, LeaseLost
from tecnocursos.infra.jobs.messages import QUEUES, Job, QueueName
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.errors import Cancelled, ProductError, Unavailable
from tecnocursos.worker.handlers import Handler, handlers

log = structlog.get_logger(__name__)


class Runner:
    """Runs jobs, one after another, on the calling thread."""

    def __init__(self, platform: Platform, worker: str) -> None:
        self._platform = platform
        self._worker = worker
        self._lease_seconds = platform.settings.jobs.lease_seconds
        self._handlers: Mapping[str, tuple[type[Job], Handler]] = {
            job.name: (job, handler) for job, handler in handlers(platform).items()
        }

    def run_next(self, queues: Sequence[QueueName] = QUEUES) -> bool:
        """Run the job that goes first; False when none is due."""
        with self._platform.database.transaction(SYSTEM) as session:
            attempt = leases.claim_next(session, self._worker, queues, lease_seconds=self._lease_seconds)
        if attempt is not None:
            self._run(attempt)
        return attempt is not None

    def run(self, job_id: UUID) -> bool:
        """Run the job with this id; False when it is not waiting."""
        with self._platform.database.transaction(SYSTEM) as session:
            attempt = leases.claim(session, self._worker, job_id, lease_seconds=self._lease_seconds)
        if attempt is not None:
            self._run(attempt)
        return attempt is not None

    def _run(self, attempt: Attempt) -> None:
        database = self._platform.database
        work = Work(database, attempt, lease_seconds=self._lease_seconds)
        job_log = log.bind(job=attempt.name, job_id=str(attempt.job_id), attempt=attempt.number)
        try:
            with work.heartbeat():
                kind, handler = self._handlers[attempt.name]
                result = handler(work, kind.model_validate(attempt.payload))
            if not work.is_done:
                with database.transaction(SYSTEM) as session:
                    leases.succeed(session, attempt, result)
            job_log.info("job_succeeded")
        except LeaseLost:
            job_log.warning("job_lease_lost")
        except Cancelled:
            with database.transaction(SYSTEM) as session:
                leases.cancel(session, attempt)
            job_log.info("job_cancelled")
        except Exception as error:  # noqa: BLE001  whatever a handler raises ends its attempt, not the worker
            self._end_badly(attempt, error)

    def _end_badly(self, attempt: Attempt, error: Exception) -> None:
        told = _told(error)
        log.warning("job_failed", job=attempt.name, job_id=str(attempt.job_id), code=told["code"], exc_info=error)
        with self._platform.database.transaction(SYSTEM) as session:
            if isinstance(error, ProductError) and not isinstance(error, Unavailable):
                leases.fail(session, attempt, told)
            else:
                leases.retry(session, attempt, told)


def _told(error: Exception) -> dict[str, str]:
    if isinstance(error, ProductError):
        return {"code": error.code, "en": error.message("en"), "pt": error.message("pt")}
    # The text of an unexpected error may hold anything; it goes to the log only.
    return {"code": "unexpected", "en": "Something unexpected went wrong.", "pt": "Algo inesperado deu errado."}
