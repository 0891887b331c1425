"""What is told of a job that failed: to whoever asked for it, on the rows that it was about."""

from __future__ import annotations

from typing import Any

from tecnocursos.infra.files import StorageFull, is_out_of_room
from tecnocursos.kit.errors import ProductError


def told(error: Exception) -> dict[str, Any]:
    """Its code, its sentence in both languages (`en`, `pt`), and the `page` where there is one.

    Of an unexpected one nothing but that it was: its text may hold anything, and goes to the log only.
    """
    if is_out_of_room(error):
        error = StorageFull()
    if not isinstance(error, ProductError):
        return {"code": "unexpected", "en": "Something unexpected went wrong.", "pt": "Algo inesperado deu errado."}
    page = error.data.get("page")
    found = {"code": error.code, "en": error.message("en"), "pt": error.message("pt")}
    return found | ({"page": page} if isinstance(page, int) else {})
