"""Which blocks of a section share a scene: text with its picture, a table with the sentences around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tecnocursos.documents.outline import Block, Code, ListItem, Paragraph, Picture, Quote, Table
from tecnocursos.studio.script.callouts import is_callout
from tecnocursos.studio.script.descriptions import picture_description
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.splitting import SceneLimits, partition
from tecnocursos.studio.script.text_units import TextBlock, TextUnit, text_units

_MOST_ITEMS = 6
_MOST_ITEMS_WITH_NOTES = 8
_TEXT_ROWS = 12.0
_BESIDE_PICTURE_CHARACTERS = 380
_LEAD_CHARACTERS = 220
FOOT_NOTE_CHARACTERS = 100
"""Longer texts after a block are scenes of their own."""


@dataclass(slots=True)
class TextPlan:
    units: list[TextUnit]
    is_continued: bool
    picture: Picture | None = None


@dataclass(slots=True)
class BlockPlan:
    block: Table | Picture | Code | Quote
    lead: list[TextUnit] = field(default_factory=list)
    """Sentences told before the block, while it is shown."""
    remarks: list[TextUnit] = field(default_factory=list)
    """Short sentences told after it."""


def plan_blocks(
    blocks: Sequence[Block], title: str, phrases: Phrases, scene_seconds: float
) -> Iterator[TextPlan | BlockPlan]:
    plans: list[TextPlan | BlockPlan] = []
    waiting: Picture | None = None
    counters: dict[int, int] = {}
    for is_text, run in groupby(blocks, key=lambda block: isinstance(block, Paragraph | ListItem)):
        if is_text:
            texts = [block for block in run if isinstance(block, Paragraph | ListItem)]
            if plans and isinstance(plans[-1], BlockPlan) and waiting is None and _is_remark(texts, phrases):
                plans[-1].remarks = text_units(texts, title, phrases, counters)
                continue
            added = _text_plans(texts, title, phrases, scene_seconds, counters)
            if waiting is not None:
                if added and _fits_beside(added[0]):
                    added[0].picture = waiting
                else:
                    _place_apart(waiting, plans, added)
                waiting = None
            plans += added
            continue
        for block in run:
            if waiting is not None:
                _place_apart(waiting, plans, [])
                waiting = None
            last = plans[-1] if plans else None
            if isinstance(block, Picture):
                if isinstance(last, TextPlan) and _fits_beside(last):
                    last.picture = block
                else:
                    waiting = block
            elif isinstance(block, Table | Code | Quote):
                plans.append(BlockPlan(block, _take_lead(plans, phrases)))
    if waiting is not None:
        _place_apart(waiting, plans, [])
    return iter(plans)


def _place_apart(picture: Picture, before: list[TextPlan | BlockPlan], after: list[TextPlan]) -> None:
    """Give the picture a scene; one that nothing is told of takes a part of the text around it, not to be wordless."""
    if not picture_description(picture) and (_take_end(picture, before) or _take_start(picture, after)):
        return
    before.append(BlockPlan(picture))


def _take_end(picture: Picture, plans: list[TextPlan | BlockPlan]) -> bool:
    last = plans[-1] if plans else None
    if not isinstance(last, TextPlan) or last.picture is not None:
        return False
    start = len(last.units) - 1
    while start > 1 and _length(last.units[start - 1 :]) <= _BESIDE_PICTURE_CHARACTERS:
        start -= 1
    if start < 1 or _length(last.units[start:]) > _BESIDE_PICTURE_CHARACTERS:
        return False
    plans.append(TextPlan(last.units[start:], is_continued=True, picture=picture))
    del last.units[start:]
    return True


def _take_start(picture: Picture, plans: list[TextPlan]) -> bool:
    if not plans or len(plans[0].units) < 2:
        return False
    units = plans[0].units
    stop = 1
    while stop < len(units) - 1 and _length(units[: stop + 1]) <= _BESIDE_PICTURE_CHARACTERS:
        stop += 1
    if _length(units[:stop]) > _BESIDE_PICTURE_CHARACTERS:
        return False
    plans[:1] = [TextPlan(units[:stop], plans[0].is_continued, picture), TextPlan(units[stop:], is_continued=True)]
    return True


def _text_plans(
    run: Sequence[TextBlock], title: str, phrases: Phrases, scene_seconds: float, counters: dict[int, int]
) -> list[TextPlan]:
    units = text_units(run, title, phrases, counters)
    pieces = [unit.piece(units[index - 1] if index else None) for index, unit in enumerate(units)]
    most = _MOST_ITEMS if scene_seconds < float("inf") else _MOST_ITEMS_WITH_NOTES
    cuts = partition(pieces, SceneLimits(scene_seconds, most, _TEXT_ROWS))
    return [TextPlan([units[index] for index in cut], is_continued=cut.start > 0) for cut in cuts]


def _fits_beside(plan: TextPlan) -> bool:
    return plan.picture is None and sum(len(unit.text) for unit in plan.units) <= _BESIDE_PICTURE_CHARACTERS


def _is_remark(texts: Sequence[TextBlock], phrases: Phrases) -> bool:
    """Whether it is a foot note rather than a text of its own, such as a warning."""
    if any(is_callout(block.text, phrases) for block in texts):
        return False
    is_short = len(texts) <= 2 and sum(len(block.text) for block in texts) <= FOOT_NOTE_CHARACTERS
    return is_short and all(block.kind == "paragraph" and not block.text.endswith(":") for block in texts)


def _take_lead(plans: list[TextPlan | BlockPlan], phrases: Phrases) -> list[TextUnit]:
    """Take away the sentences that introduce the block to come, to be told while it is shown."""
    last = plans[-1] if plans else None
    if not isinstance(last, TextPlan) or last.picture is not None:
        return []
    units = last.units
    if any(is_callout(unit.text, phrases) for unit in units):
        return []
    if len(units) <= 2 and all(unit.is_sentence for unit in units) and _length(units) <= _LEAD_CHARACTERS:
        plans.pop()
        return units
    if units[-1].introduces and units[-1].is_sentence and len(units) > 1:
        return [units.pop()]
    return []


def _length(units: Sequence[TextUnit]) -> int:
    return sum(len(unit.text) for unit in units)
