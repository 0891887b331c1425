"""The base of what the API takes and gives."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict

_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")


def _written_out(value: str | datetime) -> str | datetime:
    """Pydantic would take any number for seconds since 1970."""
    if isinstance(value, str) and not _DATE_AND_TIME.match(value):
        raise ValueError("not a date and time like 2026-03-01T12:00:00Z")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
"""A date and time with its offset (RFC 3339)."""


class Request(BaseModel):
    """A body that is sent: unknown fields are refused, so that a misspelt or forbidden one is never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Response(BaseModel):
    """A body that is given; made from rows and values by their attributes."""

    model_config = ConfigDict(from_attributes=True)


class Versioned(Response):
    """A resource that is guarded against lost updates: its `version` is its ETag."""

    version: int
