"""Cancelling a contract, in this channel and at once (Decree 11.034/2022): terms told, confirmed, proved.

A person is offered and never put in the way. What the provider's system does not do by itself is registered as asked
for now, with a protocol, and a person finishes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tecnocursos.support.errors import ErpRefused, ErpUnavailable
from tecnocursos.support.ports import CancellationTerms, ErpContract
from tecnocursos.support.workflows.contracts import ContractWorkflow, not_understood, wish
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, confirmed, is_no, picked
from tecnocursos.support.workflows.wording import ask, cut, day, money, offer, say, tell

_REASONS: Final = ("moving", "price", "quality", "other", "untold")
_DUE_DAYS: Final = 1


class Cancellation(ContractWorkflow):
    name = "cancellation"

    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step:
        return self._ask_reason(contract, context)

    def without_contract(self, context: Context) -> Step:
        return Step((tell(context, "all_cancelled"),), None)

    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        if state.get("at") == "confirm":
            return self._confirmed(state, contract, heard, context)
        question = self._ask_reason(contract, context)
        chosen = picked(heard, choices_of(question.replies))
        if chosen == "back" or (chosen is None and is_no(heard)):
            return Step((tell(context, "cancel_kept"),), None)
        if chosen is None and len(heard.text.split()) < 2:
            return not_understood(question, state)
        try:
            terms = context.erp.cancellation_terms(contract.id)
        except (ErpRefused, ErpUnavailable):
            return self._by_person(contract, context)
        # Words of their own are a reason, too; the conversation has them.
        return self._confirm(terms, chosen or "other", wish(self.name, context), contract, context)

    def _ask_reason(self, contract: ErpContract, context: Context) -> Step:
        rows: list[tuple[str, str, str | None]] = [
            (reason, say(context, f"reason_{reason}"), None) for reason in _REASONS
        ]
        rows += [("go:person", say(context, "person_button"), None), ("back", say(context, "cancel_no"), None)]
        text = say(context, "ask_reason", plan=contract.plan, address=contract.address)
        return Step((offer(context, text, rows),), {"at": "reason", "contract": contract.id})

    def _confirm(
        self, terms: CancellationTerms, reason: str, key: str, contract: ErpContract, context: Context
    ) -> Step:
        fee = say(context, "fee_none")
        if terms.fee_cents:
            told = terms.fee_reason or say(context, "fee_contract")
            fee = say(context, "fee_due", fee=money(context, terms.fee_cents), reason=told)
        equipment = say(context, "equipment_none")
        if terms.equipment:
            equipment = say(context, "equipment_due", items=cut(", ".join(terms.equipment), 300))
        text = say(context, "cancel_terms", plan=contract.plan, address=contract.address, fee=fee, equipment=equipment)
        question = ask(context, text, ("yes", "cancel_yes"), ("no", "cancel_no"), ("go:person", "person_button"))
        state = {
            "at": "confirm",
            "contract": contract.id,
            "reason": reason,
            "key": key,
            "terms": terms.model_dump(mode="json"),
        }
        return Step((question,), state)

    def _confirmed(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        terms = CancellationTerms.model_validate(state["terms"])
        question = self._confirm(terms, state["reason"], state["key"], contract, context)
        answer = confirmed(heard, question.replies)
        if answer is None:
            return not_understood(question, state)
        if not answer:
            return Step((tell(context, "cancel_kept"),), None)
        try:
            done = context.erp.cancel_contract(contract.id, str(state["reason"]), key=state["key"])
        except (ErpRefused, ErpUnavailable):
            return self._by_person(contract, context)
        proof = tell(
            context,
            "cancelled",
            plan=contract.plan,
            address=contract.address,
            when=f"{day(context, context.now.date())} {context.now:%H:%M}",
            day=day(context, done.effective_on or context.now.date()),
        )
        return Step((proof,), None, (OpenProtocol("cancellation", is_resolved=True, outcome="cancelled"),))

    def _by_person(self, contract: ErpContract, context: Context) -> Step:
        when = f"{day(context, context.now.date())} {context.now:%H:%M}"
        effects = (OpenProtocol("cancellation", due_days=_DUE_DAYS), HandOver("trouble", self.name))
        return Step((tell(context, "cancel_by_person", plan=contract.plan, when=when),), None, effects)
