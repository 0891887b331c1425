"""What an answer is."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value


class VideoMoment(Value):
    """The second of a finished video at which a passage is told."""

    project_id: UUID
    render_id: UUID
    scene_key: str
    at_ms: int
    url: str
    """Opens the video there, for anybody."""


class Citation(Value):
    """A passage that the answer is from."""

    passage_id: UUID
    document_id: UUID
    document_name: str
    version_number: int
    page: int | None
    """Page or slide, from 1; None where the format has none."""
    heading: str | None
    quote: str
    """The words of the passage that hold the answer."""
    block_ids: tuple[str, ...] = ()
    """Of the document, in this version of it: what the passage is made of. Lines of a course name them as sources."""
    video: VideoMoment | None = None


class Answer(Value):
    """What is said to a question. A refusal cites nothing."""

    kind: Literal["answer", "refusal"]
    text: str
    citations: tuple[Citation, ...] = ()
    confidence: float
    """0 to 1: how sure it is that the passages hold the answer."""
    written_by: Literal["extraction", "model"]
    language: Language
