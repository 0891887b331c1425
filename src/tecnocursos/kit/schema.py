"""The base of what the API takes and gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, model_validator

from tecnocursos.kit.field_errors import field_error
from tecnocursos.kit.legibility import legible

_DATE_AND_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]")


def _written_out(value: str | datetime) -> str | datetime:
    """Pydantic would take any number for seconds since 1970."""
    if isinstance(value, str) and not _DATE_AND_TIME.match(value):
        raise field_error(
            "moment_form",
            "Input should be a date and time like 2026-03-01T12:00:00Z",
            "Deve ser data e hora, como 2026-03-01T12:00:00Z",
        )
    return value


def _in_utc(value: datetime) -> datetime:
    """At the edges of the calendar there are moments that have no date in UTC."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise field_error(
            "moment_outside_calendar",
            "Input should be within the years 1 to 9999 in UTC",
            "Deve estar entre os anos 1 e 9999 em UTC",
        ) from None


Legible = BeforeValidator(legible)
"""For text that comes in otherwise than in a Request."""
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
"""A date and time that came with its offset (RFC 3339); given in UTC."""


class Request(BaseModel):
    """A body that is sent: unknown fields are refused, so that a misspelt or forbidden one is never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _is_legible(cls, sent: Any) -> Any:
        return legible(sent)


class Response(BaseModel):
    """A body that is given; made from rows and values by their attributes."""

    model_config = ConfigDict(from_attributes=True)


class Versioned(Response):
    """A resource that is guarded against lost updates: its `version` is its ETag."""

    version: int
