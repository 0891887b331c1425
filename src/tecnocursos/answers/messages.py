"""What is asked of answers."""

from __future__ import annotations

from typing import ClassVar

from tecnocursos.infra.jobs.messages import Job, QueueName


class EmbedPassages(Job):
    """Turn the tenant's passages into vectors, those that have none of the model in use."""

    name: ClassVar[str] = "answers.embed_passages"
    queue: ClassVar[QueueName] = "media"


class FindUnembedded(Job):
    """Ask for the vectors of passages that are new, or have those of another model."""

    name: ClassVar[str] = "answers.find_unembedded"
