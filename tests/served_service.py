"""A served organisation with a WhatsApp number, which the local WhatsApp server plays; its customers are a test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import randbelow
from typing import Any
from uuid import uuid4

import httpx2

from platforms import Setting, settings_for
from served import Served
from tecnocursos.simulator.serving import GRAPH_VERSION
from visitors import Account
from whatsapp_world import SECONDS, SECRET, TOKEN, VERIFY, running_server

TEMPLATES: list[dict[str, Any]] = [
    {
        "name": "retorno_de_visita",
        "language": "pt_BR",
        "components": [
            {"type": "BODY", "text": "Olá, {{1}}! Sua visita técnica está marcada para {{2}}."},
            {"type": "FOOTER", "text": "Fibra Boa"},
        ],
    },
    {"name": "promocao", "category": "MARKETING", "components": [{"type": "BODY", "text": "Dobre sua velocidade."}]},
]


class Number:
    """A number of an organisation's, and the customers who write to it."""

    def __init__(self, simulator: str, server: Served, owner: Account, name: str = "Atendimento") -> None:
        self.id, self._simulator = uuid4().hex, simulator
        wanted = {"name": name, "kind": "simulator", "phone_number_id": self.id, "business_id": f"9{self.id}"}
        secrets = {"verify_token": VERIFY, "app_secret": SECRET, "access_token": TOKEN}
        self.channel = owner.ask("POST", "/api/v1/whatsapp/channels", wanted | secrets)
        known = {"id": self.id, "business_id": f"9{self.id}", "templates": TEMPLATES}
        webhook = {"webhook_url": server.address + self.channel["webhook_path"]}
        self.control("POST", "/numbers", known | secrets | webhook)

    def control(self, method: str, path: str, body: Any = None) -> Any:
        with httpx2.Client(timeout=SECONDS, trust_env=False) as http:
            answer = http.request(method, f"{self._simulator}/simulator{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def add_customer(self, name: str) -> str:
        """Somebody new; gives their phone."""
        phone = f"55119{randbelow(10**8):08d}"
        self.control("POST", f"/numbers/{self.id}/customers", {"phone": phone, "name": name})
        return phone

    def write(self, phone: str, text: str | None = None, **written: Any) -> dict[str, Any]:
        said = written if text is None else {"type": "text", "text": text} | written
        told: dict[str, Any] = self.control("POST", f"/numbers/{self.id}/customers/{phone}/messages", said)
        return told

    def choices(self, phone: str) -> list[dict[str, Any]]:
        """That the customer was given last."""
        chat = self.control("GET", f"/numbers/{self.id}/customers/{phone}/chat")
        found: list[dict[str, Any]] = next(one["choices"] for one in reversed(chat["messages"]) if one["choices"])
        return found

    def chat(self, phone: str, is_there: Callable[[list[str]], bool]) -> list[str]:
        """What the customer has read that is not their own, as soon as it is as it should be."""
        path, after = f"/numbers/{self.id}/customers/{phone}/chat", ""
        while True:
            chat = self.control("GET", path + after)
            texts = [str(one["text"]) for one in chat["messages"] if not one["is_from_customer"]]
            if is_there(texts):
                return texts
            after = f"?after={chat['version']}&wait={SECONDS}"
            assert chat["version"] < self.control("GET", path + after)["version"], texts


@contextmanager
def served_service(setting: Setting, folder: Path) -> Iterator[tuple[Served, str]]:
    """A server, and the address of the local WhatsApp server that it speaks to."""
    with running_server() as url, settings_for(setting, folder) as settings:
        server = Served(settings, folder, TECNOCURSOS_WHATSAPP__SIMULATOR_URL=f"{url}/{GRAPH_VERSION}")
        server.start()
        try:
            server.set_up()
            yield server, url
        finally:
            server.stop()
