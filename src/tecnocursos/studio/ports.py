"""What a model must do to write scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from tecnocursos.infra.chat_models import ModelRequest


class ScriptModel(Protocol):
    """A language model. Implementations are thread-safe."""

    def write(self, request: ModelRequest, check_cancelled: Callable[[], None]) -> str:
        """The model's answer, whole, as it came: the caller checks it.

        `check_cancelled` raises Cancelled when the job was cancelled; it is called between attempts. Raises
        ScriptModelFailed and ScriptModelRefused.
        """
        ...
