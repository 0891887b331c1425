"""What people are asked for, by which a conversation finds its team."""

from __future__ import annotations

from typing import Final, Literal, get_args

Subject = Literal[
    "second_copy",
    "unlock",
    "outage",
    "diagnosis",
    "visit",
    "plan_change",
    "cancellation",
    "privacy",
    "history",
    "other",
]
"""Workflows that can lead to a person, by their names; `other`: whatever no team has."""
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
