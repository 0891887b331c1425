"""AI, messages, reports, webhooks: each kind of worker does its own and leaves the rest to the others."""

from __future__ import annotations

import sqlalchemy as sa

from people import Person
from support.conftest import Meta, bot_of, heard, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.support.messages import AnswerTurn, DrainEvents, SendMessages, SyncTemplates


def waiting(platform: Platform, owner: Person) -> set[str]:
    """Names of the tenant's jobs that nobody has taken yet."""
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        untouched = sa.select(JobRow.name).where(JobRow.tenant_id == owner.tenant_id, JobRow.attempts == 0)
        return set(session.scalars(untouched))


def test_each_kind_takes_its_own(provider: Person, meta: Meta, platform: Platform) -> None:
    runner = bot_of(platform)

    def work(*queues: QueueName) -> None:
        while runner.run_next(queues):
            pass

    work("quick", "media", "reports")
    meta.deliver(text("oi"))
    assert provider.post(f"/api/v1/whatsapp/channels/{meta.channel_id}/templates/sync").status_code == 202
    work("chat", "reports")
    assert waiting(platform, provider) == {DrainEvents.name, SyncTemplates.name}
    work("webhooks")
    assert waiting(platform, provider) == {AnswerTurn.name, SyncTemplates.name}
    work("chat")
    assert heard(provider)[-1]["state"] == "queued"
    assert waiting(platform, provider) == {SendMessages.name, SyncTemplates.name}
    work("messages")
    assert waiting(platform, provider) == set()
