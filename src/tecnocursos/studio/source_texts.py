"""What each part of a document says, by the ids that lines cite: blocks, notes, and sections for their titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tecnocursos.documents.outline import Block, Code, ListItem, Outline, Picture, Place, Quote, Table

SourceKind = Literal["title", "notes", "paragraph", "list_item", "table", "picture", "code", "quote"]


@dataclass(frozen=True, slots=True)
class SourceText:
    id: str
    kind: SourceKind
    text: str
    context: str
    """The titles it stands under, and its number in an ordered list."""
    place: Place
    section_id: str


def source_texts(outline: Outline) -> dict[str, SourceText]:
    """In the order of the document; parts without words, such as a picture that nobody described, have empty texts."""
    texts: dict[str, SourceText] = {}
    for section in outline.sections:
        title = "\n".join(filter(None, (section.title, section.subtitle)))
        context = f"{outline.title}\n{title}"
        if title:
            texts[section.id] = SourceText(section.id, "title", title, outline.title, section.place, section.id)
        for block, number in zip(section.blocks, _numbers(section.blocks), strict=True):
            around = f"{context}\n{number}" if number else context
            texts[block.id] = SourceText(block.id, block.kind, block_text(block), around, block.place, section.id)
        if section.notes:
            notes = section.notes
            texts[notes.id] = SourceText(notes.id, "notes", notes.text, context, section.place, section.id)
    return texts


def block_text(block: Block) -> str:
    """All words of a block, a cell of a table per line."""
    match block:
        case Table():
            rows = (block.header, *block.rows)
            return "\n".join(filter(None, (block.caption, *(cell for row in rows for cell in row))))
        case Picture():
            return "\n".join(filter(None, (block.alt, block.caption)))
        case Quote():
            return "\n".join(filter(None, (block.text, block.attribution)))
        case Code():
            return "\n".join(filter(None, (block.language, block.text)))
        case _:
            return block.text


def _numbers(blocks: Sequence[Block]) -> list[str]:
    """The number that each item of an ordered list carries in the document; empty for other blocks."""
    numbers: list[str] = []
    counts: dict[int, int] = {}
    for block in blocks:
        if not isinstance(block, ListItem):
            # A picture or a remark between two steps does not end their list; a heading starts a section anyway.
            numbers.append("")
            continue
        counts = {level: count for level, count in counts.items() if level <= block.level}
        counts[block.level] = counts.get(block.level, 0) + 1 if block.ordered else 0
        numbers.append(str(counts[block.level]) if block.ordered else "")
    return numbers
