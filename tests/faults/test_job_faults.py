"""Workers that die, hang and leave: no job is lost, none has its effect twice, nothing is left running."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from fault_jobs import Crash, GoOn, LeaveEffect, LeaveMediaEffect, effects
from job_trees import FULL, Tree, fault_platform, tree, wait_until
from kombu import Connection
from sqlalchemy.engine import make_url
from toxic_proxy import ToxicProxy

from platforms import RABBITMQ, Setting
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import BrokerSettings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.messages import QUEUES, Job
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def installation(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    with fault_platform(setting, tmp_path) as platform:
        yield platform


def _ask(platform: Platform, *jobs: Job, priority: int = 0) -> list[UUID]:
    with platform.database.transaction(SYSTEM) as session:
        return [enqueue(session, job, priority=priority) for job in jobs]


def _rows(platform: Platform, ids: Sequence[UUID]) -> list[JobRow]:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return list(session.scalars(sa.select(JobRow).where(JobRow.id.in_(ids))))


def _states(platform: Platform, ids: Sequence[UUID]) -> Counter[str]:
    return Counter(row.state for row in _rows(platform, ids))


def _is_running(platform: Platform, job_id: UUID) -> bool:
    return _states(platform, [job_id]) == {"running": 1}


def _are_done(platform: Platform, ids: Sequence[UUID]) -> bool:
    return _states(platform, ids) == {"succeeded": len(ids)}


def test_killed_workers_lose_nothing_and_do_nothing_twice(installation: Platform) -> None:
    count, kills, chance = (1000 if FULL else 80), 0, random.Random(11)
    with tree(installation.settings, "killed", slots=4) as workers:
        kinds = (LeaveEffect, LeaveMediaEffect)
        asked = _ask(installation, *(kinds[n % 2](number=n, seconds=chance.uniform(0, 0.15)) for n in range(count)))
        started = time.monotonic()
        while not _are_done(installation, asked):
            assert time.monotonic() - started < 600, _states(installation, asked)
            time.sleep(2)
            if FULL or kills < 6:
                workers.kill_slot(chance.choice)
                kills += 1
    attempts = sum(row.attempts for row in _rows(installation, asked))
    print(f"{count} jobs, {kills} kills, {attempts - count} attempts more, {time.monotonic() - started:.1f} s")
    assert sorted(effects(installation.database)) == list(range(count))


def test_a_job_that_crashes_its_worker_dies_and_its_neighbours_do_not_notice(installation: Platform) -> None:
    with tree(installation.settings, "poisoned", slots=2):
        (poison,) = _ask(installation, Crash(), priority=5)
        neighbours = _ask(installation, *(LeaveEffect(number=n) for n in range(30)))
        wait_until(lambda: _are_done(installation, neighbours), 60, "the neighbours are done")
        wait_until(lambda: _states(installation, [poison]) == {"dead": 1}, 60, "the poison is dead")
    (row,) = _rows(installation, [poison])
    assert row.attempts == Crash.max_attempts
    assert row.error is not None
    assert row.error["code"] == "job_worker_lost"


def test_another_worker_takes_over_when_a_tree_loses_its_root(installation: Platform) -> None:
    (job,) = _ask(installation, GoOn(seconds=4))
    doomed = Tree(installation.settings, "doomed", slots=1)
    wait_until(lambda: _is_running(installation, job), 30, "the job runs")
    doomed.kill_parent()
    wait_until(doomed.is_gone, 5, "no orphan is left")
    with tree(installation.settings, "heir", slots=1):
        took = wait_until(lambda: _are_done(installation, [job]), 60, "the heir did the job")
    print(f"taken over and done in {took:.1f} s")


def test_a_long_queue_is_drained_by_priority(installation: Platform) -> None:
    numbers = list(range(120))
    random.Random(3).shuffle(numbers)
    asked = []
    for number in numbers:
        # The smaller the number, the higher the priority: a broker knows ten of them.
        asked += _ask(installation, LeaveEffect(number=number, seconds=0), priority=5 - number // 12)
    with tree(installation.settings, "drained", slots=1):
        wait_until(lambda: _are_done(installation, asked), 90, "the queue is empty")
    priorities = [5 - number // 12 for number in effects(installation.database)]
    assert priorities == sorted(priorities, reverse=True)


def test_an_idle_worker_begins_within_a_second(installation: Platform) -> None:
    with tree(installation.settings, "idle", slots=1):
        asked = _ask(installation, LeaveEffect(number=0))
        wait_until(lambda: _are_done(installation, asked), 60, "the workers are up")
        for number in range(1, 21):
            asked += _ask(installation, LeaveEffect(number=number, seconds=0))
            wait_until(lambda ids=tuple(asked): _are_done(installation, ids), 10, "the job is done")
    waited = sorted(
        (row.started_at - row.created_at).total_seconds() for row in _rows(installation, asked[1:]) if row.started_at
    )
    print(f"start after {waited[10]:.3f} s (median), {waited[18]:.3f} s (p95)")
    assert waited[18] <= 1


def test_a_leaving_worker_ends_its_job_or_gives_it_back_uncounted(installation: Platform) -> None:
    for job, is_kept in ((GoOn(seconds=1), True), (GoOn(seconds=60), False), (GoOn(seconds=60, is_deaf=True), False)):
        (asked,) = _ask(installation, job)
        with tree(installation.settings, "leaving", slots=1, TECNOCURSOS_SERVER__DRAIN_SECONDS="3") as workers:
            wait_until(lambda asked=asked: _is_running(installation, asked), 30, "the job runs")
            took = workers.stop()
        (row,) = _rows(installation, [asked])
        assert took < 8
        if is_kept:
            assert row.state == "succeeded"
        else:
            assert (row.state, row.max_attempts) == ("queued", GoOn.max_attempts + 1)
            with installation.database.transaction(SYSTEM) as session:
                session.execute(sa.delete(JobRow).where(JobRow.id == asked))


def test_a_broker_that_fails_and_forgets_costs_time_and_no_job(tmp_path: Path) -> None:
    """Its connections are reset, it is away for a while, and its queues are gone with all messages."""
    host, port = _broker_address()
    with fault_platform("production", tmp_path) as installation, ToxicProxy(host, port) as proxy:
        broker = installation.settings.broker
        through = broker.url.replace(f"{host}:{port}", f"127.0.0.1:{proxy.port}")
        settings = installation.settings.model_copy(
            update={
                "broker": broker.model_copy(update={"url": through}),
                "jobs": installation.settings.jobs.model_copy(update={"offer_seconds": 5.0}),
            }
        )
        count = 300 if FULL else 60
        with tree(settings, "cut off", slots=2):
            asked = _ask(installation, *(LeaveEffect(number=n, seconds=0.05) for n in range(count)))
            wait_until(lambda: bool(effects(installation.database)), 60, "work has begun")
            proxy.reset()
            more = _ask(installation, *(LeaveEffect(number=n, seconds=0.05) for n in range(count, 2 * count)))
            proxy.down()
            _forget_queues(broker)
            proxy.up()
            took = wait_until(lambda: _are_done(installation, asked + more), 120, "all jobs are done")
        assert sorted(effects(installation.database)) == list(range(2 * count))
    print(f"{2 * count} jobs done {took:.1f} s after the broker came back")


def _broker_address() -> tuple[str, int]:
    url = make_url(RABBITMQ)
    return url.host or "127.0.0.1", url.port or 5672


def _forget_queues(broker: BrokerSettings) -> None:
    """What a broker does that comes back with an empty disk."""
    with Connection(broker.url) as connection:
        for queue in QUEUES:
            connection.default_channel.queue_delete(broker.queue_name(queue))
        connection.default_channel.exchange_delete(broker.queue_prefix)
