"""The bot's turns, with the local WhatsApp server: a customer asks, gets answers, bills and a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from people import Person
from support.conftest import Meta, heard, text, turn
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner


def test_a_question_is_answered_with_its_source(provider: Person, meta: Meta, bot: Runner) -> None:
    meta.deliver(text("como troco a senha do wifi?"))
    turn(bot)
    (answer,) = heard(provider)
    assert "no aplicativo Fibra Boa" in answer["text"]
    assert answer["citations"][0]["document_name"].startswith("senha-do-wifi")
    assert (answer["step"], answer["state"]) == ("answer", "queued")


def test_who_answers_within_the_second_is_read_after_what_they_answer(
    provider: Person, meta: Meta, bot: Runner
) -> None:
    meta.deliver(text("quero a segunda via"))
    turn(bot)
    (question,) = heard(provider)
    meta.deliver(text("111.444.777-35", at=datetime.fromisoformat(question["sent_at"]).timestamp()))
    turn(bot)
    (conversation,) = provider.get("/api/v1/conversations", params={"box": "all"}).json()["items"]
    messages = provider.get(f"/api/v1/conversations/{conversation['id']}/messages").json()["items"]
    directions = [one["direction"] for one in reversed(messages)]
    assert directions[:4] == ["in", "out", "in", "out"]


def test_what_the_documents_do_not_say_is_refused_and_a_person_offered(
    provider: Person, meta: Meta, bot: Runner
) -> None:
    meta.deliver(text("vocês vendem geladeira?"))
    turn(bot)
    (refusal,) = heard(provider)
    assert refusal["step"] == "refusal"
    assert [choice["id"] for choice in refusal["choices"]] == ["go:person", "go:menu"]
    chosen = {"type": "button_reply", "button_reply": {"id": "go:person", "title": "Falar com atendente"}}
    meta.deliver(text("", type="interactive", interactive=chosen))
    turn(bot)
    (waiting,) = provider.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    said = len(heard(provider))
    meta.deliver(text("alguém aí?"))
    turn(bot)
    assert len(heard(provider)) == said  # it is silent while a person is waited for
    assert provider.get(f"/api/v1/conversations/{waiting['id']}").json()["waiting_since"] is not None


def test_a_burst_is_one_turn(provider: Person, meta: Meta, bot: Runner) -> None:
    now = utc_now().timestamp()
    meta.deliver(text("oi", at=now - 3), text("como troco", at=now - 2), text("a senha do wifi?", at=now - 1))
    turn(bot)
    assert len([one for one in heard(provider) if one["step"] == "answer"]) == 1
    assert len(heard(provider)) == 1


def test_a_customer_proves_who_they_are_and_gets_the_bill_and_the_pix_code(
    provider: Person, meta: Meta, bot: Runner, platform: Platform
) -> None:
    meta.deliver(text("quero a segunda via do boleto"))
    turn(bot)
    assert "CPF" in heard(provider)[-1]["text"]
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        dead = sa.select(JobRow.name).where(JobRow.tenant_id == provider.tenant_id, JobRow.state == "failed")
        assert session.scalars(dead).all() == []


def test_who_writes_without_a_phone_is_asked_for_it_and_known_by_it(provider: Person, meta: Meta, bot: Runner) -> None:
    def deliver(body: str, **others: Any) -> None:
        message = text(body, from_user_id="BR.77", **others)
        del message["from"]
        meta.deliver(message)
        turn(bot)

    deliver("segunda via")
    deliver("529.982.247-25")
    assert heard(provider)[-1]["kind"] == "ask_phone"
    card = {"name": {"formatted_name": "Ana"}, "phones": [{"wa_id": "5537988111001"}], "origin": "contact_request"}
    deliver("", type="contacts", contacts=[card])
    assert any("Obrigado, Ana!" in one["text"] for one in heard(provider))


def test_nothing_is_said_over_a_person(provider: Person, meta: Meta, bot: Runner) -> None:
    meta.deliver(text("como troco a senha do wifi?"))
    while bot.run_next(("webhooks",)):
        pass
    (conversation,) = provider.get("/api/v1/conversations").json()["items"]
    provider.post(f"/api/v1/conversations/{conversation['id']}/take")
    turn(bot)
    assert heard(provider) == []
