"""Why the internet does not work, or is slow: contract, outage, session and signal first, then steps at home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tecnocursos.kit.text import fold, words
from tecnocursos.support.ports import Connection, ErpContract
from tecnocursos.support.workflows.contracts import ContractWorkflow, identified, not_understood
from tecnocursos.support.workflows.machine import Context, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.outage import outage_notice, told_of_outage
from tecnocursos.support.workflows.reading import choices_of, is_no, is_yes, picked
from tecnocursos.support.workflows.wording import ask, say, tell

# Received optical power of a GPON ONU, dBm: below it errors begin, above it the receiver is blinded.
_WEAKEST: Final = -27.0
_STRONGEST: Final = -8.0
_ILL_LIGHTS: Final = frozenset("vermelha vermelho apagada apagado piscando pisca red off blinking".split())
_WELL_LIGHTS: Final = frozenset("verde verdes acesa acesas normal normais azul green on blue".split())
_SOLVED: Final = OpenProtocol("repair", is_resolved=True, outcome="solved in conversation")


class Diagnosis(ContractWorkflow):
    name = "diagnosis"

    def start(self, heard: Heard, context: Context) -> Step:
        told = outage_notice(context, identified(context).regions)
        return super().start(heard, context) if told is None else told_of_outage(told, context)

    def begin(self, contract: ErpContract, heard: Heard, context: Context) -> Step:
        told = outage_notice(context, [contract.region] if contract.region else [])
        if told is not None:  # the contract has moved since the customer was identified
            return told_of_outage(told, context)
        if contract.status == "suspended":
            return _question("suspended", contract, context)
        return _question(_finding(context.erp.connection(contract.id)), contract, context)

    def answer(self, state: Mapping[str, Any], contract: ErpContract, heard: Heard, context: Context) -> Step:
        at = str(state.get("at"))
        question = _question(at, contract, context, state.get("signal"))
        if question.state is None:
            return not_understood(self.begin(contract, heard, context), state)
        chosen = picked(heard, choices_of(question.replies))
        is_first = chosen == "yes" or (chosen is None and is_yes(heard))
        is_second = chosen == "no" or (chosen is None and is_no(heard))
        if at == "lights" and not (is_first or is_second):
            said = set(words(fold(heard.text)))
            is_first, is_second = bool(said & _ILL_LIGHTS), bool(said & _WELL_LIGHTS)
        if at == "restart" and (is_first or "ja" in heard.text.lower().replace("á", "a").split()):
            return self._after_restart(contract, context)
        if is_first == is_second or at in ("suspended", "restart"):
            return not_understood(question, state)
        if at == "lights":
            return _question("visit" if is_first else "restart", contract, context)
        if at == "slow":
            return (
                Step((tell(context, "solved"),), None, (_SOLVED,))
                if is_first
                else _question("visit", contract, context)
            )
        if is_first:
            return Step((), None, go_on="visit")
        return Step((tell(context, "no_visit"),), None, (OpenProtocol("repair", outcome="visit declined"),))

    def _after_restart(self, contract: ErpContract, context: Context) -> Step:
        if context.erp.connection(contract.id).is_online:
            return Step((tell(context, "back_online"),), None, (_SOLVED,))
        return _question("visit", contract, context)


def _finding(connection: Connection) -> str:
    if not connection.is_online:
        return "lights"
    if connection.signal_dbm is not None and not _WEAKEST <= connection.signal_dbm <= _STRONGEST:
        return "weak"
    return "slow"


def _question(at: str, contract: ErpContract, context: Context, signal: float | None = None) -> Step:
    state: dict[str, Any] = {"at": at, "contract": contract.id}
    match at:
        case "suspended":
            text = say(context, "suspended", plan=contract.plan)
            asked = ask(
                context,
                text,
                ("go:second_copy", "pay_button"),
                ("go:unlock", "unlock_button"),
                ("go:menu", "menu_button"),
            )
        case "lights":
            asked = ask(context, say(context, "ask_lights"), ("yes", "lights_red"), ("no", "lights_fine"))
        case "restart":
            asked = ask(context, say(context, "do_restart"), ("yes", "restarted"), ("go:person", "person_button"))
        case "slow":
            asked = ask(context, say(context, "slow_steps"), ("yes", "improved"), ("no", "not_improved"))
        case "weak":
            if signal is None:
                signal = context.erp.connection(contract.id).signal_dbm
            state["signal"] = signal
            asked = ask(context, say(context, "weak_signal", signal=signal), ("yes", "visit_yes"), ("no", "no"))
        case "visit":
            asked = ask(context, say(context, "offer_visit"), ("yes", "visit_yes"), ("no", "no"))
        case _:
            return Step((), None)
    return Step((asked,), state)
