"""A slide becomes one of another kind and keeps its words: what has no place of its own becomes an item.

Places that the author chose stay with the elements that the new kind has too, by their names.
"""

from __future__ import annotations

from typing import Literal, get_args

from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    PictureSlide,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
    with_places,
)
from tecnocursos.studio.resource_errors import SlideNotConvertible

SlideKind = Literal[
    "title", "bullets", "picture", "picture_text", "two_columns", "table", "code", "quote", "section", "closing"
]
KINDS: tuple[SlideKind, ...] = get_args(SlideKind)
_NAMES_PT: dict[SlideKind, str] = {
    "title": "abertura",
    "bullets": "tópicos",
    "picture": "imagem",
    "picture_text": "imagem com texto",
    "two_columns": "duas colunas",
    "table": "tabela",
    "code": "código",
    "quote": "citação",
    "section": "seção",
    "closing": "encerramento",
}
_MISSING_PT = {"picture": "imagem", "items": "tópicos", "title": "título", "text": "texto"}


def convert_slide(slide: Slide, kind: SlideKind) -> Slide:
    """The slide as one of `kind`, with all its words. Raises SlideNotConvertible when it lacks what the kind shows."""
    return slide if slide.kind == kind else with_places(_converted(slide, kind), slide.places)


def _converted(slide: Slide, kind: SlideKind) -> Slide:
    title, items = slide.title, _items(slide)
    if (picture := _picture(slide)) is not None and kind in {"picture", "picture_text"}:
        return _with_picture(slide, kind, picture, items)
    match kind:
        case "bullets":
            return BulletsSlide(title=title, items=items or (_only(slide, kind),))
        case "closing":
            return ClosingSlide(title=title or _first(items, slide, kind), items=items if title else items[1:])
        case "two_columns" if len(items) > 1:
            half = (len(items) + 1) // 2
            return TwoColumnsSlide(title=title, left=Column(items=items[:half]), right=Column(items=items[half:]))
        case "table" if items:
            return TableSlide(title=title, rows=tuple((item.text,) for item in items))
        case "title" | "section" | "quote" | "code":
            return _as_text(slide, kind, items)
        case _:
            missing = "picture" if kind in {"picture", "picture_text"} else "items"
            raise _refusal(slide, kind, missing)


def _with_picture(slide: Slide, kind: SlideKind, picture: PictureSlot, items: tuple[Item, ...]) -> Slide:
    if kind == "picture_text":
        return PictureTextSlide(title=slide.title, picture=picture, items=items or (_only(slide, kind),))
    caption = " ".join([picture.caption, *(item.text for item in items)]).strip()
    return PictureSlide(title=slide.title, picture=picture.model_copy(update={"caption": caption}))


def _as_text(slide: Slide, kind: SlideKind, items: tuple[Item, ...]) -> Slide:
    """Kinds that have no items: these become lines of text."""
    text = "\n".join(item.text for item in items)
    if kind in {"quote", "code"}:
        title, text = (slide.title, text) if items else ("", _only(slide, kind).text)
        return QuoteSlide(title=title, text=text) if kind == "quote" else CodeSlide(title=title, code=text)
    title = slide.title or _first(items, slide, kind)
    subtitle = text if slide.title else "\n".join(item.text for item in items[1:])
    return (
        TitleSlide(title=title, subtitle=subtitle) if kind == "title" else SectionSlide(title=title, subtitle=subtitle)
    )


def _items(slide: Slide) -> tuple[Item, ...]:
    """All words besides the title, and besides what goes with a picture, as items."""
    match slide:
        case BulletsSlide() | PictureTextSlide():
            return slide.items
        case ClosingSlide():
            return (*_written(slide.subtitle), *slide.items)
        case TitleSlide():
            return _written(slide.kicker, slide.subtitle)
        case SectionSlide():
            return _written(slide.subtitle)
        case TwoColumnsSlide():
            sides = [(*_written(side.heading), *side.items) for side in (slide.left, slide.right)]
            return (*sides[0], *sides[1], *_written(slide.caption))
        case TableSlide():
            rows = (slide.header, *slide.rows)
            return _written(*(" – ".join(filter(None, row)) for row in rows), slide.caption)
        case CodeSlide():
            return _written(*slide.code.split("\n"), slide.caption)
        case QuoteSlide():
            return _written(slide.text, slide.attribution)
        case PictureSlide():
            return ()


def _picture(slide: Slide) -> PictureSlot | None:
    return slide.picture if isinstance(slide, PictureSlide | PictureTextSlide) else None


def _written(*texts: str) -> tuple[Item, ...]:
    return tuple(Item(text=text) for text in texts if text.strip())


def _refusal(slide: Slide, kind: SlideKind, missing: str) -> SlideNotConvertible:
    return SlideNotConvertible(
        kind=slide.kind,
        kind_pt=_NAMES_PT[slide.kind],
        wanted=kind,
        wanted_pt=_NAMES_PT[kind],
        missing=missing,
        missing_pt=_MISSING_PT[missing],
    )


def _first(items: tuple[Item, ...], slide: Slide, kind: SlideKind) -> str:
    if not items:
        raise _refusal(slide, kind, "title")
    return items[0].text


def _only(slide: Slide, kind: SlideKind) -> Item:
    if not slide.title.strip():
        raise _refusal(slide, kind, "text")
    return Item(text=slide.title)
