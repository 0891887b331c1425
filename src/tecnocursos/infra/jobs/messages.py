"""What is asked for (`Job`, imperative, one handler) and what happened (`Event`, past tense, any number of jobs)."""

from __future__ import annotations

from typing import ClassVar, Literal, get_args
from uuid import UUID

from tecnocursos.kit.value import Value

QueueName = Literal["quick", "media", "chat", "messages", "reports", "webhooks"]
QUEUES: tuple[QueueName, ...] = get_args(QueueName)
MAX_ATTEMPTS = 5


class Job(Value):
    """A message that names its work by ids. Subclasses are frozen values with a `name` of their own."""

    name: ClassVar[str]
    queue: ClassVar[QueueName] = "quick"
    max_attempts: ClassVar[int] = MAX_ATTEMPTS

    @property
    def works_on(self) -> UUID | None:
        """The one thing that it works on, by which it is to be found when it follows from an event."""
        return None


class Event(Value):
    """A fact. `subscriptions.py` says which jobs follow from it."""

    name: ClassVar[str]
