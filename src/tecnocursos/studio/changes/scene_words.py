"""The words of a scene, to recognise it by."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from tecnocursos.studio.course import Scene
from tecnocursos.studio.likeness import Bag, bag_of


def scene_words(scene: Scene) -> Bag:
    """All that it shows and says."""
    spoken = (line.text for line in scene.lines)
    return bag_of("\n".join((*slide_texts(scene.slide), *spoken)))


def slide_texts(part: object) -> Iterator[str]:
    """Every text in a slide or a part of one; file names, kinds and programming languages are none."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from slide_texts(inner)
    elif isinstance(part, BaseModel):
        for name, inner in part:
            if name not in {"kind", "file", "language"}:
                yield from slide_texts(inner)
