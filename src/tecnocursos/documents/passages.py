"""An Outline cut into passages: pieces long enough to answer from and short enough to be cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tecnocursos.documents.outline import Block, ListItem, Outline, Picture, Quote, Section, Table
from tecnocursos.kit.language import Language, detect_language
from tecnocursos.kit.text import split_sentences, words
from tecnocursos.kit.value import Value

_SHORTEST_WORDS = 40
_LONGEST_WORDS = 180
_HEADING_JOINT = " › "
_LONGEST_HEADING = 500


class Passage(Value):
    """Some 40 to 180 words of one section; fewer where the section has no more."""

    heading: str | None
    """The headings above it, from the document's title down, joined by ` › `."""
    text: str
    """A line for each paragraph, list item and row of a table."""
    page: int | None
    """Page or slide of its first block, from 1."""
    block_ids: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that stand together: a paragraph, a list with what introduces it, a row of a table."""

    text: str
    page: int | None
    block_ids: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(words(self.text))


@dataclass(slots=True)
class _Gathered:
    units: list[_Unit] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(unit.size for unit in self.units)


def split_into_passages(outline: Outline) -> tuple[Passage, ...]:
    """The passages of all sections in their order; sections that say nothing give none."""
    passages: list[Passage] = []
    path: list[tuple[int, str]] = []
    for section in outline.sections:
        path = [(level, title) for level, title in path if level < section.level]
        if section.title:
            path.append((section.level, section.title))
        titles = [title for _, title in path]
        if outline.title not in titles:
            titles.insert(0, outline.title)
        heading = _HEADING_JOINT.join(titles)[:_LONGEST_HEADING] or None
        passages += [_passage(outline, heading, gathered) for gathered in _gather(_section_units(section))]
    return tuple(passages)


def _passage(outline: Outline, heading: str | None, gathered: _Gathered) -> Passage:
    text = "\n".join(unit.text for unit in gathered.units)
    ids = dict.fromkeys(block_id for unit in gathered.units for block_id in unit.block_ids)
    pages = [unit.page for unit in gathered.units if unit.page is not None]
    return Passage(
        heading=heading,
        text=text,
        page=pages[0] if pages else None,
        block_ids=tuple(ids),
        language=detect_language(text, outline.language),
    )


def _gather(units: Sequence[_Unit]) -> list[_Gathered]:
    """Units in passages, each filled until it is long enough to stand alone."""
    gathered: list[_Gathered] = []
    for unit in units:
        size = gathered[-1].size if gathered else _LONGEST_WORDS
        room = _LONGEST_WORDS / 2 if size >= _SHORTEST_WORDS else _LONGEST_WORDS
        if gathered and size + unit.size <= room:
            gathered[-1].units.append(unit)
        else:
            gathered.append(_Gathered([unit]))
    if len(gathered) > 1 and gathered[-1].size < _SHORTEST_WORDS:
        last = gathered.pop()
        if gathered[-1].size + last.size <= _LONGEST_WORDS:
            gathered[-1].units += last.units
        else:
            gathered.append(last)
    return gathered


def _section_units(section: Section) -> list[_Unit]:
    units: list[_Unit] = []
    page = section.place.page
    if section.subtitle:
        units.append(_Unit(section.subtitle, page, (section.id,)))
    for is_list, blocks in groupby(section.blocks, lambda block: isinstance(block, ListItem)):
        if is_list:
            introduction = units.pop() if units and units[-1].text.endswith(":") else None
            units += _list_units([block for block in blocks if isinstance(block, ListItem)], introduction)
        else:
            for block in blocks:
                units += _block_units(block)
    if section.notes:
        units += _cut(section.notes.text, page, section.notes.id)
    return units


def _list_units(items: Sequence[ListItem], introduction: _Unit | None) -> list[_Unit]:
    """A list as one unit, or as several of whole items where it is longer than a passage may be."""
    number, lines = 0, []
    for item in items:
        number = number + 1 if item.ordered and not item.level else number
        mark = f"{number}. " if item.ordered and not item.level else "  " * item.level + "• "
        lines.append(_Unit(mark + item.text, item.place.page, (item.id,)))
    units: list[_Unit] = []
    current = [introduction] if introduction else []
    for line in lines:
        if current and sum(unit.size for unit in current) + line.size > _LONGEST_WORDS:
            units.append(_joined(current))
            current = []
        current.append(line)
    return [*units, _joined(current)]


def _joined(units: Sequence[_Unit]) -> _Unit:
    pages = [unit.page for unit in units if unit.page is not None]
    ids = tuple(block_id for unit in units for block_id in unit.block_ids)
    return _Unit("\n".join(unit.text for unit in units), pages[0] if pages else None, ids)


def _block_units(block: Block) -> Iterator[_Unit]:
    page = block.place.page
    if isinstance(block, Table):
        if block.caption:
            yield _Unit(block.caption, page, (block.id,))
        for row in block.rows:
            if told := _row(block.header, row):
                yield _Unit(told, page, (block.id,))
    elif isinstance(block, Picture):
        told = ". ".join(dict.fromkeys(text for text in (block.caption, block.alt) if text))
        if told:
            yield _Unit(told, page, (block.id,))
    elif isinstance(block, Quote) and block.attribution:
        yield from _cut(f"{block.text} ({block.attribution})", page, block.id)
    else:
        yield from _cut(block.text, page, block.id)


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    """A row by itself: each cell with the name of its column."""
    if not header:
        return " | ".join(cell for cell in row if cell)
    named = [(name, cell) for name, cell in zip(header, row, strict=True) if cell]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named)


def _cut(text: str, page: int | None, block_id: str) -> Iterator[_Unit]:
    """The text as one unit, or in parts of whole sentences where it is longer than a passage may be."""
    current: list[str] = []
    for sentence in split_sentences(text):
        for part in _short_enough(sentence):
            if current and len(words(" ".join([*current, part]))) > _LONGEST_WORDS:
                yield _Unit(" ".join(current), page, (block_id,))
                current = []
            current.append(part)
    if current:
        yield _Unit(" ".join(current), page, (block_id,))


def _short_enough(sentence: str) -> Iterator[str]:
    """A sentence longer than a passage is no sentence: it is cut between words."""
    pieces = sentence.split()
    for start in range(0, len(pieces), _LONGEST_WORDS):
        yield " ".join(pieces[start : start + _LONGEST_WORDS])
