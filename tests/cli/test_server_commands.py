"""`worker`, `scheduler` and `migrate`, as whoever runs a server of many machines uses them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from cli_runs import Done, Running, tecnocursos, wait_until

from platforms import Setting, postgresql_database, settings_environment, settings_for
from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.idempotency import ForgetAnswers
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.presence import list_present

# Longer than it may take: whoever only ends because this is over is found out.
DRAIN_SECONDS = 30


@pytest.fixture
def platform(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    """An installation of its own."""
    with settings_for(setting, tmp_path) as settings, build(settings) as platform:
        yield platform


@contextmanager
def running(settings: Settings, *arguments: str) -> Iterator[Running]:
    variables = os.environ | settings_environment(settings)
    command = Running(*arguments, variables=variables | {"TECNOCURSOS_SERVER__DRAIN_SECONDS": str(DRAIN_SECONDS)})
    try:
        yield command
    finally:
        command.end()


def _present(platform: Platform) -> set[str]:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return {process.kind for process in list_present(session)}


def _end(command: Running, number: int) -> None:
    """Ask it to end: it does so soon, says that all went well, and leaves nothing running."""
    command.remember_children()
    started = time.monotonic()
    command.process.send_signal(number)
    assert command.process.wait(timeout=DRAIN_SECONDS - 5) == 0
    print(f"ended in {time.monotonic() - started:.1f} s")
    wait_until(command.is_gone, 5)


def test_a_worker_and_a_scheduler_do_what_waits_and_leave_in_order(platform: Platform) -> None:
    with (
        running(platform.settings, "scheduler") as scheduler,
        running(platform.settings, "worker", "--queues", "quick", "--slots", "1") as worker,
    ):
        with platform.database.transaction(SYSTEM) as session:
            job = enqueue(session, ForgetAnswers())

        def is_done() -> bool:
            with platform.database.transaction(SYSTEM, is_reading=True) as session:
                return session.get_one(JobRow, job).state == "succeeded"

        wait_until(is_done, 60)
        # The worker may have done the job before the scheduler was there.
        wait_until(lambda: _present(platform) == {"worker", "scheduler"}, 60)
        _end(worker, signal.SIGTERM)
        _end(scheduler, signal.SIGINT)
    assert _present(platform) == set()


def test_a_worker_that_is_told_to_leave_as_it_begins_leaves(platform: Platform) -> None:
    with running(platform.settings, "worker", "--slots", "1") as worker:
        # From here on until it listens to its broker it loads what it needs for that.
        wait_until(lambda: _present(platform), 60)
        _end(worker, signal.SIGTERM)


def test_a_queue_that_does_not_exist_is_one_clear_line(tmp_path: Path) -> None:
    done = tecnocursos("worker", "--queues", "quick,slow", cache=tmp_path, TECNOCURSOS_FOLDERS__DATA=str(tmp_path))
    assert done.code == 1
    assert "slow" in done.err
    assert "quick, media, chat, messages, reports, webhooks" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_database_is_brought_up_to_date_once(setting: Setting, tmp_path: Path) -> None:
    with ExitStack() as stack:
        variables = {"TECNOCURSOS_FOLDERS__DATA": str(tmp_path)}
        if setting == "production":
            owner_url, url = stack.enter_context(postgresql_database())
            variables |= {"DATABASE_URL": url, "TECNOCURSOS_DATABASE__OWNER_URL": owner_url}

        def run(*arguments: str) -> Done:
            return tecnocursos(*arguments, cache=tmp_path, **variables)

        outdated = run("migrate", "--check")
        assert outdated.code == 1
        assert "Run `tecnocursos migrate`" in outdated.err
        if setting == "production":
            # Others may use it: only whoever is told to changes it.
            assert run("worker").err == outdated.err
        for _ in range(2):
            done = run("migrate")
            assert (done.code, done.err.splitlines()[-1]) == (0, "The database is up to date.")
        assert run("migrate", "--check").code == 0
