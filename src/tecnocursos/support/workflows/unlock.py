"""Unlock on trust: what it means is said, then it is confirmed, then it is done once. A refusal is a decision of a
machine, so that a person's review is offered with it (LGPD, art. 20).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tecnocursos.support.errors import ErpRefused
from tecnocursos.support.ports import ErpContract, UnlockOffer
from tecnocursos.support.workflows.contracts import ContractWorkflow, not_understood, wish
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, confirmed, picked
from tecnocursos.support.workflows.wording import ask, day, in_days, refusal_reason, say, tell

_REVIEW_DAYS: Final = 7


class Unlock(ContractWorkflow):
    name = "unlock"

    def contracts(self, context: Context) -> Sequence[ErpContract]:
        """The blocked ones; the others only where none is, to be told so."""
        known = super().contracts(context)
        return [contract for contract in known if contract.status != "active"] or known

    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step:
        if contract.status == "active":
            text = say(context, "not_blocked", plan=contract.plan)
            return Step(
                (ask(context, text, ("go:outage", "check_button"), ("go:menu", "menu_button")),),
                {"at": "ended", "contract": contract.id},
            )
        terms = context.erp.unlock_offer(contract.id)
        if not terms.is_allowed:
            return self._refused(contract, terms.reason, context)
        return self._confirm(contract, terms, wish(self.name, context), context)

    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        if state.get("at") == "confirm":
            return self._confirmed(state, contract, heard, context)
        if state.get("at") == "refused":
            question = self._refused(contract, state.get("reason"), context)
            if picked(heard, choices_of(question.replies)) == "review":
                opened = (OpenProtocol("unlock", due_days=_REVIEW_DAYS), HandOver("refused", self.name))
                return Step((tell(context, "review_opened", days=_REVIEW_DAYS),), None, opened)
            return not_understood(question, state)
        return not_understood(self.begin(contract, heard, context), state)

    def _confirm(self, contract: ErpContract, terms: UnlockOffer, key: str, context: Context) -> Step:
        text = say(context, "unlock_terms", plan=contract.plan, duration=in_days(context, terms.days))
        question = ask(context, text, ("yes", "unlock_yes"), ("no", "unlock_no"))
        return Step((question,), {"at": "confirm", "contract": contract.id, "key": key, "days": terms.days})

    def _confirmed(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        terms = UnlockOffer(is_allowed=True, days=int(state["days"]), reason=None)
        question = self._confirm(contract, terms, state["key"], context)
        answer = confirmed(heard, question.replies)
        if answer is None:
            return not_understood(question, state)
        if not answer:
            return Step((tell(context, "unlock_kept"),), None)
        try:
            done = context.erp.unlock(contract.id, key=state["key"])
        except ErpRefused as error:
            return self._refused(contract, refusal_reason(error, context), context)
        resolved = OpenProtocol("unlock", is_resolved=True, outcome="unlocked")
        told = tell(context, "unlocked", duration=in_days(context, done.days), until=day(context, done.until))
        return Step((told,), None, (resolved,))

    def _refused(self, contract: ErpContract, reason: str | None, context: Context) -> Step:
        text = say(context, "unlock_refused", reason=reason or say(context, "unlock_no_reason"))
        question = ask(
            context, text, ("go:second_copy", "pay_button"), ("review", "review_button"), ("go:menu", "menu_button")
        )
        return Step((question,), {"at": "refused", "contract": contract.id, "reason": reason})
