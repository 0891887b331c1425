"""The Timeline: everything a video depends on, frozen, versioned, and JSON both ways.

Time inside a scene is in milliseconds from the scene's start; a scene's length is in frames, so that picture and
sound cannot drift: a whole number of frames that is also a whole number of AAC frames (see `frame_grid`).
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, get_args

from pydantic import Field, StrictFloat, StrictInt, model_validator

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value
from tecnocursos.rendering.slides import Slide

SAMPLE_RATE = 48_000
AAC_FRAME_SAMPLES = 1_024

SizeName = Literal["1080p", "720p", "vertical", "square"]
SIZES: dict[SizeName, tuple[int, int]] = {
    "1080p": (1920, 1080),
    "720p": (1280, 720),
    "vertical": (1080, 1920),
    "square": (1080, 1080),
}

TemplateName = Literal["modern", "corporate", "tech", "education", "minimal"]
TEMPLATES: tuple[TemplateName, ...] = get_args(TemplateName)

HexColour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Brand(Value):
    """An organisation's look, laid over a template. Colours that would be unreadable are moved until they are not."""

    name: str = ""
    logo: str | None = None
    """Name of a PNG or JPEG, looked up like any picture."""
    primary: HexColour | None = None
    accent: HexColour | None = None
    heading_font: str | None = None
    body_font: str | None = None
    """Font families; `font_files` may bring them."""
    font_files: tuple[str, ...] = ()


class Cue(Value):
    """From `at_ms` on, the slide stands at `step`."""

    at_ms: Annotated[int, Field(ge=0)]
    step: Annotated[int, Field(ge=0)]


class SpeechClip(Value):
    """A mono WAV that starts at `at_ms`; named by its content digest."""

    at_ms: Annotated[int, Field(ge=0)]
    duration_ms: Annotated[int, Field(gt=0)]
    file: str


class Transition(Value):
    """How a scene gives way to the next: over its own last `frames`, so that scene starts are clean pictures."""

    kind: Literal["none", "crossfade", "push"] = "crossfade"
    frames: Annotated[StrictInt, Field(ge=0, le=90)] = 12


class TimelineScene(Value):
    id: str
    slide: Slide
    frame_count: Annotated[int, Field(gt=0)]
    cues: tuple[Cue, ...] = ()
    """In order of time, steps rising; step 0 stands before the first."""
    speech: tuple[SpeechClip, ...]
    transition: Transition = Transition()
    """Into the next scene; the last scene's is not used."""
    chapter: str | None = None
    """A chapter of this title starts with this scene."""
    template: TemplateName | None = None
    """None: the timeline's."""

    @model_validator(mode="after")
    def _consistent(self) -> TimelineScene:
        if not self.speech:
            raise ValueError(f"scene {self.id} has no sound")
        if [cue.at_ms for cue in self.cues] != sorted(cue.at_ms for cue in self.cues):
            raise ValueError(f"scene {self.id}: cues are not in order of time")
        steps = [cue.step for cue in self.cues]
        if steps != sorted(steps) or any(step > self.slide.step_count for step in steps):
            raise ValueError(f"scene {self.id}: cue steps must rise and end at most at {self.slide.step_count}")
        return self


class Music(Value):
    """A bed under the speech, looped, faded in and out."""

    file: str
    level_db: StrictFloat = -19.0
    """Loudness relative to the speech."""


class Caption(Value):
    """One caption; at most two lines, separated by a newline. Times from the video's start."""

    start_ms: int
    end_ms: int
    text: str


class Timeline(Value):
    format: Literal["tecnocursos-timeline"] = "tecnocursos-timeline"
    version: Literal[1] = 1
    title: str
    language: Language
    width: Annotated[int, Field(ge=256, le=3840, multiple_of=2)]
    height: Annotated[int, Field(ge=256, le=3840, multiple_of=2)]
    rate: Literal[24, 25, 30, 50, 60] = 30
    template: TemplateName = "modern"
    brand: Brand = Brand()
    scenes: Annotated[tuple[TimelineScene, ...], Field(min_length=1)]
    music: Music | None = None
    captions: tuple[Caption, ...] = ()

    @model_validator(mode="after")
    def _on_the_grid(self) -> Timeline:
        grid = frame_grid(self.rate)
        for scene in self.scenes:
            if scene.frame_count % grid:
                raise ValueError(
                    f"scene {scene.id} has {scene.frame_count} frames; at {self.rate}/s a multiple of {grid} is needed"
                )
            sound_ms = max(clip.at_ms + clip.duration_ms for clip in scene.speech)
            if sound_ms > scene.frame_count * 1000 / self.rate:
                raise ValueError(f"scene {scene.id} ends before its speech")
        return self

    @property
    def frame_count(self) -> int:
        return sum(scene.frame_count for scene in self.scenes)

    @property
    def duration_ms(self) -> int:
        return self.frames_to_ms(self.frame_count)

    def frames_to_ms(self, frames: int) -> int:
        return round(frames * 1000 / self.rate)

    def scene_starts_ms(self) -> tuple[int, ...]:
        """When each scene starts, from the video's start."""
        starts, frames = [], 0
        for scene in self.scenes:
            starts.append(self.frames_to_ms(frames))
            frames += scene.frame_count
        return tuple(starts)


def frame_grid(rate: int) -> int:
    """The smallest number of frames that lasts a whole number of AAC frames: 16 at 30 per second."""
    samples = SAMPLE_RATE // rate
    return AAC_FRAME_SAMPLES // math.gcd(samples, AAC_FRAME_SAMPLES)


def frames_for(duration_ms: int, rate: int) -> int:
    """The length of a scene that must last at least `duration_ms`: frames, rounded up to the grid."""
    grid = frame_grid(rate)
    return math.ceil(duration_ms * rate / 1000 / grid) * grid
