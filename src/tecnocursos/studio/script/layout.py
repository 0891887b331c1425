"""One section becomes scenes: which slide shows each of its blocks, in what steps, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tecnocursos.documents.outline import Block, Code, ListItem, Paragraph, Picture, Quote, Section, Table
from tecnocursos.kit.text import collapse, fold, words
from tecnocursos.rendering.slides import (
    BulletsSlide,
    CodeSlide,
    Column,
    PictureSlide,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    Slide,
    TableSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.script.columns import TextColumn, find_columns, find_label_row
from tecnocursos.studio.script.descriptions import picture_description, says_something
from tecnocursos.studio.script.drafts import Beat, speech_seconds
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.speakable import is_speakable
from tecnocursos.studio.script.splitting import Piece, SceneLimits, partition
from tecnocursos.studio.script.text_units import TextBlock, TextUnit, text_units

_MOST_ITEMS = 6
_MOST_ITEMS_WITH_NOTES = 8
_MOST_ROWS = 7
_MOST_CODE_LINES = 14
_TEXT_ROWS = 12.0
_BESIDE_PICTURE_CHARACTERS = 380
_LEAD_CHARACTERS = 220
_CAPTION_CHARACTERS = 100
_SHORT_CELL_WORDS = 4
_TINY_PIXELS = 48
_TINY_SHARE = 0.012
"""Of the slide: smaller pictures are icons and logos."""


@dataclass(slots=True)
class Panel:
    """A scene in the making: what `SceneDraft` holds, without the identity."""

    slide: Slide
    beats: list[Beat]
    shows: tuple[str, ...]


@dataclass(slots=True)
class _TextPlan:
    units: list[TextUnit]
    is_continued: bool
    picture: Picture | None = None


@dataclass(slots=True)
class _BlockPlan:
    block: Table | Picture | Code | Quote
    lead: list[TextUnit] = field(default_factory=list)
    """Sentences told before the block, while it is shown."""
    remarks: list[TextUnit] = field(default_factory=list)
    """Short sentences told after it."""


def section_panels(section: Section, phrases: Phrases, scene_seconds: float) -> list[Panel]:
    """The scenes of a section's blocks; none when it has nothing to show or tell.

    `scene_seconds` is the usual most; infinite where notes will be spoken, whose slides stay as whole as can be.
    """
    title = collapse(section.title or "")
    blocks = [block for block in map(_with_rows, section.blocks) if _has_content(block)]
    panels: list[Panel] = []
    labels = find_label_row(blocks)
    columns = find_columns([block for block in blocks if block not in labels])
    if columns:
        panels = [_columns_panel(title, *columns, labels, phrases)]
        blocks = []
    for plan in _plans(blocks, title, phrases, scene_seconds):
        if isinstance(plan, _TextPlan):
            panels.append(_text_panel(plan, title, phrases))
        elif plan.block.kind == "table":
            panels += _table_panels(plan.block, plan, title, phrases, scene_seconds)
        elif plan.block.kind == "code":
            panels += _code_panels(plan.block, plan, title, phrases)
        elif plan.block.kind == "quote":
            panels.append(_quote_panel(plan.block, plan, title))
        else:
            panels.append(_picture_panel(plan.block, plan, title))
    if panels and title:
        _announce(section, title, panels[0])
    return panels


def _with_rows(block: Block) -> Block:
    """A table of nothing but a caption is a paragraph."""
    if isinstance(block, Table) and not any(is_speakable(cell) for row in (block.header, *block.rows) for cell in row):
        return Paragraph(id=block.id, place=block.place, text=block.caption or "")
    return block


def _has_content(block: Block) -> bool:
    """Whether it is worth showing: icons and logos without a description, and blocks without a letter, are not."""
    if isinstance(block, Picture):
        box = block.place.box
        is_tiny = min(block.width, block.height) < _TINY_PIXELS or (box is not None and box[2] * box[3] < _TINY_SHARE)
        return not is_tiny or bool(picture_description(block))
    return isinstance(block, Table | Code) or is_speakable(block.text)


def _plans(
    blocks: Sequence[Block], title: str, phrases: Phrases, scene_seconds: float
) -> Iterator[_TextPlan | _BlockPlan]:
    plans: list[_TextPlan | _BlockPlan] = []
    waiting: Picture | None = None
    counters: dict[int, int] = {}
    for is_text, run in groupby(blocks, key=lambda block: isinstance(block, Paragraph | ListItem)):
        if is_text:
            texts = [block for block in run if isinstance(block, Paragraph | ListItem)]
            if plans and isinstance(plans[-1], _BlockPlan) and waiting is None and _is_remark(texts):
                plans[-1].remarks = text_units(texts, title, phrases, counters)
                continue
            added = _text_plans(texts, title, phrases, scene_seconds, counters)
            if waiting is not None:
                if added and _fits_beside(added[0]):
                    added[0].picture = waiting
                else:
                    plans.append(_BlockPlan(waiting))
                waiting = None
            plans += added
            continue
        for block in run:
            if waiting is not None:
                plans.append(_BlockPlan(waiting))
                waiting = None
            last = plans[-1] if plans else None
            if isinstance(block, Picture):
                if isinstance(last, _TextPlan) and _fits_beside(last):
                    last.picture = block
                else:
                    waiting = block
            elif isinstance(block, Table | Code | Quote):
                plans.append(_BlockPlan(block, _take_lead(plans)))
    if waiting is not None:
        plans.append(_BlockPlan(waiting))
    return iter(plans)


def _text_plans(
    run: Sequence[TextBlock], title: str, phrases: Phrases, scene_seconds: float, counters: dict[int, int]
) -> list[_TextPlan]:
    units = text_units(run, title, phrases, counters)
    pieces = [unit.piece(units[index - 1] if index else None) for index, unit in enumerate(units)]
    most = _MOST_ITEMS if scene_seconds < float("inf") else _MOST_ITEMS_WITH_NOTES
    cuts = partition(pieces, SceneLimits(scene_seconds, most, _TEXT_ROWS))
    return [_TextPlan([units[index] for index in cut], is_continued=cut.start > 0) for cut in cuts]


def _fits_beside(plan: _TextPlan) -> bool:
    return plan.picture is None and sum(len(unit.text) for unit in plan.units) <= _BESIDE_PICTURE_CHARACTERS


def _is_remark(texts: Sequence[TextBlock]) -> bool:
    """Whether it is a foot note rather than a text of its own."""
    is_short = len(texts) <= 2 and sum(len(block.text) for block in texts) <= _CAPTION_CHARACTERS
    return is_short and all(block.kind == "paragraph" and not block.text.endswith(":") for block in texts)


def _take_lead(plans: list[_TextPlan | _BlockPlan]) -> list[TextUnit]:
    """Take away the sentences that introduce the block to come, to be told while it is shown."""
    last = plans[-1] if plans else None
    if not isinstance(last, _TextPlan) or last.picture is not None:
        return []
    units = last.units
    if len(units) <= 2 and all(unit.is_sentence for unit in units) and _length(units) <= _LEAD_CHARACTERS:
        plans.pop()
        return units
    if units[-1].introduces and units[-1].is_sentence and len(units) > 1:
        return [units.pop()]
    return []


def _length(units: Sequence[TextUnit]) -> int:
    return sum(len(unit.text) for unit in units)


def _announce(section: Section, title: str, panel: Panel) -> None:
    """Say the section's title first, unless the first sentence says it anyway."""
    said = {fold(word) for word in words(panel.beats[0].text)} if panel.beats else set()
    if not is_speakable(title) or {fold(word) for word in words(title)} <= said:
        return
    panel.beats.insert(0, Beat(kind="title", text=title, sources=(section.id,)))


def _shown(blocks: Sequence[Block]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(block.id for block in blocks))


def _continued(title: str, is_continued: bool, phrases: Phrases) -> str:
    return f"{title} {phrases.continued}" if title and is_continued else title


def _slot(picture: Picture) -> PictureSlot:
    caption = collapse(picture.caption or "")
    return PictureSlot(file=picture.file, alt=picture_description(picture), caption=caption)


def _picture_beats(picture: Picture) -> list[Beat]:
    """What the picture shows, and its caption where that says more."""
    description = collapse(picture_description(picture))
    caption = collapse(picture.caption or "")
    beats = [Beat(kind="picture", text=description, sources=(picture.id,))] if description else []
    if caption and says_something(caption) and not _says_no_more(caption, description):
        beats.append(Beat(kind="sentence", text=caption, sources=(picture.id,)))
    return beats


def _says_no_more(text: str, than: str) -> bool:
    return {fold(word) for word in words(text)} <= {fold(word) for word in words(than)}


def _text_panel(plan: _TextPlan, title: str, phrases: Phrases) -> Panel:
    items = tuple(unit.item() for unit in plan.units)
    beats = [unit.beat(index + 1) for index, unit in enumerate(plan.units)]
    shown: list[Block] = [unit.block for unit in plan.units]
    heading = _continued(title, plan.is_continued, phrases)
    if plan.picture is None:
        return Panel(BulletsSlide(title=heading, items=items), beats, _shown(shown))
    slide = PictureTextSlide(title=heading, picture=_slot(plan.picture), items=items)
    return Panel(slide, [*_picture_beats(plan.picture), *beats], _shown([plan.picture, *shown]))


def _columns_panel(
    title: str, left: TextColumn, right: TextColumn, labels: Sequence[Paragraph], phrases: Phrases
) -> Panel:
    columns: list[Column] = []
    beats: list[Beat] = []
    shown: list[Block] = []
    step = 0
    for column in (left, right):
        units = text_units(column.blocks, title, phrases, {})
        heading = collapse(column.heading.text) if column.heading else ""
        if column.heading:
            beats.append(Beat(kind="heading", text=heading, step=step, sources=(column.heading.id,)))
            shown.append(column.heading)
        for unit in units:
            step += 1
            beats.append(unit.beat(step))
        columns.append(Column(heading=heading, items=tuple(unit.item() for unit in units)))
        shown += column.blocks
    if labels:
        text = " · ".join(collapse(label.text) for label in labels)
        beats.append(Beat(kind="sentence", text=text, step=step, sources=tuple(label.id for label in labels)))
    return Panel(TwoColumnsSlide(title=title, left=columns[0], right=columns[1]), beats, _shown(shown))


def _picture_panel(picture: Picture, plan: _BlockPlan, title: str) -> Panel:
    beats = _picture_beats(picture) + _beats_around(plan.remarks, 0)
    beats = beats or [Beat(kind="picture", text="", sources=(picture.id,))]
    return Panel(PictureSlide(title=title, picture=_slot(picture)), beats, _shown([picture]))


def _beats_around(units: Sequence[TextUnit], step: int) -> list[Beat]:
    return [unit.beat(step) for unit in units]


def _caption(plan: _BlockPlan) -> tuple[str, list[Block]]:
    """The sentences around a block as its caption, when they are short, and the blocks they are from."""
    units = [*plan.lead, *plan.remarks]
    caption = " ".join(unit.text for unit in units)
    if len(caption) > _CAPTION_CHARACTERS:
        units, caption = plan.remarks, " ".join(unit.text for unit in plan.remarks)
    return caption.rstrip(":"), [unit.block for unit in units]


def _table_panels(
    table: Table, plan: _BlockPlan, title: str, phrases: Phrases, scene_seconds: float
) -> Iterator[Panel]:
    rows = [row for row in table.rows if any(cell.strip() for cell in row)] or [("",) * len(table.header)]
    row_seconds = [speech_seconds(" ".join((*table.header[1:], *row))) for row in rows]
    cuts = partition([Piece(seconds) for seconds in row_seconds], SceneLimits(scene_seconds, _MOST_ROWS, _MOST_ROWS))
    own_caption = collapse(table.caption or "")
    is_wordy = any(_is_wordy(cell) for row in rows for cell in row[1:])
    caption, captioned = (own_caption, []) if own_caption else _caption(plan)
    for cut in cuts:
        beats: list[Beat] = []
        if cut.start == 0:
            beats += _beats_around(plan.lead, 0)
            beats.append(Beat(kind="table", text=own_caption, sources=(table.id,), header=table.header))
        beats += [
            Beat(
                kind="row",
                text="",
                step=step,
                sources=(table.id,),
                header=table.header,
                cells=rows[index],
                is_wordy=is_wordy,
            )
            for step, index in enumerate(cut, start=1)
        ]
        if cut.stop == len(rows):
            beats += _beats_around(plan.remarks, len(cut))
        slide = TableSlide(
            title=_continued(title, cut.start > 0, phrases),
            header=table.header,
            rows=tuple(rows[index] for index in cut),
            caption=caption,
        )
        yield Panel(slide, beats, _shown([table, *captioned]))


def _is_wordy(cell: str) -> bool:
    return len(words(cell)) > _SHORT_CELL_WORDS or any(mark in cell for mark in (", ", "; ", ": ", ". "))


def _code_panels(code: Code, plan: _BlockPlan, title: str, phrases: Phrases) -> Iterator[Panel]:
    lines = code.text.expandtabs(4).strip("\n").splitlines() or [""]
    blank_before = [index > 0 and not lines[index - 1].strip() for index in range(len(lines))]
    pieces = [Piece(0, cut_cost=0 if blank else 0.4) for blank in blank_before]
    cuts = partition(pieces, SceneLimits(1, _MOST_CODE_LINES, _MOST_CODE_LINES))
    caption, captioned = _caption(plan)
    language = code.language or ""
    for cut in cuts:
        beats = _beats_around(plan.lead, 0) if cut.start == 0 else []
        beats.append(Beat(kind="code", text="", sources=(code.id,), language=language, is_continued=cut.start > 0))
        if cut.stop == len(lines):
            beats += _beats_around(plan.remarks, 0)
        slide = CodeSlide(
            title=_continued(title, cut.start > 0, phrases),
            code="\n".join(lines[index] for index in cut).strip("\n"),
            language=language,
            caption=caption,
        )
        yield Panel(slide, beats, _shown([code, *captioned]))


def _quote_panel(quote: Quote, plan: _BlockPlan, title: str) -> Panel:
    text, attribution = collapse(quote.text), collapse(quote.attribution or "")
    beats = [
        *_beats_around(plan.lead, 0),
        Beat(kind="quote", text=text, sources=(quote.id,), attribution=attribution),
        *_beats_around(plan.remarks, 0),
    ]
    return Panel(QuoteSlide(title=title, text=text, attribution=attribution), beats, _shown([quote]))
