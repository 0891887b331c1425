"""One scene, three ways: as it was drafted, as it was edited since, and as the new document would have it drafted.

What the author left alone follows the document; what the author edited stays, and where the document changed it too,
that is told as a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from tecnocursos.kit.value import Value
from tecnocursos.rendering.slides import BulletsSlide, ClosingSlide, Item, PictureTextSlide, Slide, TableSlide
from tecnocursos.studio.changes.sequences import Slot, line_up
from tecnocursos.studio.course import Line, Scene
from tecnocursos.studio.likeness import bag_of

ConflictKind = Literal["both_changed", "removed_in_document", "deleted_by_author"]

_LINE_FIELDS = ("say", "caption", "pause_before_ms", "pause_after_ms", "voice", "speed")
_EXCERPT = 300


class Conflict(Value):
    """Where the author's edit was kept although the document changed the same."""

    kind: ConflictKind
    field: str
    """Where in the proposed scene: `slide.title`, `slide.items`, `lines.2.text`, `lines.2`, `lines`."""
    drafted: str = ""
    edited: str = ""
    document: str = ""
    """What the new document says there."""


@dataclass(slots=True)
class _Merge:
    conflicts: list[Conflict] = field(default_factory=list)

    def note(self, kind: ConflictKind, place: str, base: object, edited: object, new: object) -> None:
        self.conflicts.append(
            Conflict(kind=kind, field=place, drafted=_shown(base), edited=_shown(edited), document=_shown(new))
        )

    def pick(self, place: str, base: Any, edited: Any, new: Any) -> Any:
        """The edited one, unless the author left it alone."""
        if edited == base:
            return new
        if new not in (base, edited):
            self.note("both_changed", place, base, edited, new)
        return edited


def relink_scene(scene: Scene, links: Mapping[str, str]) -> Scene:
    """The scene with its source links pointing into the new document; what is not there any more is no source."""
    section_id = links.get(scene.section_id) if scene.section_id else None
    lines = tuple(line.model_copy(update={"sources": _relinked(line.sources, links)}) for line in scene.lines)
    return scene.model_copy(
        update={"section_id": section_id, "shows": _relinked(scene.shows, links), "lines": lines},
    )


def merge_scene(base: Scene, edited: Scene, new: Scene, links: Mapping[str, str]) -> tuple[Scene, list[Conflict]]:
    """The edited scene, following the document where the author left it alone; its id stays."""
    base, edited = relink_scene(base, links), relink_scene(edited, links)
    merge = _Merge()
    slide, edited_steps, new_steps = _merge_slides(merge, base.slide, edited.slide, new.slide)
    lines = _merge_lines(merge, base.lines, edited.lines, new.lines, edited_steps, new_steps, slide.step_count)
    follows = slide == new.slide
    shows = new.shows if follows else tuple(dict.fromkeys((*edited.shows, *new.shows)))
    if slide == edited.slide and not follows:
        shows = edited.shows
    merged = edited.model_copy(
        update={
            "slide": slide,
            "lines": lines,
            "section_id": new.section_id,
            "shows": shows,
            "chapter": merge.pick("chapter", base.chapter, edited.chapter, new.chapter),
            "transition": merge.pick("transition", base.transition, edited.transition, new.transition),
        }
    )
    return merged, merge.conflicts


def says_the_same(one: Scene, other: Scene) -> bool:
    """Whether two scenes would make the same video, wherever their links point."""
    return _without_links(one) == _without_links(other)


def _without_links(scene: Scene) -> Scene:
    lines = tuple(line.model_copy(update={"sources": ()}) for line in scene.lines)
    return scene.model_copy(update={"id": "", "section_id": None, "shows": (), "lines": lines})


def _merge_slides(merge: _Merge, base: Slide, edited: Slide, new: Slide) -> tuple[Slide, list[int], list[int]]:
    """The slide, and for each step of the edited and of the new slide, the step of it that shows the same."""
    unmoved = list(range(edited.step_count + 1)), list(range(new.step_count + 1))
    if edited == base:
        return new, _clamped(edited, new), unmoved[1]
    if new == base:
        return edited, unmoved[0], _clamped(new, edited)
    if not (type(base) is type(edited) is type(new)):
        merge.note("both_changed", "slide", base, edited, new)
        return edited, unmoved[0], _clamped(new, edited)
    values: dict[str, Any] = {}
    steps: tuple[list[int], list[int]] | None = None
    parts = _parts_field(edited)
    for name in type(edited).model_fields:
        before, mine, theirs = getattr(base, name), getattr(edited, name), getattr(new, name)
        if name == parts:
            values[name], *found = _merge_parts(merge, f"slide.{name}", before, mine, theirs)
            steps = found[0], found[1]
        else:
            values[name] = merge.pick(f"slide.{name}", before, mine, theirs)
    slide = edited.model_copy(update=values)
    if parts and not _is_sound(slide):
        merge.note("both_changed", "slide", base, edited, new)
        return edited, unmoved[0], _clamped(new, edited)
    return slide, *(steps or (unmoved[0], _clamped(new, slide)))


def _parts_field(slide: Slide) -> str | None:
    if isinstance(slide, BulletsSlide | PictureTextSlide | ClosingSlide):
        return "items"
    return "rows" if isinstance(slide, TableSlide) else None


def _is_sound(slide: Slide) -> bool:
    """Whether parts are left, and rows of both versions go together: columns may have come or gone on one side."""
    if isinstance(slide, TableSlide):
        return len({len(row) for row in (slide.header, *slide.rows) if row}) == 1
    return bool(getattr(slide, "items", True))


def _merge_parts(
    merge: _Merge, place: str, base: Sequence[Any], edited: Sequence[Any], new: Sequence[Any]
) -> tuple[tuple[Any, ...], list[int], list[int]]:
    merged: list[Any] = []
    edited_steps, new_steps = [0] * (len(edited) + 1), [0] * (len(new) + 1)
    for slot in line_up(base, edited, new, key=_part_text, bag=lambda part: bag_of(_part_text(part))):
        kept = _merged(merge, place, slot, lambda both: merge.pick(place, both.base, both.edited, both.new))
        if kept is not None:
            merged.append(kept)
        if slot.edited_at is not None:
            edited_steps[slot.edited_at + 1] = len(merged)
        if slot.new_at is not None:
            new_steps[slot.new_at + 1] = len(merged)
    return tuple(merged), edited_steps, new_steps


def _merged(merge: _Merge, place: str, slot: Slot[Any], both: Callable[[Slot[Any]], Any]) -> Any:
    """What a slot becomes; None where it goes. `both` merges a part that all three have."""
    if slot.base is None:
        return slot.edited if slot.edited is not None else slot.new
    if slot.edited is not None and slot.new is not None:
        return both(slot)
    if slot.edited is not None:
        if slot.edited == slot.base:
            return None
        merge.note("removed_in_document", place, slot.base, slot.edited, None)
        return slot.edited
    if slot.new is not None and slot.new != slot.base:
        merge.note("deleted_by_author", place, slot.base, None, slot.new)
    return None


def _merge_lines(
    merge: _Merge,
    base: Sequence[Line],
    edited: Sequence[Line],
    new: Sequence[Line],
    edited_steps: Sequence[int],
    new_steps: Sequence[int],
    step_count: int,
) -> tuple[Line, ...]:
    merged: list[Line] = []
    # Steps are compared as they were written, and then told in those of the merged slide.
    for slot in line_up(base, edited, new, key=lambda line: line.text, bag=lambda line: bag_of(line.text)):
        place = f"lines.{len(merged)}"
        kept = _merged(merge, place, _unlinked(slot), partial(_merge_line, merge, place))
        if kept is None:
            continue
        is_edited = slot.new is None or (slot.edited is not None and slot.base and slot.edited.step != slot.base.step)
        owner, steps = (slot.edited, edited_steps) if is_edited else (slot.new, new_steps)
        step = None if owner is None or owner.step is None else min(_step(steps, owner.step), step_count)
        sources = slot.new.sources if slot.new is not None else kept.sources
        if slot.new is not None and slot.edited is not None and slot.base and slot.edited.sources != slot.base.sources:
            sources = slot.edited.sources
        merged.append(kept.model_copy(update={"step": step, "sources": sources}))
    return tuple(merged) or tuple(edited)


def _unlinked(slot: Slot[Line]) -> Slot[Line]:
    """A line of all three that differs in nothing but its links and its step is one that nobody changed."""
    if slot.base is None:
        return slot
    same = {"sources": slot.base.sources, "step": slot.base.step}
    edited = slot.edited and slot.edited.model_copy(update=same)
    return Slot(slot.base, edited, slot.new and slot.new.model_copy(update=same), slot.edited_at, slot.new_at)


def _merge_line(merge: _Merge, place: str, slot: Slot[Line]) -> Line:
    base, edited, new = slot.base, slot.edited, slot.new
    if base is None or edited is None or new is None:
        raise ValueError("only a line that all three have can be merged")
    is_typed = edited.text != base.text or (edited.origin == "author" and base.origin != "author")
    if not is_typed:
        text, origin = new.text, new.origin
    else:
        text, origin = edited.text, edited.origin
        if new.text not in (base.text, edited.text):
            merge.note("both_changed", f"{place}.text", base.text, edited.text, new.text)
    values = {
        name: merge.pick(f"{place}.{name}", getattr(base, name), getattr(edited, name), getattr(new, name))
        for name in _LINE_FIELDS
    }
    if text != edited.text:
        # What was said or shown in place of the old text may not fit the new one.
        for name in ("say", "caption"):
            if values[name] is not None and values[name] == getattr(edited, name) != getattr(base, name):
                merge.note("both_changed", f"{place}.{name}", base.text, values[name], new.text)
    return edited.model_copy(update=values | {"text": text, "origin": origin})


def _relinked(ids: Sequence[str], links: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(links[identity] for identity in ids if identity in links))


def _step(steps: Sequence[int], step: int) -> int:
    """The step that shows what `step` showed; parts that went are passed over."""
    return max(steps[: step + 1], default=0)


def _clamped(slide: Slide, onto: Slide) -> list[int]:
    return [min(step, onto.step_count) for step in range(slide.step_count + 1)]


def _part_text(part: Any) -> str:
    return part.text if isinstance(part, Item) else "\n".join(part)


def _shown(value: object) -> str:
    """A part for people to read, cut where it is long."""
    match value:
        case None:
            text = ""
        case Line() | Item():
            text = value.text
        case tuple():
            text = " | ".join(_shown(part) for part in value)
        case Value():
            text = " | ".join(_shown(part) for part in dict(value).values() if isinstance(part, str | tuple))
        case _:
            text = str(value)
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
