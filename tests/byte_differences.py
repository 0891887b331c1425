"""Large files compared: where they part, in one line, instead of a diff of millions of bytes."""

from __future__ import annotations

from itertools import compress, count
from pathlib import Path


def difference(one: Path | bytes, other: Path | bytes) -> str:
    """Empty if both hold the same bytes; else their sizes, where they part and what stands there."""
    mine, theirs = (part.read_bytes() if isinstance(part, Path) else part for part in (one, other))
    if mine == theirs:
        return ""
    unlike = (a != b for a, b in zip(mine, theirs, strict=False))
    place = next(compress(count(), unlike), min(len(mine), len(theirs)))
    around = slice(max(0, place - 8), place + 16)
    return (
        f"{len(mine):,} and {len(theirs):,} bytes, alike up to byte {place:,}: "
        f"{mine[around].hex(' ')} and {theirs[around].hex(' ')}"
    )
