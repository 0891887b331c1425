"""Speaker notes, word for word: sentences become lines, and the slide's parts appear when they are spoken about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tecnocursos.documents.outline import Notes
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import split_sentences
from tecnocursos.rendering.slides import BulletsSlide, PictureTextSlide, Slide, TableSlide
from tecnocursos.studio.course import Line, Scene
from tecnocursos.studio.script.alignment import align
from tecnocursos.studio.script.drafts import SceneDraft, speech_seconds
from tecnocursos.studio.script.languages import phrases_for
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.speakable import is_speakable, spoken_form
from tecnocursos.studio.script.splitting import Piece, SceneLimits, partition
from tecnocursos.studio.script.writer import write_lines

_DIRECTION = re.compile(
    r"\(\s*(?:(?P<pause>pause|pausa)|(?P<speed>speed|velocidade))\s*:\s*(?P<value>\d+(?:[.,]\d+)?)\s*s?\s*\)",
    re.IGNORECASE,
)
_LONGEST_PAUSE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence of the notes and the directions that stand beside it."""

    text: str
    opens_paragraph: bool
    pause_before_ms: int = 0
    pause_after_ms: int | None = None
    speed: float | None = None


def read_notes(notes: Notes | None) -> list[Utterance]:
    """The sentences to speak. A paragraph `(pause: 1.5)` or `(speed: 0.9)` directs and is not spoken."""
    utterances: list[Utterance] = []
    pause_ms, speed = 0, None
    for paragraph in (notes.text if notes else "").splitlines():
        direction = _DIRECTION.fullmatch(paragraph.strip())
        if direction is None:
            for position, sentence in enumerate(split_sentences(paragraph)):
                utterances.append(Utterance(sentence, position == 0, pause_before_ms=pause_ms, speed=speed))
                pause_ms = 0
            continue
        value = float(direction["value"].replace(",", "."))
        if direction["speed"]:
            speed = min(max(value, 0.5), 2.0)
        elif utterances:
            pause = min((utterances[-1].pause_after_ms or 0) + round(value * 1000), _LONGEST_PAUSE_MS)
            utterances[-1] = replace(utterances[-1], pause_after_ms=pause)
        else:
            pause_ms = min(pause_ms + round(value * 1000), _LONGEST_PAUSE_MS)
    return _with_marks_joined(utterances)


def speak_notes(
    drafts: Sequence[SceneDraft], notes: Notes, language: Language, max_scene_seconds: float
) -> list[Scene]:
    """The scenes of a section with the sentences of its notes shared out among them.

    A scene that would last longer goes on in a further one. Where there are fewer sentences than scenes, the last
    scenes are written from the source.
    """
    phrases = phrases_for(language)
    utterances = read_notes(notes)
    told = drafts[: len(utterances)]
    anchors = [_anchors(draft) for draft in told]
    aligned = align(
        [utterance.text for utterance in utterances],
        [text for texts in anchors for text in texts],
        phrases.stop_words,
    )
    scenes: list[Scene] = []
    start, first_anchor = 0, 0
    for index, draft in enumerate(told):
        next_anchor = first_anchor + len(anchors[index])
        remaining = len(told) - index - 1
        end = len(utterances)
        if remaining:
            end = min(max(aligned[next_anchor], start + 1), len(utterances) - remaining)
        at = [min(max(sentence, start), end - 1) - start for sentence in aligned[first_anchor:next_anchor]]
        lines = _lines(draft, utterances[start:end], at, notes.id, phrases)
        starts = [utterance.opens_paragraph for utterance in utterances[start:end]]
        scenes += _split(draft, lines, starts, phrases, max_scene_seconds)
        start, first_anchor = end, next_anchor
    for draft in drafts[len(told) :]:
        scenes.append(_scene(draft, draft.slide, write_lines(draft, language), draft.shows))
    return scenes


def _with_marks_joined(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Fragments without a letter or digit ("---", "!") go with the sentence before, or else the one after."""
    joined: list[Utterance] = []
    for utterance in utterances:
        if joined and not (is_speakable(utterance.text) and is_speakable(joined[-1].text)):
            before = joined[-1]
            joined[-1] = replace(
                before,
                text=f"{before.text} {utterance.text}",
                pause_after_ms=utterance.pause_after_ms or before.pause_after_ms,
            )
        else:
            joined.append(utterance)
    return joined if any(is_speakable(utterance.text) for utterance in joined) else []


def _anchors(draft: SceneDraft) -> list[str]:
    """The text of each step of the slide; of a slide without steps, all that it is about."""
    steps = draft.slide.step_count
    if not steps:
        return [" ".join(" ".join((beat.text, *beat.cells)) for beat in draft.beats)]
    texts = [""] * steps
    for beat in draft.beats:
        if beat.step and beat.kind != "heading":
            texts[beat.step - 1] += " ".join((beat.text, *beat.cells, ""))
    return texts


def _lines(
    draft: SceneDraft, utterances: Sequence[Utterance], at: Sequence[int], notes_id: str, phrases: Phrases
) -> list[Line]:
    steps = draft.slide.step_count
    sources_of_step = {beat.step: beat.sources for beat in reversed(draft.beats) if beat.step}
    lines = []
    shown = 0
    for index, utterance in enumerate(utterances):
        step = sum(sentence <= index for sentence in at) if steps else 0
        blocks = [source for part in range(shown + 1, step + 1) for source in sources_of_step.get(part, ())]
        lines.append(
            Line(
                text=utterance.text,
                say=spoken_form(utterance.text, phrases),
                sources=tuple(dict.fromkeys((notes_id, *blocks))),
                step=step,
                pause_before_ms=utterance.pause_before_ms,
                pause_after_ms=utterance.pause_after_ms,
                speed=utterance.speed,
                origin="notes",
            )
        )
        shown = step
    return lines


def _split(
    draft: SceneDraft,
    lines: Sequence[Line],
    opens_paragraph: Sequence[bool],
    phrases: Phrases,
    max_scene_seconds: float,
) -> list[Scene]:
    """Cut a long scene where new parts appear, taking those to the next slide, or after the last one appeared."""
    cuts = _cuts(draft.slide, lines, opens_paragraph, max_scene_seconds)
    scenes: list[Scene] = []
    shown = 0
    for number, cut in enumerate(cuts):
        part = [lines[index] for index in cut]
        last = part[-1].step or 0
        if last > shown or not scenes:
            slide = _part_of(draft.slide, shown, last, number > 0, phrases) if len(cuts) > 1 else draft.slide
            part = [line.model_copy(update={"step": (line.step or 0) - shown}) for line in part]
            scenes.append(_scene(draft, slide, part, _shown(draft, shown, last)))
        else:
            slide = scenes[-1].slide
            part = [line.model_copy(update={"step": slide.step_count}) for line in part]
            scenes.append(_scene(draft, slide, part, scenes[-1].shows))
        shown = last
    return scenes


def _cuts(
    slide: Slide, lines: Sequence[Line], opens_paragraph: Sequence[bool], max_scene_seconds: float
) -> list[range]:
    seconds = [speech_seconds(line.text) + (line.pause_after_ms or 0) / 1000 for line in lines]
    if sum(seconds) <= max_scene_seconds:
        return [range(len(lines))]
    may_cut = [_may_cut(slide, lines, index) for index in range(len(lines))]
    pieces = [
        Piece(length, cut_cost=(0 if paragraph else 0.2) if allowed else 5)
        for length, allowed, paragraph in zip(seconds, may_cut, opens_paragraph, strict=True)
    ]
    cuts: list[range] = []
    for cut in partition(pieces, SceneLimits(max_scene_seconds, len(lines), 1)):
        if cuts and not may_cut[cut.start]:
            cuts[-1] = range(cuts[-1].start, cut.stop)
        else:
            cuts.append(cut)
    return cuts


def _may_cut(slide: Slide, lines: Sequence[Line], index: int) -> bool:
    before = lines[index - 1].step or 0 if index else 0
    if before == slide.step_count:
        return True
    appears = (lines[index].step or 0) > before > 0
    if isinstance(slide, BulletsSlide | PictureTextSlide):
        return appears and slide.items[before].level == 0
    return appears and isinstance(slide, TableSlide)


def _part_of(slide: Slide, start: int, stop: int, is_continued: bool, phrases: Phrases) -> Slide:
    title = f"{slide.title} {phrases.continued}" if is_continued and slide.title else slide.title
    match slide:
        case BulletsSlide() | PictureTextSlide():
            return slide.model_copy(update={"title": title, "items": slide.items[start:stop]})
        case TableSlide():
            return slide.model_copy(update={"title": title, "rows": slide.rows[start:stop]})
        case _:
            return slide


def _shown(draft: SceneDraft, start: int, stop: int) -> tuple[str, ...]:
    """What the slide shows of the blocks, when only the parts after `start` up to `stop` stand on it."""
    inside = {source for beat in draft.beats if start < beat.step <= stop for source in beat.sources}
    outside = {source for beat in draft.beats if beat.step and not start < beat.step <= stop for source in beat.sources}
    return tuple(block for block in draft.shows if block in inside or block not in outside)


def _scene(draft: SceneDraft, slide: Slide, lines: Sequence[Line], shows: tuple[str, ...]) -> Scene:
    return Scene(id=draft.id, slide=slide, lines=tuple(lines), section_id=draft.section_id, shows=shows)
