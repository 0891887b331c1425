"""What the adapters of real systems share: their visits' times, their refusals, and what none of them does by itself.

No known interface of these systems changes a plan or cancels a contract: that stays with a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Generic, NoReturn, Protocol, TypeVar

from tecnocursos.kit.clock import Clock, utc_now
from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.adapters.json_values import ZONE, text_of
from tecnocursos.support.adapters.visit_windows import WINDOWS
from tecnocursos.support.ports import CancellationTerms, ContractStatus, Done, Plan, UnlockOffer, VisitSlot

# What is refused, in both languages.
NO_CUSTOMER: Final = ("there is no such customer", "não há esse cliente")
NO_CONTRACT: Final = ("there is no such contract", "não há esse contrato")
NO_INVOICE: Final = ("there is no such invoice", "não há essa fatura")
NO_PIX: Final = ("this invoice has no PIX", "esta fatura não tem PIX")


class _Reached(Protocol):
    """What is used here of every system's access."""

    @property
    def base_url(self) -> str: ...

    @property
    def unlock_days(self) -> int: ...


Access = TypeVar("Access", bound=_Reached)


class ByPerson(Generic[Access]):
    """An adapter that has its own `access`; plans and cancellations are left to a person."""

    def __init__(self, access: Access, clock: Clock = utc_now, http: ErpHttp | None = None) -> None:
        self._access = access
        self._clock = clock
        self._http = http or ErpHttp(access.base_url)

    def visit_slots(self, contract_id: str) -> Sequence[VisitSlot]:  # noqa: ARG002
        return WINDOWS.slots(self._now())

    def plans(self, contract_id: str) -> Sequence[Plan]:  # noqa: ARG002
        return ()

    def change_plan(self, contract_id: str, plan_id: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def cancellation_terms(self, contract_id: str) -> CancellationTerms:  # noqa: ARG002
        self._not_offered()

    def cancel_contract(self, contract_id: str, reason: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def _slot(self, slot_id: str) -> VisitSlot:
        return WINDOWS.slot(slot_id, self._now())

    def _now(self) -> datetime:
        return self._clock().astimezone(ZONE)

    def _offer_by(self, status: ContractStatus) -> UnlockOffer:
        """The system's own rules are known only when it is asked to unlock."""
        is_blocked = status in ("suspended", "reduced")
        reason = None if is_blocked else "O contrato não está bloqueado."
        return UnlockOffer(is_allowed=is_blocked, days=self._access.unlock_days, reason=reason)

    def _linked_pdf(self, bill: Mapping[str, Any]) -> bytes:
        link = text_of(bill, "link")
        if link is None:
            raise self._http.refused("this invoice has no file", "esta fatura não tem arquivo")
        return self._http.pdf(link)

    def _not_offered(self) -> NoReturn:
        raise self._http.refused("its interface does not offer this", "sua interface não oferece isto")


def remark_of(key: str) -> str:
    """Stands in what is opened for a wish, so that it is found again and not opened twice."""
    return f"[ref {key}]"
