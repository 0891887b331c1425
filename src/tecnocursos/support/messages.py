"""What is asked of customer service."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.messages import Job, QueueName
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.value import Value


class OfChannel(Value):
    """Of which a number has at most one unfinished."""

    channel_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.channel_id


class OfConversation(Value):
    """Of which a conversation has at most one unfinished."""

    conversation_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.conversation_id


class DrainEvents(OfChannel, Job):
    """Read what arrived for a number, in its order."""

    name: ClassVar[str] = "support.drain_events"
    queue: ClassVar[QueueName] = "webhooks"
    # It goes on for as long as something arrives, and outlives many workers.
    max_attempts: ClassVar[int] = 1000


class SyncTemplates(OfChannel, Job):
    """Bring the templates of a number up to what Meta has."""

    name: ClassVar[str] = "support.sync_templates"
    queue: ClassVar[QueueName] = "messages"


class AnswerTurn(OfConversation, Job):
    """Answer what a customer has said since the last turn."""

    name: ClassVar[str] = "support.answer_turn"
    queue: ClassVar[QueueName] = "chat"


class SendMessages(OfConversation, Job):
    """Send what waits in a conversation, one after the other."""

    name: ClassVar[str] = "support.send_messages"
    queue: ClassVar[QueueName] = "messages"


class MarkRead(OfConversation, Job):
    """Show a customer that a person has read what they wrote."""

    name: ClassVar[str] = "support.mark_read"
    queue: ClassVar[QueueName] = "messages"


class SendNotice(Job):
    """Tell the customers of a region of an outage."""

    name: ClassVar[str] = "support.send_notice"
    queue: ClassVar[QueueName] = "messages"

    notice_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.notice_id


class FetchMedia(Job):
    """Fetch the file of a message while WhatsApp has it."""

    name: ClassVar[str] = "support.fetch_media"
    queue: ClassVar[QueueName] = "messages"
    max_attempts: ClassVar[int] = 10

    message_id: UUID


class EraseCustomer(Job):
    """Erase a customer: their words, files, addresses and name. Protocols stay, and lead to nobody."""

    name: ClassVar[str] = "support.erase_customer"
    queue: ClassVar[QueueName] = "reports"

    customer_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.customer_id


class ExportCustomer(Job):
    """Make the copy of what is kept about a customer."""

    name: ClassVar[str] = "support.export_customer"
    queue: ClassVar[QueueName] = "reports"

    export_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.export_id


class ForgetOldService(Job):
    """Have every tenant's service forget what is kept no longer; asked for by the schedule."""

    name: ClassVar[str] = "support.forget_old_service"
    queue: ClassVar[QueueName] = "reports"


class ForgetOld(Job):
    """Forget what a tenant's service keeps no longer: what was said, files, what Meta sent, who nobody serves."""

    name: ClassVar[str] = "support.forget_old"
    queue: ClassVar[QueueName] = "reports"


class GiveWaiting(Job):
    """Give what waits for people to those who are available. A tenant has at most one unfinished."""

    name: ClassVar[str] = "support.give_waiting"


class StartSimulator(OfChannel, Job):
    """Tell the local WhatsApp server of a number and of who writes to it."""

    name: ClassVar[str] = "support.start_simulator"


class FurnishExample(Job):
    """Give a tenant an example of a provider: its articles and its system."""

    name: ClassVar[str] = "support.furnish_example"


class TidySupport(Job):
    """Give customers whom no turn answered to people, tell what is late, give up what nobody will tell more of."""

    name: ClassVar[str] = "support.tidy"
    queue: ClassVar[QueueName] = "reports"


class ExportReport(Job):
    """Write a report as a file."""

    name: ClassVar[str] = "support.export_report"
    queue: ClassVar[QueueName] = "reports"

    export_id: UUID


class RecheckQuestions(Job):
    """See whether questions without an answer have one, now that there is a new version of a document."""

    name: ClassVar[str] = "support.recheck_questions"
    queue: ClassVar[QueueName] = "reports"

    version_id: UUID


def ask(
    session: Session,
    actor: Actor,
    job: Job,
    *,
    delay_seconds: float = 0,
    is_awaited: bool = False,
) -> UUID:
    """Have it done for what it works on; gives the id of the unfinished job where there is one.

    `is_awaited`: see `enqueue`.
    """
    return enqueue(
        session,
        job,
        actor=actor,
        once_key=f"{job.name} {job.works_on}",
        subject_id=job.works_on,
        delay_seconds=delay_seconds,
        is_awaited=is_awaited,
    )


def ask_to_give(session: Session, actor: Actor) -> None:
    """Something waits, or somebody has room."""
    enqueue(session, GiveWaiting(), actor=actor, once_key=GiveWaiting.name, is_awaited=True)
