"""The kinds of rooms that are about something, and who may enter them: whoever may read it."""

from __future__ import annotations

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.jobs.queries import get_job
from tecnocursos.realtime.access import RoomKinds
from tecnocursos.realtime.hub import Hub
from tecnocursos.studio.queries import get_project

ROOM_KINDS: RoomKinds = {"job": get_job, "project": get_project}


def build_hub(platform: Platform) -> Hub:
    """The sockets of this process."""
    return Hub(platform.database, ROOM_KINDS, platform.settings.realtime, platform.metrics)
