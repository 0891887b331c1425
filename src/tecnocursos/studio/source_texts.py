"""What each part of a document says, by the ids that lines cite: blocks, notes, and sections for their titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tecnocursos.documents.outline import Block, Outline, Picture, Place, Quote, Table

SourceKind = Literal["title", "notes", "paragraph", "list_item", "table", "picture", "code", "quote"]


@dataclass(frozen=True, slots=True)
class SourceText:
    id: str
    kind: SourceKind
    text: str
    context: str
    """The titles it stands under."""
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
        for block in section.blocks:
            texts[block.id] = SourceText(block.id, block.kind, block_text(block), context, block.place, section.id)
        if section.notes:
            notes = section.notes
            texts[notes.id] = SourceText(notes.id, "notes", notes.text, context, section.place, section.id)
    return texts


def block_text(block: Block) -> str:
    """All words of a block, a row of a table per line."""
    match block:
        case Table():
            rows = (block.header, *block.rows)
            return "\n".join(filter(None, (block.caption, *("; ".join(filter(None, row)) for row in rows))))
        case Picture():
            return "\n".join(filter(None, (block.alt, block.caption)))
        case Quote():
            return "\n".join(filter(None, (block.text, block.attribution)))
        case _:
            return block.text
