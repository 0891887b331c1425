"""Paragraphs and lists as the pieces that appear and are told one by one."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tecnocursos.documents.outline import ListItem, Paragraph
from tecnocursos.kit.text import collapse, fold, split_sentences, words
from tecnocursos.rendering.slides import Item
from tecnocursos.studio.script.callouts import join_label
from tecnocursos.studio.script.drafts import Beat, speech_seconds
from tecnocursos.studio.script.on_screen import tidy_list, without_joint
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.speakable import is_speakable
from tecnocursos.studio.script.splitting import Piece

TextBlock = Paragraph | ListItem

_LONG_ITEM = 200
"""Characters from which an item of several sentences is shown sentence by sentence."""
_ROW_CHARACTERS = 60
_OWN_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TextUnit:
    """An item of a list, or a sentence of a paragraph."""

    block: TextBlock
    text: str
    opens_block: bool
    shown: str = ""
    """On the screen, where that is not `text`."""
    ends_list: bool = False
    level: int = 0
    number: int | None = None
    is_procedure: bool = False

    @property
    def is_sentence(self) -> bool:
        return self.block.kind == "paragraph"

    @property
    def introduces(self) -> bool:
        return self.text.endswith(":")

    def item(self) -> Item:
        return Item(text=self.shown or self.text, level=self.level, ordered=self.number is not None, number=self.number)

    def beat(self, step: int) -> Beat:
        return Beat(
            kind="sentence" if self.is_sentence else "item",
            text=self.text,
            step=step,
            sources=(self.block.id,),
            level=self.level,
            number=self.number,
            is_procedure=self.is_procedure,
            ends_list=self.ends_list,
        )

    def piece(self, before: TextUnit | None) -> Piece:
        rows = math.ceil(len(self.text) / _ROW_CHARACTERS)
        return Piece(seconds=speech_seconds(self.text), rows=rows, cut_cost=self._cut_cost(before))

    def _cut_cost(self, before: TextUnit | None) -> float:
        if before is None:
            return 0
        if before.introduces:
            return 3
        if self.level > 0 and not self.is_sentence:
            return 1.5 if self.level > before.level else 1.3
        if not self.opens_block:
            return 0.5
        if self.is_sentence:
            return 0
        return 0.25 if before.is_sentence or before.ends_list else 0.3


def text_units(run: Sequence[TextBlock], title: str, phrases: Phrases, counters: dict[int, int]) -> list[TextUnit]:
    """The pieces of paragraphs and items that follow one another.

    `counters` holds the last number at each level and is carried through a section: a picture or a remark between two
    steps does not start the numbering anew, a sentence ending in a colon does.
    """
    units: list[TextUnit] = []
    for index, block in enumerate(run):
        if not is_speakable(block.text):
            continue
        following = run[index + 1] if index + 1 < len(run) else None
        if block.kind == "paragraph":
            sentences = join_label(split_sentences(block.text), phrases)
            units += [TextUnit(block, sentence, position == 0) for position, sentence in enumerate(sentences)]
            if units and units[-1].introduces:
                counters.clear()
            continue
        ends_list = following is None or following.kind != "list_item"
        units += _item_units(block, ends_list, counters)
    return _with_procedures(_tidied(units), title, phrases)


def _tidied(units: Sequence[TextUnit]) -> list[TextUnit]:
    """The units with what is shown of the items, told list by list."""
    tidied = list(units)
    for siblings in _lists(units):
        shown = tidy_list([units[index].text for index in siblings])
        for index, text in zip(siblings, shown, strict=True):
            spoken = without_joint(units[index].text) if index != siblings[-1] else units[index].text
            tidied[index] = replace(units[index], text=spoken, shown=text)
    return tidied


def _lists(units: Sequence[TextUnit]) -> list[list[int]]:
    """The items of each list, by index: those of one level that no shallower item or paragraph parts."""
    lists: list[list[int]] = []
    open_lists: dict[int, list[int]] = {}
    for index, unit in enumerate(units):
        if unit.is_sentence:
            open_lists = {}
            continue
        open_lists = {level: items for level, items in open_lists.items() if level <= unit.level}
        if unit.level not in open_lists:
            open_lists[unit.level] = []
            lists.append(open_lists[unit.level])
        open_lists[unit.level].append(index)
    return lists


def _item_units(block: ListItem, ends_list: bool, counters: dict[int, int]) -> list[TextUnit]:
    text = collapse(block.text)
    level = max(block.level, 0)
    number = _next_number(block, counters)
    if own := _OWN_NUMBER.match(text):
        number = counters[block.level] = int(own[1])
        text = text[own.end() :]
    sentences = split_sentences(text)
    if len(text) < _LONG_ITEM or len(sentences) < 2:
        return [TextUnit(block, text, True, ends_list=ends_list, level=level, number=number)]
    first, *others = sentences
    units = [TextUnit(block, first, True, level=level, number=number)]
    units += [TextUnit(block, sentence, False, level=level + 1) for sentence in others]
    return [*units[:-1], replace(units[-1], ends_list=ends_list)]


def _next_number(block: ListItem, counters: dict[int, int]) -> int | None:
    for deeper in [level for level in counters if level > block.level]:
        del counters[deeper]
    if not block.ordered:
        counters.pop(block.level, None)
        return None
    counters[block.level] = counters.get(block.level, 0) + 1
    return counters[block.level]


def _with_procedures(units: list[TextUnit], title: str, phrases: Phrases) -> list[TextUnit]:
    """Mark the numbered items that tell what to do, by their heading, lead-in or verbs."""
    numbered = [unit for unit in units if unit.number is not None]
    if not numbered:
        return units
    context = " ".join([title, *(unit.text for unit in units if unit.introduces)])
    is_procedure = bool({fold(word) for word in words(context)} & phrases.procedure_words) or (
        sum(_starts_with_action(unit.text, phrases) for unit in numbered) * 2 >= len(numbered)
    )
    return [replace(unit, is_procedure=is_procedure and unit.number is not None) for unit in units]


def _starts_with_action(text: str, phrases: Phrases) -> bool:
    first = next(iter(words(text)), "").lower()
    return fold(first) in phrases.actions or (
        bool(phrases.infinitive_endings) and first.endswith(phrases.infinitive_endings)
    )
