"""The room's jobs."""

from __future__ import annotations

from typing import ClassVar

from tecnocursos.infra.jobs.messages import Job, QueueName


class PruneRooms(Job):
    """Remove what was said for a while only, rooms of jobs that nobody is in, and old notifications."""

    name: ClassVar[str] = "realtime.prune_rooms"
    queue: ClassVar[QueueName] = "reports"
