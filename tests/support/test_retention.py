"""How long things are kept: aged rows go, younger ones and records of service stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from people import Person
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.desk_models import Protocol
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.media import keep_file
from tecnocursos.support.messages import ForgetOldService
from tecnocursos.support.models import Conversation, Customer, Message, WebhookEvent
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.sealing import sealer_of
from tecnocursos.worker.running import Runner

OLD, YOUNG = "5511987651001", "5511987651002"


@pytest.fixture
def forget(platform: Platform, owner: Person, runner: Runner) -> Callable[[], dict[str, int]]:
    """As every day; gives how much the owner's service has forgotten."""

    def run() -> dict[str, int]:
        with platform.database.transaction(SYSTEM) as session:
            enqueue(session, ForgetOldService())
        while runner.run_next(("reports", "webhooks")):
            pass
        with platform.database.transaction(owner.tenant_id) as session:
            newest = sa.select(JobRow).where(JobRow.tenant_id == owner.tenant_id, JobRow.name == "support.forget_old")
            job = session.scalars(newest.order_by(JobRow.created_at.desc()).limit(1)).one()
            assert job.state == "succeeded", job.error
            return dict(job.result or {})

    return run


@pytest.fixture
def served(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> dict[str, UUID]:
    """Two customers with a file and a protocol each; gives their conversations by their phones."""
    meta.deliver(text("antigo", OLD))
    meta.deliver(text("novo", YOUNG))
    while runner.run_next(("webhooks",)):
        pass
    with platform.database.transaction(owner.tenant_id) as session:
        found = {}
        for message in session.scalars(sa.select(Message).where(Message.tenant_id == owner.tenant_id)).all():
            conversation = session.get_one(Conversation, message.conversation_id)
            sealer = sealer_of(session, conversation)
            phone = OLD if "antigo" in sealer.read(f"message/{message.id}", message.content)["text"] else YOUNG
            keep_file(session, owner.actor, platform.storage, sealer, message, b"x", platform.incoming)
            open_protocol(session, owner.actor, conversation, "billing", utc_now(), is_resolved=True)
            found[phone] = conversation.id
        return found


def _age(platform: Platform, owner: Person, conversation_id: UUID, days: int) -> None:
    moment = utc_now() - timedelta(days=days)
    with platform.database.transaction(owner.tenant_id) as session:
        conversation = session.get_one(Conversation, conversation_id)
        conversation.last_message_at = conversation.resolved_at = moment
        conversation.state = "resolved"
        for model, condition in (
            (Customer, Customer.id == conversation.customer_id),
            (Message, Message.conversation_id == conversation_id),
        ):
            session.execute(sa.update(model).where(condition).values(created_at=moment))
        session.execute(sa.update(Message).where(Message.conversation_id == conversation_id).values(sent_at=moment))


def test_what_is_young_stays(forget: Callable[[], dict[str, int]], served: dict[str, UUID]) -> None:
    assert forget() == {"conversations": 0, "customers": 0, "files": 0, "events": 0}


def test_files_go_after_ninety_days_and_their_messages_say_so(
    platform: Platform, owner: Person, forget: Callable[[], dict[str, int]], served: dict[str, UUID]
) -> None:
    _age(platform, owner, served[OLD], 91)
    assert forget() == {"conversations": 0, "customers": 0, "files": 1, "events": 0}
    (message,) = owner.get(f"/api/v1/conversations/{served[OLD]}/messages").json()["items"]
    assert message["text"] == "antigo"
    path = f"/api/v1/conversations/{served[OLD]}/messages/{message['id']}"
    assert owner.get(f"{path}/file").status_code == 404
    with platform.database.transaction(owner.tenant_id) as session:
        states = session.scalars(sa.select(Message.media_state).where(Message.tenant_id == owner.tenant_id)).all()
        assert sorted(map(str, states)) == ["ready", "removed"]


def test_what_was_said_goes_after_two_years_and_the_record_of_service_stays(
    platform: Platform, owner: Person, forget: Callable[[], dict[str, int]], served: dict[str, UUID]
) -> None:
    _age(platform, owner, served[OLD], 731)
    assert forget() == {"conversations": 1, "customers": 1, "files": 0, "events": 0}
    with platform.database.transaction(owner.tenant_id) as session:
        assert session.get_one(Conversation, served[OLD]).key is None
        assert session.get_one(Conversation, served[YOUNG]).key is not None
        assert len(session.scalars(sa.select(Protocol).where(Protocol.tenant_id == owner.tenant_id)).all()) == 2
    told = [one for one in owner.get("/api/v1/audit").json()["items"] if one["action"] == "support_retention.applied"]
    assert len(told) == 1


def test_the_days_are_set_within_bounds(owner: Person) -> None:
    path = "/api/v1/support/settings"
    kept = owner.get(path).json()["retention"]
    assert kept == {"content_days": 730, "media_days": 90, "event_days": 30}
    for wrong in ({"content_days": 729}, {"content_days": 1827}, {"media_days": 6}, {"event_days": 91}):
        refused = owner.patch(path, json={"retention": wrong}, headers={"If-Match": "*"})
        assert refused.status_code == 422, wrong
        assert next(iter(wrong)) in refused.text
    changed = owner.patch(path, json={"retention": {"media_days": 30}}, headers={"If-Match": "*"})
    assert changed.json()["retention"] == kept | {"media_days": 30}


def test_what_meta_sent_goes_after_its_days(
    platform: Platform, owner: Person, forget: Callable[[], dict[str, int]], served: dict[str, UUID]
) -> None:
    _set(platform, owner, {"event_days": 8})
    with platform.database.transaction(owner.tenant_id) as session:
        wanted = sa.select(WebhookEvent).where(WebhookEvent.tenant_id == owner.tenant_id).order_by(WebhookEvent.id)
        session.scalars(wanted).first().created_at = utc_now() - timedelta(days=9)  # type: ignore[union-attr]
    assert forget()["events"] == 1
    assert len(owner.get("/api/v1/conversations").json()["items"]) == 2


def _set(platform: Platform, owner: Person, changes: dict[str, Any]) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        change_settings(session, owner.actor, changes)
