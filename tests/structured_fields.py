"""A strict reader of the part of RFC 9651 that the limits' headers use: lists of strings with integer parameters."""

from __future__ import annotations

import re

_PARAMETER = r";\s*([a-z*][a-z0-9_.*-]*)=(-?\d{1,15})"
_MEMBER = re.compile(rf'"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"((?:{_PARAMETER})*)')


def read_list(text: str) -> list[tuple[str, dict[str, int]]]:
    """Members with their parameters. Raises ValueError for anything else."""
    found, position = [], 0
    while position < len(text):
        if found:
            comma = re.compile(r"[ \t]*,[ \t]*").match(text, position)
            if comma is None:
                raise ValueError(text)
            position = comma.end()
        member = _MEMBER.match(text, position)
        if member is None:
            raise ValueError(text)
        found.append((member[1], {name: int(value) for name, value in re.findall(_PARAMETER, member[2])}))
        position = member.end()
    return found
