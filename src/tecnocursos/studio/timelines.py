"""The timeline of a project as its video will have it: when each scene, line and step begins, before it is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.value import Value
from tecnocursos.publishing.chapters import Chapter, chapters_of
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.sound.music import FADE_IN_MS, FADE_OUT_MS, piece_lengths
from tecnocursos.rendering.timeline import Caption, Timeline, TimelineScene
from tecnocursos.studio import queries
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.courses import course_from, shelf_of
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.foresight import Foresight, foresee
from tecnocursos.studio.previews import Look, Previews, look_of
from tecnocursos.studio.timing import rest_after_ms
from tecnocursos.studio.tools import Tools


class TimedLine(Value):
    """A line, or the part of it that is said on one page. Times from the scene's start."""

    line: int = Field(description="From 0, within the scene. One that is cut over pages is there for each part")
    start_ms: int
    duration_ms: int
    pause_before_ms: int
    pause_after_ms: int
    is_spoken: bool = Field(description="Its sound was made already; else the duration is an estimate")


class TimedStep(Value):
    """From `at_ms` after the scene's start on, this page of the slide is shown, with its first `step` parts."""

    at_ms: int
    page: int
    step: int


class TimedTransition(Value):
    """Into the next page or scene. Times from the scene's start; it ends where its page or scene does."""

    kind: Literal["crossfade", "push"]
    start_ms: int
    duration_ms: int


class TimedScene(Value):
    id: UUID
    key: str
    version: int
    start_ms: int = Field(description="From the video's start; all times in a scene are from the scene's start")
    duration_ms: int
    chapter: str | None
    lines: tuple[TimedLine, ...]
    steps: tuple[TimedStep, ...]
    transitions: tuple[TimedTransition, ...]
    captions: tuple[Caption, ...]


class TimedMusic(Value):
    """Music under the whole video, from its start; it begins anew where the piece ends."""

    file: str
    level_db: float
    duration_ms: int | None = Field(description="Of the piece; null where it cannot be played")
    repeats_after_ms: int | None = Field(description="When the piece begins anew, and again after as long")
    fade_in_ms: int = FADE_IN_MS
    fade_out_ms: int = FADE_OUT_MS


class ProjectTimeline(Value):
    project_id: UUID
    project_version: int
    duration_ms: int = Field(description="Of the video")
    is_spoken: bool = Field(description="Every line is: no time is an estimate")
    scenes: tuple[TimedScene, ...]
    chapters: tuple[Chapter, ...]
    music: TimedMusic | None


@dataclass(frozen=True, slots=True)
class SceneName:
    """What a scene's row is known by."""

    id: UUID
    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a timeline is made of, read from the database; making it needs no connection."""

    project_id: UUID
    project_version: int
    names: Sequence[SceneName]
    draft: Draft | None
    """None: there are no scenes."""
    look: Look


def read_score(session: Session, actor: Actor, project_id: UUID, storage: Storage) -> Score:
    """Raises ProjectNotFound."""
    actor.require(Permission.READ_CONTENT)
    project = queries.get_project(session, actor, project_id)
    rows = queries.scenes_of(session, actor, project_id)
    names = [SceneName(row.id, row.key, row.version) for row in rows]
    look = look_of(session, actor, project)
    draft = None
    if rows:
        course, media = course_from(session, actor, project, rows)
        draft = Draft(course, shelf_of(media, storage), None)
    return Score(project.id, project.version, names, draft, look)


def time_project(score: Score, tools: Tools, previews: Previews) -> ProjectTimeline:
    """Times are those of the render: what is not spoken yet is estimated. Raises what fitting slides raises."""
    draft = score.draft
    if draft is None:
        return ProjectTimeline(
            project_id=score.project_id,
            project_version=score.project_version,
            duration_ms=0,
            is_spoken=True,
            scenes=(),
            chapters=(),
            music=None,
        )
    stage = previews.stage(score.look, *(scene.slide for scene in draft.course.scenes))
    foreseen = foresee(draft, stage, tools)
    return ProjectTimeline(
        project_id=score.project_id,
        project_version=score.project_version,
        duration_ms=foreseen.timeline.duration_ms,
        is_spoken=all(all(lines) for lines in foreseen.is_spoken),
        scenes=tuple(_scenes(score.names, draft.course, foreseen)),
        chapters=chapters_of(foreseen.timeline),
        music=_music(draft, tools),
    )


def _scenes(names: Sequence[SceneName], course: Course, foreseen: Foresight) -> Iterator[TimedScene]:
    timeline = foreseen.timeline
    starts = (*timeline.scene_starts_ms(), timeline.duration_ms)
    captions = iter(timeline.captions)
    caption = next(captions, None)
    grouped = groupby(range(len(timeline.scenes)), foreseen.places.__getitem__)
    for name, scene, (_, group) in zip(names, course.scenes, grouped, strict=True):
        pages = list(group)
        start, end = starts[pages[0]], starts[pages[-1] + 1]
        own: list[Caption] = []
        while caption is not None and caption.start_ms < end:
            own.append(
                caption.model_copy(update={"start_ms": caption.start_ms - start, "end_ms": caption.end_ms - start})
            )
            caption = next(captions, None)
        at = [starts[page] - start for page in pages]
        placed = [timeline.scenes[page] for page in pages]
        yield TimedScene(
            id=name.id,
            key=name.key,
            version=name.version,
            start_ms=start,
            duration_ms=end - start,
            chapter=scene.chapter,
            lines=tuple(_lines(scene, foreseen, pages, at)),
            steps=tuple(_steps(placed, at)),
            transitions=tuple(_transitions(timeline, placed, [*at[1:], end - start])),
            captions=tuple(own),
        )


def _lines(scene: Scene, foreseen: Foresight, pages: Sequence[int], at: Sequence[int]) -> Iterator[TimedLine]:
    fitted = [(page, number, line) for page in pages for number, line in enumerate(foreseen.course.scenes[page].lines)]
    originals = line_numbers(scene, [line for _, _, line in fitted])
    for (page, number, line), original in zip(fitted, originals, strict=True):
        clip = foreseen.timeline.scenes[page].speech[number]
        yield TimedLine(
            line=original,
            start_ms=at[page - pages[0]] + clip.at_ms,
            duration_ms=clip.duration_ms,
            pause_before_ms=line.pause_before_ms,
            pause_after_ms=rest_after_ms(line, foreseen.course.scenes[page], foreseen.course),
            is_spoken=foreseen.is_spoken[page][number],
        )


def line_numbers(scene: Scene, fitted: Sequence[Line]) -> list[int]:
    """The line of `scene` that each of its lines on pages is, or is a part of: none was left out, some were cut."""
    numbers: list[int] = []
    number, letters = 0, _letter_count(scene.lines[0].text)
    for line in fitted:
        numbers.append(number)
        letters -= _letter_count(line.text)
        if letters <= 0 and number + 1 < len(scene.lines):
            number += 1
            letters = _letter_count(scene.lines[number].text)
    return numbers


def _letter_count(text: str) -> int:
    return len("".join(text.split()))


def _steps(placed: Sequence[TimelineScene], at: Sequence[int]) -> Iterator[TimedStep]:
    for number, (scene, start) in enumerate(zip(placed, at, strict=True), 1):
        if not scene.cues or scene.cues[0].at_ms > 0:
            yield TimedStep(at_ms=start, page=number, step=0)
        for cue in scene.cues:
            yield TimedStep(at_ms=start + cue.at_ms, page=number, step=cue.step)


def _transitions(timeline: Timeline, placed: Sequence[TimelineScene], ends: Sequence[int]) -> Iterator[TimedTransition]:
    for scene, end in zip(placed, ends, strict=True):
        kind, frames = scene.transition.kind, min(scene.transition.frames, scene.frame_count - 1)
        if kind != "none" and frames:
            duration = timeline.frames_to_ms(frames)
            yield TimedTransition(kind=kind, start_ms=end - duration, duration_ms=duration)


def _music(draft: Draft, tools: Tools) -> TimedMusic | None:
    music = draft.course.music
    if music is None:
        return None
    lengths = None
    with suppress(SoundUnreadable):
        lengths = piece_lengths(music, locate=draft.shelf.locate, cache=tools.cache, ffmpeg=tools.ffmpeg)
    return TimedMusic(
        file=music.file,
        level_db=music.level_db,
        duration_ms=lengths.duration_ms if lengths else None,
        repeats_after_ms=lengths.repeats_after_ms if lengths else None,
    )
