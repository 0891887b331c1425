"""A conversation with the workflows, on the example's provider; time stands still unless it is moved."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tecnocursos.kit.language import Language
from tecnocursos.support.adapters.fake_erp import FakeErp
from tecnocursos.support.intents import find_intent
from tecnocursos.support.ports import Erp
from tecnocursos.support.replies import AskPhone, Attachment, Buttons, Choice, Code, Menu, Reply, Text
from tecnocursos.support.workflows.machine import (
    Context,
    Effect,
    Heard,
    IdentificationFailed,
    Identified,
    KnowCustomer,
    SetLanguage,
)
from tecnocursos.support.workflows.running import Ran, Standing, begin, go_on, leads_to

EXAMPLE = Path(__file__).parents[2] / "examples" / "provedor" / "erp.yaml"
ZONE = ZoneInfo("America/Sao_Paulo")
NOON = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)  # a Thursday
_TURNS = UUID("8d1b8f3e-0000-4000-8000-000000000000")


def provider(folder: Path, clock: Callable[[], datetime] = lambda: NOON) -> FakeErp:
    return FakeErp(EXAMPLE, folder / "erp-state.json", clock, ZONE)


@dataclass
class Talk:
    """One customer's conversation, as a turn leads it. What is kept between turns goes through JSON."""

    erp: Erp
    phone: str | None = None
    language: Language = "pt-BR"
    customer: Identified | None = None
    now: datetime = NOON
    standing: Standing | None = None
    effects: list[Effect] = field(default_factory=list)
    ran: Ran = field(default_factory=lambda: Ran((), None))
    turns: int = 0

    def says(self, text: str = "", choice: str | None = None) -> str:
        """Send it; all that is replied, as one text."""
        self.turns += 1
        heard = Heard(text, choice)
        self.ran = self._run(heard)
        self.standing = self.ran.standing and Standing.model_validate_json(self.ran.standing.model_dump_json())
        for effect in self.ran.effects:
            self.effects.append(effect)
            if isinstance(effect, KnowCustomer):
                self.customer = effect.customer
            elif isinstance(effect, SetLanguage):
                self.language = effect.language
        for reply in self.ran.replies:
            check_limits(reply)
        return shown(self.ran.replies)

    def taps(self, title: str) -> str:
        """Choose what is called so in the last question."""
        (choice,) = [choice for choice in self.choices() if choice.title == title]
        return self.says(choice.title, choice.id)

    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            choice for reply in self.ran.replies if isinstance(reply, Buttons | Menu) for choice in reply.choices
        )

    def passes(self, time: timedelta) -> None:
        self.now += time

    def did(self, kind: type[Effect]) -> list[Any]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def context(self) -> Context:
        return Context(
            system=self.erp,
            language=self.language,
            now=self.now.astimezone(ZONE),
            phone=self.phone,
            customer=self.customer,
            turn_id=uuid5(_TURNS, str(self.turns)),
            provider_name="Fibra Boa",
            failed_identifications=len(self.did(IdentificationFailed)),
            privacy_contact="Marta Reis, dados@fibraboa.example",
        )

    def _run(self, heard: Heard) -> Ran:
        ran = go_on(self.standing, heard, self.context()) if self.standing else None
        if ran is not None:
            return ran
        name = leads_to(heard.choice_id) or find_intent(heard.text) or "menu"
        return begin(name, heard, self.context())


def known(erp: Erp, customer_id: str, **told: Any) -> Talk:
    """A talk with a customer who was identified before."""
    customer = erp.get_customer(customer_id)
    region = customer.contracts[0].region
    return replace(
        Talk(erp), customer=Identified(erp_id=customer.id, first_name=customer.name.split()[0], region=region), **told
    )


def shown(replies: tuple[Reply, ...]) -> str:
    parts = []
    for reply in replies:
        match reply:
            case Text() | Code() | AskPhone():
                parts.append(reply.text)
            case Buttons() | Menu():
                parts.append(reply.text)
                parts += [f"[{choice.title}] {choice.description or ''}" for choice in reply.choices]
            case Attachment():
                parts.append(f"<{reply.name}> {reply.caption}")
    return "\n".join(parts)


def check_limits(reply: Reply) -> None:
    """WhatsApp's, and that no place of a text was left empty."""
    if isinstance(reply, Attachment):
        assert reply.content
        return
    assert reply.text.strip()
    if not isinstance(reply, Code):
        places = {name for _, name, _, _ in string.Formatter().parse(reply.text) if name is not None}
        assert places <= {"protocol", "protocols"}, reply.text
    if isinstance(reply, Buttons | Menu):
        assert len(reply.text) <= 1024
        limit, longest = (3, 20) if isinstance(reply, Buttons) else (10, 24)
        assert 1 <= len(reply.choices) <= limit
        assert all(0 < len(choice.title) <= longest for choice in reply.choices)
        assert all(len(choice.description or "") <= 72 and len(choice.id) <= 200 for choice in reply.choices)
        assert len({choice.id for choice in reply.choices}) == len(reply.choices)
    else:
        assert len(reply.text) <= 4096


def kept(standing: Standing | None) -> str:
    """All that is kept of a talk between turns."""
    return "" if standing is None else json.dumps(json.loads(standing.model_dump_json()), ensure_ascii=False)
