"""A technician's visit: a time is chosen and confirmed; one that stands is kept, moved or cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tecnocursos.support.errors import ErpRefused
from tecnocursos.support.ports import ErpContract, Visit, VisitSlot
from tecnocursos.support.workflows.contracts import ContractWorkflow, identified, not_understood, wish
from tecnocursos.support.workflows.machine import Context, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, confirmed, picked
from tecnocursos.support.workflows.wording import ask, offer, say, tell, window


class Visits(ContractWorkflow):
    name = "visit"

    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step:
        visit = context.erp.open_visit(contract.id)
        return self._standing(visit, contract, context) if visit else self._slots(contract, context)

    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        match state.get("at"):
            case "slot":
                return self._chosen(state, contract, heard, context)
            case "confirm":
                return self._confirmed(state, contract, heard, context)
        visit = context.erp.open_visit(contract.id)
        if visit is None:
            return self._slots(contract, context)
        if state.get("at") == "cancel":
            return self._cancelled(state, visit, contract, heard, context)
        question = self._standing(visit, contract, context)
        match picked(heard, choices_of(question.replies)):
            case "move":
                return self._slots(contract, context)
            case "cancel":
                return self._confirm_cancel(visit, wish("visit-cancel", context), contract, context)
            case "keep":
                return Step((tell(context, "visit_kept", when=_when(visit.slot, context)),), None)
        return not_understood(question, state)

    def _standing(self, visit: Visit, contract: ErpContract, context: Context) -> Step:
        text = say(context, "has_visit", when=_when(visit.slot, context))
        question = ask(
            context, text, ("move", "move_button"), ("cancel", "cancel_visit_button"), ("keep", "keep_button")
        )
        return Step((question,), {"at": "standing", "contract": contract.id})

    def _slots(self, contract: ErpContract, context: Context, key: str = "which_slot") -> Step:
        slots = context.erp.visit_slots(contract.id)
        if not slots:
            return self._by_person(context)
        return self._ask_slot(slots, contract, context, key)

    def _ask_slot(
        self, slots: Sequence[VisitSlot], contract: ErpContract, context: Context, key: str = "which_slot"
    ) -> Step:
        rows: list[tuple[str, str, str | None]] = [(slot.id, _when(slot, context), None) for slot in slots[:9]]
        rows.append(("other", say(context, "other_slot"), None))
        return Step((offer(context, say(context, key), rows),), {"at": "slot", "contract": contract.id})

    def _chosen(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        slots = context.erp.visit_slots(contract.id)
        question = self._ask_slot(slots, contract, context)
        chosen = picked(heard, choices_of(question.replies))
        if chosen == "other":
            return self._by_person(context)
        slot = next((slot for slot in slots if slot.id == chosen), None)
        if slot is not None:
            return self._confirm(slot, wish(self.name, context), contract, context)
        if heard.choice_id is not None and not slots:
            return self._by_person(context)
        return not_understood(question, state)

    def _confirm(self, slot: VisitSlot, key: str, contract: ErpContract, context: Context) -> Step:
        text = say(context, "confirm_slot", when=_when(slot, context), address=contract.address)
        question = ask(context, text, ("yes", "yes"), ("no", "back"))
        state = {"at": "confirm", "contract": contract.id, "key": key, "slot": slot.model_dump(mode="json")}
        return Step((question,), state)

    def _confirmed(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        slot = VisitSlot.model_validate(state["slot"])
        question = self._confirm(slot, state["key"], contract, context)
        answer = confirmed(heard, question.replies)
        if answer is None:
            return not_understood(question, state)
        if not answer:
            return self._slots(contract, context)
        try:
            visit = context.erp.schedule_visit(contract.id, slot.id, say(context, "visit_reason"), key=state["key"])
        except ErpRefused:
            return self._slots(contract, context, "slot_gone")
        booked = OpenProtocol("visit", outcome="scheduled")
        return Step((tell(context, "visit_booked", when=_when(visit.slot, context)),), None, (booked,))

    def _confirm_cancel(self, visit: Visit, key: str, contract: ErpContract, context: Context) -> Step:
        text = say(context, "confirm_cancel_visit", when=_when(visit.slot, context))
        question = ask(context, text, ("yes", "yes"), ("no", "no"))
        return Step((question,), {"at": "cancel", "contract": contract.id, "key": key, "visit": visit.id})

    def _cancelled(
        self, state: Mapping[str, Any], visit: Visit, contract: ErpContract, heard: Heard, context: Context
    ) -> Step:
        question = self._confirm_cancel(visit, state["key"], contract, context)
        answer = confirmed(heard, question.replies)
        if answer is None:
            return not_understood(question, state)
        if not answer:
            return Step((tell(context, "visit_kept", when=_when(visit.slot, context)),), None)
        context.erp.cancel_visit(contract.id, str(state["visit"]), key=state["key"])
        done = OpenProtocol("visit", is_resolved=True, outcome="cancelled by the customer")
        return Step((tell(context, "visit_cancelled"),), None, (done,))

    def _by_person(self, context: Context) -> Step:
        """No time fits, or none is free: the provider's team has a ticket, and goes on in the conversation."""
        text = say(context, "visit_reason")
        context.erp.open_ticket(identified(context).erp_id, text, text, key=wish("visit-ticket", context))
        return Step((tell(context, "no_slots"),), None, (OpenProtocol("visit"), HandOver("trouble", self.name)))


def _when(slot: VisitSlot, context: Context) -> str:
    return window(context, slot.begins, slot.ends)
