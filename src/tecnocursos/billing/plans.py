"""The table of plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_MB: Final = 1000**2
_GB: Final = 1000**3


@dataclass(frozen=True, slots=True)
class Plan:
    name: str
    storage_bytes: int
    largest_file_bytes: int
    members: int
    projects: int
    rendered_seconds: int
    """Of finished video, in a calendar month (UTC)."""
    concurrent_renders: int


PLANS: Mapping[str, Plan] = {
    plan.name: plan
    for plan in (
        Plan(
            name="free",
            storage_bytes=5 * _GB,
            largest_file_bytes=500 * _MB,
            members=10,
            projects=100,
            rendered_seconds=120 * 60,
            concurrent_renders=2,
        ),
        Plan(
            name="pro",
            storage_bytes=200 * _GB,
            largest_file_bytes=5 * _GB,
            members=50,
            projects=2_000,
            rendered_seconds=3_000 * 60,
            concurrent_renders=4,
        ),
        Plan(
            name="enterprise",
            storage_bytes=4_000 * _GB,
            largest_file_bytes=20 * _GB,
            members=5_000,
            projects=100_000,
            rendered_seconds=100_000 * 60,
            concurrent_renders=32,
        ),
    )
}
