"""From spoken lines to a Timeline: when each line sounds, when each part of a slide appears, how long a scene lasts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tecnocursos.kit.value import Value
from tecnocursos.narration.pauses import pause_after_ms
from tecnocursos.narration.speech import Speech
from tecnocursos.publishing.captions import SpokenText, make_captions
from tecnocursos.rendering.timeline import (
    SIZES,
    Caption,
    Cue,
    SpeechClip,
    Timeline,
    TimelineScene,
    Transition,
    frames_for,
)
from tecnocursos.studio.course import Course, Line, Scene

RATE: Literal[30] = 30
# Silence before the first word of a scene and after its last: time to take the picture in, and to let go of it.
_LEAD_MS = 350
_TAIL_MS = 450
_END_MS = 1_200


class LineTime(Value):
    """When one line sounds, from the video's start."""

    start_ms: int
    end_ms: int


def lay_out(
    course: Course, speech: Sequence[Sequence[Speech]], *, is_end: bool = True
) -> tuple[Timeline, list[list[LineTime]]]:
    """The timeline of `course`, with captions, and when each line sounds.

    `speech` holds one Speech for each line of each scene. Not `is_end`: the course is a part of a longer one, from
    which its last scene goes over into the next.
    """
    width, height = SIZES[course.size]
    last = len(course.scenes) - 1 if is_end else None
    scenes = tuple(
        _scene(course, scene, spoken, is_last=number == last)
        for number, (scene, spoken) in enumerate(zip(course.scenes, speech, strict=True))
    )
    timeline = Timeline(
        title=course.title,
        language=course.language,
        width=width,
        height=height,
        rate=RATE,
        template=course.template,
        brand=course.brand,
        scenes=scenes,
        music=course.music,
    )
    times = [
        [LineTime(start_ms=start + clip.at_ms, end_ms=start + clip.at_ms + clip.duration_ms) for clip in scene.speech]
        for start, scene in zip(timeline.scene_starts_ms(), timeline.scenes, strict=True)
    ]
    captions = [
        _shifted(caption, start)
        for scene, spoken, placed, start in zip(
            course.scenes, speech, timeline.scenes, timeline.scene_starts_ms(), strict=True
        )
        for caption in _captions(
            _spoken_texts(scene, spoken, placed), course.language, RATE, timeline.frames_to_ms(placed.frame_count)
        )
    ]
    return timeline.model_copy(update={"captions": tuple(captions)}), times


def _scene(course: Course, scene: Scene, spoken: Sequence[Speech], *, is_last: bool) -> TimelineScene:
    transition = Transition(kind="none", frames=0) if is_last else scene.transition or course.transition
    clips: list[SpeechClip] = []
    cues: list[Cue] = []
    now, step = _LEAD_MS, 0
    for line, wanted, speech in zip(scene.lines, _steps(scene), spoken, strict=True):
        now += line.pause_before_ms
        if wanted > step:
            # The lead belongs to the picture: what the first line shows stands there from the start.
            cues.append(Cue(at_ms=now if clips else 0, step=wanted))
            step = wanted
        clips.append(SpeechClip(at_ms=now, duration_ms=speech.duration_ms, file=speech.name))
        now += speech.duration_ms
        now += rest_after_ms(line, scene, course)
    transition_ms = transition.frames * 1000 // RATE
    length = now + (_END_MS if is_last else _TAIL_MS) + transition_ms
    return TimelineScene(
        id=scene.id,
        slide=scene.slide,
        frame_count=frames_for(length, RATE),
        cues=tuple(cues),
        speech=tuple(clips),
        transition=transition,
        chapter=scene.chapter,
        template=scene.template,
    )


def _steps(scene: Scene) -> list[int]:
    """The step at each line's start, never falling, all shown by the last line; all at once where no line says."""
    count = scene.slide.step_count
    if all(line.step is None for line in scene.lines):
        return [count] * len(scene.lines)
    steps, step = [], 0
    for line in scene.lines:
        step = max(step, min(line.step or 0, count))
        steps.append(step)
    steps[-1] = count
    return steps


def rest_after_ms(line: Line, scene: Scene, course: Course) -> int:
    """Silence after a line of `scene`, before whatever pause the next one begins with."""
    if line.pause_after_ms is not None:
        return line.pause_after_ms
    if line is scene.lines[-1]:
        return 0
    return round(pause_after_ms(line.text, course.language) / (line.speed or course.speed))


# Captions stay within their scene, so that a change of one scene leaves those of the others as they are.
_captions = lru_cache(maxsize=4096)(make_captions)


def _spoken_texts(scene: Scene, spoken: Sequence[Speech], placed: TimelineScene) -> tuple[SpokenText, ...]:
    """What the captions of a scene say; times from the scene's start."""
    texts: list[SpokenText] = []
    for line, said, clip in zip(scene.lines, spoken, placed.speech, strict=True):
        text = line.text if line.caption is None else line.caption
        if text:
            words = said.words if line.caption is None else ()
            texts.append(SpokenText(text, clip.at_ms, clip.at_ms + clip.duration_ms, words))
    return tuple(texts)


def _shifted(caption: Caption, by_ms: int) -> Caption:
    return caption.model_copy(update={"start_ms": caption.start_ms + by_ms, "end_ms": caption.end_ms + by_ms})
