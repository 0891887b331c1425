"""A language model that somebody waits for: asked once, for so long and no longer, and left alone while it fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Final, TypeVar

import structlog

from tecnocursos.config import ChatModelSettings
from tecnocursos.infra.breaker import Breaker
from tecnocursos.infra.chat_models import ChatFailed, ChatModel

log = structlog.get_logger(__name__)

Told = TypeVar("Told")
_REST_SECONDS: Final = 30.0
_FAILURES_UNTIL_REST: Final = 3


class PatientChat:
    """Threads may share it."""

    def __init__(self, settings: ChatModelSettings, purpose: str) -> None:
        """`purpose` names it in the log."""
        self._seconds = settings.timeout_seconds
        self._purpose = purpose
        self._chat = ChatModel(settings)
        self._breaker = Breaker(_REST_SECONDS)
        self._failures = 0

    def ask(self, question: Callable[[ChatModel], Told], *, at_most_seconds: float | None = None) -> Told:
        """What the model answers within the time of its settings, or less. Raises ChatFailed."""
        if not self._breaker.lets_through():
            raise ChatFailed("failed too often just now", "falhou demais há pouco", "busy")
        answer = Future[Told]()
        # The client bounds the wait for each piece of an answer, not for the whole of it. A daemon, so that a service
        # that never ends does not keep the process from ending.
        Thread(target=_answer, args=(self._chat, question, answer), name=self._purpose, daemon=True).start()
        try:
            told = answer.result(min(self._seconds, at_most_seconds or self._seconds))
        except TimeoutError as error:
            raise self._failed(ChatFailed("took too long", "demorou demais", "busy")) from error
        except ChatFailed as failure:
            if failure.kind == "refused":
                log.warning("model_refused", purpose=self._purpose, reason=failure.en)
                raise
            raise self._failed(failure) from failure
        self._failures = 0
        self._breaker.reset()
        return told

    def _failed(self, failure: ChatFailed) -> ChatFailed:
        log.warning("model_failed", purpose=self._purpose, reason=failure.en)
        self._failures += 1
        if self._failures >= _FAILURES_UNTIL_REST:
            self._breaker.trip()
        return failure


def _answer(chat: ChatModel, question: Callable[[ChatModel], Told], answer: Future[Told]) -> None:
    try:
        answer.set_result(question(chat))
    except Exception as error:  # noqa: BLE001  raised again on the caller's thread
        answer.set_exception(error)
