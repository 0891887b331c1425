"""Lists in pages. A cursor names the row after which the next page starts: pages stay whole while rows change."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Generic, TypeVar

from tecnocursos.kit import base64url
from tecnocursos.kit.errors import Invalid
from tecnocursos.kit.schema import Response

Item = TypeVar("Item")

DEFAULT_PAGE_SIZE = 50


class CursorInvalid(Invalid):
    code = "cursor_invalid"
    en = "The cursor is not one that this list gave, with the same sort order."
    pt = "O cursor não foi dado por esta lista, com a mesma ordenação."


class Page(Response, Generic[Item]):
    """One page; `next_cursor` is None on the last one."""

    items: list[Item]
    next_cursor: str | None = None


def encode_cursor(sort: str, values: Sequence[str | int | float | None]) -> str:
    """An opaque text for the place after a row with these sort values, under the sort order `sort`."""
    content = json.dumps([sort, *values], separators=(",", ":"), ensure_ascii=False)
    return base64url.encode(content.encode())


def decode_cursor(cursor: str, sort: str, count: int) -> list[str | int | float | None]:
    """The `count` sort values of a cursor. Raises CursorInvalid."""
    try:
        content = json.loads(base64url.decode(cursor))
    except (ValueError, RecursionError) as error:
        raise CursorInvalid from error
    if not isinstance(content, list) or len(content) != count + 1 or content[0] != sort:
        raise CursorInvalid
    if not all(value is None or isinstance(value, str | int | float) for value in content[1:]):
        raise CursorInvalid
    return content[1:]
