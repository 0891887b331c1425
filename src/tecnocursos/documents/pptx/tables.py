"""Tables of slides."""

from __future__ import annotations

from typing import Any

from tecnocursos.documents.outline import Place
from tecnocursos.documents.pptx.text import paragraph_text
from tecnocursos.documents.reading import Draft


def read_table(table: Any, draft: Draft, place: Place) -> None:
    """Add a table; what a merged cell covers is empty."""
    rows = [[_cell_text(cell) for cell in row.tc_lst] for row in table._tbl.tr_lst]
    if not rows:
        return
    if table.first_row and len(rows) > 1:
        draft.table(rows[0], rows[1:], place)
    else:
        draft.table((), rows, place)


def _cell_text(cell: Any) -> str:
    if cell.is_spanned or cell.txBody is None:
        return ""
    return " ".join(filter(None, (paragraph_text(paragraph).strip() for paragraph in cell.txBody.p_lst)))
