"""Ids: UUID version 7, so that rows lie in the order they were made. They identify; they are never secrets."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()


def moment_of(made: UUID) -> datetime:
    """When an id was made by `new_id`, to the millisecond."""
    return datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
