"""Tables of Word documents."""

from __future__ import annotations

from typing import Any

from tecnocursos.documents.docx.text import paragraph_text
from tecnocursos.documents.namespaces import W
from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft

_MOST_COLUMNS = 64


def read_table(table: Any, draft: Draft, place: Place) -> None:
    """Add a table; merged cells repeat nothing, tables in cells become text. A table of one cell is a framed text."""
    rows = [_row(row) for row in _rows(table)]
    if not rows:
        return
    if max(map(len, rows)) == 1 and len(rows) == 1:
        for paragraph in table.iter(f"{W}p"):
            draft.paragraph(paragraph_text(paragraph), place)
    elif _has_header(table) and len(rows) > 1:
        draft.table(rows[0], rows[1:], place)
    else:
        draft.table((), rows, place)


def _rows(table: Any) -> list[Any]:
    """The table's own rows, those in content controls included, without deleted ones."""
    rows = []
    for row in table.iter(f"{W}tr"):
        owner = next(row.iterancestors(f"{W}tbl"), None)
        if owner is table and row.find(f"{W}trPr/{W}del") is None:
            rows.append(row)
    return rows


def _row(row: Any) -> list[str]:
    texts: list[str] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr"), None) is not row:
            continue
        properties = cell.find(f"{W}tcPr")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        span = properties.find(f"{W}gridSpan") if properties is not None else None
        width = span.get(f"{W}val", "1") if span is not None else "1"
        paragraphs = (paragraph_text(paragraph).strip() for paragraph in cell.iter(f"{W}p"))
        texts.append("" if continues else " ".join(filter(None, paragraphs)))
        texts += [""] * (min(int(width), _MOST_COLUMNS) - 1 if width.isdigit() else 0)
    return texts


def _has_header(table: Any) -> bool:
    """A row marked to repeat on each page, or a table style whose first row is set apart."""
    if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None:
        return True
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    flag = look.get(f"{W}firstRow")
    if flag is None:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x20)
    return flag in {"1", "true", "on"}
