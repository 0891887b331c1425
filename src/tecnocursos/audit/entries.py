"""What an entry may say, and the hash over it."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

Fact = str | int | float | bool | None

START = bytes(32)
"""What stands before the first entry of a chain."""
LONGEST_FACT = 300
MOST_CHANGES = 32

_ACTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def require_action(action: str, subject_kind: str) -> None:
    """Raise ValueError unless these are names of the product, as in `project.renamed`, `project`."""
    if len(action) > 100 or not _ACTION.fullmatch(action):
        raise ValueError("an action is a domain and a verb in the past tense, e.g. project.renamed")
    if len(subject_kind) > 40 or not _NAME.fullmatch(subject_kind):
        raise ValueError("the kind of a subject is one word in lower case")


def short_facts(changes: Mapping[str, tuple[Fact, Fact]]) -> dict[str, list[Fact]]:
    """The changes as they are kept. Raises ValueError for what is no short fact, lest content slips in."""
    if len(changes) > MOST_CHANGES:
        raise ValueError(f"more than {MOST_CHANGES} changes in one entry")
    kept = {}
    for field, (before, after) in changes.items():
        if len(field) > 60 or not _NAME.fullmatch(field):
            raise ValueError("a changed field is one word in lower case")
        kept[field] = [_inert(before), _inert(after)]
    return kept


def entry_hash(previous: bytes, entry: Mapping[str, Any]) -> bytes:
    """SHA-256 over the hash of the entry before and this one's content: its columns by name, but for `hash`."""
    content = {name: _written(value) for name, value in entry.items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(previous + text.encode()).digest()


def _inert(fact: Fact) -> Fact:
    """The fact without anything that could act on a terminal or break a line: such characters are spelled out."""
    match fact:
        case None | bool():
            return fact
        case int() if abs(fact) < 2**63:
            return fact
        case float() if math.isfinite(fact):
            return fact
        case str() if len(fact) <= LONGEST_FACT:
            return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in fact)
    raise ValueError(f"no short fact: {type(fact).__name__}")


def _written(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
    return value
