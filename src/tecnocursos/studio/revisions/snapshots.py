"""A project as one value: its course, and what of its settings the course does not hold."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any
from uuid import UUID

from pydantic import Field

from tecnocursos.kit.value import Value
from tecnocursos.studio.course import Course
from tecnocursos.studio.models import Project

SETTINGS = ("template_id", "brand_id", "own_brand", "lexicon_id", "own_lexicon", "script", "slides")
"""Columns of a project that its course does not hold, or holds only as they were."""
SHARED = ("template_id", "brand_id", "lexicon_id")
"""Those of them that name what projects share, and that may be gone when a revision comes back."""


class SceneRecord(Value):
    """Of a scene, what the course does not hold."""

    id: UUID
    template_id: UUID | None = None


class Snapshot(Value):
    format: int = 1
    course: Course
    settings: dict[str, Any] = Field(default_factory=dict)
    scenes: dict[str, SceneRecord] = Field(default_factory=dict)
    """By the scene's id in the course."""


def settings_of(project: Project) -> dict[str, Any]:
    values = {name: getattr(project, name) for name in SETTINGS}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def pack(snapshot: Snapshot) -> tuple[str, bytes]:
    """Its digest, and its bytes; the same snapshot gives the same."""
    content = snapshot.model_dump_json(exclude_defaults=False).encode()
    return hashlib.sha256(content).hexdigest(), zlib.compress(content, 6)


def unpack(packed: bytes) -> Snapshot:
    return Snapshot.model_validate_json(zlib.decompress(packed))
