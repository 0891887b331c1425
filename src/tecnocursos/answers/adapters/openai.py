"""Answers worded by an OpenAI-compatible service, within a time that a customer waits."""

from __future__ import annotations

from tecnocursos.answers.ports import ModelSilent
from tecnocursos.config import AnswerModelSettings
from tecnocursos.infra.chat_models import ChatFailed, ModelRequest
from tecnocursos.infra.patient_chat import PatientChat


class OpenAIAnswerModel:
    def __init__(self, settings: AnswerModelSettings) -> None:
        self._chat = PatientChat(settings, "answer-model")

    def write(self, request: ModelRequest) -> str:
        """See AnswerModel."""
        try:
            return self._chat.ask(lambda chat: chat.complete(request))
        except ChatFailed as failure:
            raise ModelSilent(failure.en) from failure
