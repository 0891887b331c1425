"""What a workflow is: given what the customer said, it says what to reply and where it stands.

A workflow keeps nothing itself: its state is a JSON object that comes and goes with each step, and is kept encrypted
with the conversation. It asks the provider's system through `Context.erp` only; what it wants done here it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value
from tecnocursos.support.ports import Erp, Outage
from tecnocursos.support.replies import Reply

DataRight = Literal[
    "confirmation",
    "access",
    "correction",
    "deletion",
    "portability",
    "sharing",
    "consent",
    "revocation",
    "opposition",
    "review",
]
"""LGPD, art. 18, and the review of decisions of art. 20."""
ProtocolKind = Literal[
    "information",
    "billing",
    "unlock",
    "outage",
    "repair",
    "visit",
    "plan_change",
    "cancellation",
    "data_protection",
    "complaint",
    "other",
]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer said in one turn; a burst of messages is one."""

    text: str
    """The words of all its messages, one a line; empty where there were none, e.g. of a picture."""
    choice_id: str | None = None
    """The button or row that was chosen."""


class Identified(Value):
    """A customer who has proved who they are, as the provider's system knows them."""

    erp_id: str
    first_name: str
    region: str | None
    """Where outages are looked for."""
    other_regions: tuple[str, ...] = ()
    """Of further contracts."""

    @property
    def regions(self) -> tuple[str, ...]:
        return (*((self.region,) if self.region else ()), *self.other_regions)


AskOutages = Callable[[Erp, str | None], Sequence[Outage]]


def ask_outages(erp: Erp, region: str | None) -> Sequence[Outage]:
    """Each time anew."""
    return erp.outages(region)


@dataclass(frozen=True, slots=True)
class Context:
    """What a step may know."""

    system: Erp | None
    """None: the tenant has connected none, or it cannot be reached with what is set."""
    language: Language
    now: datetime
    """In the provider's zone, which times are told in."""
    phone: str | None
    """Digits with country code, also once it was shared; None of customers who are known by their WhatsApp id only."""
    customer: Identified | None
    turn_id: UUID
    """The same when a step is done once more after a crash: what is asked of the provider's system carries it."""
    provider_name: str
    privacy_contact: str | None
    """Of the data protection officer."""
    failed_identifications: int = 0
    """Today, of whoever writes, in all their conversations."""
    ask_outages: AskOutages = ask_outages
    """Of a region or, for None, of all; what was told a moment ago is told again. Raises ErpUnavailable."""

    @property
    def erp(self) -> Erp:
        """The provider's system; only workflows that do without it are begun where there is none."""
        if self.system is None:
            raise LookupError("no system of a provider is connected")
        return self.system

    def outages(self, region: str | None = None) -> Sequence[Outage]:
        return self.ask_outages(self.erp, region)


@dataclass(frozen=True, slots=True)
class OpenProtocol:
    """A demand was made: it gets a number, which replaces `{protocol}` in the replies of this step."""

    kind: ProtocolKind
    due_days: int | None = None
    is_resolved: bool = False
    outcome: str | None = None
    """What came of it, without personal data."""
    right: DataRight | None = None
    """Of a request about personal data: which right it is."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person is to go on."""

    reason: Literal["asked", "not_understood", "not_identified", "refused", "trouble", "complaint"]
    subject: str | None = None
    """For the person who takes it, without personal data, e.g. `unlock`."""


@dataclass(frozen=True, slots=True)
class KnowCustomer:
    """The customer was identified; holds for the conversation."""

    customer: Identified


@dataclass(frozen=True, slots=True)
class IdentificationFailed:
    """What was told to prove it did not."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: Language


@dataclass(frozen=True, slots=True)
class ListProtocols:
    """The customer asked for what they demanded before: the list replaces `{protocols}` in the replies of this step."""


Effect = OpenProtocol | HandOver | KnowCustomer | IdentificationFailed | SetLanguage | ListProtocols


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from what was heard."""

    replies: tuple[Reply, ...]
    state: Mapping[str, Any] | None
    """JSON, without a whole CPF; None: the workflow has ended."""
    effects: tuple[Effect, ...] = ()
    go_on: str | None = None
    """The workflow that begins now, in the same turn, e.g. after the customer was identified for it."""
    is_resting: bool = False
    """It has ended; its state is kept a while, for the case that the customer wants more of the same."""
    is_understood: bool = True
    """Otherwise what was heard answers nothing that was asked: the state is as before, the replies ask again."""


class Workflow(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def needs_customer(self) -> bool:
        """Whether the customer must have proved who they are before it begins."""
        ...

    def start(self, heard: Heard, context: Context) -> Step:
        """Begin. Raises ErpUnavailable, ErpRefused, as `go` does."""
        ...

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step: ...
