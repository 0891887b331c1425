"""Script models behind an OpenAI-compatible service, asked again where that may help."""

from __future__ import annotations

import time
from collections.abc import Callable

from tecnocursos.config import ScriptModelSettings
from tecnocursos.infra.chat_models import ChatFailed, ChatModel, ModelRequest
from tecnocursos.kit.errors import ProductError
from tecnocursos.studio.errors import ScriptModelFailed, ScriptModelRefused

# A service that asks to wait longer than this is not waited for.
_MAX_WAIT_SECONDS = 60.0
_FIRST_WAIT_SECONDS = 0.5
_WAIT_STEP_SECONDS = 0.1


class OpenAIScriptModel:
    def __init__(self, settings: ScriptModelSettings) -> None:
        self._settings = settings
        self._chat = ChatModel(settings)

    def write(self, request: ModelRequest, check_cancelled: Callable[[], None]) -> str:
        """See ScriptModel. Tries again after 408, 409, 429, 5xx, time-outs and lost connections."""
        attempt = 0
        while True:
            check_cancelled()
            attempt += 1
            try:
                return self._chat.complete(request)
            except ChatFailed as failure:
                wait = failure.wait_seconds
                wait = wait if wait is not None else _FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
                if failure.kind != "busy" or attempt >= self._settings.attempts or wait > _MAX_WAIT_SECONDS:
                    raise self._told(failure) from failure
            _wait(wait, check_cancelled)

    def _told(self, failure: ChatFailed) -> ProductError:
        kind = ScriptModelRefused if failure.kind == "refused" else ScriptModelFailed
        return kind(model=self._settings.model, host=self._chat.host, reason=failure.en, reason_pt=failure.pt)


def _wait(seconds: float, check_cancelled: Callable[[], None]) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        check_cancelled()
        time.sleep(min(left, _WAIT_STEP_SECONDS))
