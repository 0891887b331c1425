"""What a model must do to word answers, and a service to find passages by their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tecnocursos.infra.chat_models import ModelRequest


class ModelSilent(Exception):
    """There is no answer of the model, whatever the reason: one is given without it."""


class AnswerModel(Protocol):
    """A language model. Implementations are thread-safe."""

    def write(self, request: ModelRequest) -> str:
        """The model's answer as it came: the caller checks it. Raises ModelSilent, soon."""
        ...


Vector = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of length 1 that lie near one another where they mean the same. Thread-safe."""

    @property
    def model(self) -> str:
        """Its name: vectors of two models are not comparable."""
        ...

    @property
    def batch(self) -> int:
        """How many texts it takes at once."""
        ...

    @property
    def sure_from(self) -> float | None:
        """From which cosine on a passage holds the answer, whatever its words; None: words alone decide that."""
        ...

    def embed_question(self, text: str) -> Vector | None:
        """Soon; None where it cannot be had, whatever the reason."""
        ...

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """One for each text, in their order. Raises EmbeddingFailed."""
        ...
