"""What a scene shows and has to tell, before its lines are written."""

from __future__ import annotations

from typing import Literal

from tecnocursos.kit.text import words
from tecnocursos.kit.value import Value
from tecnocursos.rendering.slides import Slide

WORDS_PER_SECOND = 2.5
PAUSE_SECONDS = 0.5

BeatKind = Literal["title", "subtitle", "heading", "item", "sentence", "table", "row", "code", "picture", "quote"]


class Beat(Value):
    """One thing to tell while a scene stands, in the source's words, and the step that shows it."""

    kind: BeatKind
    text: str
    """A title, an item, a sentence, a caption, what a picture shows, a quotation; of a table, its caption."""
    step: int = 0
    """The slide's step at which this is on the screen."""
    sources: tuple[str, ...] = ()
    """Ids of the outline blocks or sections this comes from."""
    level: int = 0
    number: int | None = None
    """Of an item in an ordered list."""
    is_procedure: bool = False
    """Whether the ordered list tells what to do, step by step."""
    ends_list: bool = False
    label: str = ""
    """Of a picture or table with a numbered caption: its number as a sentence begins with it, `A figura 1`."""
    header: tuple[str, ...] = ()
    """Of a table or row: the column headings, empty where there are none."""
    cells: tuple[str, ...] = ()
    """Of a row."""
    is_wordy: bool = False
    """Of a row: whether cells of its table hold more than a few words, so that each is a sentence."""
    attribution: str = ""
    """Of a quote."""
    language: str = ""
    """Of code: the programming language."""
    is_continued: bool = False
    """Whether a scene before this one began the same code."""


class SceneDraft(Value):
    """A scene without its lines."""

    id: str
    slide: Slide
    section_id: str | None = None
    shows: tuple[str, ...] = ()
    """Ids of the outline blocks that the slide shows."""
    beats: tuple[Beat, ...]


def speech_seconds(text: str) -> float:
    """How long a sentence takes to say, its pause included, at 150 words a minute."""
    return len(words(text)) / WORDS_PER_SECOND + PAUSE_SECONDS
