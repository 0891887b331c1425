"""What is asked of the studio."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job, QueueName


class DraftProject(Job):
    """Make the scenes of a project from its document."""

    name: ClassVar[str] = "studio.draft_project"
    queue: ClassVar[QueueName] = "media"

    project_id: UUID
    is_titled: bool = False
    """The maker gave it a title, which stays."""


class RedesignProject(Job):
    """Show the slides of a project as they were designed, or draw them anew."""

    name: ClassVar[str] = "studio.redesign_project"
    queue: ClassVar[QueueName] = "media"

    project_id: UUID
    slides: Literal["redrawn", "original"]


class ProposeChanges(Job):
    """Find out which projects with redrawn slides a new version of their document touches, and let people know."""

    name: ClassVar[str] = "studio.propose_changes"
    queue: ClassVar[QueueName] = "media"

    version_id: UUID


class DrawVersion(Job):
    """Draw the slides of a new version as they were designed, where projects show them so, and let people know."""

    name: ClassVar[str] = "studio.draw_version"
    queue: ClassVar[QueueName] = "media"

    version_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.version_id
