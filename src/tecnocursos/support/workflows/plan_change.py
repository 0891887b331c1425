"""Another plan for a contract: chosen, confirmed with its price, changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tecnocursos.support.ports import ErpContract, Plan
from tecnocursos.support.workflows.contracts import ContractWorkflow, not_understood, wish
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, confirmed, picked
from tecnocursos.support.workflows.wording import ask, day, money, offer, say, tell


class PlanChange(ContractWorkflow):
    name = "plan_change"

    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step:
        plans = context.erp.plans(contract.id)
        if not plans:  # the provider's system does not offer it
            effects = (OpenProtocol("plan_change", due_days=10), HandOver("asked", self.name))
            return Step((tell(context, "no_plans"),), None, effects)
        return self._ask(plans, contract, context)

    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        plans = context.erp.plans(contract.id)
        if state.get("at") == "confirm":
            plan = next((plan for plan in plans if plan.id == state.get("plan")), None)
            # Another price than the one that was told is told anew.
            if plan is not None and plan.price_cents == state.get("price"):
                return self._confirmed(state, plan, contract, heard, context)
            return self._ask(plans, contract, context)
        question = self._ask(plans, contract, context)
        chosen = picked(heard, choices_of(question.replies))
        plan = next((plan for plan in plans if plan.id == chosen), None)
        return (
            self._confirm(plan, wish(self.name, context), contract, context)
            if plan
            else not_understood(question, state)
        )

    def _ask(self, plans: Sequence[Plan], contract: ErpContract, context: Context) -> Step:
        rows = [
            (
                plan.id,
                plan.name,
                say(
                    context,
                    "plan_row",
                    price=money(context, plan.price_cents),
                    down=plan.download_mbps,
                    up=plan.upload_mbps,
                ),
            )
            for plan in plans
        ]
        question = offer(context, say(context, "which_plan", plan=contract.plan), rows)
        return Step((question,), {"at": "plan", "contract": contract.id})

    def _confirm(self, plan: Plan, key: str, contract: ErpContract, context: Context) -> Step:
        text = say(
            context,
            "confirm_plan",
            old=contract.plan,
            new=plan.name,
            price=money(context, plan.price_cents),
            down=plan.download_mbps,
            up=plan.upload_mbps,
        )
        question = ask(context, text, ("yes", "yes"), ("no", "no"))
        state = {"at": "confirm", "contract": contract.id, "plan": plan.id, "price": plan.price_cents, "key": key}
        return Step((question,), state)

    def _confirmed(
        self, state: Mapping[str, Any], plan: Plan, contract: ErpContract, heard: Heard, context: Context
    ) -> Step:
        question = self._confirm(plan, state["key"], contract, context)
        answer = confirmed(heard, question.replies)
        if answer is None:
            return not_understood(question, state)
        if not answer:
            return Step((tell(context, "plan_kept"),), None)
        done = context.erp.change_plan(contract.id, plan.id, key=state["key"])
        when = say(context, "plan_from", day=day(context, done.effective_on)) if done.effective_on else ""
        changed = OpenProtocol("plan_change", is_resolved=True, outcome="changed")
        return Step((tell(context, "plan_changed", plan=plan.name, when=when),), None, (changed,))
