"""What the agent needs of an internet provider's own system (ERP), and of a language model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from tecnocursos.infra.chat_models import Message, Tool, ToolCall
from tecnocursos.kit.value import Value

ContractStatus = Literal["active", "reduced", "suspended", "cancelled"]


class ErpContract(Value):
    id: str
    plan: str
    address: str
    """Street and number, as it may be shown to the identified customer."""
    region: str | None
    """Where outages are looked for: a city, district or access point, as the ERP calls it."""
    status: ContractStatus


class ErpCustomer(Value):
    id: str
    name: str
    document: str
    """CPF or CNPJ, digits; for comparing and masking only."""
    birth_date: date | None
    phones: tuple[str, ...] = ()
    """Digits, with or without country code."""
    contracts: tuple[ErpContract, ...] = ()


class Invoice(Value):
    id: str
    contract_id: str | None
    due_on: date
    amount_cents: int
    """Without interest and fines that a later payment adds."""
    digitable_line: str | None
    has_pdf: bool
    has_pix: bool


class Outage(Value):
    id: str
    region: str
    since: datetime
    forecast: datetime | None
    """When service is expected back."""
    message: str | None
    """The provider's own words."""
    is_planned: bool = False


class Connection(Value):
    """How a contract's connection is just now."""

    is_online: bool
    since: datetime | None
    """Of the running session, or when the last one ended."""
    signal_dbm: float | None
    """Received optical power; good is about -8 to -25."""


class UnlockOffer(Value):
    is_allowed: bool
    days: int
    reason: str | None
    """Why not, in the provider's words."""


class Unlocked(Value):
    days: int
    until: date
    erp_protocol: str | None


class VisitSlot(Value):
    id: str
    begins: datetime
    ends: datetime


class Visit(Value):
    id: str
    erp_protocol: str | None
    slot: VisitSlot
    reason: str


class Plan(Value):
    id: str
    name: str
    download_mbps: int
    upload_mbps: int
    price_cents: int


class CancellationTerms(Value):
    fee_cents: int
    """What leaving early costs; 0: nothing."""
    fee_reason: str | None
    equipment: tuple[str, ...]
    """What is to be given back."""


class Done(Value):
    """The provider's system did what was asked."""

    erp_protocol: str | None
    effective_on: date | None = None


class Erp(Protocol):
    """An internet provider's system. Implementations are thread-safe, bound to one provider.

    All raise ErpUnavailable when it does not answer or cannot be understood, ErpRefused when it says no. What changes
    something takes `key`, which is the same when the same wish is carried out once more: it is done once.
    """

    def find_customers(self, document: str) -> Sequence[ErpCustomer]:
        """By CPF or CNPJ (digits); empty when there is none."""
        ...

    def get_customer(self, customer_id: str) -> ErpCustomer: ...

    def open_invoices(self, customer_id: str) -> Sequence[Invoice]:
        """The oldest first."""
        ...

    def invoice_pdf(self, invoice_id: str) -> bytes: ...

    def pix_code(self, invoice_id: str) -> str:
        """Copy-and-paste code (BR Code)."""
        ...

    def unlock_offer(self, contract_id: str) -> UnlockOffer: ...

    def unlock(self, contract_id: str, *, key: str) -> Unlocked: ...

    def connection(self, contract_id: str) -> Connection: ...

    def outages(self, region: str | None = None) -> Sequence[Outage]:
        """That go on now, or are planned for the next day; of one region or of all."""
        ...

    def visit_slots(self, contract_id: str) -> Sequence[VisitSlot]: ...

    def open_visit(self, contract_id: str) -> Visit | None: ...

    def schedule_visit(self, contract_id: str, slot_id: str, reason: str, *, key: str) -> Visit:
        """A contract has one visit at a time; another slot moves it."""
        ...

    def cancel_visit(self, contract_id: str, visit_id: str, *, key: str) -> Done: ...

    def plans(self, contract_id: str) -> Sequence[Plan]:
        """That the contract can change to."""
        ...

    def change_plan(self, contract_id: str, plan_id: str, *, key: str) -> Done: ...

    def cancellation_terms(self, contract_id: str) -> CancellationTerms: ...

    def cancel_contract(self, contract_id: str, reason: str, *, key: str) -> Done: ...

    def open_ticket(self, customer_id: str, subject: str, text: str, *, key: str) -> Done: ...


class AgentModel(Protocol):
    """Implementations are thread-safe."""

    def next_calls(self, messages: Sequence[Message], tools: Sequence[Tool], *, seconds: float) -> tuple[ToolCall, ...]:
        """The tools that the model wants used next; none where it only talks. Raises ChatFailed, soon."""
        ...
