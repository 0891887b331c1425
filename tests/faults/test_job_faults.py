"""Workers that die, hang and leave: no job is lost, none has its effect twice, nothing is left running."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from fault_jobs import Crash, GoOn, LeaveEffect, LeaveMediaEffect, Swell, effects
from job_trees import FULL, Tree, are_done, are_running, ask, fault_platform, rows, states, tree, wait_until

from platforms import Setting
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue

pytestmark = pytest.mark.timeout(900)


SLOTS = 4 if FULL else 2


@dataclass(frozen=True)
class Workshop:
    """An installation and its workers."""

    platform: Platform
    workers: Tree

    @contextmanager
    def holding(self, count: int = SLOTS) -> Iterator[None]:
        """So many slots are busy while the block runs."""
        holders = ask(self.platform, *[GoOn(seconds=600)] * count, priority=5)
        wait_until(lambda: are_running(self.platform, *holders), 60, "the slots are held")
        yield
        with self.platform.database.transaction(SYSTEM) as session:
            session.execute(sa.update(JobRow).where(JobRow.id.in_(holders)).values(is_cancel_requested=True))


@pytest.fixture(scope="module")
def workshop(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """For all tests: each leaves it with its workers, who wait."""
    with (
        fault_platform(setting, tmp_path_factory.mktemp("workshop")) as platform,
        tree(platform.settings, "workshop", slots=SLOTS, TECNOCURSOS_JOBS__MEMORY_BYTES=str(512 * 1024**2)) as workers,
    ):
        yield Workshop(platform, workers)


@pytest.fixture
def installation(workshop: Workshop) -> Platform:
    return workshop.platform


@pytest.fixture(scope="module")
def numbers() -> Callable[[int], range]:
    """So many numbers that no other effect has."""
    firsts = itertools.count(0, 10_000)
    return lambda count: range(first := next(firsts), first + count)


def test_an_idle_worker_begins_within_a_second(installation: Platform, numbers: Callable[[int], range]) -> None:
    first, *others = numbers(21)
    asked = ask(installation, LeaveEffect(number=first))
    wait_until(lambda: are_done(installation, asked), 60, "the workers are up")
    for number in others:
        asked += ask(installation, LeaveEffect(number=number, seconds=0))
        wait_until(lambda ids=tuple(asked): are_done(installation, ids), 10, "the job is done")
    waited = sorted(
        (row.started_at - row.created_at).total_seconds() for row in rows(installation, asked[1:]) if row.started_at
    )
    print(f"start after {waited[10]:.3f} s (median), {waited[18]:.3f} s (p95)")
    assert waited[18] <= 1


def test_a_long_queue_is_drained_by_priority(workshop: Workshop, numbers: Callable[[int], range]) -> None:
    wanted, platform = numbers(120), workshop.platform
    # One slot is left, so that there is one order.
    with workshop.holding(SLOTS - 1):
        with platform.database.transaction(SYSTEM) as session:
            asked = [
                enqueue(session, LeaveEffect(number=number, seconds=0), priority=_priority(number, wanted))
                for number in random.Random(3).sample(wanted, len(wanted))
            ]
        wait_until(lambda: are_done(platform, asked), 90, "the queue is empty")
    priorities = [_priority(number, wanted) for number in effects(platform.database, wanted)]
    assert priorities == sorted(priorities, reverse=True)


def _priority(number: int, numbers: range) -> int:
    """The smaller the number, the higher: a broker knows ten of them."""
    return 5 - (number - numbers.start) // 12


def test_a_job_that_crashes_its_worker_dies_and_its_neighbours_do_not_notice(
    installation: Platform, numbers: Callable[[int], range]
) -> None:
    (poison,) = ask(installation, Crash(), priority=5)
    neighbours = ask(installation, *(LeaveEffect(number=number) for number in numbers(30)))
    wait_until(lambda: are_done(installation, neighbours), 60, "the neighbours are done")
    wait_until(lambda: states(installation, [poison]) == {"dead": 1}, 60, "the poison is dead")
    (row,) = rows(installation, [poison])
    assert row.attempts == Crash.max_attempts
    assert row.error is not None
    assert row.error["code"] == "job_worker_lost"


def test_a_job_that_takes_too_much_memory_fails_alone_and_says_so(
    installation: Platform, numbers: Callable[[int], range]
) -> None:
    bombs = ask(installation, Swell(), Swell(piece_bytes=2000), priority=5)
    neighbours = ask(installation, *(LeaveEffect(number=number) for number in numbers(30)))
    wait_until(lambda: are_done(installation, neighbours), 60, "the neighbours are done")
    wait_until(lambda: states(installation, bombs) == {"failed": 2}, 60, "the bombs have failed")
    for row in rows(installation, bombs):
        assert (row.attempts, row.error["code"] if row.error else None) == (1, "job_needs_too_much_memory")


def test_killed_workers_lose_nothing_and_do_nothing_twice(workshop: Workshop, numbers: Callable[[int], range]) -> None:
    platform, wanted = workshop.platform, numbers(1000 if FULL else 60)
    longest_seconds, pause_seconds, most_kills = (0.15, 2.0, 10_000) if FULL else (0.3, 0.7, 5)
    kills, chance = 0, random.Random(11)
    kinds = itertools.cycle((LeaveEffect, LeaveMediaEffect))
    jobs = [next(kinds)(number=number, seconds=chance.uniform(0, longest_seconds)) for number in wanted]
    asked = ask(platform, *jobs)
    wait_until(lambda: bool(effects(platform.database, wanted)), 60, "work has begun")
    started = time.monotonic()
    while not are_done(platform, asked):
        assert time.monotonic() - started < 600, states(platform, asked)
        time.sleep(pause_seconds)
        if kills < most_kills:
            workshop.workers.kill_slot(chance.choice)
            kills += 1
    attempts = sum(row.attempts for row in rows(platform, asked))
    took = time.monotonic() - started
    print(f"{len(wanted)} jobs, {kills} kills, {attempts - len(wanted)} attempts more, {took:.1f} s")
    assert sorted(effects(platform.database, wanted)) == list(wanted)


def test_another_worker_takes_over_when_a_tree_loses_its_root(workshop: Workshop) -> None:
    platform = workshop.platform
    with workshop.holding():
        (job,) = ask(platform, GoOn(seconds=1))
        doomed = Tree(platform.settings, "doomed", slots=1, schedulers=0)
        wait_until(lambda: are_running(platform, job), 60, "the job runs")
        doomed.kill_parent()
        wait_until(doomed.is_gone, 5, "no orphan is left")
    took = wait_until(lambda: are_done(platform, [job]), 60, "the heirs did the job")
    print(f"taken over and done in {took:.1f} s")


def test_a_leaving_worker_ends_its_job_or_gives_it_back_uncounted(workshop: Workshop) -> None:
    platform, hasty = workshop.platform, {"TECNOCURSOS_SERVER__DRAIN_SECONDS": "2"}
    with workshop.holding(), tree(platform.settings, "leaving", slots=3, schedulers=0, **hasty) as workers:
        too_long = ask(platform, GoOn(seconds=60), GoOn(seconds=60, is_deaf=True))
        wait_until(lambda: are_running(platform, *too_long), 60, "the long jobs run")
        (short,) = ask(platform, GoOn(seconds=1))
        wait_until(lambda: are_running(platform, short), 30, "the short job runs")
        took = workers.stop()
        print(f"left in {took:.1f} s")
        assert took < 7
        assert states(platform, [short]) == {"succeeded": 1}
        for row in rows(platform, too_long):
            assert (row.state, row.max_attempts) == ("queued", GoOn.max_attempts + 1)
        with platform.database.transaction(SYSTEM) as session:
            session.execute(sa.delete(JobRow).where(JobRow.id.in_(too_long)))
