"""Rows of Markdown tables that have more cells than the header: the parser drops the surplus."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"(?<!\\)\|")


def surplus_cells(line: str, columns: int) -> list[str]:
    """The Markdown of the cells of a row's source line beyond `columns`; empty ones are left out."""
    cells = _SEPARATOR.split(line.strip())
    if cells[0] == "":
        del cells[0]
    return [cell.strip().replace("\\|", "|") for cell in cells[columns:] if cell.strip()]
