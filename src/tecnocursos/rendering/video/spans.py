"""What the picture track shows, in order: stills that stand for some frames, and transitions between them."""

from __future__ import annotations

from dataclasses import dataclass

from tecnocursos.rendering.timeline import Timeline, TimelineScene
from tecnocursos.rendering.video.transitions import MotionKind


@dataclass(frozen=True, slots=True)
class State:
    """A scene's slide at a step. `scene` is its place in the timeline."""

    scene: int
    step: int


@dataclass(frozen=True, slots=True)
class StillSpan:
    state: State
    frames: int


@dataclass(frozen=True, slots=True)
class MotionSpan:
    """All pictures strictly between `before` and `after`."""

    before: State
    after: State
    kind: MotionKind
    frames: int


def spans(timeline: Timeline) -> list[StillSpan | MotionSpan]:
    """The whole track. Each scene starts with a still, and its spans last exactly its `frame_count`."""
    stills = [_stills(place, scene, timeline.rate) for place, scene in enumerate(timeline.scenes)]
    track: list[StillSpan | MotionSpan] = []
    for scene, standing, following in zip(timeline.scenes, stills, [*stills[1:], None], strict=True):
        kind = scene.transition.kind
        # At least one frame of a scene stands still, however long its transition is.
        frames = min(scene.transition.frames, scene.frame_count - 1)
        if following is None or kind == "none" or frames == 0:
            track += standing
            continue
        track += _shortened(standing, frames)
        track.append(MotionSpan(standing[-1].state, following[0].state, kind, frames))
    return track


def _stills(place: int, scene: TimelineScene, rate: int) -> list[StillSpan]:
    cues = [(min(round(cue.at_ms * rate / 1000), scene.frame_count), cue.step) for cue in scene.cues]
    changes = [(0, 0), *cues]
    ends = [start for start, _ in changes[1:]] + [scene.frame_count]
    found = [
        StillSpan(State(place, step), end - start)
        for (start, step), end in zip(changes, ends, strict=True)
        if end > start
    ]
    joined: list[StillSpan] = []
    for span in found:
        if joined and joined[-1].state == span.state:
            span = StillSpan(span.state, joined.pop().frames + span.frames)
        joined.append(span)
    return joined


def _shortened(standing: list[StillSpan], frames: int) -> list[StillSpan]:
    """Without the last `frames`, which belong to the transition."""
    kept = list(standing)
    while frames:
        last = kept.pop()
        if last.frames > frames:
            kept.append(StillSpan(last.state, last.frames - frames))
            break
        frames -= last.frames
    return kept
