"""Slides of course texts, written as Markdown that reads back as the same slide."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Item,
    PictureSlide,
    PictureTextSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.course_text.element_places import write_places
from tecnocursos.studio.course_text.markup import escape, escape_cell, escape_heading, escape_line, escape_picture

_BACKTICKS = re.compile(r"`+")


def slide_directions(slide: Slide, *, is_first: bool) -> dict[str, object]:
    """What of a slide stands in directions: its kind where the Markdown does not show it, short texts, and places."""
    directions: dict[str, object] = {}
    if isinstance(slide, PictureSlide) and slide.is_full_page:
        directions["kind"] = "full-page-picture"
    elif slide.kind != _evident_kind(slide, is_first=is_first):
        directions["kind"] = slide.kind.replace("_", "-")
    for name in ("kicker", "number", "caption"):
        if text := getattr(slide, name, ""):
            directions[name] = text
    directions["places"] = write_places(slide.places)
    return directions


def slide_markdown(slide: Slide) -> list[str]:
    """The Markdown blocks of a slide: its title, then what it shows."""
    needs_title = isinstance(slide, TitleSlide | SectionSlide | ClosingSlide)
    title = [f"# {escape_heading(slide.title)}".rstrip()] if slide.title or needs_title else []
    return [*title, *(block for block in _parts(slide) if block)]


def _evident_kind(slide: Slide, *, is_first: bool) -> str:
    """The kind that a reader would take the slide's Markdown for."""
    match slide:
        case BulletsSlide(items=()) | PictureTextSlide(items=()) | ClosingSlide():
            return ""
        case TwoColumnsSlide():
            return "two_columns" if slide.title and (slide.left.items or slide.right.items) else ""
        case TitleSlide() | SectionSlide():
            return "title" if is_first else "section"
        case _:
            return slide.kind


def _parts(slide: Slide) -> list[str]:
    match slide:
        case TitleSlide() | SectionSlide():
            return [_second_heading(slide.subtitle)]
        case ClosingSlide():
            return [_second_heading(slide.subtitle), _list(slide.items)]
        case BulletsSlide():
            return [_list(slide.items)]
        case PictureSlide():
            return [escape_picture(slide.picture.alt, slide.picture.file, slide.picture.caption)]
        case PictureTextSlide():
            picture = escape_picture(slide.picture.alt, slide.picture.file, slide.picture.caption)
            return [picture, _list(slide.items)]
        case TwoColumnsSlide():
            columns = (slide.left, slide.right)
            return [
                block
                for column in columns
                for block in (f"## {escape_heading(column.heading)}".rstrip(), _list(column.items))
            ]
        case TableSlide():
            return [_table(slide)]
        case CodeSlide():
            longest = max((len(run) for run in _BACKTICKS.findall(slide.code)), default=0)
            fence = "`" * max(3, longest + 1)
            return [f"{fence}{slide.language}\n{slide.code}\n{fence}"]
        case QuoteSlide():
            return [_quote(slide)]


def _second_heading(text: str) -> str:
    return f"## {escape_heading(text)}" if text else ""


def _list(items: Sequence[Item]) -> str:
    return "\n".join(_list_lines(items, 0))


def _list_lines(items: Sequence[Item], level: int) -> list[str]:
    """Items from `level` on as list lines. A deeper item without a parent gets one without words: `- - text`."""
    lines: list[str] = []
    counted, position = 0, 0
    while position < len(items):
        item = items[position]
        end = position + 1
        if item.level > level:
            marker, first, position = "-", [], position - 1
            counted = 0
        else:
            counted = counted + 1 if item.ordered and item.number is None else 0
            marker = "-" if not item.ordered else f"{counted}." if item.number is None else f"{item.number})"
            first = [escape_line(item.text)]
        while end < len(items) and items[end].level > level:
            end += 1
        children = _list_lines(items[position + 1 : end], level + 1)
        # Below a paragraph only a list that starts at 1 may follow without a blank line.
        gap = [""] if first and children and re.match(r"(?!1[.)])\d", children[0]) else []
        block = [*first, *gap, *children]
        indent = " " * (len(marker) + 1)
        lines += [f"{marker} {block[0]}", *((indent + line) if line else "" for line in block[1:])]
        position = end
    return lines


def _table(slide: TableSlide) -> str:
    width = len(slide.header) or (len(slide.rows[0]) if slide.rows else 1)
    header = slide.header or ("",) * width
    rows = [header, *slide.rows]
    lines = ["| " + " | ".join(escape_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _quote(slide: QuoteSlide) -> str:
    text = escape_line(slide.text)
    if text.startswith("—"):
        text = "&mdash;" + text[1:]
    return f"> {text}" + (f"\n>\n> — {escape(slide.attribution)}" if slide.attribution else "")
