"""A process that starts what is due: `python -m tecnocursos.worker.scheduler NAME`

It hands waiting jobs to the broker, if there is one, asks for the regular jobs, and takes back what dead workers held.
Any number may run: each step is decided by a row.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs import leases, offers
from tecnocursos.infra.jobs.presence import forget_absent, present
from tecnocursos.infra.processes import end_with_parent
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.celery import Broker
from tecnocursos.worker.schedule import ask_for_due

log = structlog.get_logger(__name__)

_SWEEP_EVERY_SECONDS: Final = 2.0
_PAUSE_AFTER_FAILURE_SECONDS: Final = 1.0


class Scheduler:
    """Does its rounds until told to stop."""

    def __init__(self, platform: Platform) -> None:
        self._database = platform.database
        self._settings = platform.settings.jobs
        broker = platform.settings.broker
        self._broker = Broker(broker, offer_seconds=self._settings.offer_seconds) if broker.url else None
        self._leaving = threading.Event()

    def stop(self) -> None:
        self._leaving.set()

    def run(self) -> None:
        next_sweep = 0.0
        while not self._leaving.is_set():
            try:
                if time.monotonic() >= next_sweep:
                    self.sweep()
                    next_sweep = time.monotonic() + _SWEEP_EVERY_SECONDS
                is_busy = self.relay()
            except SQLAlchemyError as error:
                log.warning("database_failed", error=type(error).__name__)
                self._leaving.wait(_PAUSE_AFTER_FAILURE_SECONDS)
            else:
                if not is_busy:
                    self._leaving.wait(self._settings.poll_seconds)
        if self._broker is not None:
            self._broker.close()

    def sweep(self) -> None:
        """Take back what dead workers held, and ask for the regular jobs that are due."""
        with self._database.transaction(SYSTEM) as session:
            for lost in leases.release_lost(session):
                log.warning("job_worker_lost", job=lost.name, job_id=str(lost.job_id), state=lost.state)
            ask_for_due(session, utc_now())
            forget_absent(session)

    def relay(self) -> bool:
        """Offer waiting jobs to the broker; False when there was nothing to offer, or no answer."""
        if self._broker is None:
            return False
        with self._database.transaction(SYSTEM) as session:
            chosen = offers.choose_offers(session, offer_seconds=self._settings.offer_seconds)
        if not chosen:
            return False
        try:
            self._broker.offer(chosen)
        except self._broker.errors as error:
            log.warning("broker_failed", error=type(error).__name__)
            self._broker.reset()
            with self._database.transaction(SYSTEM) as session:
                offers.withdraw(session, chosen)
            self._leaving.wait(_PAUSE_AFTER_FAILURE_SECONDS)
            return False
        return True


def main(name: str) -> None:
    end_with_parent()
    with build(Settings()) as platform, present(platform.database, name, "scheduler"):
        scheduler = Scheduler(platform)
        signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
        scheduler.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
