"""What a handler is given: its attempt, transactions in the tenant's scope, progress, and the wish to be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session

from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.leases import Attempt, LeaseLost
from tecnocursos.kit.actor import Actor, system_actor
from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.progress import Progress, Report

log = structlog.get_logger(__name__)


class Interrupted(Exception):
    """The worker is shutting down; the job is to be done by another, from its start."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told how a job goes, each in the transaction that says so."""

    on_report: Callable[[Session, Attempt, Report], None]
    on_end: Callable[[Session, Attempt], None]
    """The attempt ended, well or not: the job is done, failed, or waits again."""


class Work:
    """One attempt at one job. Its heartbeat runs beside it and says when to stop."""

    def __init__(self, database: Database, attempt: Attempt, audience: Audience, *, lease_seconds: float) -> None:
        self.attempt = attempt
        self.progress = Progress(self._note, self._should_stop)
        self._database = database
        self._audience = audience
        self._lease_seconds = lease_seconds
        self._report: Report | None = None
        self._stop: Exception | None = None
        self._ended = threading.Event()
        self.is_done = False
        """The handler ended the job itself, in its last transaction."""

    @property
    def actor(self) -> Actor:
        """The system, acting in the job's tenant for whoever asked."""
        if self.attempt.tenant_id is None:
            raise LookupError(f"{self.attempt.name} belongs to no tenant")
        return system_actor(self.attempt.tenant_id, self.attempt.created_by)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction in the scope of the job's tenant; of a job without a tenant, in the system's."""
        with self._database.transaction(self.attempt.tenant_id or SYSTEM) as session:
            yield session

    @contextmanager
    def last_transaction(self, result: dict[str, Any] | None = None) -> Iterator[Session]:
        """The transaction that holds the job's effect: it and the job's success are kept together or not at all."""
        with self.transaction() as session:
            yield session
            leases.succeed(session, self.attempt, result)
            self._audience.on_end(session, self.attempt)
        self.is_done = True

    def end_unless(self, has_more: Callable[[Session], object]) -> bool:
        """End the job well unless there is more to do; False when there is.

        Whoever asks for the job with `is_awaited` is either seen by `has_more` or starts another one.
        """
        with self.transaction() as session:
            # First: from here on nobody finds the job unfinished, and who found it so has committed.
            leases.succeed(session, self.attempt)
            if has_more(session):
                session.rollback()
                return False
            self._audience.on_end(session, self.attempt)
        self.is_done = True
        return True

    def succeed_in(self, session: Session) -> None:
        """End the job well in this transaction of its own; the handler says `is_done` after the commit."""
        leases.succeed(session, self.attempt)
        self._audience.on_end(session, self.attempt)

    def end(self, how: Callable[..., None], *values: Any, **options: Any) -> None:
        """End the attempt by one of the functions of `leases`. Raises LeaseLost."""
        with self._database.transaction(SYSTEM) as session:
            how(session, self.attempt, *values, **options)
            self._audience.on_end(session, self.attempt)

    def check(self) -> None:
        """Raise Cancelled when that was asked for, LeaseLost or Interrupted when another worker is to do the job."""
        if self._stop is not None:
            raise self._stop

    def interrupt(self) -> None:
        """Let the handler stop at its next check. Called on any thread."""
        self._stop = self._stop or Interrupted()

    @contextmanager
    def heartbeat(self) -> Iterator[None]:
        """Keep the lease while the block runs."""
        beating = threading.Thread(target=self._beat, name=f"heartbeat {self.attempt.job_id}", daemon=True)
        beating.start()
        try:
            yield
        finally:
            self._ended.set()
            beating.join()

    def _beat(self) -> None:
        # Often enough that two beats may fail before the lease runs out, and that a wish to cancel is heard soon.
        pause = min(self._lease_seconds / 3, 1.0)
        while not self._ended.wait(pause):
            try:
                self._extend()
            except (LeaseLost, Cancelled) as error:
                self._stop = error
                return
            except Exception as error:  # noqa: BLE001  the database may be back before the lease runs out
                log.warning("heartbeat_failed", job_id=str(self.attempt.job_id), error=type(error).__name__)

    def _extend(self) -> None:
        report, self._report = self._report, None
        with self._database.transaction(SYSTEM) as session:
            leases.extend_lease(session, self.attempt, report, lease_seconds=self._lease_seconds)
            if report is not None:
                self._audience.on_report(session, self.attempt, report)

    def _note(self, report: Report) -> None:
        self._report = report

    def _should_stop(self) -> bool:
        self.check()
        return False
