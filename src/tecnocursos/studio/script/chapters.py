"""Chapters: where the parts of a course begin, none shorter than players accept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tecnocursos.documents.outline import Outline, Section
from tecnocursos.kit.text import collapse
from tecnocursos.studio.course import Scene
from tecnocursos.studio.script.drafts import speech_seconds
from tecnocursos.studio.script.heading_numbers import numbers_headings, without_number

_SHORTEST_SECONDS = 12.0
"""Players want 10; what is estimated here may be spoken a little faster."""


@dataclass(slots=True)
class _Part:
    first_scene: int
    title: str
    seconds: float = 0.0
    is_opening: bool = False


def top_sections(outline: Outline) -> list[Section]:
    """The sections that are parts of the whole: the dividers of a deck that has them, else the highest headings."""
    titled = [section for section in outline.sections if section.role != "title" and (section.title or "").strip()]
    dividers = [section for section in titled if section.role == "section"]
    if len(dividers) > 1:
        return dividers
    levels = sorted({section.level for section in titled})
    for level in levels:
        found = [section for section in titled if section.level <= level]
        if len(found) > 1:
            return found
    return titled


def mark_chapters(scenes: Sequence[Scene], outline: Outline) -> list[Scene]:
    """Give the first scene of each part its chapter; a part that is too short goes with a neighbour.

    An opening that is too short for a chapter gives its place to the first part.
    """
    parts = _parts(scenes, outline)
    chapters = {0: parts[0].title}
    seconds = parts[0].seconds
    is_opening = parts[0].is_opening
    for position, part in enumerate(parts[1:], start=1):
        is_between = position + 1 < len(parts) and parts[position + 1].seconds >= _SHORTEST_SECONDS
        if seconds < _SHORTEST_SECONDS and is_opening:
            chapters[0], is_opening = part.title, False
        elif seconds >= _SHORTEST_SECONDS and (part.seconds >= _SHORTEST_SECONDS or not is_between):
            chapters[part.first_scene] = part.title
            seconds = 0.0
        seconds += part.seconds
    if seconds < _SHORTEST_SECONDS and len(chapters) > 1:
        chapters.popitem()
    return [scene.model_copy(update={"chapter": chapters.get(index)}) for index, scene in enumerate(scenes)]


def _parts(scenes: Sequence[Scene], outline: Outline) -> list[_Part]:
    """The course by its top sections; what comes before the first one is the opening."""
    titles = {section.id: collapse(section.title or "") for section in top_sections(outline)}
    if numbers_headings(outline):
        titles = {identity: without_number(title) for identity, title in titles.items()}
    parts: list[_Part] = []
    for index, scene in enumerate(scenes):
        title = titles.pop(scene.section_id or "", None)
        if title is not None:
            parts.append(_Part(index, title))
        elif not parts:
            parts.append(_Part(index, collapse(outline.title) or outline.source.name, is_opening=True))
        parts[-1].seconds += _seconds(scene)
    return parts


def _seconds(scene: Scene) -> float:
    return sum(
        speech_seconds(line.text) + (line.pause_before_ms + (line.pause_after_ms or 0)) / 1000 for line in scene.lines
    )
