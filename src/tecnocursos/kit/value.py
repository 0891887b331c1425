"""The base of the product's values: frozen, compared by content, exact about their fields, and JSON both ways."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    # What does not fit may be a person's text, and an error's text reaches the log.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
