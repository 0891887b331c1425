"""What renders ask for."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job, QueueName


class RenderProject(Job):
    """Make the video of a render that was asked for."""

    name: ClassVar[str] = "studio.render_project"
    queue: ClassVar[QueueName] = "media"
    max_attempts: ClassVar[int] = 3
    render_id: UUID
