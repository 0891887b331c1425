"""One attempt at a job: what it is given, how it ends, and who may end it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

import pytest
import sqlalchemy as sa

from people import Person
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.leases import LeaseLost
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Invalid, Unavailable
from tecnocursos.worker.running import Runner

Handle = Callable[[Work], dict[str, Any] | None]


class Try(Job):
    name: ClassVar[str] = "tests.try"
    max_attempts: ClassVar[int] = 2


class Wrong(Invalid):
    code = "tests_wrong"
    en = "Wrong."
    pt = "Errado."


class Away(Unavailable):
    code = "tests_away"
    en = "Away."
    pt = "Fora."


def _ask(platform: Platform, owner: Person) -> UUID:
    with platform.database.transaction(owner.tenant_id) as session:
        return enqueue(session, Try(), actor=owner.actor)


def _run(platform: Platform, job_id: UUID, handle: Handle) -> None:
    assert Runner(platform, "test", {Try: lambda work, _: handle(work)}).run(job_id)


def _row(platform: Platform, job_id: UUID) -> JobRow:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return session.get_one(JobRow, job_id)


def _make_due(platform: Platform, job_id: UUID) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(sa.update(JobRow).where(JobRow.id == job_id).values(run_at=utc_now()))


def test_its_result_is_kept(platform: Platform, owner: Person) -> None:
    job = _ask(platform, owner)
    _run(platform, job, lambda work: {"tenant": str(work.actor.tenant_id)})
    told = owner.get(f"/api/v1/jobs/{job}").json()
    assert (told["state"], told["fraction"], told["attempts"]) == ("succeeded", 1.0, 1)
    assert told["result"] == {"tenant": str(owner.tenant_id)}
    assert "payload" not in told


@pytest.mark.parametrize(
    ("error", "code", "state"),
    [(Wrong(), "tests_wrong", "failed"), (Away(), "tests_away", "queued"), (OSError("s3cret"), "unexpected", "queued")],
)
def test_only_what_may_help_is_tried_again(
    error: Exception, code: str, state: str, platform: Platform, owner: Person
) -> None:
    def handle(_work: Work) -> None:
        raise error

    job = _ask(platform, owner)
    _run(platform, job, handle)
    row = _row(platform, job)
    assert row.state == state
    assert row.error is not None
    assert row.error["code"] == code
    assert "s3cret" not in str(row.error)
    if state == "queued":
        assert row.run_at > utc_now()
        _make_due(platform, job)
        _run(platform, job, handle)
        assert _row(platform, job).state == "dead"


def test_a_running_job_is_cancelled_within_moments(platform: Platform, owner: Person) -> None:
    started, took = threading.Event(), []

    def handle(work: Work) -> None:
        started.set()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            work.check()
            time.sleep(0.01)

    job = _ask(platform, owner)
    running = threading.Thread(target=_run, args=(platform, job, handle))
    running.start()
    assert started.wait(10)
    asked = time.monotonic()
    answer = owner.post(f"/api/v1/jobs/{job}/cancel").json()
    assert (answer["state"], answer["is_cancel_requested"]) == ("running", True)
    running.join(timeout=10)
    took.append(time.monotonic() - asked)
    assert _row(platform, job).state == "cancelled"
    assert took[0] < 3


def test_progress_is_seen_while_it_runs(platform: Platform, owner: Person) -> None:
    seen = []

    def handle(work: Work) -> None:
        work.progress.plan("pictures", 4)
        work.progress.advance("pictures", 1)
        deadline = time.monotonic() + 20
        while not seen and time.monotonic() < deadline:
            told = owner.get(f"/api/v1/jobs/{job}").json()
            if told["fraction"]:
                seen.append((told["state"], told["stage"], told["fraction"]))
            time.sleep(0.05)

    job = _ask(platform, owner)
    _run(platform, job, handle)
    assert seen == [("running", "pictures", 0.25)]


def test_who_was_taken_for_dead_cannot_end_the_job_nor_leave_its_effect(platform: Platform, owner: Person) -> None:
    def handle(work: Work) -> None:
        # The clock of the lease runs out, and another worker takes the job.
        with platform.database.transaction(SYSTEM) as session:
            held = sa.update(JobRow).where(JobRow.id == work.attempt.job_id)
            session.execute(held.values(lease_until=utc_now(), worker="somebody"))
            (lost,) = leases.release_lost(session, worker="somebody")
            assert lost.state == "queued"
        _make_due(platform, work.attempt.job_id)
        with platform.database.transaction(SYSTEM) as session:
            assert leases.claim(session, "another", work.attempt.job_id, lease_seconds=60)
        with pytest.raises(LeaseLost), work.last_transaction({"effect": "of the dead"}) as session:
            session.execute(sa.update(JobRow).where(JobRow.id == work.attempt.job_id).values(stage="haunted"))
        raise OSError("and then it fails")

    job = _ask(platform, owner)
    _run(platform, job, handle)
    row = _row(platform, job)
    assert (row.state, row.worker, row.attempts, row.stage, row.result) == ("running", "another", 2, None, None)


def test_a_job_that_is_interrupted_is_given_back_uncounted(platform: Platform, owner: Person) -> None:
    def handle(work: Work) -> None:
        work.interrupt()
        work.check()

    job = _ask(platform, owner)
    _run(platform, job, handle)
    row = _row(platform, job)
    assert (row.state, row.max_attempts, row.error) == ("queued", Try.max_attempts + 1, None)
    assert row.run_at <= utc_now()


def test_jobs_are_found_by_name_and_queue(platform: Platform, owner: Person) -> None:
    job = str(_ask(platform, owner))
    for params, expected in (
        ({"name": "tests.try"}, [job]),
        ({"name": "tests.other"}, []),
        ({"queue": "quick"}, [job]),
        ({"queue": "media"}, []),
    ):
        assert [found["id"] for found in owner.get("/api/v1/jobs", params=params).json()["items"]] == expected
    assert owner.get("/api/v1/jobs", params={"queue": "slow"}).status_code == 422
