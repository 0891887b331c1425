"""Ids: UUID version 7, so that rows lie in the order they were made. They identify; they are never secrets."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()
