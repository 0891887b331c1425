"""Checks of parts, asked again and again."""

from __future__ import annotations

import asyncio

from tecnocursos.infra.probing import Check, Finding, Prober, State


def test_since_when_a_part_is_in_its_state_stays_until_that_changes() -> None:
    state: State = "pass"
    prober = Prober({"disk": Check(lambda: Finding(state))}, kept_seconds=0, patience_seconds=5)

    async def look() -> tuple[State, object]:
        found = await prober.findings()
        return found["disk"].state, prober.since("disk")

    first = asyncio.run(look())
    assert asyncio.run(look()) == first
    state = "fail"
    broken = asyncio.run(look())
    assert broken[0] == "fail"
    assert broken[1] > first[1]  # type: ignore[operator]
    assert asyncio.run(look()) == broken
    prober.close()
