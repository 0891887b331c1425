"""Outages by region, told before anything is asked of the customer or tried at their equipment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tecnocursos.support.ports import Outage
from tecnocursos.support.replies import Text
from tecnocursos.support.workflows.contracts import identified, not_understood
from tecnocursos.support.workflows.machine import Context, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, is_no, is_yes, picked
from tecnocursos.support.workflows.wording import ask, cut, moment, say

_LISTED: Final = 8
_ENDED: Final = OpenProtocol("outage", is_resolved=True, outcome="outage told")
_BODY: Final = 900
"""Of a question with buttons; WhatsApp takes 1024."""


class Outages:
    """Where none is found, the connection itself is looked at."""

    name = "outage"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        if context.customer is not None:
            told = outage_notice(context, identified(context).regions)
            if told is None:
                return Step((), None, go_on="diagnosis")
            return told_of_outage(told, context)
        current = _current(context.outages(), context)
        return self._ask(current, context) if current else Step((), None, go_on="diagnosis")

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        current = _current(context.outages(), context)
        if not current:
            return Step((), None, go_on="diagnosis")
        question = self._ask(current, context)
        chosen = picked(heard, choices_of(question.replies))
        if chosen == "yes" or (chosen is None and is_yes(heard)):
            return Step((Text(text=say(context, "outage_end")),), None, (_ENDED,))
        if chosen == "no" or is_no(heard):
            return Step((), None, go_on="diagnosis")
        return not_understood(question, state)

    def _ask(self, current: Sequence[Outage], context: Context) -> Step:
        lines = [say(context, "outage_regions")]
        lines += [f"• {describe(outage, context)}" for outage in current[:_LISTED]]
        text = f"{cut(chr(10).join(lines), _BODY)}\n{say(context, 'outage_yours')}"
        return Step((ask(context, text, ("yes", "yes"), ("no", "outage_other")),), {"at": "region"})


def outage_notice(context: Context, regions: Iterable[str]) -> Text | None:
    """What goes on in these regions, or None. Nothing is asked about the customer."""
    found = [outage for region in dict.fromkeys(regions) for outage in context.outages(region)]
    told = [describe(outage, context) for outage in _current(found, context)]
    return Text(text="\n".join(told)) if told else None


def told_of_outage(told: Text, context: Context) -> Step:
    """An outage is known: nothing is tried at the customer's equipment."""
    return Step((Text(text=f"{told.text}\n{say(context, 'outage_end')}"),), None, (_ENDED,))


def describe(outage: Outage, context: Context) -> str:
    """Region, since when, the provider's own words and when it is expected back."""
    key = "outage_planned" if outage.is_planned else "outage"
    told = say(
        context, key, region=outage.region, since=moment(context, outage.since), message=cut(outage.message or "", 300)
    )
    if outage.forecast:
        forecast = say(context, "outage_forecast", forecast=moment(context, outage.forecast))
    else:
        forecast = say(context, "outage_no_forecast")
    return f"{told.rstrip()} {forecast}"


def _current(outages: Sequence[Outage], context: Context) -> list[Outage]:
    """Without what is planned and has not begun."""
    return [outage for outage in outages if not outage.is_planned or outage.since <= context.now]
