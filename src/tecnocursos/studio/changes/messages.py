"""What the changes of documents ask for."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job


class ProposeChanges(Job):
    """Find out which projects a new version of their document touches, and let people know."""

    name: ClassVar[str] = "studio.propose_changes"

    version_id: UUID
