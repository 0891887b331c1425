"""The query parameters that every list takes, and the page that it gives."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import Query

from tecnocursos.infra.paging import Slice
from tecnocursos.kit.pagination import DEFAULT_PAGE_SIZE, Page
from tecnocursos.kit.schema import Response

Item = TypeVar("Item", bound=Response)

Cursor = Annotated[str | None, Query(max_length=500, description="`next_cursor` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on a page")]

__all__ = ["DEFAULT_PAGE_SIZE", "Cursor", "Limit", "page_of"]


def page_of(kind: type[Item], rows: Slice[Any]) -> Page[Item]:
    return Page[kind](  # type: ignore[valid-type]
        items=[kind.model_validate(row) for row in rows.rows], next_cursor=rows.next_cursor
    )
