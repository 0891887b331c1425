"""Script models behind an OpenAI-compatible chat-completions service.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tecnocursos.config import ScriptModelSettings
from tecnocursos.kit.errors import ProductError
from tecnocursos.studio.errors import ScriptModelFailed, ScriptModelRefused
from tecnocursos.studio.ports import ModelRequest

# A service that asks to wait longer than this is not waited for.
_MAX_WAIT_SECONDS = 60.0
_FIRST_WAIT_SECONDS = 0.5
_WAIT_STEP_SECONDS = 0.1
_REFUSALS = {
    400: ("refused the request", "recusou o pedido"),
    401: ("does not accept the key (401)", "não aceita a chave (401)"),
    403: ("does not allow this with the key given (403)", "não permite isto com a chave dada (403)"),
    404: ("does not exist there (404); check the model and the base URL", "não existe lá (404); confira modelo e URL"),
}
_UNFINISHED = {
    "length": ("stopped before its answer was complete", "parou antes de completar a resposta"),
    "content_filter": ("withheld its answer (content filter)", "reteve a resposta (filtro de conteúdo)"),
}


class OpenAIScriptModel:
    """Speaks through the openai SDK, which is loaded at the first request: it takes a second or two."""

    def __init__(self, settings: ScriptModelSettings) -> None:
        self._settings = settings
        self._client: Any = None
        self._lock = threading.Lock()
        self._knows_schemas = True

    def write(self, request: ModelRequest, check_cancelled: Callable[[], None]) -> str:
        """See ScriptModel. Tries again after 408, 409, 429, 5xx, time-outs and lost connections."""
        import openai

        for attempt in range(1, self._settings.attempts + 1):
            check_cancelled()
            with_schema = self._knows_schemas
            try:
                return self._ask(request, with_schema=with_schema)
            except openai.APIStatusError as error:
                if error.status_code in {400, 422} and with_schema and _is_about_format(error):
                    # Servers that know no schemas still get it in words; see model_writer's instructions.
                    self._knows_schemas = False
                    return self.write(request, check_cancelled)
                failure = self._status_failure(error)
                wait = _asked_wait(error.response.headers.get("retry-after"))
            except openai.APITimeoutError:
                failure = self._failed(
                    f"did not answer within {self._settings.timeout_seconds:g} s",
                    f"não respondeu em {self._settings.timeout_seconds:g} s",
                )
                wait = None
            except openai.APIConnectionError:
                failure = self._failed("cannot be reached", "está inacessível")
                wait = None
            except (openai.APIError, ValueError) as error:
                raise self._failed("sent an answer that is not JSON", "enviou uma resposta que não é JSON") from error
            if not isinstance(failure, ScriptModelFailed) or attempt == self._settings.attempts:
                raise failure
            wait = wait if wait is not None else _FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
            if wait > _MAX_WAIT_SECONDS:
                raise failure
            _wait(wait, check_cancelled)
        raise self._failed("was not asked", "não foi consultado")

    def _ask(self, request: ModelRequest, *, with_schema: bool) -> str:
        form: dict[str, object] = {"type": "json_object"}
        if with_schema:
            form = {"type": "json_schema", "json_schema": {"name": "script", "strict": True, "schema": request.schema}}
        answer = self._connected().chat.completions.create(
            model=self._settings.model,
            messages=[{"role": message.role, "content": message.text} for message in request.messages],
            response_format=form,
        )
        choices = getattr(answer, "choices", None)
        if not choices:
            raise self._failed("sent an empty answer", "enviou uma resposta vazia")
        choice = choices[0]
        if choice.finish_reason in _UNFINISHED:
            raise self._refused(*_UNFINISHED[choice.finish_reason])
        if getattr(choice.message, "refusal", None):
            raise self._refused("refused to write this", "recusou-se a escrever isto")
        if not choice.message.content:
            raise self._failed("sent an empty answer", "enviou uma resposta vazia")
        return str(choice.message.content)

    def _connected(self) -> Any:
        import openai

        with self._lock:
            if self._client is None:
                key = self._settings.api_key
                self._client = openai.OpenAI(
                    base_url=self._settings.base_url,
                    # Local servers want none, but the SDK insists on some.
                    api_key=key.get_secret_value() if key else "none",
                    timeout=self._settings.timeout_seconds,
                    max_retries=0,
                )
            return self._client

    def _status_failure(self, error: Any) -> ProductError:
        status = error.status_code
        if status == 429 and getattr(error, "code", None) == "insufficient_quota":
            return self._refused("has no credit left (429)", "está sem créditos (429)")
        if status == 429:
            return self._failed("is asked too often (429)", "recebeu pedidos demais (429)")
        if status in {408, 409} or status >= 500:
            return self._failed(f"has a problem of its own ({status})", f"está com problemas ({status})")
        return self._refused(
            *_REFUSALS.get(status, (f"refused the request ({status})", f"recusou o pedido ({status})"))
        )

    def _failed(self, reason: str, reason_pt: str) -> ScriptModelFailed:
        return ScriptModelFailed(model=self._settings.model, host=self._host(), reason=reason, reason_pt=reason_pt)

    def _refused(self, reason: str, reason_pt: str) -> ScriptModelRefused:
        return ScriptModelRefused(model=self._settings.model, host=self._host(), reason=reason, reason_pt=reason_pt)

    def _host(self) -> str:
        # Only the host: a base URL may carry a key.
        return urlsplit(self._settings.base_url or "").hostname or "?"


def _is_about_format(error: Any) -> bool:
    text = str(error.body).lower()
    return any(word in text for word in ("response_format", "json_schema", "schema", "extra_forbidden"))


def _asked_wait(header: str | None) -> float | None:
    """Seconds of a Retry-After header; its form as a date is rare and left to the usual wait."""
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None


def _wait(seconds: float, check_cancelled: Callable[[], None]) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        check_cancelled()
        time.sleep(min(left, _WAIT_STEP_SECONDS))
