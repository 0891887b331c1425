"""What answers are made with besides the documents; the composition root fills it."""

from __future__ import annotations

from dataclasses import dataclass

from tecnocursos.answers.embedding import AskedVector
from tecnocursos.answers.ports import AnswerModel, Embedder


@dataclass(frozen=True, slots=True)
class AnswerParts:
    model: AnswerModel | None = None
    """Words the answers; None: they are sentences of the passages."""
    embedder: Embedder | None = None
    """Finds passages by their meaning too; None: by their words."""

    def vector_of(self, question: str) -> AskedVector | None:
        """What to look up with, asked of the service before anything is held; None without one, or where it fails."""
        if self.embedder is None:
            return None
        vector = self.embedder.embed_question(question)
        return None if vector is None else AskedVector(self.embedder.model, vector)


WITHOUT_MODELS = AnswerParts()
