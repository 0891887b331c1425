"""What a render would have to make, before it is asked for: what the cache has costs nothing."""

from __future__ import annotations

from tecnocursos.kit.progress import Progress
from tecnocursos.kit.value import Value
from tecnocursos.rendering.cost import joining_cost
from tecnocursos.rendering.pieces import Pieces
from tecnocursos.rendering.workshop import Workshop
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.foresight import foresee
from tecnocursos.studio.production import open_stage
from tecnocursos.studio.tools import Tools


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
    foreseen = foresee(draft, stage, tools)
    course, timeline = foreseen.course, foreseen.timeline
    speaking = sum(tools.narrator.costs_of(foreseen.requests, course.lexicon))
    pieces = Pieces(timeline, stage, locate=draft.shelf.locate, cache=tools.cache, ffmpeg=tools.ffmpeg)
    making = sum(Workshop(pieces, Progress(), tools.workers).plan().values())
    names = [draft.course.scenes[place].id for place in foreseen.places]
    unspoken = [name for name, lines in zip(names, foreseen.is_spoken, strict=True) if not all(lines)]
    return Estimate(
        scene_count=len(draft.course.scenes),
        to_speak=tuple(dict.fromkeys(unspoken)),
        to_draw=tuple(dict.fromkeys(names[place] for place in sorted(pieces.missing_states()))),
        to_sound=tuple(dict.fromkeys(names[sound.place] for sound in pieces.missing_sounds())),
        duration_ms=timeline.duration_ms,
        seconds=round((speaking + making) / tools.workers + joining_cost(timeline.frame_count), 2),
    )
