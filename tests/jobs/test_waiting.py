"""What waits: asked for once, taken in turn, forgotten when it is over."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.cache_trimming import TrimCache, trim_cache
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.jobs import leases, offers
from tecnocursos.infra.jobs.messages import QUEUES, Job, QueueName
from tecnocursos.infra.jobs.models import JobRow, ScheduleRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.pruning import PruneJobs
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.handlers import handlers
from tecnocursos.worker.running import Runner
from tecnocursos.worker.schedule import SCHEDULE, Regular, ask_for_due

WEBHOOKS: tuple[QueueName, ...] = ("webhooks",)


class Wait(Job):
    """Nobody knows it, so that it stays where it is."""

    name: ClassVar[str] = "tests.wait"
    queue: ClassVar[QueueName] = "webhooks"


@pytest.fixture(autouse=True)
def _nothing_waits(platform: Platform) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(sa.delete(JobRow).where(JobRow.queue == "webhooks"))


def _ask(platform: Platform, person: Person, count: int = 1, priority: int = 0) -> list[UUID]:
    with platform.database.transaction(person.tenant_id) as session:
        return [enqueue(session, Wait(), actor=person.actor, priority=priority) for _ in range(count)]


def _take_all(platform: Platform, limit: int) -> list[UUID]:
    taken = []
    for _ in range(limit):
        with platform.database.transaction(SYSTEM) as session:
            first, *_ = leases.list_due(session, WEBHOOKS)
            assert leases.claim(session, "test", first, lease_seconds=60)
            taken.append(first)
    return taken


def test_what_is_asked_for_twice_at_once_is_one_job(platform: Platform, owner: Person) -> None:
    key, found, together = uuid.uuid4().hex, [], threading.Barrier(6)

    def ask() -> None:
        together.wait()
        with platform.database.transaction(owner.tenant_id) as session:
            found.append(enqueue(session, Wait(), actor=owner.actor, once_key=key))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_a_key_belongs_to_its_tenant_and_is_free_again_at_the_end(
    platform: Platform, client: TestClient, owner: Person
) -> None:
    stranger = join(platform, client)
    key = uuid.uuid4().hex

    def ask(person: Person) -> UUID:
        with platform.database.transaction(person.tenant_id) as session:
            return enqueue(session, Wait(), actor=person.actor, once_key=key)

    first = ask(owner)
    assert ask(stranger) != first
    assert ask(owner) == first
    owner.post(f"/api/v1/jobs/{first}/cancel")
    second = ask(owner)
    assert second != first
    # The one that was cancelled would be a second with this key.
    again = owner.post(f"/api/v1/jobs/{first}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "job_already_waiting")


def test_many_jobs_of_one_tenant_do_not_keep_another_waiting(
    platform: Platform, client: TestClient, owner: Person
) -> None:
    crowd = _ask(platform, owner, 200)
    late = _ask(platform, join(platform, client), 2)
    taken = _take_all(platform, 5)
    assert taken[0] == crowd[0]
    assert taken.index(late[0]) == 1
    assert late[1] in taken


def test_a_higher_priority_goes_first_and_a_delayed_job_waits(platform: Platform, owner: Person) -> None:
    (ordinary,) = _ask(platform, owner)
    (urgent,) = _ask(platform, owner, priority=3)
    with platform.database.transaction(owner.tenant_id) as session:
        enqueue(session, Wait(), actor=owner.actor, priority=9, delay_seconds=60)
    assert _take_all(platform, 2) == [urgent, ordinary]
    with platform.database.transaction(SYSTEM) as session:
        assert leases.list_due(session, WEBHOOKS) == []


def test_the_broker_is_given_a_few_and_what_nobody_took_again(platform: Platform, owner: Person) -> None:
    asked = _ask(platform, owner, 40)

    def offered(offer_seconds: float = 60) -> list[UUID]:
        with platform.database.transaction(SYSTEM) as session:
            chosen = offers.choose_offers(session, offer_seconds=offer_seconds)
            return [offer.job_id for offer in chosen if offer.queue == "webhooks"]

    assert offered() == asked[:32]
    assert offered() == []
    with platform.database.transaction(SYSTEM) as session:
        assert leases.claim(session, "test", asked[0], lease_seconds=60)
    assert offered() == [asked[32]]
    assert offered(offer_seconds=1e-6) == asked[1:33]


def test_a_job_that_no_worker_knows_waits_for_one_that_does(platform: Platform, owner: Person, runner: Runner) -> None:
    (asked,) = _ask(platform, owner)
    assert runner.run(asked)
    with platform.database.transaction(SYSTEM) as session:
        job = session.get_one(JobRow, asked)
        assert (job.state, job.max_attempts) == ("queued", Wait.max_attempts + 1)
        assert job.run_at > utc_now()
        # Nobody came in a day: it will not be known any more.
        job.run_at, job.created_at = utc_now(), utc_now() - timedelta(days=2)
    assert runner.run(asked)
    told = owner.get(f"/api/v1/jobs/{asked}").json()
    assert (told["state"], told["error"]["code"]) == ("failed", "job_not_known")


def test_jobs_that_ended_long_ago_are_forgotten(platform: Platform, owner: Person, runner: Runner) -> None:
    old, recent = _ask(platform, owner, 2)
    with platform.database.transaction(SYSTEM) as session:
        for job_id, days in ((old, 31), (recent, 29)):
            job = session.get_one(JobRow, job_id)
            job.state, job.finished_at = "succeeded", utc_now() - timedelta(days=days)
        pruning = enqueue(session, PruneJobs())
    assert runner.run(pruning)
    assert owner.get(f"/api/v1/jobs/{old}").status_code == 404
    assert owner.get(f"/api/v1/jobs/{recent}").status_code == 200


def test_the_cache_is_kept_within_its_limit(platform: Platform, tmp_path: Path) -> None:
    cache = FileCache(tmp_path, limit_bytes=2_500)
    for number in range(4):
        cache.put("room", f"{number:064x}", ".bin", lambda path: path.write_bytes(bytes(1_000)))
    with platform.database.transaction(SYSTEM) as session:
        job_id = enqueue(session, TrimCache())
    runner = Runner(platform, "test", {TrimCache: lambda work, message: trim_cache(work, message, cache)})
    assert runner.run(job_id)
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*/*")) <= 2_500


def test_who_knows_the_schedule_knows_how_to_do_what_it_asks_for(platform: Platform) -> None:
    assert {type(regular.job) for regular in SCHEDULE} <= handlers(platform).keys()


def test_regular_jobs_are_asked_for_once_whoever_looks(platform: Platform) -> None:
    class Sweep(Job):
        name: ClassVar[str] = f"tests.sweep_{uuid.uuid4().hex}"
        queue: ClassVar[QueueName] = "webhooks"

    schedule = (Regular(Sweep(), every=timedelta(hours=1), at=timedelta(minutes=5)),)

    def look(hour: int, minute: int) -> int:
        with platform.database.transaction(SYSTEM) as session:
            ask_for_due(session, datetime(2026, 1, 1, hour, minute, tzinfo=UTC), schedule)
        with platform.database.transaction(SYSTEM) as session:
            asked = sa.update(JobRow).where(JobRow.name == Sweep.name, JobRow.state == "queued")
            return len(session.scalars(asked.values(state="succeeded").returning(JobRow.id)).all())

    assert look(10, 7) == 1
    assert look(10, 50) == 0
    assert look(11, 4) == 0
    assert look(11, 5) == 1
    # Hours that nobody saw are one job, and a clock that goes back is none.
    assert look(15, 30) == 1
    assert look(14, 0) == 0
    with platform.database.transaction(SYSTEM) as session:
        row = session.get_one(ScheduleRow, Sweep.name)
        assert row.asked_for == datetime(2026, 1, 1, 15, 5, tzinfo=UTC)


def test_finding_the_next_job_needs_no_sorting(platform: Platform) -> None:
    """However many wait: the order is that of an index, also where other queues are long."""
    with platform.database.open(SYSTEM) as session:
        seen: list[tuple[str, object]] = []

        def note(_connection: object, _cursor: object, text: str, values: object, *_: object) -> None:
            seen.append((text, values))

        sa.event.listen(platform.database.engine, "before_cursor_execute", note)
        try:
            leases.list_due(session, QUEUES)
        finally:
            sa.event.remove(platform.database.engine, "before_cursor_execute", note)
        text, values = seen[-1]
        how = "EXPLAIN" if platform.database.is_postgresql else "EXPLAIN QUERY PLAN"
        if platform.database.is_postgresql:
            # With so few rows the planner would rather read and sort them all.
            for easy_way in ("seqscan", "bitmapscan", "sort"):
                session.execute(sa.text(f"SET LOCAL enable_{easy_way} = off"))
        explained = [row[-1] for row in session.connection().exec_driver_sql(f"{how} {text}", values)]
    assert sum("ix_jobs_due" in line for line in explained) == len(QUEUES), explained
    assert not any("->  Sort" in line or "Seq Scan" in line for line in explained), explained
