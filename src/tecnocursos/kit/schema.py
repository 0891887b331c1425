"""The base of what the API takes and gives."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Request(BaseModel):
    """A body that is sent: unknown fields are refused, so that a misspelt or forbidden one is never ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Response(BaseModel):
    """A body that is given; made from rows and values by their attributes."""

    model_config = ConfigDict(from_attributes=True)


class Versioned(Response):
    """A resource that is guarded against lost updates: its `version` is its ETag."""

    version: int
