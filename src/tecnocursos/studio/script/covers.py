"""The pictures of a cover that nobody described: decoration that would make a scene without words."""

from __future__ import annotations

from collections.abc import Sequence

from tecnocursos.documents.outline import ListItem, Paragraph, Picture, Section
from tecnocursos.studio.script.columns import find_columns
from tecnocursos.studio.script.descriptions import picture_description


def with_cover_picture_moved(sections: Sequence[Section]) -> list[Section]:
    """The sections, with such a picture beside the first text where that has none; else it is left out."""
    if not sections or sections[0].role != "title":
        return list(sections)
    cover, *others = sections
    pictures = [block for block in cover.blocks if isinstance(block, Picture) and not picture_description(block)]
    if not pictures:
        return list(sections)
    kept = tuple(block for block in cover.blocks if block not in pictures)
    if others and _takes_picture(others[0]):
        others[0] = others[0].model_copy(update={"blocks": (pictures[0], *others[0].blocks)})
    return [cover.model_copy(update={"blocks": kept}), *others]


def _takes_picture(section: Section) -> bool:
    return (
        section.role == "content"
        and bool(section.blocks)
        and isinstance(section.blocks[0], Paragraph | ListItem)
        and not any(isinstance(block, Picture) for block in section.blocks)
        and not find_columns(section.blocks)
    )
