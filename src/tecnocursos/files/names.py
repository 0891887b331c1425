"""Names of files as people gave them, made harmless: they are shown and offered for saving, never used as paths."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 200
_ZERO_WIDTH_JOINER = "\u200d"  # holds emoji together


def harmless_name(name: str, otherwise: str = "file") -> str:
    """The last part of a path, without control characters and marks that turn the direction of reading."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", last)
        if not unicodedata.category(character).startswith("C") or character == _ZERO_WIDTH_JOINER
    )
    kept = " ".join(kept.split()).strip(". ")
    if len(kept) > LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        is_suffix = bool(dot) and len(suffix) <= 10
        kept = f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if is_suffix else kept[:LONGEST_NAME]
    return kept or otherwise
