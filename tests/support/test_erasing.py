"""Erasure of a customer: nothing in the database or the storage tells who they were or what they said."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from people import Person
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.encryption import CiphertextRefused
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.clock import utc_now
from tecnocursos.support import customers
from tecnocursos.support.conversations import place_of
from tecnocursos.support.desk_models import Protocol, Unanswered
from tecnocursos.support.media import keep_file
from tecnocursos.support.messages import EraseCustomer, ask
from tecnocursos.support.models import Conversation, Customer, Message
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.sealing import Sealer, sealer_of
from tecnocursos.support.workflows.machine import Identified
from tecnocursos.worker.running import Runner

PHONE, WORD, NAME = "5511987650001", "jabuticabeira", "Ernestina"
NEIGHBOUR = "5511987650002"


@pytest.fixture
def work(runner: Runner) -> Callable[[], None]:
    def drain() -> None:
        while runner.run_next(("webhooks", "reports", "quick")):
            pass

    return drain


@pytest.fixture
def customer_id(meta: Meta, owner: Person, platform: Platform, work: Callable[[], None]) -> UUID:
    """Rosa, who said something, sent a file, was identified, was answered and has a protocol; and her neighbour."""
    meta.deliver(
        text(f"o cabo caiu na {WORD}", PHONE),
        text("aqui tudo bem", NEIGHBOUR),
        names={PHONE: f"{NAME} Lima", NEIGHBOUR: "Beto Reis"},
    )
    work()
    path, row = _conversation_of(owner, NAME)
    owner.post(f"{path}/take")
    said = owner.post(
        f"{path}/messages", json={"text": f"olá {NAME}"}, headers={"Idempotency-Key": f"k-{meta.channel_id}"}
    )
    assert said.status_code == 201, said.text
    owner.post(f"{path}/notes", json={"text": f"{NAME} da {WORD}"})
    with platform.database.transaction(owner.tenant_id) as session:
        conversation = session.scalars(sa.select(Conversation).where(Conversation.id == UUID(row["id"]))).one()
        message = session.scalars(sa.select(Message).where(Message.conversation_id == conversation.id)).first()
        keep_file(
            session, owner.actor, platform.storage, sealer_of(session, conversation), message, b"x", platform.incoming
        )
        customer = session.get_one(Customer, conversation.customer_id)
        customers.identify(
            session, owner.actor, customer, Identified(erp_id="assinante-471147", first_name=NAME, region="Centro")
        )
        open_protocol(session, owner.actor, conversation, "repair", utc_now(), is_resolved=True, outcome="visit")
        session.add(
            Unanswered(tenant_id=owner.tenant_id, lookup="x", conversation_id=conversation.id, last_at=utc_now())
        )
        return customer.id


def _conversation_of(owner: Person, search: str) -> tuple[str, dict[str, Any]]:
    (found,) = owner.get("/api/v1/conversations", params={"box": "all", "search": search}).json()["items"]
    return f"/api/v1/conversations/{found['id']}", found


def _erase(platform: Platform, owner: Person, customer_id: UUID) -> UUID:
    with platform.database.transaction(owner.tenant_id) as session:
        return ask(session, owner.actor, EraseCustomer(customer_id=customer_id))


def _everything(platform: Platform, tenant_id: UUID) -> bytes:
    """All that is kept: every value of every row of the tenant, and the raw files of the database and the storage."""
    parts = []
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        for table in METADATA.sorted_tables:
            if "tenant_id" in table.c:
                rows = session.execute(sa.select(table).where(table.c.tenant_id == tenant_id)).all()
                parts += [repr(tuple(row)).encode() for row in rows]
    folder = platform.settings.folders.data
    if not platform.database.is_postgresql:
        database = Path(str(make_url(platform.settings.database.url).database))
        parts += [file.read_bytes() for file in database.parent.glob(f"{database.name}*")]
    parts += [file.read_bytes() for file in folder.rglob("*") if file.is_file() and "kept" in file.parts]
    return b"\n".join(parts)


def test_nothing_of_an_erased_customer_can_be_read_any_more(
    platform: Platform, owner: Person, meta: Meta, customer_id: UUID, work: Callable[[], None]
) -> None:
    path, row = _conversation_of(owner, NAME)
    with platform.database.transaction(owner.tenant_id) as session:
        conversation = session.get_one(Conversation, UUID(row["id"]))
        old_key = bytes(conversation.key or b"")
        sealed = session.scalars(sa.select(Message).where(Message.conversation_id == conversation.id)).all()
        copies = {message.id: bytes(message.content) for message in sealed}
        wamids = [message.wamid for message in sealed if message.wamid]
        assert WORD in sealer_of(session, conversation).read(place_of(sealed[0].id), copies[sealed[0].id])["text"]
    assert (len(wamids), len(copies)) == (1, 4)
    _erase(platform, owner, customer_id)
    work()
    kept = _everything(platform, owner.tenant_id)
    for trace in (PHONE, PHONE.removeprefix("55"), WORD, NAME, NAME.casefold(), "assinante-471147", *wamids):
        assert trace.encode() not in kept, trace
        assert base64.b64encode(trace.encode()) not in kept, trace
    assert old_key not in kept
    assert repr(old_key)[2:-1].encode() not in kept
    with platform.database.transaction(owner.tenant_id) as session:
        conversation = session.get_one(Conversation, UUID(row["id"]))
        assert conversation.key is None
        for message_id, copy in copies.items():
            with pytest.raises(CiphertextRefused):
                Sealer(conversation.id, bytes(32)).read(place_of(message_id), copy)
        (protocol,) = session.scalars(sa.select(Protocol).where(Protocol.tenant_id == owner.tenant_id)).all()
        assert (protocol.kind, protocol.outcome, protocol.customer_id) == ("repair", "visit", None)
        assert session.scalars(sa.select(Unanswered).where(Unanswered.tenant_id == owner.tenant_id)).all() == []
    answer = owner.get(f"{path}/messages")
    assert (answer.status_code, answer.json()["code"]) == (409, "conversation_erased")
    shown = owner.get(path).json()
    assert (shown["is_erased"], shown["state"], shown["customer_name"]) == (True, "resolved", None)
    # Who stood in the same delivery has lost nothing.
    neighbour, _ = _conversation_of(owner, "Beto")
    assert [one["text"] for one in owner.get(f"{neighbour}/messages").json()["items"]] == ["aqui tudo bem"]
    actions = [one["action"] for one in owner.get("/api/v1/audit").json()["items"]]
    assert "customer.erased" in actions


def test_a_repetition_brings_nothing_back_and_a_new_message_is_of_somebody_new(
    platform: Platform, owner: Person, meta: Meta, work: Callable[[], None]
) -> None:
    first = text(f"sou {NAME}", PHONE)
    meta.deliver(first)
    work()
    (before,) = owner.get("/api/v1/conversations").json()["items"]
    _erase(platform, owner, UUID(before["customer_id"]))
    work()
    meta.deliver(first)
    meta.deliver(first, text("aqui tudo bem", NEIGHBOUR))
    work()
    (neighbour,) = owner.get("/api/v1/conversations").json()["items"]
    assert neighbour["last_text"] == "aqui tudo bem"
    meta.deliver(text("oi de novo", PHONE))
    work()
    (again, _) = owner.get("/api/v1/conversations").json()["items"]
    assert (again["last_text"], again["customer_id"] != before["customer_id"]) == ("oi de novo", True)


def test_an_erasure_that_was_killed_goes_on(
    platform: Platform,
    owner: Person,
    customer_id: UUID,
    runner: Runner,
    work: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Stopped after each of its steps in turn, as when its worker dies there."""
    job_id = _erase(platform, owner, customer_id)
    for step in ("_empty_events", "_next_conversation", "forget_person"):
        with monkeypatch.context() as patched:
            patched.setattr(f"tecnocursos.support.erasing.{step}", _die)
            runner.run_next(("reports",))
        with platform.database.transaction(SYSTEM) as session:
            job = session.get_one(JobRow, job_id)
            assert job.state == "queued", job.error
            job.run_at = utc_now()
    work()
    kept = _everything(platform, owner.tenant_id)
    assert not [trace for trace in (PHONE, WORD, NAME) if trace.encode() in kept]
    with platform.database.transaction(SYSTEM) as session:
        assert session.get_one(JobRow, job_id).state == "succeeded"


def _die(*_: object) -> None:
    raise ConnectionError("the worker is gone")
