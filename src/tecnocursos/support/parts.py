"""What customer service works with; the composition root fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from tecnocursos.answers.parts import AnswerParts
from tecnocursos.config import WhatsAppSettings
from tecnocursos.infra.limits import Limits
from tecnocursos.simulator.control import Control
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.known_outages import KnownOutages
from tecnocursos.support.ports import AgentModel, Erp


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """A customer of the example."""

    name: str
    phone: str
    """Digits with country code."""
    document: str
    """CPF or CNPJ, digits only; invented."""


@dataclass(frozen=True, slots=True)
class ExampleProvider:
    """A provider to try customer service with."""

    name: str
    articles: tuple[Path, ...]
    """What it tells its customers; Markdown."""
    people: tuple[ExamplePerson, ...]
    """Some of its customers."""


@dataclass(frozen=True, slots=True)
class LocalWhatsApp:
    """The server that plays WhatsApp on this machine."""

    control: Control
    webhook_address: str
    """Where it finds the API, without a slash at the end."""


@dataclass(frozen=True, slots=True)
class SupportParts:
    client: httpx2.Client
    """Connections to WhatsApp, kept and shared."""
    settings: WhatsAppSettings
    limits: Limits
    answers: AnswerParts
    connect_erp: Callable[[ErpConnection], Erp | None]
    """The provider's system of a tenant; None where this installation does not know it any more."""
    model: AgentModel | None = None
    """Sorts what no rule knows; None: the documents are asked, and then a person is offered."""
    outages: KnownOutages = field(default_factory=KnownOutages)
    simulator: LocalWhatsApp | None = None
    """None: this installation runs none."""
    read_example: Callable[[], ExampleProvider] | None = None
    """None: there is none to try."""

    def graph_url(self, kind: str) -> str:
        """Where a number's messages go: the local server for those of the simulator, WhatsApp for all others."""
        return self.settings.simulator_url if kind == "simulator" else self.settings.graph_url
