"""Work on files that is done later."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job


class RemoveParts(Job):
    """Remove the parts of an upload that is finished or was given up."""

    name: ClassVar[str] = "files.remove_parts"

    upload_id: UUID


class FinishUpload(Job):
    """Make the file of an upload whose last byte is safe, should whoever took that byte have died before it did."""

    name: ClassVar[str] = "files.finish_upload"
    queue: ClassVar = "media"

    upload_id: UUID


class SweepFiles(Job):
    """Give up what stood still for too long, and remove what nothing refers to; for all tenants."""

    name: ClassVar[str] = "files.sweep"
    max_attempts: ClassVar[int] = 1


class RemoveLostBytes(Job):
    """Compare all that is stored with the rows that should know it; for all tenants, in the night."""

    name: ClassVar[str] = "files.remove_lost_bytes"
    queue: ClassVar = "reports"
    max_attempts: ClassVar[int] = 1
