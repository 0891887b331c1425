"""Who repeats a request with its key is given the first answer, and nothing is done twice."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, func, select, update

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.idempotency import ForgetAnswers, KeptAnswer
from tecnocursos.infra.jobs.models import JobRow, ScheduleRow
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner
from tecnocursos.worker.schedule import SCHEDULE, ask_for_due


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def _jobs(platform: Platform, person: Person) -> int:
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        return session.scalar(select(func.count()).where(JobRow.tenant_id == person.tenant_id)) or 0


def test_a_repeated_request_is_done_once(platform: Platform, prober: Person) -> None:
    key = _key()
    first = prober.post("/probe/jobs", json={"title": "aula"}, headers=key)
    again = prober.post("/probe/jobs", json={"title": "aula"}, headers=key)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert _jobs(platform, prober) == 1


def test_two_hundred_at_once_are_one(platform: Platform, prober: Person) -> None:
    key = _key()
    with ThreadPoolExecutor(40) as threads:
        calls = [threads.submit(prober.post, "/probe/jobs", json={}, headers=key) for _ in range(200)]
        answers = [call.result() for call in calls]
    assert {answer.status_code for answer in answers} <= {201, 409, 503}
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    assert len(made) == 1
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert refused <= {"still_running", "busy"}
    assert _jobs(platform, prober) == 1


def test_a_key_is_good_for_one_request(platform: Platform, prober: Person) -> None:
    key = _key()
    prober.post("/probe/jobs", json={"title": "a"}, headers=key)
    for path, body in (("/probe/jobs", {"title": "b"}), ("/probe/secrets", {"title": "a"})):
        answer = prober.post(path, json=body, headers=key)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert _jobs(platform, prober) == 1


def test_a_key_is_good_for_one_form(platform: Platform, prober: Person) -> None:
    key = _key()

    def send(title: str, content: bytes) -> Any:
        return prober.post("/probe/forms", data={"title": title}, files={"file": ("a.txt", content)}, headers=key)

    first = send("aula", b"fibra")
    assert first.json()["title"] == "aula: fibra"
    assert send("aula", b"fibra").content == first.content
    for title, content in (("aula", b"cabos"), ("area", b"fibra")):
        answer = send(title, content)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert _jobs(platform, prober) == 1


def test_a_refused_request_leaves_nothing_and_may_be_repeated(platform: Platform, prober: Person) -> None:
    key = _key()
    for _ in range(2):
        answer = prober.post("/probe/refused", headers=key)
        assert answer.status_code == 409
        assert "idempotency-replayed" not in answer.headers
    assert _jobs(platform, prober) == 0
    assert prober.post("/probe/jobs", json={}, headers=key).status_code == 201


def test_a_secret_is_never_kept_but_nothing_is_done_twice(platform: Platform, prober: Person) -> None:
    key = _key()
    assert prober.post("/probe/secrets", headers=key).json()["token"].startswith("only-once")
    again = prober.post("/probe/secrets", headers=key)
    assert (again.status_code, again.json()["code"]) == (409, "answer_not_kept")
    assert _jobs(platform, prober) == 1
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        kept = session.scalars(select(KeptAnswer).where(KeptAnswer.tenant_id == prober.tenant_id)).one()
    assert kept.body is None
    assert kept.headers == {}


def test_keys_belong_to_one_person(platform: Platform, probe_client: TestClient, prober: Person) -> None:
    key = _key()
    colleague = join(platform, probe_client, "owner", prober.tenant_id)
    stranger = join(platform, probe_client)
    answers = [person.post("/probe/jobs", json={}, headers=key) for person in (prober, colleague, stranger)]
    assert len({answer.json()["id"] for answer in answers}) == 3


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\tkey"])
def test_an_odd_key_is_refused(prober: Person, key: str) -> None:
    answer = prober.post("/probe/jobs", json={}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


def test_answers_are_forgotten_after_a_day(platform: Platform, prober: Person, runner: Runner) -> None:
    old, fresh = _key(), _key()
    for key in (old, fresh):
        prober.post("/probe/jobs", json={}, headers=key)
    with platform.database.transaction(SYSTEM) as session:
        session.execute(
            update(KeptAnswer)
            .where(KeptAnswer.key == old["Idempotency-Key"])
            .values(created_at=utc_now() - timedelta(hours=25))
        )
        # As on the first day, so that the schedule asks for it now.
        session.execute(delete(ScheduleRow).where(ScheduleRow.name == ForgetAnswers.name))
        regular = tuple(regular for regular in SCHEDULE if isinstance(regular.job, ForgetAnswers))
        ask_for_due(session, utc_now(), regular)
        asked = select(JobRow.id).where(JobRow.name == ForgetAnswers.name, JobRow.state == "queued")
        job_id = session.scalars(asked).one()
    runner.run(job_id)
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        kept = session.scalars(select(KeptAnswer.key).where(KeptAnswer.tenant_id == prober.tenant_id)).all()
    assert kept == [fresh["Idempotency-Key"]]
