"""Conversations as customers lead them, from `conversations/*.yaml`: what they hear, and what they would hate to."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient

from people import Person, join
from support.conftest import Meta, furnish, number_of, text, turn
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.text import collapse
from tecnocursos.worker.running import Runner

# What is said does not hang on the database.
pytestmark = pytest.mark.parametrize("setting", ["embedded"], indirect=True, scope="session")
CONVERSATIONS = [
    pytest.param(one, id=one["name"])
    for path in sorted((Path(__file__).parent / "conversations").glob("*.yaml"))
    for one in yaml.safe_load(path.read_text())
]


@pytest.fixture(scope="module")
def provider(platform: Platform, client: TestClient) -> Person:
    return furnish(platform, join(platform, client), Runner(platform, "furnishing"))


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_a_conversation(conversation: dict[str, Any], provider: Person, bot: Runner) -> None:
    # With a number of its own, on which nobody has written before.
    phone = conversation.get("phone") or f"55119{uuid.uuid4().int % 10**8:08}"
    talk = Talk(provider, number_of(provider), bot, phone)
    for line in conversation["talk"]:
        heard = talk.hear(line)
        told = collapse("\n".join(" ".join([one["text"], *titles(one)]) for one in heard))
        for part in listed(line.get("hears")):
            assert part in told, f"{line}: {told}"
        for part in listed(line.get("never")):
            assert part not in told, f"{line}: {told}"
        if "silence" in line:
            assert bool(heard) != line["silence"], f"{line}: {told}"
        assert talk.holder() == ("queue" if talk.has_person(line) else "bot"), f"{line}: {told}"


def titles(message: dict[str, Any]) -> list[str]:
    return [choice["title"] for choice in message["choices"]]


def listed(told: str | list[str] | None) -> list[str]:
    return [told] if isinstance(told, str) else told or []


class Talk:
    def __init__(self, provider: Person, meta: Meta, bot: Runner, phone: str) -> None:
        self._provider, self._meta, self._bot, self._phone = provider, meta, bot, phone
        self._heard: list[dict[str, Any]] = []
        self._is_handed = False
        self._path = ""

    def hear(self, line: dict[str, Any]) -> list[dict[str, Any]]:
        """Say it; gives what comes then."""
        self._meta.deliver(*self._messages(line))
        turn(self._bot)
        if not self._path:
            wanted = {"box": "all", "channel_id": self._meta.channel_id}
            (conversation,) = self._provider.get("/api/v1/conversations", params=wanted).json()["items"]
            self._path = f"/api/v1/conversations/{conversation['id']}"
        known = self._provider.get(f"{self._path}/messages", params={"limit": 100}).json()["items"]
        said = [one for one in reversed(known) if one["direction"] == "out"]
        new = said[len(self._heard) :]
        self._heard = said
        return new

    def has_person(self, line: dict[str, Any]) -> bool:
        self._is_handed = self._is_handed or line.get("person", False)
        return self._is_handed

    def holder(self) -> str:
        return str(self._provider.get(self._path).json()["holder"])

    def _messages(self, line: dict[str, Any]) -> list[dict[str, Any]]:
        if "taps" in line:
            choices = [choice for one in self._heard for choice in one["choices"] if choice["title"] == line["taps"]]
            reply = {"type": "button_reply", "button_reply": choices[-1] | {"description": None}}
            return [self._message("interactive", interactive=reply)]
        if "sends" in line:
            kind = line["sends"]
            part = {"latitude": -20.14, "longitude": -44.88} if kind == "location" else {"id": "1", "mime_type": "x/y"}
            return [self._message(kind, **{kind: part})]
        return [text(one, self._phone) for one in listed(line["says"])]

    def _message(self, kind: str, **part: Any) -> dict[str, Any]:
        said = text("", self._phone, type=kind, **part)
        del said["text"]
        return said
