"""What may be asked of the record."""

from __future__ import annotations

from typing import ClassVar

from tecnocursos.infra.jobs.messages import Job


class PublishCheckpoints(Job):
    """Sign the ends of the chains and publish them outside the database. Of the tenant it is asked in, else of all."""

    name: ClassVar[str] = "audit.publish_checkpoints"
