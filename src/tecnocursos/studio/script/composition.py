"""An Outline becomes a Course: opening, the sections' scenes, dividers and a closing, then their lines and chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from tecnocursos.documents.outline import ListItem, Outline, Paragraph, Section
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import collapse, fold, words
from tecnocursos.rendering.slides import ClosingSlide, Item, SectionSlide, Slide, TitleSlide
from tecnocursos.studio.course import Course, Scene
from tecnocursos.studio.script.chapters import mark_chapters, top_sections
from tecnocursos.studio.script.covers import with_cover_picture_moved
from tecnocursos.studio.script.descriptions import picture_description
from tecnocursos.studio.script.drafts import Beat, SceneDraft
from tecnocursos.studio.script.heading_numbers import numbers_headings, without_number
from tecnocursos.studio.script.languages import phrases_for
from tecnocursos.studio.script.layout import Panel, section_panels
from tecnocursos.studio.script.notes import read_notes, speak_notes
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.speakable import is_speakable, spoken_form
from tecnocursos.studio.script.text_units import text_units
from tecnocursos.studio.script.writer import joined_topics, write_lines

Script = Literal["notes", "text"]

_USUAL_SHARE = 0.75
"""Of the longest scene: what scenes are composed for, so that estimates may err."""
_MOST_TOPICS = 6
_LONGEST_SUBTITLE = 160
_FILE_TITLE = re.compile(r"\S*_\S*|\S*\d\S*|\S+\.\w{2,4}")


def compose_course(
    outline: Outline,
    *,
    script: Script = "text",
    language: Language | None = None,
    max_scene_seconds: float = 60.0,
) -> Course:
    """The course of an outline, without any model; the same outline gives the same course.

    `script`: "notes" speaks each section's speaker notes word for word, where it has some; "text" writes all lines from
    the blocks. Scenes last at most about `max_scene_seconds` at 150 words a minute, unless one sentence is longer.
    Size, template, voice and brand are the caller's to set.
    """
    spoken = language or outline.language
    sections = {section.id: section for section in outline.sections}
    scenes: list[Scene] = []
    for section_id, drafts in _composed(outline, script, spoken, max_scene_seconds):
        section = sections.get(section_id or "")
        if section and section.notes and _has_notes(section, script):
            told = speak_notes(drafts, section.notes, spoken, max_scene_seconds)
        else:
            told = [_told(draft, spoken) for draft in drafts]
        ids = _scene_ids(drafts[0].id, len(told), sections)
        scenes += [scene.model_copy(update={"id": identity}) for scene, identity in zip(told, ids, strict=True)]
    return Course(title=outline.title, language=spoken, scenes=tuple(mark_chapters(scenes, outline)))


def _told(draft: SceneDraft, language: Language) -> Scene:
    lines = write_lines(draft, language)
    return Scene(id=draft.id, slide=draft.slide, lines=lines, section_id=draft.section_id, shows=draft.shows)


def _has_notes(section: Section, script: Script) -> bool:
    return script == "notes" and bool(read_notes(section.notes))


def _scene_ids(first: str, count: int, sections: dict[str, Section]) -> Iterator[str]:
    """`slide-256`, `slide-256-2`, …, with a dot where that would be another section's."""
    for number in range(1, count + 1):
        if number == 1:
            yield first
        else:
            identity = f"{first}-{number}"
            yield f"{first}.{number}" if identity in sections else identity


def _composed(
    outline: Outline, script: Script, language: Language, max_scene_seconds: float
) -> list[tuple[str | None, list[SceneDraft]]]:
    """The drafts by section, in order; the opening and the recap that no section has come with None."""
    phrases = phrases_for(language)
    sections = {section.id: section for section in outline.sections}
    numbers = _divider_numbers(outline)
    composed: list[tuple[str | None, list[Panel]]] = []
    has_numbers = numbers_headings(outline)
    has_opening = _needs_opening(outline)
    if has_opening:
        composed.append((None, [_opening_panel(outline)]))
    for index, section in enumerate(with_cover_picture_moved(outline.sections)):
        seconds = float("inf") if _has_notes(section, script) else max_scene_seconds * _USUAL_SHARE
        is_last = index == len(outline.sections) - 1 and index > 0
        if has_opening and index < 2 and _repeats_cover(section, outline):
            continue
        panels = _panels(section, outline, phrases, seconds, numbers.get(section.id, ""), is_last)
        if index == 0 and len(panels) > 0 and composed and fold(section.title or "") == fold(outline.title):
            panels[0].beats = [beat for beat in panels[0].beats if beat.kind != "title"] or panels[0].beats
        if panels:
            if has_numbers:
                _drop_heading_numbers(panels)
            composed.append((section.id, panels))
    if not composed:
        composed.append((None, [_opening_panel(outline)]))
    _drop_repeated_titles([panels for _, panels in composed])
    recap = _recap_panel(outline, phrases)
    last = outline.sections[-1] if outline.sections else None
    if recap and last and not _has_notes(last, script) and composed[-1][1][-1].slide.kind != "closing":
        composed.append((None, [recap]))
    return [
        (section_id, _drafts(section_id or _free_id(panels[0], sections), section_id, panels, sections))
        for section_id, panels in composed
    ]


def _free_id(panel: Panel, sections: dict[str, Section]) -> str:
    identity = "closing" if panel.slide.kind == "closing" else "opening"
    while identity in sections:
        identity += "-scene"
    return identity


def _drafts(
    first_id: str, section_id: str | None, panels: Sequence[Panel], sections: dict[str, Section]
) -> list[SceneDraft]:
    return [
        SceneDraft(id=identity, slide=panel.slide, section_id=section_id, shows=panel.shows, beats=tuple(panel.beats))
        for panel, identity in zip(panels, _scene_ids(first_id, len(panels), sections), strict=True)
    ]


def _divider_numbers(outline: Outline) -> dict[str, str]:
    dividers = [section for section in outline.sections if section.role == "section"]
    own_numbers = any(any(character.isdigit() for character in section.title or "") for section in dividers)
    if len(dividers) < 2 or own_numbers:
        return {}
    return {section.id: str(number) for number, section in enumerate(dividers, start=1)}


def _needs_opening(outline: Outline) -> bool:
    """Whether no section opens the course with its title. A title that is a file's name opens nothing."""
    if not outline.sections:
        return True
    first = outline.sections[0]
    if first.role == "title" or not is_speakable(outline.title) or _FILE_TITLE.fullmatch(outline.title.strip()):
        return False
    return bool(first.blocks) or fold(first.title or "") != fold(outline.title)


def _repeats_cover(section: Section, outline: Outline) -> bool:
    """Whether it is a cover that the opening stands for: the title again, or pictures that say nothing."""
    if section.notes or section.subtitle:
        return False
    if section.title:
        return not section.blocks and fold(section.title) == fold(outline.title)
    return (
        bool(section.blocks)
        and all(block.kind == "picture" and not picture_description(block) for block in section.blocks)
        and any(fold(other.title or "") == fold(outline.title) for other in outline.sections[:2])
    )


def _drop_heading_numbers(panels: Sequence[Panel]) -> None:
    """Say `2.1 Ligue os cabos` without its number."""
    for panel in panels:
        panel.beats = [
            beat.model_copy(update={"text": without_number(beat.text)}) if beat.kind == "title" else beat
            for beat in panel.beats
        ]


def _drop_repeated_titles(composed: Sequence[Sequence[Panel]]) -> None:
    """Say no heading again that a divider or the opening has just announced."""
    for (before, *others), (panel, *_) in pairwise(composed):
        if others or not before.beats or before.slide.kind not in {"title", "section"} or len(panel.beats) < 2:
            continue
        first = panel.beats[0]
        if first.kind == "title" and fold(first.text) == fold(before.beats[-1].text):
            panel.beats = panel.beats[1:]


def _opening_panel(outline: Outline) -> Panel:
    title = collapse(outline.title) or outline.source.name
    return Panel(TitleSlide(title=title), [Beat(kind="title", text=title)], ())


def _panels(
    section: Section, outline: Outline, phrases: Phrases, scene_seconds: float, number: str, is_last: bool
) -> list[Panel]:
    title, subtitle = collapse(section.title or ""), collapse(section.subtitle or "")
    if is_last and (closing := _closing_panel(section, phrases)):
        return [closing]
    if section.role == "title":
        return _title_panels(section, outline, phrases, scene_seconds)
    panels = section_panels(section, phrases, scene_seconds)
    frame = _frame_beats(section)
    if section.role == "section" or (not panels and is_speakable(title + subtitle)):
        slide = SectionSlide(title=title or outline.title, subtitle=subtitle, number=number)
        for panel in panels[:1]:
            panel.beats = [beat for beat in panel.beats if beat.kind != "title"] or panel.beats
        return [Panel(slide, frame, ()), *panels]
    if panels and subtitle:
        position = 1 if panels[0].beats[0].kind == "title" else 0
        panels[0].beats.insert(position, Beat(kind="subtitle", text=subtitle, sources=(section.id,)))
    if not panels and section.notes:
        return [Panel(TitleSlide(title=outline.title), [Beat(kind="title", text=outline.title)], ())]
    return panels


def _frame_beats(section: Section) -> list[Beat]:
    """The section's title and subtitle."""
    title, subtitle = collapse(section.title or ""), collapse(section.subtitle or "")
    beats = [Beat(kind="title", text=title, sources=(section.id,))] if title else []
    return beats + ([Beat(kind="subtitle", text=subtitle, sources=(section.id,))] if subtitle else [])


def _title_panels(section: Section, outline: Outline, phrases: Phrases, scene_seconds: float) -> list[Panel]:
    """The opening slide. A few short texts beside the title stand on it, in the subtitle's place."""
    title = collapse(section.title or "") or outline.title
    named = section.model_copy(update={"title": title})
    beats = _frame_beats(named)
    texts = [block for block in section.blocks if isinstance(block, Paragraph | ListItem)]
    others = [block for block in section.blocks if block not in texts]
    subtitle = collapse(section.subtitle or "")
    shown: tuple[str, ...] = ()
    lines = [collapse(block.text) for block in texts if is_speakable(block.text)]
    if len(lines) <= 3 and len(" · ".join([subtitle, *lines])) <= _LONGEST_SUBTITLE:
        subtitle = " · ".join(line for line in (subtitle, *lines) if line)
        beats += [Beat(kind="subtitle", text=collapse(block.text), sources=(block.id,)) for block in texts]
        shown = tuple(block.id for block in texts)
        texts = []
    kept = {block.id for block in (*texts, *others)}
    rest = named.model_copy(update={"blocks": tuple(block for block in section.blocks if block.id in kept)})
    panels = section_panels(rest, phrases, scene_seconds)
    for panel in panels[:1]:
        panel.beats = [beat for beat in panel.beats if beat.kind != "title"] or panel.beats
    return [Panel(TitleSlide(title=title, subtitle=subtitle), beats, shown), *panels]


def _closing_panel(section: Section, phrases: Phrases) -> Panel | None:
    """The source's own last slide, when it says thanks or sums up in a few points."""
    title, subtitle = collapse(section.title or ""), collapse(section.subtitle or "")
    opening_words = {fold(word) for word in words(title)[:2]}
    texts = [block for block in section.blocks if isinstance(block, Paragraph | ListItem)]
    if not opening_words & phrases.closing_titles or len(texts) != len(section.blocks):
        return None
    units = text_units(texts, title, phrases, {})
    if len(units) > _MOST_TOPICS:
        return None
    beats = _frame_beats(section) + [unit.beat(step) for step, unit in enumerate(units, start=1)]
    slide: Slide = ClosingSlide(title=title, subtitle=subtitle, items=tuple(unit.item() for unit in units))
    return Panel(slide, beats, tuple(dict.fromkeys(unit.block.id for unit in units)))


def _recap_panel(outline: Outline, phrases: Phrases) -> Panel | None:
    """What the course was about, by the titles of its parts; none when there are fewer than three."""
    parts = {collapse(section.title or ""): section.id for section in top_sections(outline)}
    titles = [title for title in parts if is_speakable(title) and fold(title) != fold(outline.title)]
    if len(titles) < 3:
        return None
    picked = titles
    if len(titles) > _MOST_TOPICS:
        picked = [titles[index * (len(titles) - 1) // (_MOST_TOPICS - 1)] for index in range(_MOST_TOPICS)]
    shown = [without_number(title) for title in picked] if numbers_headings(outline) else picked
    topics = [spoken_form(title, phrases) or title for title in shown]
    pattern = phrases.recap if len(picked) == len(titles) else phrases.recap_of_many
    text = pattern.format(topics=joined_topics(topics, phrases)).replace("?.", "?").replace("!.", "!")
    slide = ClosingSlide(title=phrases.recap_title, items=tuple(Item(text=title) for title in shown))
    beat = Beat(kind="sentence", text=text, step=len(picked), sources=tuple(parts[title] for title in picked))
    return Panel(slide, [beat], ())
