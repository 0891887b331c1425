"""The Course: what a maker edits. Scenes show a slide and speak lines; each line knows what it came from.

A course determines its video entirely: written to `.course.json`, it is the repeatable, editable form of a run.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictFloat, StrictInt

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import Brand, Music, SizeName, TemplateName, Transition

Speed = Annotated[StrictFloat, Field(ge=0.5, le=2.0)]
Confirmed = Annotated[str, Field(min_length=1, max_length=200)]


class Line(Value):
    """One spoken sentence."""

    text: str
    """As shown in captions and transcript, unless `caption` says otherwise."""
    say: str | None = None
    """Spoken in place of `text`, e.g. a respelling; `(pause: 0.5)` in it is half a second of silence."""
    caption: str | None = None
    """Shown as caption in place of `text`; the empty string shows none."""
    sources: tuple[str, ...] = ()
    """Ids of the outline blocks (or of a section, for its title; or notes) that the line says."""
    step: StrictInt | None = None
    """When the line starts, the slide moves to this step (its first `step` parts are shown)."""
    pause_before_ms: Annotated[StrictInt, Field(ge=0, le=60_000)] = 0
    pause_after_ms: Annotated[StrictInt, Field(ge=0, le=60_000)] | None = None
    """Silence after the line; None: by punctuation."""
    voice: str | None = None
    speed: Speed | None = None
    origin: Literal["notes", "text", "llm", "author"] = "author"
    """Word for word from notes, written from the text, written by a model, or typed by a person."""
    confirmed: Annotated[tuple[Confirmed, ...], Field(max_length=50)] = ()
    """Numbers, names, negations of the line that a person found right, although its sources say otherwise."""


class Scene(Value):
    id: str
    """Stable across reordering and edits."""
    slide: Slide
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    section_id: str | None = None
    """The outline section it was made from."""
    shows: tuple[str, ...] = ()
    """Ids of the outline blocks that the slide shows."""
    chapter: str | None = None
    transition: Transition | None = None
    """Into the next scene; None: the course's."""
    template: TemplateName | None = None
    """None: the course's."""


class Course(Value):
    format: Literal["tecnocursos-course"] = "tecnocursos-course"
    version: Literal[1] = 1
    title: str
    language: Language
    size: SizeName = "1080p"
    template: TemplateName = "modern"
    brand: Brand = Brand()
    voice: str | None = None
    """A voice id; None: the best installed one for the language."""
    speed: Speed = 1.0
    transition: Transition = Transition()
    music: Music | None = None
    lexicon: dict[str, str] = Field(default_factory=dict)
    """Word or phrase as written -> respelling to speak."""
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
