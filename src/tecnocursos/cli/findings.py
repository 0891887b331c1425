"""What `doctor` found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok`: works. `better`: works, and could be better. `broken`: does not work."""

    part: str
    state: Literal["ok", "better", "broken"]
    text: str
