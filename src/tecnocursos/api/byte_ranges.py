"""The Range header (RFC 9110, 14): one range of bytes, from the start or from the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})\s*", re.IGNORECASE | re.ASCII)


class RangeUnsatisfiable(Exception):
    """The range lies wholly beyond the end."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """From `start` up to but not including `end`."""

    start: int
    end: int


def wanted_range(header: str | None, size: int) -> ByteRange | None:
    """The one range that is asked for, else None: several ranges, and other units, are answered with everything.

    Raises RangeUnsatisfiable.
    """
    match = _RANGE.fullmatch(header or "")
    if match is None:
        return None
    first, last = match.groups()
    if not first:
        if not last:
            return None
        if int(last) == 0 or size == 0:
            raise RangeUnsatisfiable
        return ByteRange(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeUnsatisfiable
    return ByteRange(int(first), min(int(last) + 1, size) if last else size)
