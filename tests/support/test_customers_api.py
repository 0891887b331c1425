"""Customers over HTTP: found, copied, agreeing to offers, asking for what is theirs."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.privacy.messages import ForgetExports
from tecnocursos.privacy.models import DataExport
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.media import keep_file
from tecnocursos.support.models import Conversation, Message, MessageTemplate
from tecnocursos.support.sealing import sealer_of
from tecnocursos.worker.running import Runner

PHONE = "5511987653001"


@pytest.fixture
def work(runner: Runner) -> Callable[[], None]:
    def drain() -> None:
        while runner.run_next(("webhooks", "chat", "reports", "quick")):
            pass

    return drain


@pytest.fixture
def customer(platform: Platform, meta: Meta, owner: Person, work: Callable[[], None]) -> dict[str, Any]:
    settings = {"burst_seconds": 0, "provider_name": "Fibra Boa", "privacy_contact": "dpo@fibraboa.example"}
    with platform.database.transaction(owner.tenant_id) as session:
        change_settings(session, owner.actor, settings)
    meta.deliver(text("minha net caiu", PHONE), names={PHONE: "Dalva Nunes"})
    work()
    (found,) = owner.get("/api/v1/support/customers", params={"search": "dalva"}).json()["items"]
    return owner.get(f"/api/v1/support/customers/{found['id']}").json()


def _said(owner: Person, customer: dict[str, Any]) -> list[dict[str, Any]]:
    path = f"/api/v1/conversations/{customer['conversation_list'][0]['id']}/messages"
    items: list[dict[str, Any]] = owner.get(path).json()["items"]
    return items[::-1]


def test_a_customer_is_found_and_shown_with_a_masked_phone(owner: Person, customer: dict[str, Any]) -> None:
    assert (customer["name"], customer["conversations"], customer["accepts_offers"]) == ("Dalva Nunes", 1, False)
    assert customer["addresses"] == [{"kind": "phone", "masked": "+55 11 •••• 3001"}]
    for search, count in (("nunes dalva", 1), ("11 98765-3001", 1), ("alguém", 0), ("••••", 0)):
        found = owner.get("/api/v1/support/customers", params={"search": search}).json()["items"]
        assert len(found) == count, search


def test_a_copy_holds_everything_and_is_for_whoever_asked(
    platform: Platform, client: TestClient, owner: Person, customer: dict[str, Any], work: Callable[[], None]
) -> None:
    conversation_id = customer["conversation_list"][0]["id"]
    owner.post(f"/api/v1/conversations/{conversation_id}/notes", json={"text": "prometemos <b>visita</b>"})
    owner.post(
        f"/api/v1/support/customers/{customer['id']}/consents", json={"is_given": True, "evidence": "por telefone"}
    )
    with platform.database.transaction(owner.tenant_id) as session:
        wanted = sa.select(Message).where(Message.conversation_id == UUID(conversation_id)).order_by(Message.position)
        message = session.scalars(wanted).first()
        sealer = sealer_of(session, session.get_one(Conversation, UUID(conversation_id)))
        keep_file(session, owner.actor, platform.storage, sealer, message, b"a fatura", platform.incoming)
    asked = owner.post(f"/api/v1/support/customers/{customer['id']}/export")
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    file_path = asked.json()["file_path"]
    assert owner.get(file_path).json()["code"] == "data_export_not_ready"
    work()
    assert owner.get(asked.headers["location"]).json()["state"] == "ready"
    again = owner.get(f"/api/v1/users/{customer['id']}/export", params={"format": "json"})
    assert (again.status_code, again.json()["id"]) == (200, asked.json()["id"])
    given = owner.get(file_path)
    assert (given.status_code, given.headers["content-type"]) == (200, "application/zip")
    package = zipfile.ZipFile(io.BytesIO(given.content))
    told = json.loads(package.read("data.json"))
    assert told["customer"]["name"] == "Dalva Nunes"
    assert told["addresses"][0]["value"] == PHONE
    messages = told["conversations"][0]["messages"]
    assert {"minha net caiu", "prometemos <b>visita</b>"} <= {one.get("text") for one in messages}
    assert (told["consents"][0]["evidence"], told["shared_with"][0]["who"]) == ("por telefone", "Meta (WhatsApp)")
    (file,) = [one["file"] for one in messages if "file" in one]
    assert package.read(file) == b"a fatura"
    page = package.read("data.html").decode()
    assert "Dalva Nunes" in page
    assert "<b>visita" not in page
    colleague = join(platform, client, "admin", owner.tenant_id)
    assert colleague.get(file_path).json()["code"] == "data_export_not_found"
    agent = join(platform, client, "agent", owner.tenant_id)
    assert agent.post(f"/api/v1/support/customers/{customer['id']}/export").status_code == 403
    actions = {one["action"] for one in owner.get("/api/v1/audit").json()["items"]}
    assert {"data_export.requested", "data_export.downloaded"} <= actions


def test_a_copy_goes_after_its_days_and_with_the_customer(
    platform: Platform, owner: Person, customer: dict[str, Any], work: Callable[[], None]
) -> None:
    path = f"/api/v1/support/customers/{customer['id']}"
    first = owner.post(f"{path}/export").json()
    work()
    with platform.database.transaction(SYSTEM) as session:
        session.get_one(DataExport, UUID(first["id"])).expires_at = utc_now() - timedelta(seconds=1)
        enqueue(session, ForgetExports())
    assert owner.get(first["file_path"]).status_code == 404
    work()
    with platform.database.transaction(SYSTEM) as session:
        assert session.get(DataExport, UUID(first["id"])) is None
    second = owner.post(f"{path}/export").json()
    work()
    erased = owner.delete(f"/api/v1/users/{customer['id']}/data")
    assert erased.status_code == 202, erased.text
    work()
    assert owner.get(erased.headers["location"]).json()["state"] == "succeeded"
    assert owner.get(second["file_path"]).status_code == 404
    assert owner.get(path).status_code == 404
    assert owner.delete(f"{path}/data").status_code == 404


def test_offers_need_a_yes_that_can_be_taken_back_in_one_sentence(
    platform: Platform, owner: Person, meta: Meta, customer: dict[str, Any], work: Callable[[], None]
) -> None:
    conversation = f"/api/v1/conversations/{customer['conversation_list'][0]['id']}"
    with platform.database.transaction(owner.tenant_id) as session:
        template = MessageTemplate(
            tenant_id=owner.tenant_id,
            channel_id=UUID(meta.channel_id),
            name="promo",
            language="pt_BR",
            category="MARKETING",
            status="APPROVED",
            components=[{"type": "BODY", "text": "500 mega!"}],
        )
        session.add(template)
        session.flush()
        offer = {"template_id": str(template.id)}
    owner.post(f"{conversation}/take")
    refused = owner.post(f"{conversation}/template-messages", json=offer)
    assert (refused.status_code, refused.json()["code"]) == (409, "consent_missing")
    meta.deliver(text("Quero receber promoções, por favor!", PHONE))
    work()
    question = _said(owner, customer)[-1]
    assert "Você aceita" in question["text"]
    assert owner.post(f"{conversation}/template-messages", json=offer).status_code == 409
    yes = {"type": "button_reply", "button_reply": {"id": question["choices"][0]["id"], "title": "Sim, aceito"}}
    meta.deliver(text("", PHONE, type="interactive", interactive=yes))
    work()
    assert owner.post(f"{conversation}/template-messages", json=offer).status_code == 201
    meta.deliver(text("parar ofertas", PHONE))
    work()
    assert "não receberá mais ofertas" in _said(owner, customer)[-1]["text"]
    assert owner.post(f"{conversation}/template-messages", json=offer).json()["code"] == "consent_missing"
    agreed = owner.get(f"/api/v1/support/customers/{customer['id']}").json()["consents"]
    assert [(one["is_given"], one["source"]) for one in agreed] == [(False, "chat"), (True, "chat")]
    assert all(one["evidence"].startswith("wamid.") for one in agreed)


@pytest.mark.parametrize("words", ["quero parar", "a oferta do site ainda vale?", "quero cancelar meu plano", "sair"])
def test_words_that_only_resemble_a_refusal_of_offers_are_none(
    owner: Person, meta: Meta, customer: dict[str, Any], work: Callable[[], None], words: str
) -> None:
    meta.deliver(text(words, PHONE))
    work()
    assert owner.get(f"/api/v1/support/customers/{customer['id']}").json()["consents"] == []


def test_the_first_answer_says_what_is_done_with_the_data_once(
    owner: Person, meta: Meta, customer: dict[str, Any], work: Callable[[], None]
) -> None:
    meta.deliver(text("bom dia, tem alguém?", PHONE))
    work()
    notices = [one for one in _said(owner, customer) if one["direction"] == "out" and "LGPD" in one["text"]]
    assert len(notices) == 1
    assert "dpo@fibraboa.example" in notices[0]["text"]
    shown = owner.get(f"/api/v1/support/customers/{customer['id']}").json()
    assert shown["noticed_at"] is not None


def test_a_request_about_data_has_a_protocol_a_clock_and_an_end(owner: Person, customer: dict[str, Any]) -> None:
    path = f"/api/v1/support/customers/{customer['id']}"
    opened = owner.post(f"{path}/requests", json={"right": "deletion"}).json()
    days = (utc_now() + timedelta(days=15)).date().isoformat()
    assert (opened["due_at"][:10], opened["is_identified"], opened["outcome"]) == (days, False, None)
    (listed,) = owner.get("/api/v1/support/data-requests", params={"is_open": True}).json()["items"]
    assert listed["id"] == opened["id"]
    close = f"/api/v1/support/data-requests/{opened['id']}/close"
    closed = owner.post(close, json={"outcome": "refused", "reason": "Há fatura em aberto."}).json()
    assert (closed["outcome"], closed["reason"]) == ("refused", "Há fatura em aberto.")
    assert owner.post(close, json={"outcome": "done"}).json()["code"] == "data_request_closed"
    assert owner.get("/api/v1/support/data-requests", params={"is_open": True}).json()["items"] == []
    (protocol,) = owner.get(path).json()["protocols"]
    assert (protocol["kind"], protocol["outcome"]) == ("data_protection", "deletion: refused")


def test_strangers_are_told_nothing(stranger: Person, customer: dict[str, Any]) -> None:
    for method, path in (
        ("GET", f"/api/v1/support/customers/{customer['id']}"),
        ("POST", f"/api/v1/support/customers/{customer['id']}/export"),
        ("DELETE", f"/api/v1/support/customers/{customer['id']}/data"),
        ("GET", f"/api/v1/users/{customer['id']}/export"),
        ("DELETE", f"/api/v1/users/{customer['id']}/data"),
    ):
        assert stranger.request(method, path).status_code == 404, path
