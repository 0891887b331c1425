"""What the name of a typeface tells of it."""

from __future__ import annotations

import re

# Monotype is a foundry, and its script faces are no code.
_MONOSPACED = re.compile(
    r"mono(?!type)|courier|consol|menlo|monaco|\bcode\b|cascadia|typewriter|inconsolata|cmtt|lettergothic",
    re.IGNORECASE,
)


def is_monospaced(typeface: str) -> bool:
    """Whether a typeface of this name is one for code."""
    return _MONOSPACED.search(typeface) is not None
