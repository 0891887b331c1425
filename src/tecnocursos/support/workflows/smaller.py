"""The workflows of one question: the menu, a person, the language, what was demanded before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold, words
from tecnocursos.support.replies import Text
from tecnocursos.support.workflows.contracts import not_understood
from tecnocursos.support.workflows.machine import (
    Context,
    HandOver,
    Heard,
    ListProtocols,
    OpenProtocol,
    SetLanguage,
    Step,
)
from tecnocursos.support.workflows.reading import choices_of, picked
from tecnocursos.support.workflows.wording import TEXTS, ask, offer, say, tell

_SERVICES: Final = (
    "second_copy", "unlock", "outage", "diagnosis", "visit", "plan_change", "cancellation", "privacy", "history",
    "person",
)  # fmt: skip
_SERVICES_WITHOUT_SYSTEM: Final = ("privacy", "person")
_HISTORY_DAYS: Final = 5
_PROTOCOL: Final = re.compile(r"\d{4,}")
_LANGUAGES: Final[Mapping[str, Language]] = {
    "portugues": "pt-BR", "portuguese": "pt-BR", "english": "en-US", "ingles": "en-US",
}  # fmt: skip


class MainMenu:
    name = "menu"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        rows: list[tuple[str, str, str | None]] = [
            (service, say(context, f"menu_{service}"), None)
            for service in (_SERVICES if context.system is not None else _SERVICES_WITHOUT_SYSTEM)
        ]
        return Step((offer(context, say(context, "menu", provider=context.provider_name), rows),), {"at": "menu"})

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        question = self.start(heard, context)
        chosen = picked(heard, choices_of(question.replies))
        return Step((), None, go_on=chosen) if chosen else not_understood(question, state)


class Person:
    """Always possible, and asks nothing."""

    name = "person"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        return Step((tell(context, "handed_over"),), None, (HandOver("asked"),))

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        return self.start(heard, context)


class Languages:
    name = "language"
    needs_customer = False

    def start(self, heard: Heard, context: Context) -> Step:
        named = {_LANGUAGES[word] for word in words(fold(heard.text)) if word in _LANGUAGES}
        if len(named) == 1:
            return _speak(named.pop())
        question = ask(context, say(context, "which_language"), ("pt-BR", "portuguese"), ("en-US", "english"))
        return Step((question,), {"at": "language"})

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        question = self.start(Heard(""), context)
        chosen = picked(heard, choices_of(question.replies))
        for language in TEXTS:
            if chosen == language:
                return _speak(language)
        step = self.start(heard, context)
        return step if step.state is None else not_understood(question, state)


class History:
    name = "history"
    needs_customer = True

    def start(self, heard: Heard, context: Context) -> Step:
        return Step((tell(context, "history"),), {"at": "history"}, (ListProtocols(),))

    def go(self, state: Mapping[str, Any], heard: Heard, context: Context) -> Step:
        if not _PROTOCOL.search(heard.text):
            return Step((tell(context, "history"),), state, (ListProtocols(),), is_understood=False)
        asked = (OpenProtocol("information", due_days=_HISTORY_DAYS, outcome="history"), HandOver("asked", self.name))
        return Step((tell(context, "history_by_person"),), None, asked)


def _speak(language: Language) -> Step:
    return Step((Text(text=TEXTS[language]["language_set"]),), None, (SetLanguage(language),))
