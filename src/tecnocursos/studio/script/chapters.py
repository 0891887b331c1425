"""Chapters: where the parts of a course begin, none shorter than players accept."""

from __future__ import annotations

from collections.abc import Sequence

from tecnocursos.documents.outline import Outline, Section
from tecnocursos.kit.text import collapse
from tecnocursos.studio.course import Scene
from tecnocursos.studio.script.drafts import speech_seconds

_SHORTEST_SECONDS = 12.0
"""Players want 10; what is estimated here may be spoken a little faster."""


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
    """Give the first scene of each part its chapter; a part that is too short goes with the one before it.

    The opening, when short, goes with the part after it.
    """
    titles = {section.id: collapse(section.title or "") for section in top_sections(outline)}
    starts: list[tuple[int, str]] = [(0, outline.title)]
    lengths = [0.0]
    seen: set[str] = set()
    for index, scene in enumerate(scenes):
        section_id = scene.section_id
        if section_id in titles and section_id not in seen:
            seen.add(section_id)
            if index == 0:
                starts = [(0, titles[section_id])]
            elif lengths[-1] >= _SHORTEST_SECONDS:
                starts.append((index, titles[section_id]))
                lengths.append(0.0)
            elif len(starts) == 1 and starts[0][1] == outline.title:
                starts = [(0, titles[section_id])]
        lengths[-1] += _seconds(scene)
    if len(starts) > 1 and lengths[-1] < _SHORTEST_SECONDS:
        starts.pop()
    chapters = dict(starts)
    return [scene.model_copy(update={"chapter": chapters.get(index)}) for index, scene in enumerate(scenes)]


def _seconds(scene: Scene) -> float:
    return sum(
        speech_seconds(line.text) + (line.pause_before_ms + (line.pause_after_ms or 0)) / 1000 for line in scene.lines
    )
