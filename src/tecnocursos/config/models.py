"""Settings of language models, all of them behind OpenAI-compatible services."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from tecnocursos.config.values import SettingsGroup


class ChatModelSettings(SettingsGroup):
    """A model that writes. Without a base URL there is none."""

    base_url: str | None = None
    """Its address, e.g. `http://127.0.0.1:11434/v1`."""
    api_key: SecretStr | None = None
    """Sent as a bearer token. Empty: none is sent."""
    model: str = "gpt-4.1-mini"
    """The model's name there."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 60
    """What one answer may take."""


class ScriptModelSettings(ChatModelSettings):
    """An OpenAI-compatible model that may write scripts. Without a base URL there is none."""

    attempts: int = 3
    """How often it is asked before it is given up."""


class AgentModelSettings(ChatModelSettings):
    """An OpenAI-compatible model with tools that may sort what customers write where no rule knows it; it sees their
    words with names and numbers hidden. Without a base URL there is none.
    """

    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 6
    """What one of its at most four answers may take; all together take 15 s at most."""


class AnswerModelSettings(ChatModelSettings):
    """An OpenAI-compatible model that may word answers from the passages found. Without a base URL there is none."""

    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 8
    """What one answer may take, until it is taken from the passages word for word."""


class EmbeddingSettings(SettingsGroup):
    """An OpenAI-compatible service that turns texts into vectors: passages are found by their meaning too.

    Without a base URL there is none, and they are found by their words.
    """

    base_url: str | None = None
    """Its address, e.g. `http://127.0.0.1:11434/v1`. All passages of all tenants are sent there."""
    api_key: SecretStr | None = None
    """Sent as a bearer token. Empty: none is sent."""
    model: str = "text-embedding-3-small"
    """The model's name there. With another one, all passages are embedded anew."""
    timeout_seconds: Annotated[float, Field(gt=0, le=30)] = 2
    """What a question may wait for, until it is looked up by its words alone."""
    batch: Annotated[int, Field(ge=1, le=2048)] = 64
    """Passages that are sent at once."""
    sure_from: Annotated[float, Field(gt=0, le=1)] | None = None
    """From which cosine on a passage counts as the answer, whatever its words. Each model has its own; None: words
    alone decide whether a question is answered, and meaning only in which order passages stand."""
