"""How the local WhatsApp server tells a webhook what happened, in order and oddly."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from whatsapp_world import World

PHONE = "5511987654321"
PDF = base64.b64encode(b"%PDF-1.7 boleto").decode()


def texts(world: World) -> list[str]:
    return [message.text for message in world.webhook.messages()]


def write_many(world: World, count: int) -> list[str]:
    written = [f"mensagem {number}" for number in range(count)]
    for one in written:
        world.write(PHONE, text=one)
    return written


def test_a_webhook_is_verified_before_a_number_is_kept(world: World) -> None:
    body = {"id": "7009", "app_secret": "s", "access_token": "other", "verify_token": "wrong"}
    refused = world.control("POST", "/numbers", body | {"webhook_url": world.webhook.url}, 409)
    assert "403" in refused["error"]
    world.control("POST", "/numbers", body | {"webhook_url": "http://127.0.0.1:9/"}, 409)
    assert [number["id"] for number in world.control("GET", "/numbers")] == ["7001"]


def test_updates_of_a_chat_come_signed_in_order_and_are_ticked(world: World) -> None:
    world.customer()
    written = write_many(world, 30)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 30)
    assert texts(world) == written
    assert all(request.is_signed for request in world.webhook.requests)
    world.chat(PHONE, lambda chat: all(len(message["statuses"]) == 2 for message in chat["messages"]))


def test_what_is_not_ascii_is_escaped(world: World) -> None:
    world.customer()
    world.write(PHONE, text="não 👍")
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    assert rb"n\u00e3o \ud83d\udc4d" in world.webhook.requests[0].body
    assert texts(world) == ["não 👍"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"type": "image", "part": {"caption": "olha"}}, "image"),
        ({"type": "audio", "part": {"voice": True}}, "audio"),
        ({"type": "video"}, "video"),
        ({"type": "sticker", "part": {"animated": False}}, "sticker"),
        ({"type": "document"}, "document"),
    ],
)
def test_files_come_as_ids_that_can_be_fetched(world: World, written: dict[str, Any], kind: str) -> None:
    world.customer()
    world.write(PHONE, file={"content": PDF, "media_type": "application/pdf", "name": "conta.pdf"}, **written)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    (message,) = world.webhook.messages()
    assert (message.kind, message.media.media_type) == (kind, "application/pdf")
    assert message.media.name == ("conta.pdf" if kind == "document" else None)
    assert message.media.is_voice == (kind == "audio")


@pytest.mark.parametrize(
    ("kind", "part", "extras"),
    [
        ("location", {"latitude": -23.5, "longitude": -46.6, "name": "Casa"}, {}),
        (
            "contacts",
            [{"name": {"formatted_name": "Eu"}, "phones": [{"wa_id": PHONE}], "origin": "contact_request"}],
            {},
        ),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": "{}"}}, {}),
        ("interactive", None, {}),
        ("button", {"payload": "X", "text": "X"}, {}),
        ("reaction", {"message_id": "wamid.X"}, {}),
        ("order", {"catalog_id": "1", "product_items": [{"item_price": 10.5}]}, {}),
        ("system", {"type": "customer_identity_changed", "body": "…"}, {}),
        ("unsupported", {"type": "edit"}, {"errors": [{"code": 131051, "title": "Message type is not supported"}]}),
        ("text", {"body": "oi"}, {"context": {"forwarded": True}, "referral": {"source_id": "1"}}),
    ],
)
def test_customers_write_everything(world: World, kind: str, part: Any, extras: dict[str, Any]) -> None:
    world.customer()
    world.write(PHONE, type=kind, part=part, extras=extras)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    (message,) = world.webhook.messages()
    assert message.kind == kind


def test_what_does_not_exist_may_be_written_too(world: World) -> None:
    world.customer()
    world.write(PHONE, type="hologram", part={"x": 1})
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    assert world.webhook.messages()[0].remark == "hologram"


def test_a_choice_comes_with_what_it_answers(world: World) -> None:
    world.customer()
    world.write(PHONE, text="oi")
    rows = [{"id": "boleto", "title": "Boleto", "description": "2ª via"}]
    action = {"button": "Ver", "sections": [{"rows": rows}]}
    form = {"type": "interactive", "interactive": {"type": "list", "body": {"text": "O quê?"}, "action": action}}
    asked = world.post({"to": f"+{PHONE}"} | form).json()["messages"][0]["id"]
    world.write(PHONE, choice_id="boleto")
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 2)
    message = world.webhook.messages()[1]
    assert (message.choice_id, message.text, message.reply_to) == ("boleto", "Boleto", asked)
    world.number("POST", f"/customers/{PHONE}/messages", {"choice_id": "pix"}, 409)


def test_somebody_may_be_known_by_their_id_only(world: World) -> None:
    world.customer(hides_phone=True, username="rosa")
    world.write(PHONE, text="oi")
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    sender = world.webhook.messages()[0].sender
    assert sender.phone is None
    assert sender.bsuid is not None
    assert PHONE.encode() not in world.webhook.requests[0].body


def test_a_customer_goes_on_under_another_number(world: World) -> None:
    before = world.customer()
    now = world.number("PUT", f"/customers/{PHONE}/identity", {"phone": "5521999998888"})
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    change = world.webhook.messages()[0].change
    assert (change.before.bsuid, change.now.bsuid, change.now.phone) == (
        before["user_id"],
        now["user_id"],
        "5521999998888",
    )
    assert before["user_id"] != now["user_id"]
    world.write("5521999998888", text="sou eu")
    world.number("POST", f"/customers/{PHONE}/messages", {"text": "oi"}, 404)


def test_a_user_id_may_change_alone(world: World) -> None:
    before = world.customer()
    now = world.number("PUT", f"/customers/{PHONE}/identity", {})
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    (message,) = world.webhook.messages()
    assert (message.remark, message.change.now.bsuid) == ("user_changed_user_id", now["user_id"])
    assert message.change.before.bsuid == before["user_id"]


def test_an_update_is_brought_until_it_is_taken_and_holds_up_no_other(world: World) -> None:
    world.customer()
    world.webhook.refuses = 2
    world.write(PHONE, text="primeira")
    world.webhook.await_that(lambda webhook: len(webhook.requests) == 2)
    world.write(PHONE, text="segunda")
    world.webhook.await_that(lambda webhook: texts(world).count("segunda") == 1)
    world.advance(5)
    world.webhook.await_that(lambda webhook: texts(world).count("primeira") == 3)
    world.chat(PHONE, lambda chat: len(chat["messages"][0]["statuses"]) == 2)
    bodies = [request.body for request in world.webhook.requests if b"primeira" in request.body]
    assert len(set(bodies)) == 1
    assert world.counts()["webhooks_failed"] == 2


def test_after_a_week_an_update_is_given_up(world: World) -> None:
    world.customer()
    world.webhook.refuses = 10**6
    world.write(PHONE, text="ninguém?")
    world.webhook.await_that(lambda webhook: len(webhook.requests) >= 2)
    world.advance(8 * 24 * 3600)
    world.await_counts(lambda counts: counts["webhooks_given_up"] == 1 and counts["updates_pending"] == 0)


@pytest.mark.parametrize("when", ["after", "at_once"])
def test_an_update_may_come_twice(world: World, when: str) -> None:
    world.customer()
    world.set_modes(duplicate=when)
    world.write(PHONE, text="oi")
    world.webhook.await_that(lambda webhook: len(webhook.requests) == 2)
    first, second = world.webhook.requests
    assert first.body == second.body


def test_updates_may_lose_their_order(world: World) -> None:
    world.customer()
    world.set_modes(jitter_seconds=30)
    written = write_many(world, 20)
    world.advance(31)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 20)
    assert texts(world) != written
    assert sorted(texts(world)) == sorted(written)


def test_updates_may_come_a_thousand_at_once(world: World) -> None:
    world.customer()
    world.set_modes(batch=1000, batch_seconds=600)
    written = write_many(world, 1000)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1000)
    (request,) = world.webhook.requests
    assert [message.text for updates in request.updates for message in updates.messages] == written
    assert len(request.body) < 3 * 1024**2


def test_a_batch_goes_when_its_time_is_over(world: World) -> None:
    world.customer()
    world.customer("5511988887777")
    world.set_modes(batch=100, batch_seconds=600)
    world.write(PHONE, text="a")
    world.write("5511988887777", text="b")
    world.say(PHONE, "resposta")
    world.advance(601)
    world.webhook.await_that(lambda webhook: len(webhook.requests) == 1)
    (request,) = world.webhook.requests
    assert [len(updates.messages) for updates in request.updates] == [1, 1, 0]
    assert [status.status for status in world.webhook.statuses()] == ["sent", "delivered", "read"]


def test_an_update_may_come_hours_late(world: World) -> None:
    world.customer()
    world.set_modes(delay_seconds=7200)
    sent = world.write(PHONE, text="oi")
    world.advance(7300)
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    assert world.webhook.messages()[0].sent_at.isoformat()[:19] == sent["at"][:19]


def test_what_was_written_long_ago_may_come_now(world: World) -> None:
    world.customer()
    written = world.write(PHONE, text="oi", seconds_ago=5400)
    now = world.control("GET", "/clock")["now"]
    assert written["at"][:13] != now[:13]
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    assert world.webhook.messages()[0].sent_at.isoformat()[:19] == written["at"][:19]


def test_read_may_come_without_delivered(world: World) -> None:
    world.customer(modes={"skips_delivered": True})
    world.write(PHONE, text="oi")
    world.say(PHONE, "olá")
    world.webhook.await_that(lambda webhook: len(webhook.statuses()) == 2)
    assert [status.status for status in world.webhook.statuses()] == ["sent", "read"]


def test_a_status_may_come_before_the_answer(world: World) -> None:
    world.customer()
    world.write(PHONE, text="oi")
    world.set_modes(status_before_answer=True, statuses="sent")
    wamid = world.say(PHONE, "olá")
    assert [status.wamid for status in world.webhook.statuses()] == [wamid]


def test_a_message_may_fail_after_success(world: World) -> None:
    world.customer()
    world.write(PHONE, text="oi")
    world.number("PUT", f"/customers/{PHONE}/modes", {"fail_later": 131026})
    world.say(PHONE, "olá")
    world.webhook.await_that(lambda webhook: len(webhook.statuses()) == 1)
    (status,) = world.webhook.statuses()
    assert (status.status, status.problems[0].code) == ("failed", 131026)
    assert world.chat(PHONE)["messages"][-1]["failed_with"] == 131026
    world.number("DELETE", f"/customers/{PHONE}/modes")
    world.say(PHONE, "de novo")
    world.webhook.await_that(lambda webhook: len(webhook.statuses()) == 4)


def test_a_bad_signature_is_mended_by_a_later_try(world: World) -> None:
    world.customer()
    world.set_modes(bad_signature=True)
    world.write(PHONE, text="oi")
    world.webhook.await_that(lambda webhook: len(webhook.requests) >= 2)
    assert not any(request.is_signed for request in world.webhook.requests)
    world.set_modes()
    world.advance(3600)
    world.chat(PHONE, lambda chat: len(chat["messages"][0]["statuses"]) == 2)


def test_troubles_of_the_account_are_told(world: World) -> None:
    world.number("POST", "/problems", {"code": 130429, "details": "too much"})
    world.webhook.await_that(lambda webhook: len(webhook.requests) == 1)
    assert world.webhook.requests[0].updates[0].problems[0].code == 130429


def test_what_does_not_fit_is_said(world: World) -> None:
    assert world.number("PUT", "/modes", {"batch": 1001}, 422)["error"][0]["loc"] == ["batch"]
    world.number("POST", "/customers", {"phone": "+55"}, 422)
    world.number("POST", "/customers/5500/messages", {"text": "oi"}, 404)
    world.control("GET", "/numbers/none/counts", status=404)
    world.customer()
    world.number("POST", "/customers", {"phone": "551187654321"}, 409)
