"""Facts that a text says and its sources do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tecnocursos.kit.facts.finding import Facts, Quantity, plain_name

FactKind = Literal["number", "unit", "date", "name"]


def unknown_facts(said: Facts, known: Facts) -> Iterator[tuple[FactKind, str]]:
    """What kind of fact, and as it was written. Numbers that may not be meant as such are let through."""
    for quantity in said.quantities:
        if not quantity.is_weak and (kind := _unknown_quantity(quantity, known)):
            yield kind, quantity.token
    for date in said.dates:
        if not any(date.is_said_by(other) for other in known.dates):
            yield "date", date.token
    for name in said.names:
        if plain_name(name) not in known.words:
            yield "name", name


def _unknown_quantity(quantity: Quantity, known: Facts) -> FactKind | None:
    if quantity.value not in known.values:
        return "number"
    if not quantity.unit:
        return None
    units = known.units_of(abs(quantity.value))
    if quantity.unit in units:
        return None
    # A table names the unit in its heading and the number in its cell.
    return None if (not units or "" in units) and quantity.unit in known.units else "unit"
