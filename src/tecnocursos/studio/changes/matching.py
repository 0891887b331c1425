"""Two versions of a document: which of its parts stayed, moved, changed, came and went.

Ids are renumbered when something is put in before them, so parts are recognised by what they say and where they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tecnocursos.documents.outline import Block, Outline, Place, Section
from tecnocursos.kit.text import collapse, fold
from tecnocursos.kit.value import Value
from tecnocursos.studio.likeness import Bag, bag_of, best_pairs, equal_pairs, left_in_order, likeness
from tecnocursos.studio.source_texts import SourceKind, block_text

PartState = Literal["moved", "changed", "added", "removed"]

_SAME_SECTION = 0.4
_SAME_BLOCK = 0.5
_TITLE_COUNTS = 0.3
_ID_COUNTS = 0.2
_EXCERPT = 160


class PartChange(Value):
    """What became of a block, a section (its title) or its notes; of the old document's unless it was added."""

    state: PartState
    kind: SourceKind
    old_id: str | None = None
    new_id: str | None = None
    before: str = ""
    """Excerpts of what it says."""
    after: str = ""
    place: Place
    """In the new document; where it was removed, in the old one."""


@dataclass(frozen=True, slots=True)
class OutlineMatch:
    links: Mapping[str, str]
    """Id in the old document -> id in the new one of what stayed, moved or changed."""
    changes: tuple[PartChange, ...]
    """In the order of the new document, what was removed last."""

    touched: frozenset[str]
    """Old ids of what says something else now, or nothing."""


@dataclass(frozen=True, slots=True)
class _Part:
    id: str
    kind: SourceKind
    content: str
    """All that it is, apart from its id and place."""
    text: str
    place: Place


def match_outlines(old: Outline, new: Outline) -> OutlineMatch:
    """Find every part of `old` again in `new`."""
    sections = _match_sections(old.sections, new.sections)
    links: dict[str, str] = {}
    moved: set[str] = set()
    for before, after in sections.items():
        old_section, new_section = old.sections[before], new.sections[after]
        links[old_section.id] = new_section.id
        if old_section.notes and new_section.notes:
            links[old_section.notes.id] = new_section.notes.id
        pairs, moved_here = _match_blocks(old_section.blocks, new_section.blocks)
        links |= pairs
        moved |= moved_here
    order = sorted(sections.items())
    kept = left_in_order([after for _, after in order])
    moved |= {old.sections[before].id for index, (before, _) in enumerate(order) if index not in kept}
    elsewhere = _match_elsewhere(old, new, links)
    links |= elsewhere
    changes = tuple(_changes(old, new, links, moved | elsewhere.keys()))
    touched = {change.old_id for change in changes if change.old_id and change.state in {"changed", "removed"}}
    return OutlineMatch(links, changes, frozenset(touched))


def _match_sections(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    before = [_section_content(section) for section in old]
    after = [_section_content(section) for section in new]
    pairs = dict(equal_pairs(before, after))
    _pair_equal(before, after, pairs)
    old_left = [index for index in range(len(old)) if index not in pairs]
    taken = set(pairs.values())
    new_left = [index for index in range(len(new)) if index not in taken]
    bags = {index: _section_bag(new[index]) for index in new_left}
    old_bags = {index: _section_bag(old[index]) for index in old_left}
    # The same id or title may stand far from its old place.
    for name in (lambda section: section.id, lambda section: fold(section.title or "") or None):
        found = {name(new[index]): index for index in reversed(new_left)}
        for index in old_left:
            other = found.get(name(old[index]))
            if (
                other is not None
                and index not in pairs
                and other not in pairs.values()
                and _section_likeness(old[index], new[other], old_bags[index], bags[other]) >= _SAME_SECTION
            ):
                pairs[index] = other
    taken = set(pairs.values())
    old_left = [index for index in old_left if index not in pairs]
    new_left = [index for index in new_left if index not in taken]
    similar = best_pairs(
        old_left,
        new_left,
        lambda one, other: _section_likeness(old[one], new[other], old_bags[one], bags[other]),
        _SAME_SECTION,
    )
    return pairs | {old_left[one]: new_left[other] for one, other in similar.items()}


def _pair_equal(before: Sequence[str], after: Sequence[str], pairs: dict[int, int]) -> None:
    """Pair what is equal but elsewhere, the first with the first."""
    taken = set(pairs.values())
    free = defaultdict(list)
    for index in reversed(range(len(after))):
        if index not in taken:
            free[after[index]].append(index)
    for index, content in enumerate(before):
        if index not in pairs and free[content]:
            pairs[index] = free[content].pop()


def _section_likeness(old: Section, new: Section, old_bag: Bag, new_bag: Bag) -> float:
    score = likeness(old_bag, new_bag)
    if old.title and fold(old.title) == fold(new.title or ""):
        score += _TITLE_COUNTS
    return score + _ID_COUNTS if old.id == new.id else score


def _match_blocks(old: Sequence[Block], new: Sequence[Block]) -> tuple[dict[str, str], set[str]]:
    """Blocks of two sections that are one: old id -> new id, and which old ones moved inside it."""
    before, after = [_content(block) for block in old], [_content(block) for block in new]
    pairs = dict(equal_pairs(before, after))
    in_order = set(pairs)
    _pair_equal(before, after, pairs)
    moved = {old[index].id for index in pairs.keys() - in_order}
    taken = set(pairs.values())
    old_left = [(block, bag_of(block_text(block))) for index, block in enumerate(old) if index not in pairs]
    new_left = [(block, bag_of(block_text(block))) for index, block in enumerate(new) if index not in taken]
    links = {old[one].id: new[other].id for one, other in pairs.items()}
    similar = best_pairs(old_left, new_left, _block_likeness, _SAME_BLOCK)
    return links | {old_left[one][0].id: new_left[other][0].id for one, other in similar.items()}, moved


def _block_likeness(old: tuple[Block, Bag], new: tuple[Block, Bag]) -> float:
    if old[0].kind != new[0].kind:
        return 0.0
    if old[0].kind == "picture" and not (old[1] and new[1]):
        # A picture without words may stand in for another one in the same place.
        return _SAME_BLOCK
    return likeness(old[1], new[1])


def _match_elsewhere(old: Outline, new: Outline, links: Mapping[str, str]) -> dict[str, str]:
    """Blocks that went to another section as they are."""
    taken = set(links.values())
    free = defaultdict(list)
    for block in reversed(list(new.blocks())):
        if block.id not in taken:
            free[_content(block)].append(block.id)
    found = {}
    for block in old.blocks():
        if block.id not in links and free[_content(block)]:
            found[block.id] = free[_content(block)].pop()
    return found


def _changes(old: Outline, new: Outline, links: Mapping[str, str], moved: set[str]) -> Iterator[PartChange]:
    before = {part.id: part for part in _parts(old)}
    back = {after: one for one, after in links.items()}
    for part in _parts(new):
        known = before.get(back.get(part.id, ""))
        if known is None:
            yield PartChange(state="added", kind=part.kind, new_id=part.id, after=_excerpt(part.text), place=part.place)
        elif known.content != part.content or known.id in moved:
            yield PartChange(
                state="changed" if known.content != part.content else "moved",
                kind=part.kind,
                old_id=known.id,
                new_id=part.id,
                before=_excerpt(known.text),
                after=_excerpt(part.text),
                place=part.place,
            )
    for part in before.values():
        if part.id not in links:
            yield PartChange(
                state="removed", kind=part.kind, old_id=part.id, before=_excerpt(part.text), place=part.place
            )


def _parts(outline: Outline) -> Iterator[_Part]:
    for section in outline.sections:
        title = "\n".join(filter(None, (section.title, section.subtitle)))
        if title:
            yield _Part(section.id, "title", title, title, section.place)
        for block in section.blocks:
            yield _Part(block.id, block.kind, _content(block), block_text(block), block.place)
        if section.notes:
            yield _Part(section.notes.id, "notes", section.notes.text, section.notes.text, section.place)


def _content(block: Block) -> str:
    return block.model_dump_json(exclude={"id", "place"})


def _section_content(section: Section) -> str:
    notes = section.notes.text if section.notes else ""
    blocks = (_content(block) for block in section.blocks)
    return "\n".join((section.title or "", section.subtitle or "", section.role, notes, *blocks))


def _section_bag(section: Section) -> Bag:
    texts = (section.title or "", section.subtitle or "", section.notes.text if section.notes else "")
    return bag_of("\n".join((*texts, *(block_text(block) for block in section.blocks))))


def _excerpt(text: str) -> str:
    text = collapse(text)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
