"""What no known interface of these systems does by itself: plans and cancellations stay with a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from tecnocursos.support.adapters.erp_http import ErpHttp
from tecnocursos.support.ports import CancellationTerms, Done, Plan


class ByPerson:
    _http: ErpHttp

    def plans(self, contract_id: str) -> Sequence[Plan]:  # noqa: ARG002
        return ()

    def change_plan(self, contract_id: str, plan_id: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def cancellation_terms(self, contract_id: str) -> CancellationTerms:  # noqa: ARG002
        self._not_offered()

    def cancel_contract(self, contract_id: str, reason: str, *, key: str) -> Done:  # noqa: ARG002
        self._not_offered()

    def _not_offered(self) -> NoReturn:
        raise self._http.refused("its interface does not offer this", "sua interface não oferece isto")


def remark_of(key: str) -> str:
    """Stands in what is opened for a wish, so that it is found again and not opened twice."""
    return f"[ref {key}]"
