"""What is asked of documents."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Event, Job, QueueName


class ReadVersion(Job):
    """Read a version of a document to its outline."""

    name: ClassVar[str] = "documents.read_version"
    queue: ClassVar[QueueName] = "media"

    version_id: UUID


class DocumentRenewed(Event):
    """A version of a document that had others before was read."""

    name: ClassVar[str] = "documents.document_renewed"

    version_id: UUID
