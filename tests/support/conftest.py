"""A number that is connected, and Meta, as far as it delivers."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.bootstrap.erps import ErpAdapters
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.whatsapp.signature import sign
from tecnocursos.worker.running import Runner

APP_SECRET = "segredo-da-app"
VERIFY_TOKEN = "verificar-isto"
ACCESS_TOKEN = "token-de-acesso"
ROOT = Path(__file__).parents[2]
ARTICLE = (
    b"# Trocar a senha do Wi-Fi\n\nA senha do Wi-Fi se troca no aplicativo Fibra Boa, em Minha rede. Leva 2 minutos.\n"
)


@dataclass(frozen=True)
class Meta:
    """Delivers to a number what customers write and what became of messages."""

    client: TestClient
    channel_id: str
    phone_number_id: str

    def deliver(self, *messages: Any, statuses: tuple[Any, ...] = (), names: dict[str, str] | None = None) -> Any:
        return self.post(self.body(*messages, statuses=statuses, names=names))

    def body(self, *messages: Any, statuses: tuple[Any, ...] = (), names: dict[str, str] | None = None) -> bytes:
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "551140028922", "phone_number_id": self.phone_number_id},
            "contacts": [{"profile": {"name": name}, "wa_id": phone} for phone, name in (names or {}).items()],
            "messages": list(messages),
            "statuses": list(statuses),
        }
        change = {"field": "messages", "value": value}
        entry = [{"id": "9001", "changes": [change]}]
        return json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()

    def post(self, body: bytes, signature: str | None = None) -> Any:
        headers = {"X-Hub-Signature-256": signature or sign(APP_SECRET, body), "Content-Type": "application/json"}
        return self.client.post(f"/api/v1/whatsapp/webhooks/{self.channel_id}", content=body, headers=headers)


def text(body: str, phone: str = "5511987654321", *, at: float | None = None, **others: Any) -> dict[str, Any]:
    """A message of a customer as Meta tells it; `at` in Unix seconds."""
    moment = str(int(utc_now().timestamp() if at is None else at))
    said = {"from": phone, "id": f"wamid.{uuid.uuid4().hex}", "timestamp": moment, "type": "text"}
    return said | {"text": {"body": body}} | others


def connect(owner: Person, *, kind: str = "cloud", phone_number_id: str | None = None) -> dict[str, Any]:
    number = {
        "name": "Atendimento",
        "kind": kind,
        "phone_number_id": phone_number_id or uuid.uuid4().hex,
        "business_id": "9001",
        "verify_token": VERIFY_TOKEN,
        "app_secret": APP_SECRET,
        "access_token": ACCESS_TOKEN,
    }
    made = owner.post("/api/v1/whatsapp/channels", json=number)
    assert made.status_code == 201, made.text
    connected: dict[str, Any] = made.json()
    return connected


@pytest.fixture
def meta(owner: Person) -> Meta:
    return number_of(owner)


def number_of(owner: Person) -> Meta:
    number = connect(owner)
    return Meta(owner.client, number["id"], number["phone_number_id"])


@pytest.fixture
def provider(platform: Platform, owner: Person, runner: Runner) -> Person:
    return furnish(platform, owner, runner)


def furnish(platform: Platform, owner: Person, runner: Runner) -> Person:
    """With an article, and the example of a provider's system."""
    sent = owner.post("/api/v1/documents", files={"file": ("senha-do-wifi.md", ARTICLE)})
    assert sent.status_code == 201, sent.text
    while runner.run_next():
        pass
    with platform.database.transaction(owner.tenant_id) as session:
        connection = ErpConnection(kind="example", tenant=str(owner.tenant_id))
        change_settings(session, owner.actor, {"provider_name": "Fibra Boa", "burst_seconds": 0}, connection)
    return owner


@pytest.fixture
def agent(platform: Platform, client: TestClient, owner: Person) -> Person:
    """Of the owner's tenant."""
    return join(platform, client, "agent", owner.tenant_id)


@pytest.fixture
def bot(platform: Platform) -> Runner:
    return bot_of(platform)


def bot_of(platform: Platform) -> Runner:
    """With the example of a provider's system connected."""
    example = platform.settings.whatsapp.model_copy(update={"example_erp": ROOT / "examples/provedor/erp.yaml"})
    settings = platform.settings.model_copy(update={"whatsapp": example})
    parts = replace(platform.support, connect_erp=ErpAdapters(settings).connect)
    return Runner(replace(platform, support=parts), "bot")


def turn(bot: Runner) -> None:
    while bot.run_next(("webhooks", "chat")):
        pass


def heard(owner: Person) -> list[dict[str, Any]]:
    """What the bot said, the oldest first."""
    (conversation,) = owner.get("/api/v1/conversations", params={"box": "all"}).json()["items"]
    found = owner.get(f"/api/v1/conversations/{conversation['id']}/messages", params={"limit": 100}).json()["items"]
    return [one for one in reversed(found) if one["direction"] == "out"]
