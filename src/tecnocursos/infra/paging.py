"""Cursor paging of selects: the next page starts after the last row's sort values, so no row is skipped or repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from tecnocursos.kit.pagination import CursorInvalid, decode_cursor, encode_cursor

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SortOrder:
    """A named order of rows: columns that are never null, the last of which is unique."""

    name: str
    columns: tuple[InstrumentedAttribute[Any], ...]
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """One page of rows; `next_cursor` is None on the last one."""

    rows: Sequence[Row]
    next_cursor: str | None


def fetch_page(
    session: Session, wanted: Select[Row], order: SortOrder, *, cursor: str | None, limit: int
) -> Slice[Row]:
    """At most `limit` entities of `wanted` after `cursor`, in `order`. Raises CursorInvalid."""
    if cursor is not None:
        wanted = wanted.where(_after(order, decode_cursor(cursor, order.name, len(order.columns))))
    columns = [column.desc() if order.is_descending else column.asc() for column in order.columns]
    rows = session.scalars(wanted.order_by(*columns).limit(limit + 1)).all()
    if len(rows) <= limit:
        return Slice(rows, None)
    last = rows[limit - 1]
    values = [_written(getattr(last, column.key)) for column in order.columns]
    return Slice(rows[:limit], encode_cursor(order.name, values))


def _after(order: SortOrder, values: Sequence[str | int | float | None]) -> ColumnElement[bool]:
    """(a, b) > (x, y), written out, since row values are compared differently by the databases."""
    typed = [_read(column, value) for column, value in zip(order.columns, values, strict=True)]
    alternatives = []
    for place, (column, value) in enumerate(zip(order.columns, typed, strict=True)):
        equal = [earlier == same for earlier, same in zip(order.columns[:place], typed[:place], strict=True)]
        beyond = column < value if order.is_descending else column > value
        alternatives.append(and_(*equal, beyond))
    return or_(*alternatives)


def _written(value: Any) -> str | int | float | None:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _read(column: InstrumentedAttribute[Any], value: str | float | None) -> Any:
    kind = column.type.python_type
    try:
        if kind is datetime:
            moment = datetime.fromisoformat(str(value))
            if moment.tzinfo is None:
                raise CursorInvalid
            return moment
        if kind is UUID:
            return UUID(str(value))
    except ValueError as error:
        raise CursorInvalid from error
    if not isinstance(value, kind) or isinstance(value, bool):
        raise CursorInvalid
    return value
