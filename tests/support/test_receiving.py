"""What arrives is kept before it is acknowledged, and read once."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person
from support.conftest import APP_SECRET, VERIFY_TOKEN, Meta, connect, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.conversations import read_content
from tecnocursos.support.models import Conversation, Customer, Message, ParkedStatus, WebhookEvent
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.whatsapp.signature import sign
from tecnocursos.worker.running import Runner


def drain(runner: Runner) -> None:
    while runner.run_next(("webhooks",)):
        pass


def rows(platform: Platform, owner: Person, table: Any) -> list[Any]:
    with platform.database.transaction(owner.tenant_id, is_reading=True) as session:
        return list(session.scalars(sa.select(table).where(table.tenant_id == owner.tenant_id).order_by(table.id)))


def said(platform: Platform, owner: Person) -> list[str]:
    """What customers said, conversation by conversation in its order."""
    with platform.database.transaction(owner.tenant_id, is_reading=True) as session:
        found = session.scalars(
            sa.select(Message)
            .where(Message.tenant_id == owner.tenant_id, Message.direction == "in")
            .order_by(Message.conversation_id, Message.sent_at, Message.position)
        ).all()
        conversations = {row.id: row for row in session.scalars(sa.select(Conversation)).all()}
        return [read_content(sealer_of(session, conversations[row.conversation_id]), row).text for row in found]


def test_meta_is_told_that_the_address_is_the_numbers(client: TestClient, owner: Person, meta: Meta) -> None:
    path = f"/api/v1/whatsapp/webhooks/{meta.channel_id}"
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    answer = client.get(path, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    assert owner.get(f"/api/v1/whatsapp/channels/{meta.channel_id}").json()["verified_at"] is not None
    for wrong in ({"hub.verify_token": "outro-token"}, {"hub.mode": "unsubscribe"}):
        refused = client.get(path, params=asked | wrong)
        assert (refused.status_code, refused.json()["code"]) == (403, "verify_token_refused")
    assert client.get(f"/api/v1/whatsapp/webhooks/{uuid.uuid4()}", params=asked).status_code == 404


def test_what_is_not_signed_is_not_taken(platform: Platform, owner: Person, meta: Meta) -> None:
    body = meta.body(text("oi"))
    for signature in ("sha256=0", sign("outro-segredo", body), sign(APP_SECRET, body + b" ")):
        refused = meta.post(body, signature)
        assert (refused.status_code, refused.json()["code"]) == (403, "signature_refused")
    assert rows(platform, owner, WebhookEvent) == []


def test_a_message_is_kept_sealed_and_read_once(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
    body = meta.body(text("minha net caiu"), names={"5511987654321": "Rosa Lima"})
    assert meta.post(body).status_code == 200
    assert meta.post(body).status_code == 200
    (event,) = rows(platform, owner, WebhookEvent)
    assert b"caiu" not in event.body
    drain(runner)
    assert said(platform, owner) == ["minha net caiu"]
    (customer,) = rows(platform, owner, Customer)
    assert b"Rosa" not in customer.name
    (message,) = rows(platform, owner, Message)
    assert b"caiu" not in message.content
    assert rows(platform, owner, WebhookEvent)[0].state == "done"


def test_the_same_message_in_another_update_is_the_same(
    platform: Platform, owner: Person, meta: Meta, runner: Runner
) -> None:
    first, second = text("um"), text("dois")
    meta.deliver(first)
    meta.deliver(second, first)
    drain(runner)
    meta.deliver(first, second)
    drain(runner)
    assert sorted(said(platform, owner)) == ["dois", "um"]


def test_order_is_that_of_metas_clock(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
    now = utc_now().timestamp()
    meta.deliver(text("segundo", at=now - 5), text("terceiro", at=now - 2))
    meta.deliver(text("primeiro", at=now - 9))
    drain(runner)
    assert said(platform, owner) == ["primeiro", "segundo", "terceiro"]


def test_both_forms_of_a_phone_are_one_customer_and_an_id_is_stronger_than_a_phone(
    platform: Platform, owner: Person, meta: Meta, runner: Runner
) -> None:
    meta.deliver(text("sem o nove", "551187654321"))
    meta.deliver(text("com o nove", "5511987654321", from_user_id="BR.1"))
    named_only = text("só o id", from_user_id="BR.1")
    del named_only["from"]
    meta.deliver(named_only)
    drain(runner)
    assert len(rows(platform, owner, Customer)) == 1
    meta.deliver(text("o número agora é meu", "5511987654321", from_user_id="BR.2"))
    drain(runner)
    assert len(rows(platform, owner, Customer)) == 2
    assert len(rows(platform, owner, Conversation)) == 2
    found = owner.get("/api/v1/conversations", params={"box": "all", "search": "11 98765-4321"}).json()["items"]
    assert "o número agora é meu" in {one["last_text"] for one in found}


def test_who_changes_their_number_goes_on_with_the_same_conversation(
    platform: Platform, owner: Person, meta: Meta, runner: Runner
) -> None:
    meta.deliver(text("oi", "5511987654321", from_user_id="BR.1"))
    changed = {"type": "user_changed_number", "wa_id": "5521998765432", "user_id": "BR.9", "previous_user_id": "BR.1"}
    meta.deliver(text("", type="system", system=changed) | {"from": "5511987654321", "from_user_id": "BR.1"})
    meta.deliver(text("sou eu", "5521998765432", from_user_id="BR.9"))
    drain(runner)
    assert len(rows(platform, owner, Customer)) == 1
    assert len(rows(platform, owner, Conversation)) == 1


def test_a_status_of_what_is_not_known_waits(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
    sent = {"id": "wamid.desconhecido", "status": "delivered", "timestamp": "1750030073", "recipient_id": "55119"}
    meta.deliver(statuses=(sent, sent))
    drain(runner)
    assert [(row.wamid, row.status) for row in rows(platform, owner, ParkedStatus)] == [
        ("wamid.desconhecido", "delivered")
    ]


def test_an_update_for_another_number_of_the_tenant_finds_it(
    platform: Platform, owner: Person, meta: Meta, runner: Runner
) -> None:
    other = connect(owner)
    body = Meta(meta.client, meta.channel_id, other["phone_number_id"]).body(text("oi"))
    assert meta.post(body).status_code == 200
    drain(runner)
    assert [str(row.channel_id) for row in rows(platform, owner, Conversation)] == [other["id"]]


def test_an_update_for_a_number_that_is_not_connected_is_kept_and_marked(
    platform: Platform, owner: Person, stranger: Person, meta: Meta, runner: Runner
) -> None:
    foreign = connect(stranger)
    meta.post(Meta(meta.client, meta.channel_id, foreign["phone_number_id"]).body(text("oi")))
    meta.post(b'{"object":"whatsapp_business_account"}')
    drain(runner)
    assert [row.error for row in rows(platform, owner, WebhookEvent)] == ["number_not_connected", "update_unreadable"]
    assert rows(platform, stranger, Message) == []


def test_a_batch_of_a_thousand_is_read_whole(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
    messages = [text(f"mensagem {number}", f"55119{80_000_000 + number % 100}") for number in range(1000)]
    assert meta.deliver(*messages).status_code == 200
    drain(runner)
    assert len(rows(platform, owner, Message)) == 1000
    assert len(rows(platform, owner, Conversation)) == 100


def test_what_comes_late_is_for_a_person(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
    meta.deliver(text("ontem", at=utc_now().timestamp() - 7200))
    drain(runner)
    (conversation,) = rows(platform, owner, Conversation)
    assert (conversation.holder, conversation.subject) == ("queue", "late")


def test_too_large_a_body_is_refused(meta: Meta) -> None:
    assert meta.post(b"x" * (4 * 1024**2 + 1)).status_code == 413


def test_a_name_is_not_shown_as_another_one(owner: Person, meta: Meta, runner: Runner) -> None:
    meta.deliver(text("oi"), names={"5511987654321": "Zé\u202eabc\u2066"})
    while runner.run_next(("webhooks",)):
        pass
    (conversation,) = owner.get("/api/v1/conversations", params={"box": "all"}).json()["items"]
    assert conversation["customer_name"] == "Zéabc"
