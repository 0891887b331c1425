"""What a render would have to make, before it is asked for: what the cache has costs nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from tecnocursos.kit.progress import Progress
from tecnocursos.kit.value import Value
from tecnocursos.narration.durations import estimate_ms
from tecnocursos.narration.speech import LineRequest, Speech
from tecnocursos.rendering.cost import joining_cost
from tecnocursos.rendering.pieces import Pieces
from tecnocursos.rendering.workshop import Workshop
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.production import fit_course, line_requests, open_stage
from tecnocursos.studio.timing import lay_out
from tecnocursos.studio.tools import Tools

# A line that is not spoken yet has no bytes, so no sound that was made of any is taken for its own.
_UNSPOKEN = Path(os.devnull)
_UNSPOKEN_NAME = "unspoken.wav"

Spoken = TypeVar("Spoken", Speech, Speech | None)


class Estimate(Value):
    """Scenes by their ids; a scene too full for one page counts once."""

    scene_count: int
    to_speak: tuple[str, ...]
    """Scenes with lines that are not spoken yet."""
    to_draw: tuple[str, ...]
    """Scenes with pictures that are not drawn yet."""
    to_sound: tuple[str, ...]
    """Scenes whose sound is not mixed yet."""
    duration_ms: int
    """Of the video; estimated where lines are not spoken yet."""
    seconds: float
    """Roughly how long the render will take on this machine."""


def estimate_render(draft: Draft, tools: Tools) -> Estimate:
    """Look everything up that `produce_video` would; nothing is spoken, drawn or encoded."""
    stage = open_stage(draft)
    course = fit_course(draft.course, stage, tools.cache)
    requests = line_requests(course, draft.shelf, tools)
    found = tools.narrator.find_spoken(requests, course.lexicon)
    speaking = sum(tools.narrator.costs_of(requests, course.lexicon))
    speech = [spoken or _estimated(request) for spoken, request in zip(found, requests, strict=True)]
    for spoken in speech:
        draft.shelf.add_named(spoken.name, spoken.file)
    lengths = [len(scene.lines) for scene in course.scenes]
    timeline, _ = lay_out(course, _grouped(speech, lengths))
    pieces = Pieces(timeline, stage, locate=draft.shelf.locate, cache=tools.cache, ffmpeg=tools.ffmpeg)
    making = sum(Workshop(pieces, Progress(), tools.workers).plan().values())
    names = _names(draft, [scene.id for scene in course.scenes])
    unspoken = [name for name, lines in zip(names, _grouped(found, lengths), strict=True) if None in lines]
    return Estimate(
        scene_count=len(draft.course.scenes),
        to_speak=tuple(dict.fromkeys(unspoken)),
        to_draw=tuple(dict.fromkeys(names[place] for place in sorted(pieces.missing_states()))),
        to_sound=tuple(dict.fromkeys(names[sound.place] for sound in pieces.missing_sounds())),
        duration_ms=timeline.duration_ms,
        seconds=round((speaking + making) / tools.workers + joining_cost(timeline.frame_count), 2),
    )


def _estimated(request: LineRequest) -> Speech:
    text = request.text if request.say is None else request.say
    return Speech(
        file=_UNSPOKEN,
        name=_UNSPOKEN_NAME,
        duration_ms=estimate_ms(text, request.language, request.speed),
        words=(),
    )


def _grouped(flat: Sequence[Spoken], lengths: Sequence[int]) -> list[list[Spoken]]:
    remaining = iter(flat)
    return [[next(remaining) for _ in range(length)] for length in lengths]


def _names(draft: Draft, fitted: Sequence[str]) -> list[str]:
    """The scene of the course that each scene of the fitted course is, or is a page of."""
    known = {scene.id for scene in draft.course.scenes}
    names: list[str] = []
    for identity in fitted:
        names.append(identity if identity in known else names[-1])
    return names
