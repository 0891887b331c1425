"""Workflows that are about one contract of the customer: which one is asked only where there are several."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from tecnocursos.support.ports import ContractStatus, ErpContract
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, Identified, Step
from tecnocursos.support.workflows.reading import picked
from tecnocursos.support.workflows.wording import offer, say, tell


class ContractWorkflow(ABC):
    """Its state is `{"at": where it stands, "contract": id, …}`; `at` is `contract` while that is asked."""

    name: ClassVar[str]
    needs_customer: ClassVar[bool] = True
    statuses: ClassVar[tuple[ContractStatus, ...]] = ("active", "reduced", "suspended")

    def start(self, heard: Heard, context: Context) -> Step:
        contracts = self.contracts(context)
        if not contracts:
            return self.without_contract(context)
        if len(contracts) == 1:
            return self.begin(contracts[0], heard, context)
        return self._ask_contract(contracts, context)

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        contracts = self.contracts(context)
        if state.get("at") == "contract":
            question = self._ask_contract(contracts, context)
            menu = question.replies[0]
            chosen = picked(heard, menu.choices) if menu.kind == "menu" else None
            contract = next((contract for contract in contracts if contract.id == chosen), None)
            return self.begin(contract, Heard(""), context) if contract else not_understood(question, state)
        contract = next((contract for contract in contracts if contract.id == state.get("contract")), None)
        if contract is None:  # it was cancelled meanwhile
            return self.without_contract(context)
        return self.answer(state, contract, heard, context)

    @abstractmethod
    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step: ...

    @abstractmethod
    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step: ...

    def contracts(self, context: Context) -> Sequence[ErpContract]:
        customer = context.erp.get_customer(identified(context).erp_id)
        return [contract for contract in customer.contracts if contract.status in self.statuses]

    def without_contract(self, context: Context) -> Step:
        return Step((tell(context, "no_contract"),), None, (HandOver("trouble", self.name),))

    def _ask_contract(self, contracts: Sequence[ErpContract], context: Context) -> Step:
        rows = [(contract.id, contract.plan, contract.address) for contract in contracts]
        return Step((offer(context, say(context, "which_contract"), rows),), {"at": "contract"})


def identified(context: Context) -> Identified:
    if context.customer is None:
        raise ValueError("this workflow begins with an identified customer")
    return context.customer


def not_understood(question: Step, state: Mapping[str, Any]) -> Step:
    """What was asked, once more."""
    return Step(question.replies, state, is_understood=False)


def wish(name: str, context: Context) -> str:
    """The key of a wish: made when it is put up for confirmation and kept with the state, so that confirming it twice,
    or in a turn that is done once more after a crash, does it once.
    """
    return f"{name}-{context.turn_id}"
