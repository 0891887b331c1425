"""What one scene shows: a slide of a kind, with named slots. Templates draw these.

A slide is revealed in steps: at step 0 its frame (title, background) stands; at step k the first k of its
`step_count` parts have appeared. Kinds without parts have `step_count` 0.
Text is plain; the stage escapes it. Pictures are named by the file in the media folder.
Elements stand where the template has them, or in the places that the slide gives them for a shape of the frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, StrictBool, StrictInt

from tecnocursos.kit.value import Value
from tecnocursos.rendering.places import ElementPlace, Shape

# Left out where it is empty, so that slides without places are written as they were before there were any.
_PLACES: Any = Field(default_factory=dict, exclude_if=lambda places: not any(places.values()))


class PictureSlot(Value):
    file: str
    """Name of a PNG or JPEG, looked up by whoever renders."""
    alt: str = ""
    caption: str = ""


class Item(Value):
    """A bullet, a step or a short paragraph."""

    text: str
    level: StrictInt = 0
    ordered: StrictBool = False
    number: StrictInt | None = None
    """What an ordered item is numbered; None: counted within the slide. Lists that go on over scenes give it."""


class TitleSlide(Value):
    kind: Literal["title"] = "title"
    title: str
    subtitle: str = ""
    kicker: str = ""
    """A short line above the title, e.g. the organisation or the course."""
    places: dict[Shape, dict[Literal["kicker", "title", "subtitle"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return 0


class BulletsSlide(Value):
    kind: Literal["bullets"] = "bullets"
    title: str = ""
    items: tuple[Item, ...]
    places: dict[Shape, dict[Literal["title", "items"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return len(self.items)


class PictureSlide(Value):
    """A picture as large as the page allows, with a title above and a caption below when given."""

    kind: Literal["picture"] = "picture"
    title: str = ""
    picture: PictureSlot
    is_full_page: StrictBool = False
    """The picture is the page, such as a slide in its original design: nothing else is drawn, the title not shown."""
    places: dict[Shape, dict[Literal["title", "picture", "caption"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return 0


class PictureTextSlide(Value):
    kind: Literal["picture_text"] = "picture_text"
    title: str = ""
    picture: PictureSlot
    items: tuple[Item, ...]
    places: dict[Shape, dict[Literal["title", "picture", "caption", "items"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return len(self.items)


class Column(Value):
    heading: str = ""
    items: tuple[Item, ...]


class TwoColumnsSlide(Value):
    """Steps run down the left column, then down the right one."""

    kind: Literal["two_columns"] = "two_columns"
    title: str = ""
    left: Column
    right: Column
    caption: str = ""
    """What belongs to both columns, below them."""
    places: dict[Shape, dict[Literal["title", "left", "right", "caption"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return len(self.left.items) + len(self.right.items)


class TableSlide(Value):
    """Steps are the rows. Rows and header have the same length."""

    kind: Literal["table"] = "table"
    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    places: dict[Shape, dict[Literal["title", "table", "caption"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return len(self.rows)


class CodeSlide(Value):
    kind: Literal["code"] = "code"
    title: str = ""
    code: str
    language: str = ""
    caption: str = ""
    places: dict[Shape, dict[Literal["title", "code", "caption"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return 0


class QuoteSlide(Value):
    kind: Literal["quote"] = "quote"
    title: str = ""
    text: str
    attribution: str = ""
    places: dict[Shape, dict[Literal["title", "text", "attribution"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return 0


class SectionSlide(Value):
    """A divider between parts; `number` is the part's number as shown, e.g. "2"."""

    kind: Literal["section"] = "section"
    title: str
    subtitle: str = ""
    number: str = ""
    places: dict[Shape, dict[Literal["number", "title", "subtitle"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return 0


class ClosingSlide(Value):
    kind: Literal["closing"] = "closing"
    title: str
    subtitle: str = ""
    items: tuple[Item, ...] = ()
    places: dict[Shape, dict[Literal["title", "subtitle", "items"], ElementPlace]] = _PLACES

    @property
    def step_count(self) -> int:
        return len(self.items)


Slide = Annotated[
    TitleSlide
    | BulletsSlide
    | PictureSlide
    | PictureTextSlide
    | TwoColumnsSlide
    | TableSlide
    | CodeSlide
    | QuoteSlide
    | SectionSlide
    | ClosingSlide,
    Field(discriminator="kind"),
]


def element_names(kind: type[Slide]) -> tuple[str, ...]:
    """What elements of a kind are called, as its places name them."""
    _, by_element = get_args(kind.model_fields["places"].annotation)
    names, _ = get_args(by_element)
    return get_args(names)


def with_places(slide: Slide, places: Mapping[Shape, Mapping[Any, ElementPlace]]) -> Slide:
    """The slide with those of `places` whose elements its kind has, in place of its own."""
    known = element_names(type(slide))
    kept = {shape: {name: place for name, place in chosen.items() if name in known} for shape, chosen in places.items()}
    return slide.model_copy(update={"places": {shape: chosen for shape, chosen in kept.items() if chosen}})
