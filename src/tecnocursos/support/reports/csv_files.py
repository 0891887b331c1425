"""Tables as files that spreadsheets open as they are: separated as the language's spreadsheets expect, and harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tecnocursos.kit.language import Language

Cell = str | int | float | datetime | None
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MARK: Final = "\ufeff"
"""By which a spreadsheet knows UTF-8."""


def csv_lines(rows: Iterable[Sequence[Cell]], language: Language, zone: ZoneInfo) -> Iterator[str]:
    """Lines of a file. In Portuguese `;` separates and numbers have a comma; moments are told in `zone`."""
    separator = ";" if language == "pt-BR" else ","
    yield _MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(
            [_written(cell, language, zone) for cell in row]
        )
        yield line.getvalue()


def _written(cell: Cell, language: Language, zone: ZoneInfo) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, float):
        written = f"{cell:g}"
        return written.replace(".", ",") if language == "pt-BR" else written
    if isinstance(cell, str) and cell.startswith(_BEGINS_FORMULA):
        return f"'{cell}"  # or it would be reckoned when the file is opened
    return str(cell)
