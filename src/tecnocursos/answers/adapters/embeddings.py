"""Texts as vectors, by an OpenAI-compatible embeddings service.

https://platform.openai.com/docs/api-reference/embeddings
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import structlog

from tecnocursos.answers.errors import EmbeddingFailed
from tecnocursos.answers.ports import Vector
from tecnocursos.config import EmbeddingSettings
from tecnocursos.infra.breaker import Breaker
from tecnocursos.infra.openai_client import OpenAIClient

log = structlog.get_logger(__name__)
_REST_SECONDS = 30.0
_JOB_SECONDS = 60.0
_MOST_DIMENSIONS = 8192


class OpenAIEmbedder:
    """Speaks through the openai SDK. Thread-safe."""

    def __init__(self, settings: EmbeddingSettings) -> None:
        self._settings = settings
        self._client = OpenAIClient(settings.base_url, settings.api_key, settings.timeout_seconds)
        self._breaker = Breaker(_REST_SECONDS)

    @property
    def model(self) -> str:
        return self._settings.model

    @property
    def batch(self) -> int:
        return self._settings.batch

    @property
    def sure_from(self) -> float | None:
        return self._settings.sure_from

    def embed_question(self, text: str) -> Vector | None:
        """See Embedder. A service that failed just now is left alone for a while."""
        if not self._breaker.lets_through():
            return None
        try:
            (vector,) = self._embed([text], self._settings.timeout_seconds)
        except EmbeddingFailed as error:
            log.warning("embedding_failed", reason=error.data.get("reason"))
            self._breaker.trip()
            return None
        self._breaker.reset()
        return vector

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """See Embedder."""
        return self._embed(texts, _JOB_SECONDS)

    def _embed(self, texts: Sequence[str], seconds: float) -> list[Vector]:
        import openai

        try:
            told = self._client.connected().embeddings.create(
                model=self._settings.model, input=list(texts), encoding_format="float", timeout=seconds
            )
            rows = sorted(told.data, key=lambda row: row.index)
            if [row.index for row in rows] != list(range(len(texts))):
                raise _failed("sent other vectors than were asked for", "enviou outros vetores que não os pedidos")
            vectors = [np.asarray(row.embedding, dtype=np.float32) for row in rows]
        except openai.APIStatusError as error:
            raise _failed(f"answered {error.status_code}", f"respondeu {error.status_code}") from error
        except openai.APIConnectionError as error:
            raise _failed("cannot be reached in time", "não respondeu a tempo") from error
        except (openai.APIError, ValueError, TypeError, AttributeError) as error:
            raise _failed("sent something that is not vectors", "enviou algo que não são vetores") from error
        return _unit(vectors)


def _unit(vectors: list[Vector]) -> list[Vector]:
    """Of length 1, so that the product of two is their cosine."""
    sizes = {vector.shape for vector in vectors}
    lengths = [float(np.linalg.norm(vector)) for vector in vectors]
    if len(sizes) != 1 or not 1 <= vectors[0].size <= _MOST_DIMENSIONS or vectors[0].ndim != 1:
        raise _failed("sent vectors of different lengths", "enviou vetores de tamanhos diferentes")
    if not all(np.isfinite(length) and length > 0 for length in lengths):
        raise _failed("sent vectors without a direction", "enviou vetores sem direção")
    return [vector / length for vector, length in zip(vectors, lengths, strict=True)]


def _failed(reason: str, reason_pt: str) -> EmbeddingFailed:
    return EmbeddingFailed(reason=reason, reason_pt=reason_pt)
