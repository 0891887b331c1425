"""The YAML header of a Markdown file."""

from __future__ import annotations

import re

import yaml

_HEADER = re.compile(r"\A---[ \t]*\n(?P<yaml>.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[dict[str, str], str, int]:
    """The header's plain entries (keys in lower case), the text after it, and that text's first line, from 1.

    Three dashes that open something else than a mapping are a rule in the text, not a header.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    match = _HEADER.match(text)
    if not match:
        return {}, text, 1
    try:
        header = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text, 1
    if not isinstance(header, dict):
        return {}, text, 1
    entries = {str(key).lower(): str(value) for key, value in header.items() if isinstance(value, str | int | float)}
    return entries, text[match.end() :], text[: match.end()].count("\n") + 1
