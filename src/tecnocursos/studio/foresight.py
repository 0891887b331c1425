"""A video before it is made: its whole timeline, with lengths estimated where lines are not spoken yet."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tecnocursos.narration.durations import estimate_ms
from tecnocursos.narration.rests import take_rests
from tecnocursos.narration.speech import LineRequest, Speech
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import Timeline
from tecnocursos.studio.course import Course
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.patience import time_limit
from tecnocursos.studio.production import by_scene, fit_each, line_requests
from tecnocursos.studio.timing import lay_out
from tecnocursos.studio.tools import Tools

# A line that is not spoken yet has no bytes, so no sound that was made of any is taken for its own.
_UNSPOKEN = Path(os.devnull)
_UNSPOKEN_NAME = "unspoken.wav"


@dataclass(frozen=True, slots=True)
class Foresight:
    """What `produce_video` would lay out."""

    course: Course
    """Every scene fits its page."""
    timeline: Timeline
    requests: Sequence[LineRequest]
    is_spoken: Sequence[Sequence[bool]]
    """Of each line of each scene of `course`: whether its sound is in the cache, and its length no estimate."""
    places: Sequence[int]
    """The place in the draft's course of the scene that each scene of `course` is, or is a page of."""


def foresee(draft: Draft, stage: Stage, tools: Tools) -> Foresight:
    """Nothing is spoken, drawn or encoded. Raises SlidesTookTooLong."""
    fitted = fit_each(draft.course, stage, tools.cache, time_limit(tools.layout_timeout_seconds))
    places = [place for place, pages in enumerate(fitted) for _ in pages]
    course = draft.course.model_copy(update={"scenes": tuple(page for pages in fitted for page in pages)})
    requests = line_requests(course, draft.shelf, tools)
    found = tools.narrator.find_spoken(requests, course.lexicon)
    speech = [spoken or _estimated(request) for spoken, request in zip(found, requests, strict=True)]
    for spoken in speech:
        draft.shelf.add_named(spoken.name, spoken.file)
    timeline, _ = lay_out(course, by_scene(course, speech))
    is_spoken = by_scene(course, [spoken is not None for spoken in found])
    return Foresight(course, timeline, requests, is_spoken, places)


def _estimated(request: LineRequest) -> Speech:
    text, rests = (request.text, ()) if request.say is None else take_rests(request.say)
    spoken_ms = estimate_ms(text, request.language, request.speed)
    return Speech(
        file=_UNSPOKEN,
        name=_UNSPOKEN_NAME,
        duration_ms=spoken_ms + sum(rest.ms for rest in rests),
        words=(),
    )
