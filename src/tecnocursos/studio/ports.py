"""What a model must do to write scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """One question to a model, whose answer is a JSON text that follows `schema` (JSON Schema)."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any]


class ScriptModel(Protocol):
    """A language model. Implementations are thread-safe."""

    def write(self, request: ModelRequest, check_cancelled: Callable[[], None]) -> str:
        """The model's answer, whole, as it came: the caller checks it.

        `check_cancelled` raises Cancelled when the job was cancelled; it is called between attempts. Raises
        ScriptModelFailed and ScriptModelRefused.
        """
        ...
