"""Three-way merge of lists: what the document changed and what the author changed, side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tecnocursos.studio.likeness import Bag, align

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Slot(Generic[Part]):
    """One part through its three states: as drafted, as edited, and as the new document has it; None where it is not.

    `edited_at` and `new_at` are its places in their lists.
    """

    base: Part | None
    edited: Part | None
    new: Part | None
    edited_at: int | None
    new_at: int | None


def line_up(
    base: Sequence[Part],
    edited: Sequence[Part],
    new: Sequence[Part],
    *,
    key: Callable[[Part], Hashable],
    bag: Callable[[Part], Bag],
) -> list[Slot[Part]]:
    """The parts of three versions of one list, those that are one in one slot, in an order true to all of them.

    Parts are one when their `key` is equal, else when most words of their `bag` are, in order.
    """
    to_edited = align(base, edited, key, bag)
    to_new = align(base, new, key, bag)
    edited_after = _inserted(to_edited, len(base), len(edited))
    new_after = _inserted(to_new, len(base), len(new))
    slots: list[Slot[Part]] = []
    for index in range(-1, len(base)):
        if index >= 0:
            edited_at, new_at = to_edited.get(index), to_new.get(index)
            slots.append(
                Slot(
                    base[index],
                    None if edited_at is None else edited[edited_at],
                    None if new_at is None else new[new_at],
                    edited_at,
                    new_at,
                )
            )
        slots += [Slot(None, edited[place], None, place, None) for place in edited_after.get(index, ())]
        slots += [Slot(None, None, new[place], None, place) for place in new_after.get(index, ())]
    return slots


def _inserted(pairs: dict[int, int], base_count: int, count: int) -> dict[int, list[int]]:
    """What has no counterpart, under the place in the base that it follows (-1: the start)."""
    owners = {after: before for before, after in pairs.items()}
    inserted: dict[int, list[int]] = {}
    last = -1
    for place in range(count):
        if place in owners:
            last = owners[place]
        else:
            inserted.setdefault(min(last, base_count - 1), []).append(place)
    return inserted
