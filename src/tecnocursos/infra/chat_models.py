"""Language models behind an OpenAI-compatible chat-completions service.

https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from tecnocursos.config import ChatModelSettings
from tecnocursos.infra.openai_client import OpenAIClient

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


FailureKind = Literal["busy", "broken", "refused"]
"""`busy` may be gone when it is asked again, `broken` is an answer that cannot be used, `refused` will stay."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that the model wants used. Name and arguments are what it wrote: the caller checks both."""

    id: str
    name: str
    arguments: str
    """JSON, if the model kept to it."""


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    tells: str
    """What it is for."""
    arguments: Mapping[str, Any]
    """JSON Schema of an object."""


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant", "tool"]
    text: str
    calls: tuple[ToolCall, ...] = ()
    """Of the model's."""
    answers: str | None = None
    """Of a tool's: the id of the call."""


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model, whose answer is a JSON text that follows `schema` (JSON Schema)."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]


class ChatFailed(Exception):
    """Why there is no answer, as the end of a sentence whose subject is the model."""

    def __init__(self, en: str, pt: str, kind: FailureKind = "broken", wait_seconds: float | None = None) -> None:
        super().__init__(en)
        self.en, self.pt, self.kind = en, pt, kind
        self.wait_seconds = wait_seconds
        """How long the service wants to be left alone, where it says so."""


class ChatModel:
    """Speaks through the openai SDK. Thread-safe."""

    def __init__(self, settings: ChatModelSettings) -> None:
        self._settings = settings
        self._client = OpenAIClient(settings.base_url, settings.api_key, settings.timeout_seconds)
        self._knows_schemas = True

    @property
    def host(self) -> str:
        """Only the host: a base URL may carry a key."""
        return urlsplit(self._settings.base_url or "").hostname or "?"

    def complete(self, request: ModelRequest) -> str:
        """The model's answer, whole, as it came: the caller checks it. Asks once. Raises ChatFailed."""
        import openai

        with_schema = self._knows_schemas
        with _told_failures(self._settings.timeout_seconds):
            try:
                return self._ask(request, with_schema=with_schema)
            except openai.APIStatusError as error:
                if error.status_code not in {400, 422} or not with_schema or not _is_about_format(error):
                    raise
        # Servers that know no schemas still get it in words, in the instructions.
        self._knows_schemas = False
        return self.complete(request)

    def next_calls(self, messages: Sequence[Message], tools: Sequence[Tool]) -> tuple[ToolCall, ...]:
        """The tools that the model wants used next; none where it only talks. Asks once. Raises ChatFailed."""
        with _told_failures(self._settings.timeout_seconds):
            message = self._create(
                messages=[_as_sent(one) for one in messages],
                tools=[_as_offered(tool) for tool in tools],
                tool_choice="auto",
            )
        return tuple(
            ToolCall(str(call.id), str(call.function.name), str(call.function.arguments or ""))
            for call in getattr(message, "tool_calls", None) or ()
            if getattr(call, "function", None) is not None
        )

    def _ask(self, request: ModelRequest, *, with_schema: bool) -> str:
        form: dict[str, object] = {"type": "json_object"}
        if with_schema:
            form = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": request.schema}}
        message = self._create(messages=[_as_sent(one) for one in request.messages], response_format=form)
        if not message.content:
            raise ChatFailed("sent an empty answer", "enviou uma resposta vazia")
        return str(message.content)

    def _create(self, **asked: Any) -> Any:
        """The message of the first choice."""
        answer = self._client.connected().chat.completions.create(model=self._settings.model, **asked)
        choices = getattr(answer, "choices", None)
        if not choices:
            raise ChatFailed("sent an empty answer", "enviou uma resposta vazia")
        choice = choices[0]
        if choice.finish_reason in _UNFINISHED:
            raise ChatFailed(*_UNFINISHED[choice.finish_reason], "refused")
        if getattr(choice.message, "refusal", None):
            raise ChatFailed("refused to write this", "recusou-se a escrever isto", "refused")
        return choice.message


@contextmanager
def _told_failures(timeout_seconds: float) -> Iterator[None]:
    """What goes wrong in the block, as ChatFailed."""
    import openai

    try:
        yield
    except openai.APIStatusError as error:
        raise _status_failure(error) from error
    except openai.APITimeoutError as error:
        seconds = f"{timeout_seconds:g} s"
        raise ChatFailed(f"did not answer within {seconds}", f"não respondeu em {seconds}", "busy") from error
    except openai.APIConnectionError as error:
        raise ChatFailed("cannot be reached", "está inacessível", "busy") from error
    except (openai.APIError, ValueError) as error:
        raise ChatFailed("sent an answer that is not JSON", "enviou uma resposta que não é JSON") from error


def _as_sent(message: Message) -> dict[str, Any]:
    sent: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.calls:
        sent["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.calls
        ]
    if message.answers is not None:
        sent["tool_call_id"] = message.answers
    return sent


def _as_offered(tool: Tool) -> dict[str, Any]:
    told = {"name": tool.name, "description": tool.tells, "parameters": tool.arguments}
    return {"type": "function", "function": told}


def _status_failure(error: Any) -> ChatFailed:
    status = error.status_code
    wait = _asked_wait(error.response.headers.get("retry-after"))
    if status == 429 and getattr(error, "code", None) == "insufficient_quota":
        return ChatFailed("has no credit left (429)", "está sem créditos (429)", "refused")
    if status == 429:
        return ChatFailed("is asked too often (429)", "recebeu pedidos demais (429)", "busy", wait)
    if status in {408, 409} or status >= 500:
        return ChatFailed(f"has a problem of its own ({status})", f"está com problemas ({status})", "busy", wait)
    texts = _REFUSALS.get(status, (f"refused the request ({status})", f"recusou o pedido ({status})"))
    return ChatFailed(*texts, "refused")


def _is_about_format(error: Any) -> bool:
    text = str(error.body).lower()
    return any(word in text for word in ("response_format", "json_schema", "schema", "extra_forbidden"))


def _asked_wait(header: str | None) -> float | None:
    """Seconds of a Retry-After header; its form as a date is rare and left to the usual wait."""
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None
