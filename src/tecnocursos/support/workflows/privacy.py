"""Requests about one's data (LGPD, art. 18): answered within fifteen days, registered with a protocol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, get_args

from tecnocursos.support.workflows.contracts import not_understood
from tecnocursos.support.workflows.machine import Context, DataRight, HandOver, Heard, OpenProtocol, Step
from tecnocursos.support.workflows.reading import choices_of, picked
from tecnocursos.support.workflows.wording import ask, day, offer, say, tell

_DUE_DAYS: Final = 15
_RIGHTS: Final[tuple[DataRight, ...]] = get_args(DataRight)
_NEED_WORDS: Final = frozenset({"correction", "review", "opposition"})


class Privacy:
    """Who the officer is, is told before anything is asked."""

    name = "privacy"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        if context.customer is None:
            return self._identify(context)
        return self._ask(context)

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        if context.customer is None:
            question = self._identify(context)
            if picked(heard, choices_of(question.replies)) == "identify":
                return Step((), None, go_on="identify")
            return not_understood(question, state)
        if state.get("at") == "details" and (right := _right(state.get("right"))) is not None:
            if heard.text.strip():
                return self._opened(right, context)
            return Step((tell(context, "privacy_details"),), state, is_understood=False)
        question = self._ask(context)
        chosen = picked(heard, choices_of(question.replies))
        if chosen in _NEED_WORDS:
            return Step((tell(context, "privacy_details"),), {"at": "details", "right": chosen})
        right = _right(chosen)
        return self._opened(right, context) if right is not None else not_understood(question, state)

    def _identify(self, context: Context) -> Step:
        text = say(context, "privacy_identify", contact=_contact(context))
        question = ask(
            context, text, ("identify", "identify_button"), ("go:person", "person_button"), ("go:menu", "menu_button")
        )
        return Step((question,), {"at": "identify"})

    def _ask(self, context: Context) -> Step:
        rows: list[tuple[str, str, str | None]] = [(right, say(context, f"right_{right}"), None) for right in _RIGHTS]
        return Step((offer(context, say(context, "privacy", contact=_contact(context)), rows),), {"at": "right"})

    def _opened(self, right: DataRight, context: Context) -> Step:
        due = day(context, context.now.date() + timedelta(days=_DUE_DAYS))
        told = tell(context, "privacy_opened", right=say(context, f"right_{right}"), due=due, contact=_contact(context))
        opened = OpenProtocol("data_protection", due_days=_DUE_DAYS, outcome=right, right=right)
        return Step((told,), None, (opened, HandOver("asked", self.name)))


def _right(name: object) -> DataRight | None:
    return next((right for right in _RIGHTS if right == name), None)


def _contact(context: Context) -> str:
    return context.privacy_contact or say(context, "privacy_contact_unknown")
