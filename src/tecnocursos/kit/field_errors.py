"""What is wrong with one field, in both languages: what validators raise."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def field_error(kind: str, en: str, pt: str) -> PydanticCustomError:
    """`kind` is its name for programs; the API gives the Portuguese sentence to those who read Portuguese."""
    return PydanticCustomError(kind, en, {"pt": pt})
