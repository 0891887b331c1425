"""From a customer's phone to the provider's system and back, through the local WhatsApp server over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from people import Person
from tecnocursos.bootstrap.erps import ErpAdapters
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.models import MessageTemplate
from tecnocursos.support.whatsapp.signature import sign
from tecnocursos.worker.running import Runner
from whatsapp_world import SECRET, TOKEN, VERIFY, Webhook, World, whatsapp_world

_QUEUES: tuple[QueueName, ...] = ("webhooks", "chat", "messages")
ROOT = Path(__file__).parents[2]
ANA = "5537988111001"
"""Her phone is the one that the provider knows her by."""


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with whatsapp_world() as world:
        yield world


class Day:
    """A customer's phone, the provider's server and Meta between them."""

    def __init__(self, platform: Platform, owner: Person, world: World, client: TestClient) -> None:
        self.owner, self.world, self._client, self._delivered = owner, world, client, 0
        world.register()
        world.customer(ANA, name="Ana")
        number = {"name": "Atendimento", "kind": "simulator", "phone_number_id": "7001", "business_id": "9001"}
        secrets = {"verify_token": VERIFY, "app_secret": SECRET, "access_token": TOKEN}
        self.channel = owner.post("/api/v1/whatsapp/channels", json=number | secrets).json()
        with platform.database.transaction(owner.tenant_id) as session:
            connection = ErpConnection(kind="example", tenant=str(owner.tenant_id))
            change_settings(session, owner.actor, {"provider_name": "Fibra Boa", "burst_seconds": 0}, connection)
        told = {"simulator_url": world.graph_url, "example_erp": ROOT / "examples/provedor/erp.yaml"}
        settings = platform.settings.model_copy(update={"whatsapp": platform.settings.whatsapp.model_copy(update=told)})
        parts = replace(
            platform.support,
            settings=settings.whatsapp,
            connect_erp=ErpAdapters(settings).connect,
        )
        self._runner = Runner(replace(platform, support=parts), "day")

    def write(self, queues: tuple[QueueName, ...] = _QUEUES, **written: Any) -> list[dict[str, Any]]:
        """As Ana; gives what she then has on her phone that is not her own."""
        wamid = self.world.write(ANA, **written)["wamid"]
        self.deliver(lambda webhook: any(one.wamid == wamid for one in webhook.messages()))
        return self.run(queues)

    def deliver(self, is_there: Callable[[Webhook], bool]) -> None:
        """Hand on what Meta has told, as it signed it, when that is among it."""
        before = self._delivered
        self.world.webhook.await_that(is_there)
        for request in self.world.webhook.requests[before:]:
            assert request.is_signed
            headers = {"X-Hub-Signature-256": sign(SECRET, request.body), "Content-Type": "application/json"}
            path = f"/api/v1/whatsapp/webhooks/{self.channel['id']}"
            assert self._client.post(path, content=request.body, headers=headers).status_code == 200
            self._delivered += 1

    def run(self, queues: tuple[QueueName, ...] = _QUEUES) -> list[dict[str, Any]]:
        while self._runner.run_next(queues):
            pass
        messages = self.world.chat(ANA)["messages"]
        return [one for one in messages if not one["is_from_customer"]]

    def own(self) -> list[dict[str, Any]]:
        """What Ana wrote."""
        messages: list[dict[str, Any]] = self.world.chat(ANA)["messages"]
        return [one for one in messages if one["is_from_customer"]]


@pytest.fixture
def day(platform: Platform, owner: Person, world: World, client: TestClient) -> Day:
    return Day(platform, owner, world, client)


def test_the_bill_comes_with_its_pix_code_in_a_message_of_its_own(day: Day) -> None:
    asked = day.write(type="text", text="quero a segunda via do boleto")
    assert len(asked) >= 1
    received = day.write(type="text", text="529.982.247-25")
    assert [one["kind"] for one in received][-1] == "document"
    assert re.fullmatch(r"[\d .]{54,}", received[-2]["text"])  # what is to be copied stands alone
    received = day.write(type="text", text="me manda o pix")
    assert any(one["text"].startswith("000201") and "br.gov.bcb.pix" in one["text"] for one in received)
    (conversation,) = day.owner.get("/api/v1/conversations").json()["items"]
    details = day.owner.get(f"/api/v1/conversations/{conversation['id']}").json()
    assert details["customer"]["is_identified"]
    assert "52998224725" not in str(day.owner.get("/api/v1/conversations").json())


def test_a_person_takes_over_writes_and_ends_it(day: Day) -> None:
    before = len(day.write(type="text", text="quero falar com um atendente"))
    (waiting,) = day.owner.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    path = f"/api/v1/conversations/{waiting['id']}"
    day.owner.post(f"{path}/take")
    sent = day.owner.post(f"{path}/messages", json={"text": "Boa tarde, Ana!"}).json()
    received = day.run()
    assert [one["text"] for one in received[before:]] == ["Boa tarde, Ana!"]
    day.deliver(lambda webhook: any(one.our_id == sent["id"] for one in webhook.statuses()))
    day.run()
    assert day.owner.get(f"{path}/messages/{sent['id']}").json()["state"] in {"sent", "delivered", "read"}


def test_the_customer_sees_that_an_answer_comes_and_what_was_read(day: Day) -> None:
    day.write(("webhooks", "chat"), type="text", text="oi")
    assert day.world.chat(ANA)["is_typing"]
    assert is_read(day.own()[-1])
    day.run()
    assert not day.world.chat(ANA)["is_typing"]
    day.write(type="text", text="atendente")
    (waiting,) = day.owner.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    day.write(type="text", text="é sobre a minha fatura")
    assert not is_read(day.own()[-1])  # nobody has seen it
    assert day.owner.post(f"/api/v1/conversations/{waiting['id']}/seen").status_code == 204
    day.run()
    assert is_read(day.own()[-1])


def test_a_template_that_meta_does_not_know_is_offered_no_more(day: Day, platform: Platform) -> None:
    day.write(type="text", text="atendente")
    (waiting,) = day.owner.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    path = f"/api/v1/conversations/{waiting['id']}"
    day.owner.post(f"{path}/take")
    with platform.database.transaction(day.owner.tenant_id) as session:
        known = {"name": "sumiu", "language": "pt_BR", "category": "UTILITY", "status": "APPROVED"}
        body = [{"type": "BODY", "text": "Podemos continuar?"}]
        row = MessageTemplate(
            tenant_id=day.owner.tenant_id, channel_id=UUID(day.channel["id"]), components=body, **known
        )
        session.add(row)
        session.flush()
        wanted = {"template_id": str(row.id)}
    sent = day.owner.post(f"{path}/template-messages", json=wanted).json()
    day.run()
    failed = day.owner.get(f"{path}/messages/{sent['id']}").json()
    assert (failed["state"], failed["error"]["code"]) == ("failed", 132001)
    assert day.owner.post(f"{path}/template-messages", json=wanted).json()["code"] == "message_template_unusable"


def is_read(message: dict[str, Any]) -> bool:
    return any(one["status"] == "read" for one in message["statuses"])
