"""Processes that do jobs, each one at a time: `python -m tecnocursos.worker.slot NAME COUNT QUEUE…`

A job that crashes its process or eats up the memory takes no other with it. All are copies of one process, which has
loaded what they need: they share its memory, and one that died is replaced within moments.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from functools import partial
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.files import is_out_of_room
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.messages import QUEUES, QueueName
from tecnocursos.infra.jobs.presence import present
from tecnocursos.infra.processes import Copy, Supervisor, end_with_parent, limit_memory, stand_behind_servers
from tecnocursos.infra.telemetry import configure_logging
from tecnocursos.worker.celery import consume
from tecnocursos.worker.running import Runner

log = structlog.get_logger(__name__)

_PAUSE_AFTER_FAILURE_SECONDS: Final = 1.0
_LAST_CHECK_SECONDS: Final = 1.0
"""How long a handler has to notice that it is to stop."""


class Slot:
    """Takes jobs from the broker, or where there is none from the table, until it is told to leave."""

    def __init__(self, platform: Platform, name: str, queues: Sequence[QueueName]) -> None:
        self._platform = platform
        self._name = name
        self._queues = queues
        self._runner = Runner(platform, name)
        self._leaving = threading.Event()

    def run(self) -> None:
        with present(self._platform.database, self._name, "worker", self._queues):
            self._release_predecessor()
            broker = self._platform.settings.broker
            if broker.url:
                consume(broker, self._queues, self._runner, self._leaving, on_leaving=self.leave)
            else:
                self._poll()

    def leave(self) -> None:
        """Take no more jobs; the running one may end, or is given back when the time is over."""
        if not self._leaving.is_set():
            self._leaving.set()
            threading.Thread(target=self._end_in_time, name="deadline", daemon=True).start()

    def _release_predecessor(self) -> None:
        """What a process of this name holds is lost for certain: the one before this died, and its lease need not."""
        while not self._leaving.is_set():
            try:
                with self._platform.database.transaction(SYSTEM) as session:
                    leases.release_lost(session, worker=self._name)
            except SQLAlchemyError as error:
                self._pause(error)
            else:
                return

    def _poll(self) -> None:
        while not self._leaving.is_set():
            try:
                if not self._runner.run_next(self._queues):
                    self._leaving.wait(self._platform.settings.jobs.poll_seconds)
            except SQLAlchemyError as error:
                self._pause(error)

    def _pause(self, error: SQLAlchemyError) -> None:
        if is_out_of_room(error):
            log.error("storage_full")
        else:
            log.warning("database_failed", error=type(error).__name__)
        self._leaving.wait(_PAUSE_AFTER_FAILURE_SECONDS)

    def _end_in_time(self) -> None:
        # Nobody sets this: it is the clock that does not stop when the main thread hangs.
        clock = threading.Event()
        clock.wait(self._platform.settings.server.drain_seconds)
        self._runner.interrupt()
        clock.wait(_LAST_CHECK_SECONDS)
        try:
            self._runner.abandon()
        finally:
            os._exit(0)


def main(name: str, count: str, *queues: str) -> None:
    end_with_parent()
    configure_logging()
    slots = [Copy(f"slot-{number}", partial(_work, f"{name}-{number}", queues)) for number in range(1, int(count) + 1)]
    Supervisor(slots, drain_seconds=Settings().server.drain_seconds).run()


def _work(name: str, queues: Sequence[str]) -> None:
    # Where one process does all kinds of work, somebody waits for some of it.
    stand_behind_servers(is_patient=queues == ("webhooks",) or "webhooks" not in queues)
    settings = Settings()
    limit_memory(settings.jobs.memory_bytes)
    with build(settings) as platform:
        slot = Slot(platform, name, [queue for queue in QUEUES if queue in queues])
        signal.signal(signal.SIGTERM, lambda *_: slot.leave())
        slot.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
