"""The Outline: what every document becomes. Sections hold blocks; each knows its place in the source.

Ids are stable for an unchanged part of an unchanged document, so that scripts, comments and caches can hang on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from tecnocursos.kit.language import Language
from tecnocursos.kit.value import Value


class Place(Value):
    """Where a block stands in its source."""

    page: int | None = None
    """Page or slide number, from 1; None where the format has no pages (DOCX, Markdown)."""
    box: tuple[float, float, float, float] | None = None
    """Left, top, width, height as fractions (0..1) of the page or slide."""
    line: int | None = None
    """First line (Markdown) or body element (DOCX), from 1."""


class Paragraph(Value):
    kind: Literal["paragraph"] = "paragraph"
    id: str
    place: Place
    text: str


class ListItem(Value):
    """One bullet or step. Items that follow one another in a section form a list."""

    kind: Literal["list_item"] = "list_item"
    id: str
    place: Place
    text: str
    level: int = 0
    """Nesting, from 0."""
    ordered: bool = False


class Table(Value):
    """A table, or a chart told as a table. Rows are of equal length; merged cells repeat nothing (empty string)."""

    kind: Literal["table"] = "table"
    id: str
    place: Place
    header: tuple[str, ...] = ()
    """Empty when the source marks no header row."""
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None


class Picture(Value):
    kind: Literal["picture"] = "picture"
    id: str
    place: Place
    file: str
    """Name of the PNG or JPEG in the media folder given to the reader: its content digest and suffix."""
    width: int
    height: int
    """Pixels of that file."""
    alt: str | None = None
    caption: str | None = None


class Code(Value):
    kind: Literal["code"] = "code"
    id: str
    place: Place
    text: str
    language: str | None = None


class Quote(Value):
    kind: Literal["quote"] = "quote"
    id: str
    place: Place
    text: str
    attribution: str | None = None


Block = Annotated[Paragraph | ListItem | Table | Picture | Code | Quote, Field(discriminator="kind")]


class Notes(Value):
    """Speaker notes of a slide, paragraphs separated by newlines."""

    id: str
    text: str


class Section(Value):
    """A slide, or what stands under one heading."""

    id: str
    """`slide-<p:sldId/@id>` for slides; otherwise from the heading's text and ordinal, e.g. `s3-roteador`."""
    title: str | None
    """None where the source has no heading (text before the first one, an untitled slide)."""
    level: int = 1
    """Heading level, from 1; slides are 1."""
    role: Literal["title", "section", "content"] = "content"
    """`title`: the document's opening slide or title block; `section`: a divider slide without content."""
    subtitle: str | None = None
    """Subtitle placeholder of a title or section slide."""
    place: Place
    blocks: tuple[Block, ...] = ()
    notes: Notes | None = None


class Source(Value):
    """The file an outline was read from."""

    name: str
    kind: Literal["pptx", "pdf", "docx", "markdown"]
    sha256: str
    pages: int | None = None
    """Pages or slides, hidden slides not counted; None where the format has none."""
    skipped_slides: int = 0
    """Hidden slides that were left out."""


class Remark(Value):
    """Something the user should know about the reading, such as a picture that was left out."""

    en: str
    pt: str

    def message(self, language: str = "en") -> str:
        return self.pt if language.startswith("pt") else self.en


class LeftOut(Value):
    """A picture, or a page's text, that could not be read and is no block; `en` and `pt` say what such parts are."""

    en: str
    pt: str
    place: Place


class Outline(Value):
    source: Source
    title: str
    """From the file's title, else the first heading, else the file's name without its ending."""
    language: Language
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Each picture or page that the remarks sum up as left out."""

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks
