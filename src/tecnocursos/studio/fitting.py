"""Scenes whose slide does not fit become several, each with the lines that speak about what it shows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate

from tecnocursos.narration.rests import MARK, take_rests
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    PictureTextSlide,
    Slide,
    TableSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.errors import SceneTooFull

_BREAK = re.compile(r"(?<=[,;:.!?…])\s+")


def fit_scenes(course: Course, fit: Callable[[Scene], list[Slide]]) -> Course:
    """The course with every slide fitting: `fit` gives the pages of a scene's slide, most often the slide itself."""
    return course.model_copy(
        update={"scenes": tuple(page for scene in course.scenes for page in fit_scene(scene, fit))}
    )


def fit_scene(scene: Scene, fit: Callable[[Scene], list[Slide]]) -> list[Scene]:
    """The scenes that `scene` becomes, most often itself."""
    pages = fit(scene)
    return [scene.model_copy(update={"slide": pages[0]})] if len(pages) == 1 else _split(scene, pages)


def _split(scene: Scene, pages: Sequence[Slide]) -> list[Scene]:
    reached = _parts_reached(scene.slide, pages)
    groups = _share_out(scene, pages, reached)
    split: list[Scene] = []
    first_part = 0
    for number, (page, lines) in enumerate(zip(pages, groups, strict=True), start=1):
        last = number == len(pages)
        split.append(
            scene.model_copy(
                update={
                    "id": scene.id if number == 1 else f"{scene.id}.{number}",
                    "slide": page,
                    "lines": tuple(_on_page(line, page, first_part, reached) for line in lines),
                    "chapter": scene.chapter if number == 1 else None,
                    "transition": scene.transition if last else None,
                }
            )
        )
        first_part += page.step_count
    return split


def _on_page(line: Line, page: Slide, first_part: int, reached: Sequence[int]) -> Line:
    if line.step is None:
        return line
    step = reached[line.step] - first_part
    return line.model_copy(update={"step": max(0, min(step, page.step_count))})


def _parts_reached(slide: Slide, pages: Sequence[Slide]) -> list[int]:
    """For each step of the whole slide, how many of all the pages' parts are then shown.

    A part too long for one page stands on the pages as several, so counts may differ; text tells which belong together.
    """
    pieces = [len(_letters(part)) for page in pages for part in _parts(page)]
    reached, used, letters = [0], 0, 0
    for part in _parts(slide):
        letters += len(_letters(part))
        while used < len(pieces) and sum(pieces[: used + 1]) <= letters:
            used += 1
        reached.append(used)
    reached[-1] = len(pieces)
    return reached


def _share_out(scene: Scene, pages: Sequence[Slide], reached: Sequence[int]) -> list[list[Line]]:
    """Give each page the lines that speak about it, by their steps, else by their share of the words."""
    lines = list(scene.lines)
    while len(lines) < len(pages):
        word_counts = [len(line.text.split()) for line in lines]
        longest = word_counts.index(max(word_counts))
        if word_counts[longest] < 2:
            raise SceneTooFull(scene=scene.id, pages=len(pages))
        lines[longest : longest + 1] = _halve(lines[longest])
    groups: list[list[Line]] = [[] for _ in pages]
    page = 0
    for index, (line, wanted) in enumerate(zip(lines, _wanted_pages(lines, pages, reached), strict=True)):
        # No page is passed over, and as many lines are kept as there are pages still to come.
        still_needed = len(pages) - (len(lines) - index)
        page = min(max(page, wanted, still_needed), page + 1 if groups[page] else page)
        groups[page].append(line)
    return groups


def _wanted_pages(lines: Sequence[Line], pages: Sequence[Slide], reached: Sequence[int]) -> list[int]:
    """The page that each line speaks about."""
    ends = list(accumulate(page.step_count for page in pages))
    if any(line.step for line in lines):
        return [bisect_left(ends, reached[line.step]) if line.step else 0 for line in lines]
    lengths = [len(line.text) for line in lines]
    before = accumulate(lengths, initial=0)
    return [start * len(pages) // sum(lengths) for start, _ in zip(before, lines, strict=False)]


def _halve(line: Line) -> tuple[Line, Line]:
    """Cut a line in two near its middle, at punctuation where there is any. What it says stays the same."""
    first_text, second_text = _cut(line.text)
    first_say, second_say = (
        _cut(line.say) if line.say and len(take_rests(line.say)[0].split()) > 1 else (line.say, None)
    )
    first = line.model_copy(update={"text": first_text, "say": first_say, "caption": None, "pause_after_ms": 0})
    second = line.model_copy(update={"text": second_text, "say": second_say, "caption": None, "pause_before_ms": 0})
    return first, second


def _cut(text: str) -> tuple[str, str]:
    text = text.strip()
    # A rest is marked with a blank inside, and stays whole.
    whole = [mark.span() for mark in MARK.finditer(text)]
    for breaks in (_BREAK.finditer(text), re.finditer(r"\s+", text)):
        ends = [match.end() for match in breaks]
        places = [place for place in ends if not any(start < place < end for start, end in whole)]
        if places:
            break
    else:
        return text, ""
    place = min(places, key=lambda place: abs(place - len(text) / 2))
    return text[:place].rstrip(), text[place:]


def _parts(slide: Slide) -> list[str]:
    """The text of each part that a step reveals."""
    if isinstance(slide, BulletsSlide | PictureTextSlide | ClosingSlide):
        return [item.text for item in slide.items]
    if isinstance(slide, TwoColumnsSlide):
        return [item.text for column in (slide.left, slide.right) for item in column.items]
    if isinstance(slide, TableSlide):
        return [" ".join(row) for row in slide.rows]
    return []


def _letters(text: str) -> str:
    return "".join(text.split())
