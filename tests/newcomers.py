"""People who come through the front door: over HTTP, with real passwords, and with the mails they are sent."""

from __future__ import annotations

import email
import email.policy
import re
import uuid
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from fastapi.testclient import TestClient

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner

PASSWORD = "quatro cavalos azuis"


def new_address() -> str:
    return f"{uuid.uuid4().hex}@example.com"


@dataclass
class Newcomer:
    """A person, and the tokens of their present sign-in."""

    client: TestClient
    email: str
    password: str = PASSWORD
    tokens: dict[str, Any] = field(default_factory=dict)

    def request(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}", "Accept-Language": "en"}
        return self.client.request(method, path, headers=headers | options.pop("headers", {}), **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> Any:
        return self.request("POST", path, **options)

    def patch(self, path: str, **options: Any) -> Any:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> Any:
        return self.request("DELETE", path, **options)

    def try_sign_in(self, client: TestClient | None = None, **changes: Any) -> Any:
        body = {"email": self.email, "password": self.password, "deliver": "tokens"} | changes
        return (client or self.client).post("/api/v1/auth/sign-in", json=body)

    def sign_in(self, **changes: Any) -> Newcomer:
        """Another sign-in of the same person."""
        answer = self.try_sign_in(**changes)
        assert answer.json()["status"] == "signed_in", answer.text
        return Newcomer(self.client, self.email, self.password, answer.json())

    def is_signed_in(self) -> bool:
        return self.get("/api/v1/account").status_code == 200


@dataclass(frozen=True)
class Town:
    """Where newcomers live: a server, its worker and its mailboxes."""

    platform: Platform
    client: TestClient
    runner: Runner

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What was sent to `address`, oldest first."""
        while self.runner.run_next(("quick",)):
            pass
        folder = self.platform.settings.folders.data / "mail"
        files = sorted(folder.glob("[!.]*.eml"), key=lambda path: path.stem)
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
        return [mail for mail in mails if mail["To"] == address]

    def token_for(self, address: str) -> str:
        """The token of the newest link sent to `address`."""
        links = [link for mail in self.mails_to(address) for link in re.findall(r"#token=(\S+)", mail.get_content())]
        return links[-1]

    def sign_up(self, tenant_name: str = "Fibra Boa", address: str | None = None) -> Newcomer:
        """A new owner of a new tenant."""
        address = address or new_address()
        asked = self.client.post("/api/v1/sign-up", json={"email": address, "tenant_name": tenant_name})
        assert asked.status_code == 202, asked.text
        return self.follow("/api/v1/sign-up/confirm", address)

    def invite(self, owner: Newcomer, role: str, address: str | None = None) -> Newcomer:
        """A new person in the owner's tenant."""
        address = address or new_address()
        asked = owner.post("/api/v1/invitations", json={"email": address, "role": role})
        assert asked.status_code == 201, asked.text
        return self.follow("/api/v1/invitations/accept", address)

    def follow(self, path: str, address: str) -> Newcomer:
        body = {"token": self.token_for(address), "name": "Ana Souza", "password": PASSWORD, "deliver": "tokens"}
        answer = self.client.post(path, json=body)
        assert answer.json()["status"] == "signed_in", answer.text
        return Newcomer(self.client, address, PASSWORD, answer.json())

    def at(self, address: str) -> TestClient:
        """A client elsewhere, so that wrong passwords from there count there."""
        client = TestClient(self.client.app, base_url=str(self.client.base_url), client=(address, 50_000))
        client.portal = self.client.portal  # the same event loop: a server has one
        return client
