"""Outlines written by hand, for the script's tests."""

from __future__ import annotations

from tecnocursos.documents.outline import (
    Block,
    Code,
    ListItem,
    Notes,
    Outline,
    Paragraph,
    Picture,
    Place,
    Quote,
    Section,
    Source,
    Table,
)
from tecnocursos.kit.language import Language

Box = tuple[float, float, float, float]


def paragraph(text: str, box: Box | None = None) -> Paragraph:
    return Paragraph(id="", place=Place(box=box), text=text)


def bullets(*texts: str, ordered: bool = False, box: Box | None = None) -> list[Block]:
    """Items; a leading dash is a level of nesting."""
    return [
        ListItem(
            id="",
            place=Place(box=box),
            text=text.lstrip("-").strip(),
            level=len(text) - len(text.lstrip("-")),
            ordered=ordered,
        )
        for text in texts
    ]


def steps(*texts: str) -> list[Block]:
    return bullets(*texts, ordered=True)


def table(header: list[str], *rows: list[str], caption: str | None = None) -> Table:
    return Table(id="", place=Place(), header=tuple(header), rows=tuple(map(tuple, rows)), caption=caption)


def picture(alt: str | None = None, caption: str | None = None, box: Box | None = None, size: int = 800) -> Picture:
    return Picture(id="", place=Place(box=box), file="0a.png", width=size, height=size, alt=alt, caption=caption)


def code(text: str, language: str | None = None) -> Code:
    return Code(id="", place=Place(), text=text, language=language)


def quote(text: str, attribution: str | None = None) -> Quote:
    return Quote(id="", place=Place(), text=text, attribution=attribution)


def section(
    title: str | None,
    *blocks: Block | list[Block],
    notes: str | None = None,
    role: str = "content",
    subtitle: str | None = None,
    level: int = 1,
) -> Section:
    flat = [block for part in blocks for block in (part if isinstance(part, list) else [part])]
    return Section.model_validate(
        {
            "id": "",
            "title": title,
            "place": Place(page=1),
            "blocks": flat,
            "notes": Notes(id="", text=notes) if notes else None,
            "role": role,
            "subtitle": subtitle,
            "level": level,
        }
    )


def outline(title: str, *sections: Section, language: Language = "pt-BR") -> Outline:
    """The outline with ids by position: `s1`, `s1-b1`, `s1-notes`."""
    numbered = []
    for number, part in enumerate(sections, start=1):
        name = f"s{number}"
        blocks = [block.model_copy(update={"id": f"{name}-b{i}"}) for i, block in enumerate(part.blocks, start=1)]
        notes = part.notes and part.notes.model_copy(update={"id": f"{name}-notes"})
        numbered.append(part.model_copy(update={"id": name, "blocks": tuple(blocks), "notes": notes}))
    source = Source(name="teste.pptx", kind="pptx", sha256="0" * 64)
    return Outline(source=source, title=title, language=language, sections=tuple(numbered))
