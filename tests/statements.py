"""What the database is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from tecnocursos.bootstrap.platform import Platform


@contextmanager
def statements(platform: Platform) -> Iterator[list[str]]:
    """Every statement of the block, in order."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(platform.database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(platform.database.engine, "before_cursor_execute", note)
