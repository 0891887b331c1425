"""One attempt at one job, from claim to end. Every kind of worker comes through here."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from pydantic import ValidationError

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.files import is_out_of_room
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.failures import told
from tecnocursos.infra.jobs.leases import Attempt, LeaseLost
from tecnocursos.infra.jobs.messages import QUEUES, Job, QueueName
from tecnocursos.infra.jobs.work import Audience, Interrupted, Work
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Cancelled, LimitReached, ProductError, Unavailable
from tecnocursos.realtime.progress import tell_progress, tell_state
from tecnocursos.worker.handlers import Handler, handlers

log = structlog.get_logger(__name__)

_NOT_KNOWN_PAUSE_SECONDS: Final = 5.0
_NOT_KNOWN_FOR: Final = timedelta(days=1)
"""How long a job of another release waits for a worker that knows it."""
_AUDIENCE: Final = Audience(on_report=tell_progress, on_end=tell_state)


class JobNotKnown(Unavailable):
    code = "job_not_known"
    en = "No worker of this release knows this kind of work."
    pt = "Nenhum processo desta versão conhece este tipo de trabalho."


class JobNeedsTooMuchMemory(LimitReached):
    code = "job_needs_too_much_memory"
    en = "This needs more memory than one job may take."
    pt = "Isto precisa de mais memória do que um trabalho pode usar."


class Runner:
    """Runs jobs, one after another, on the calling thread."""

    def __init__(self, platform: Platform, worker: str, known: Mapping[type[Job], Handler] | None = None) -> None:
        """`known`: other jobs than those of the product."""
        self._database = platform.database
        self._worker = worker
        self._lease_seconds = platform.settings.jobs.lease_seconds
        self._handlers: Mapping[str, tuple[type[Job], Handler]] = {
            job.name: (job, handler) for job, handler in (known or handlers(platform)).items()
        }
        self._work: Work | None = None

    def run_next(self, queues: Sequence[QueueName] = QUEUES) -> bool:
        """Run the job that goes first; False when none is due."""
        with self._database.transaction(SYSTEM, is_reading=True) as session:
            due = leases.list_due(session, queues)
        # Others may be faster; the next ones are as good.
        return any(self.run(job_id) for job_id in due)

    def run(self, job_id: UUID) -> bool:
        """Run the job with this id; False when it is not waiting."""
        with self._database.transaction(SYSTEM) as session:
            attempt = leases.claim(session, self._worker, job_id, lease_seconds=self._lease_seconds)
        if attempt is not None:
            self._run(attempt)
        return attempt is not None

    def interrupt(self) -> None:
        """Let the running job stop at its next check and give it back. Called on any thread."""
        if (work := self._work) is not None:
            work.interrupt()

    def abandon(self) -> None:
        """Give the running job back although its handler goes on, since the process ends now. Called on any thread."""
        if (work := self._work) is not None:
            _end(work, leases.give_back)

    def _run(self, attempt: Attempt) -> None:
        work = self._work = Work(self._database, attempt, _AUDIENCE, lease_seconds=self._lease_seconds)
        with structlog.contextvars.bound_contextvars(
            job=attempt.name, job_id=str(attempt.job_id), attempt=attempt.number
        ):
            try:
                self._work_on(work)
            finally:
                self._work = None

    def _work_on(self, work: Work) -> None:
        try:
            with work.heartbeat():
                handler, message = self._understand(work.attempt)
                result = handler(work, message)
            if not work.is_done:
                work.end(leases.succeed, result)
            log.info("job_succeeded")
        except LeaseLost:
            log.warning("job_lease_lost")
        except Cancelled:
            _end(work, leases.cancel)
        except Interrupted:
            _end(work, leases.give_back)
        except JobNotKnown as error:
            if utc_now() - work.attempt.asked_at < _NOT_KNOWN_FOR:
                _end(work, leases.give_back, after_seconds=_NOT_KNOWN_PAUSE_SECONDS)
            else:
                _end(work, leases.fail, told(error))
        except MemoryError as error:
            # What the handler held is let go first: to say so takes memory too.
            traceback.clear_frames(error.__traceback__)
            log.warning("job_failed", code=JobNeedsTooMuchMemory.code, exc_info=error)
            _end(work, leases.fail, told(JobNeedsTooMuchMemory()))
        except Exception as error:  # noqa: BLE001  whatever it is, the job ends by it
            _note(error)
            is_final = isinstance(error, ProductError) and not isinstance(error, Unavailable)
            _end(work, leases.fail if is_final else leases.retry, told(error))

    def _understand(self, attempt: Attempt) -> tuple[Handler, Job]:
        """The handler and its message. Raises JobNotKnown, e.g. when a newer release asked for it."""
        try:
            kind, handler = self._handlers[attempt.name]
            return handler, kind.model_validate(attempt.payload)
        except (KeyError, ValidationError) as error:
            raise JobNotKnown from error


def _end(work: Work, how: Callable[..., None], *values: object, **options: object) -> None:
    """End the attempt, unless another worker has the job meanwhile."""
    try:
        work.end(how, *values, **options)
        log.info("job_ended", how=how.__name__)
    except LeaseLost:
        log.warning("job_lease_lost")


def _note(error: Exception) -> None:
    """The line of a failed attempt. The sentence of an expected error may name a person's file: the line does not."""
    if is_out_of_room(error):
        log.error("storage_full")
    elif isinstance(error, ProductError):
        log.warning("job_failed", code=error.code)
    else:
        log.warning("job_failed", code="unexpected", exc_info=error)
