"""One section becomes scenes: which slide shows each of its blocks, in what steps, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tecnocursos.documents.outline import Block, Code, Paragraph, Picture, Quote, Section, Table
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
from tecnocursos.studio.script.callouts import join_lone_labels
from tecnocursos.studio.script.captions import repeats_caption, split_caption
from tecnocursos.studio.script.columns import TextColumn, find_columns, find_label_row
from tecnocursos.studio.script.descriptions import picture_description, says_something
from tecnocursos.studio.script.drafts import Beat, speech_seconds
from tecnocursos.studio.script.on_screen import with_capital
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.plans import FOOT_NOTE_CHARACTERS, BlockPlan, TextPlan, plan_blocks
from tecnocursos.studio.script.speakable import is_speakable
from tecnocursos.studio.script.splitting import Piece, SceneLimits, partition
from tecnocursos.studio.script.text_units import TextUnit, text_units

_MOST_ROWS = 7
_MOST_CODE_LINES = 14
_SHORT_CELL_WORDS = 4
_ROW_MARK = " · "
_TINY_PIXELS = 48
_TINY_SHARE = 0.012
"""Of the slide: smaller pictures are icons and logos."""


@dataclass(slots=True)
class Panel:
    """A scene in the making: what `SceneDraft` holds, without the identity."""

    slide: Slide
    beats: list[Beat]
    shows: tuple[str, ...]


def section_panels(section: Section, phrases: Phrases, scene_seconds: float) -> list[Panel]:
    """The scenes of a section's blocks; none when it has nothing to show or tell.

    `scene_seconds` is the usual most; infinite where notes will be spoken, whose slides stay as whole as can be.
    """
    title = collapse(section.title or "")
    blocks, joined = join_lone_labels(
        [block for block in map(_with_rows, section.blocks) if _has_content(block)], phrases
    )
    panels: list[Panel] = []
    labels = find_label_row(blocks)
    columns = find_columns([block for block in blocks if block not in labels])
    if columns:
        panels = [_columns_panel(title, *columns, labels, phrases)]
        blocks = []
    elif len(labels) > 1:
        blocks = _with_row_joined(blocks, labels)
        joined |= {label.id: labels[0].id for label in labels[1:]} if labels[1] not in blocks else {}
    for plan in plan_blocks(blocks, title, phrases, scene_seconds):
        if isinstance(plan, TextPlan):
            panels.append(_text_panel(plan, title, phrases))
        elif plan.block.kind == "table":
            panels += _table_panels(plan.block, plan, title, phrases, scene_seconds)
        elif plan.block.kind == "code":
            panels += _code_panels(plan.block, plan, title, phrases)
        elif plan.block.kind == "quote":
            panels.append(_quote_panel(plan.block, plan, title))
        else:
            panels.append(_picture_panel(plan.block, plan, title, phrases))
    for panel in panels if joined else ():
        _name_joined(panel, joined)
    if panels and title:
        _announce(section, title, panels[0])
    return panels


def _with_rows(block: Block) -> Block:
    """A table of nothing but a caption is a paragraph."""
    if isinstance(block, Table) and not any(is_speakable(cell) for row in (block.header, *block.rows) for cell in row):
        return Paragraph(id=block.id, place=block.place, text=block.caption or "")
    return block


def _with_row_joined(blocks: Sequence[Block], labels: Sequence[Paragraph]) -> list[Block]:
    """The labels of a drawing as one paragraph, where they follow one another."""
    start = blocks.index(labels[0])
    if list(blocks[start : start + len(labels)]) != list(labels):
        return list(blocks)
    text = _ROW_MARK.join(collapse(label.text) for label in labels)
    row = labels[0].model_copy(update={"text": text})
    return [*blocks[:start], row, *blocks[start + len(labels) :]]


def _name_joined(panel: Panel, joined: dict[str, str]) -> None:
    """Name all the blocks that one was made of."""

    def with_parts(identities: Sequence[str]) -> tuple[str, ...]:
        parts = [[part for part, whole in joined.items() if whole == identity] for identity in identities]
        return tuple(name for identity, found in zip(identities, parts, strict=True) for name in (identity, *found))

    panel.shows = with_parts(panel.shows)
    panel.beats = [beat.model_copy(update={"sources": with_parts(beat.sources)}) for beat in panel.beats]


def _has_content(block: Block) -> bool:
    """Whether it is worth showing: icons and logos without a description, and blocks without a letter, are not."""
    if isinstance(block, Picture):
        box = block.place.box
        is_tiny = min(block.width, block.height) < _TINY_PIXELS or (box is not None and box[2] * box[3] < _TINY_SHARE)
        return not is_tiny or bool(picture_description(block))
    return isinstance(block, Table | Code) or is_speakable(block.text)


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


def _picture_beats(picture: Picture, phrases: Phrases, repeated: Sequence[TextUnit] = ()) -> list[Beat]:
    """What the picture shows, and its caption where that says more."""
    own_label, description = split_caption(picture_description(picture), phrases)
    label, caption = split_caption(picture.caption or "", phrases)
    sources = (picture.id, *(unit.block.id for unit in repeated))
    beats = []
    if description:
        beats.append(Beat(kind="picture", text=description, label=label or own_label, sources=sources))
    if caption and says_something(caption) and not _says_no_more(caption, description):
        beats.append(Beat(kind="sentence", text=with_capital(caption) if label else caption, sources=(picture.id,)))
    return beats


def _says_no_more(text: str, than: str) -> bool:
    return {fold(word) for word in words(text)} <= {fold(word) for word in words(than)}


def _text_panel(plan: TextPlan, title: str, phrases: Phrases) -> Panel:
    heading = _continued(title, plan.is_continued, phrases)
    if plan.picture is None:
        items = tuple(unit.item() for unit in plan.units)
        return Panel(BulletsSlide(title=heading, items=items), _item_beats(plan.units), _shown_units(plan.units))
    told = f"{picture_description(plan.picture)} {plan.picture.caption or ''}"
    repeated = [unit for unit in plan.units if unit.is_sentence and repeats_caption(unit.text, told, phrases)]
    units = [unit for unit in plan.units if unit not in repeated]
    picture_beats = _picture_beats(plan.picture, phrases, repeated)
    shown = tuple(dict.fromkeys((plan.picture.id, *_shown_units(plan.units))))
    if not units:
        return Panel(PictureSlide(title=heading, picture=_slot(plan.picture)), picture_beats, shown)
    items = tuple(unit.item() for unit in units)
    slide = PictureTextSlide(title=heading, picture=_slot(plan.picture), items=items)
    return Panel(slide, [*picture_beats, *_item_beats(units)], shown)


def _item_beats(units: Sequence[TextUnit]) -> list[Beat]:
    return [unit.beat(step) for step, unit in enumerate(units, start=1)]


def _shown_units(units: Sequence[TextUnit]) -> tuple[str, ...]:
    return _shown([unit.block for unit in units])


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
    caption = _ROW_MARK.join(collapse(label.text) for label in labels)
    if labels:
        beats.append(Beat(kind="sentence", text=caption, step=step, sources=tuple(label.id for label in labels)))
    slide = TwoColumnsSlide(title=title, left=columns[0], right=columns[1], caption=caption)
    return Panel(slide, beats, _shown([*shown, *labels]))


def _picture_panel(picture: Picture, plan: BlockPlan, title: str, phrases: Phrases) -> Panel:
    beats = _picture_beats(picture, phrases) + _beats_around(plan.remarks, 0)
    beats = beats or [Beat(kind="picture", text="", sources=(picture.id,))]
    return Panel(PictureSlide(title=title, picture=_slot(picture)), beats, _shown([picture]))


def _beats_around(units: Sequence[TextUnit], step: int) -> list[Beat]:
    return [unit.beat(step) for unit in units]


def _caption(plan: BlockPlan) -> tuple[str, list[Block]]:
    """The sentences around a block as its caption, when they are short, and the blocks they are from."""
    units = [*plan.lead, *plan.remarks]
    caption = " ".join(unit.text for unit in units)
    if len(caption) > FOOT_NOTE_CHARACTERS:
        units, caption = plan.remarks, " ".join(unit.text for unit in plan.remarks)
    return caption.rstrip(":"), [unit.block for unit in units]


def _table_panels(table: Table, plan: BlockPlan, title: str, phrases: Phrases, scene_seconds: float) -> Iterator[Panel]:
    rows = [row for row in table.rows if any(cell.strip() for cell in row)] or [("",) * len(table.header)]
    row_seconds = [speech_seconds(" ".join((*table.header[1:], *row))) for row in rows]
    cuts = partition([Piece(seconds) for seconds in row_seconds], SceneLimits(scene_seconds, _MOST_ROWS, _MOST_ROWS))
    own_caption = collapse(table.caption or "")
    label, name = split_caption(own_caption, phrases)
    is_wordy = any(_is_wordy(cell) for row in rows for cell in row[1:])
    caption, captioned = (own_caption, []) if own_caption else _caption(plan)
    for cut in cuts:
        beats: list[Beat] = []
        if cut.start == 0:
            beats += _beats_around(plan.lead, 0)
            beats.append(Beat(kind="table", text=name, label=label, sources=(table.id,), header=table.header))
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


def _code_panels(code: Code, plan: BlockPlan, title: str, phrases: Phrases) -> Iterator[Panel]:
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


def _quote_panel(quote: Quote, plan: BlockPlan, title: str) -> Panel:
    text, attribution = collapse(quote.text), collapse(quote.attribution or "")
    beats = [
        *_beats_around(plan.lead, 0),
        Beat(kind="quote", text=text, sources=(quote.id,), attribution=attribution),
        *_beats_around(plan.remarks, 0),
    ]
    return Panel(QuoteSlide(title=title, text=text, attribution=attribution), beats, _shown([quote]))
