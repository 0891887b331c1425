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


class IndexVersion(Job):
    """Write the passages of a version that was read before passages were made as they are now."""

    name: ClassVar[str] = "documents.index_version"
    queue: ClassVar[QueueName] = "media"

    version_id: UUID


class FindUnindexed(Job):
    """Ask for the passages of documents that have none yet, or old ones."""

    name: ClassVar[str] = "documents.find_unindexed"


class DocumentIndexed(Event):
    """The passages of a version are found from now on, in the place of the document's others."""

    name: ClassVar[str] = "documents.document_indexed"

    version_id: UUID


class DocumentRenewed(Event):
    """A version of a document that had others before was read."""

    name: ClassVar[str] = "documents.document_renewed"

    version_id: UUID
