"""Regular work on rooms."""

from __future__ import annotations

from typing import Any

from tecnocursos.infra.jobs.work import Work
from tecnocursos.realtime import pruning
from tecnocursos.realtime.messages import PruneRooms


def prune_rooms(work: Work, _message: PruneRooms) -> dict[str, Any]:
    """A few at a time, so that nobody who speaks waits for it."""
    removed = 0
    while True:
        work.check()
        with work.transaction() as session:
            count = pruning.remove_expired_events(session)
        removed += count
        if count < pruning.AT_ONCE:
            break
    with work.transaction() as session:
        pruning.remove_idle_rooms(session)
        pruning.remove_old_notifications(session)
    return {"events": removed}
