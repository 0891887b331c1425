"""From a course to its video, top to bottom: fit -> speak -> lay out -> render."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from tecnocursos.infra.file_cache import CacheDamaged, FileCache
from tecnocursos.kit.digest import digest
from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.progress import Progress
from tecnocursos.narration.speech import LineRequest, Speech
from tecnocursos.rendering.service import Video, render
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.stage.stage import Page, Stage
from tecnocursos.rendering.timeline import SIZES, Timeline
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.fitting import fit_scene, fit_scenes
from tecnocursos.studio.media import RECORDING, MediaShelf
from tecnocursos.studio.timing import LineTime, lay_out
from tecnocursos.studio.tools import Tools

Each = TypeVar("Each")
Check = Callable[[], None]
_PAGES: TypeAdapter[list[Slide]] = TypeAdapter(list[Slide])


def unhurried() -> None:
    """The check of those who have all the time that it takes."""


@dataclass(frozen=True, slots=True)
class Production:
    video: Video
    course: Course
    timeline: Timeline
    line_times: list[list[LineTime]]
    stage: Stage


def produce_video(draft: Draft, output: Path, tools: Tools, progress: Progress) -> Production:
    """Speak, lay out and render `draft` to `output` (MP4). What is damaged in the cache is made again."""
    try:
        return _produce(draft, output, tools, progress)
    except CacheDamaged:
        tools.cache.remove_damaged()
        return _produce(draft, output, tools, progress)


def _produce(draft: Draft, output: Path, tools: Tools, progress: Progress) -> Production:
    stage = open_stage(draft)
    course, speech = _fit_and_speak(draft, stage, tools, progress)
    timeline, line_times = lay_out(course, speech)
    video = render(
        timeline,
        output,
        locate=draft.shelf.locate,
        cache=tools.cache,
        ffmpeg=tools.ffmpeg,
        progress=progress,
        workers=tools.workers,
        drawing=stage,
    )
    return Production(video, course, timeline, line_times, stage)


def _fit_and_speak(draft: Draft, stage: Stage, tools: Tools, progress: Progress) -> tuple[Course, list[list[Speech]]]:
    """Fit and speak side by side: fitting seldom changes what is said, and what it cuts is spoken afterwards."""
    stopped = threading.Event()

    def check() -> None:
        progress.check()
        if stopped.is_set():
            raise Cancelled

    with ThreadPoolExecutor(1, "speech") as beside:
        speaking = beside.submit(_speak, draft.course, draft.shelf, tools, progress, check)
        try:
            course = fit_course(draft.course, stage, tools.cache)
        except BaseException:
            stopped.set()
            raise
        speech = speaking.result()
    if course != draft.course:
        speech = _speak(course, draft.shelf, tools, progress, check)
    return course, speech


def open_stage(draft: Draft) -> Stage:
    """What draws the slides of `draft`."""
    course = draft.course
    width, height = SIZES[course.size]
    return Stage(
        template=course.template,
        brand=course.brand,
        width=width,
        height=height,
        language=course.language,
        locate=draft.shelf.locate,
    )


def fit_course(course: Course, stage: Stage, cache: FileCache) -> Course:
    """The course with every scene fitting its page."""
    return fit_scenes(course, _fitting(course, stage, cache))


def fit_each(course: Course, stage: Stage, cache: FileCache, check: Check) -> list[list[Scene]]:
    """The same, told apart: the scenes that each scene of the course becomes. Raises what `check` raises meanwhile."""
    fit = _fitting(course, stage, cache, check)
    return [fit_scene(scene, fit) for scene in course.scenes]


def _fitting(
    course: Course, stage: Stage, cache: FileCache, check: Check = unhurried
) -> Callable[[Scene], list[Slide]]:
    return lambda scene: fit_slide(scene.slide, stage.in_look(scene.template or course.template), cache, check=check)


def fit_slide(
    slide: Slide, stage: Stage, cache: FileCache, whole: Page | None = None, check: Check = unhurried
) -> list[Slide]:
    """The pages of a slide. They are kept, since a change of a course touches few of them.

    Raises what `check` raises, which is called as long as it takes.
    `whole` is the slide on one page, where the caller has it set already or is going to draw it.
    """
    key = digest(stage.fingerprint, slide.model_dump(mode="json"))
    if cache.find("pages", key, ".json") is not None:
        return _PAGES.validate_json(cache.read("pages", key, ".json"))
    pages = [slide] if whole is not None and whole.fits else stage.fit(slide, check)
    content = _PAGES.dump_json(pages)
    cache.put("pages", key, ".json", lambda path: path.write_bytes(content))
    return pages


def _speak(
    course: Course, shelf: MediaShelf, tools: Tools, progress: Progress, check: Callable[[], None]
) -> list[list[Speech]]:
    flat = line_requests(course, shelf, tools)
    costs = tools.narrator.costs_of(flat, course.lexicon)
    progress.plan("speech", sum(costs))
    spoken = tools.narrator.speak_lines(
        flat,
        course.lexicon,
        on_spoken=lambda index: progress.advance("speech", costs[index]),
        check_cancelled=check,
    )
    progress.finish("speech")
    for speech in spoken:
        shelf.add_named(speech.name, speech.file)
    return by_scene(course, spoken)


def by_scene(course: Course, flat: Sequence[Each]) -> list[list[Each]]:
    """What there is of every line, grouped by scenes."""
    remaining = iter(flat)
    return [[next(remaining) for _ in scene.lines] for scene in course.scenes]


def line_requests(course: Course, shelf: MediaShelf, tools: Tools) -> list[LineRequest]:
    """What is to be spoken: every line of every scene, in order."""
    default_voice = course.voice or tools.narrator.default_voice(course.language)
    return [_request(course, line, default_voice, shelf) for scene in course.scenes for line in scene.lines]


def _request(course: Course, line: Line, default_voice: str, shelf: MediaShelf) -> LineRequest:
    voice = line.voice or default_voice
    if voice.startswith(RECORDING):
        voice = RECORDING + str(shelf.locate(voice.removeprefix(RECORDING)))
    return LineRequest(
        text=line.text, say=line.say, voice=voice, language=course.language, speed=line.speed or course.speed
    )
