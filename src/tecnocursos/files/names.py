"""Names of files as people gave them, made harmless: they are shown and offered for saving, never used as paths."""

from __future__ import annotations

import unicodedata

LONGEST_NAME_BYTES = 200
"""In UTF-8: file systems take 255, and names of what is half written are longer."""
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
    if len(kept.encode()) > LONGEST_NAME_BYTES:
        stem, dot, suffix = kept.rpartition(".")
        is_suffix = bool(dot) and len(suffix) <= 10
        end = f".{suffix}" if is_suffix else ""
        kept = _cut(stem if is_suffix else kept, LONGEST_NAME_BYTES - len(end.encode())) + end
    return kept or otherwise


def _cut(text: str, longest_bytes: int) -> str:
    """Its beginning, no character torn."""
    return text.encode()[:longest_bytes].decode(errors="ignore").rstrip()
