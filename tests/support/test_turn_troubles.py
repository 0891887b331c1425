"""What must not leave a customer without an answer, and what nobody finds out by trying."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from people import Person
from support.conftest import Meta, connect, heard, text, turn
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.messages import TidySupport
from tecnocursos.support.models import Message
from tecnocursos.worker.running import Runner

STRANGER = "5511955554444"
ANAS_CPF, ANAS_BIRTHDAY = "529.982.247-25", "14/03/1988"


def says(meta: Meta, bot: Runner, *said: str, phone: str = STRANGER) -> None:
    for one in said:
        meta.deliver(text(one, phone))
        turn(bot)


def queue(owner: Person) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = owner.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    return found


def resolve_all(owner: Person) -> None:
    for waiting in queue(owner):
        path = f"/api/v1/conversations/{waiting['id']}"
        assert owner.post(f"{path}/take").status_code == 200
        assert owner.post(f"{path}/resolve").status_code == 200


def unfinished(platform: Platform, owner: Person, name: str) -> list[str]:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        wanted = sa.select(JobRow.state).where(JobRow.tenant_id == owner.tenant_id, JobRow.name == name)
        return [state for state in session.scalars(wanted) if state != "succeeded"]


def test_failures_to_identify_are_counted_by_the_day_whatever_is_said_between(
    provider: Person, meta: Meta, bot: Runner
) -> None:
    says(meta, bot, "boleto", ANAS_CPF, "01/01/1980", "menu", "boleto", ANAS_CPF, "02/01/1980", "sair")
    assert queue(provider) == []
    says(meta, bot, "boleto", ANAS_CPF, "03/01/1980")
    assert len(queue(provider)) == 1
    resolve_all(provider)
    # The right answer does not help any more: not in a new conversation, and not on another number.
    says(meta, bot, "boleto")
    assert queue(provider)[0]["subject"] == "not_identified"
    second = connect(provider)
    says(Meta(meta.client, second["id"], second["phone_number_id"]), bot, "boleto", ANAS_CPF, ANAS_BIRTHDAY)
    assert [one["subject"] for one in queue(provider)] == ["not_identified", "not_identified"]
    # Who writes from elsewhere is not hindered.
    says(meta, bot, "boleto", ANAS_CPF, ANAS_BIRTHDAY, phone="5511944443333")
    assert len(queue(provider)) == 2


def test_wrong_settings_of_the_providers_system_lead_to_a_person_and_leave_the_documents(
    provider: Person, meta: Meta, bot: Runner, platform: Platform
) -> None:
    with platform.database.transaction(provider.tenant_id) as session:
        wrong = ErpConnection(kind="hubsoft", tenant=str(provider.tenant_id), base_url="nowhere")
        change_settings(session, provider.actor, {}, wrong)
    says(meta, bot, "oi", "como troco a senha do wifi?")
    greeting, answer = heard(provider)
    assert "Fibra Boa" in greeting["text"]
    assert {choice["id"] for choice in greeting["choices"]} == {"person", "privacy"}
    assert answer["step"] == "answer"
    says(meta, bot, "quero a segunda via")
    assert queue(provider)[0]["subject"] == "second_copy"
    assert unfinished(platform, provider, "support.answer_turn") == []


class Broken:
    """A provider's system whose adapter has a fault."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"the document is {ANAS_CPF}")


def test_an_unexpected_error_is_told_and_a_person_goes_on(
    provider: Person, meta: Meta, platform: Platform, caplog: pytest.LogCaptureFixture, capsys: Any
) -> None:
    broken = Runner(replace(platform, support=replace(platform.support, connect_erp=lambda _: Broken())), "broken")
    with caplog.at_level(logging.DEBUG):
        says(meta, broken, "minha internet caiu")
    assert "problema" in heard(provider)[-1]["text"]
    assert queue(provider)[0]["subject"] == "trouble"
    assert unfinished(platform, provider, "support.answer_turn") == []
    assert ANAS_CPF not in caplog.text + capsys.readouterr().out


def test_what_comes_an_hour_late_waits_for_a_person(provider: Person, meta: Meta, bot: Runner) -> None:
    meta.deliver(text("como troco a senha do wifi?", at=utc_now().timestamp() - 3700))
    turn(bot)
    assert heard(provider) == []
    assert queue(provider)[0]["subject"] == "late"


def test_whom_every_attempt_at_a_turn_has_left_waiting_gets_a_person(
    provider: Person, meta: Meta, bot: Runner, platform: Platform
) -> None:
    meta.deliver(text("oi"))
    assert bot.run_next(("webhooks",))
    tidy(platform, bot)
    assert queue(provider) == []  # its turn waits for a worker
    with platform.database.transaction(SYSTEM) as session:
        turns = sa.update(JobRow).where(JobRow.tenant_id == provider.tenant_id, JobRow.name == "support.answer_turn")
        session.execute(turns.values(state="dead"))
        session.execute(
            sa.update(Message)
            .where(Message.tenant_id == provider.tenant_id)
            .values(created_at=utc_now() - timedelta(minutes=6))
        )
    tidy(platform, bot)
    tidy(platform, bot)
    assert queue(provider)[0]["subject"] == "trouble"
    assert len(heard(provider)) == 1


def tidy(platform: Platform, bot: Runner) -> None:
    with platform.database.transaction(SYSTEM) as session:
        job_id = enqueue(session, TidySupport())
    assert bot.run(job_id)
