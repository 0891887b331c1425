"""The model that understands what rules do not, behind an OpenAI-compatible service with tools."""

from __future__ import annotations

from collections.abc import Sequence

from tecnocursos.config import AgentModelSettings
from tecnocursos.infra.chat_models import Message, Tool, ToolCall
from tecnocursos.infra.patient_chat import PatientChat


class OpenAIAgentModel:
    def __init__(self, settings: AgentModelSettings) -> None:
        self._chat = PatientChat(settings, "agent-model")

    def next_calls(self, messages: Sequence[Message], tools: Sequence[Tool], *, seconds: float) -> tuple[ToolCall, ...]:
        """See AgentModel."""
        return self._chat.ask(lambda chat: chat.next_calls(messages, tools), at_most_seconds=seconds)
