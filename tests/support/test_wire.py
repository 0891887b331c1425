"""Reading what WhatsApp sends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.support.errors import UpdateUnreadable
from tecnocursos.support.phones import canonical_phone, international
from tecnocursos.support.whatsapp.signature import is_signed, sign
from tecnocursos.support.whatsapp.wire import read_updates

_SENDER = {"from": "5511912345678", "from_user_id": "BR.1349120865530274", "id": "wamid.A1", "timestamp": "1749416383"}
_MEDIA = {"id": "901", "mime_type": "image/jpeg", "sha256": "q1w2", "url": "https://media.example/901"}


def body(*messages: Any, **others: Any) -> bytes:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "551140028922", "phone_number_id": "7001"},
        "contacts": [{"profile": {"name": "Rosa"}, "wa_id": "5511912345678", "user_id": "BR.1349120865530274"}],
        "messages": list(messages),
    } | others
    change = {"field": "messages", "value": value}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}).encode()


def read_one(kind: str, part: Any, **others: Any) -> Any:
    (updates,) = read_updates(body(_SENDER | {"type": kind, kind: part} | others))
    assert not updates.unreadable
    (message,) = updates.messages
    return message


@pytest.mark.parametrize(
    ("secret", "sent", "signature"),
    [
        (
            "test_app_secret",
            b'{"object":"whatsapp_business_account","entry":[]}',
            "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756",
        ),
        (
            "test_app_secret",
            b'{"object": "whatsapp_business_account", "entry": []}',
            "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a",
        ),
        (
            "otro_secreto",
            b'{"object":"whatsapp_business_account","entry":[]}',
            "769b03d8c2ae6498f2d1e1f7299c0ba55448c69d741e7b0bb243d852d8a8d8c7",
        ),
    ],
)
def test_signatures_are_those_of_meta(secret: str, sent: bytes, signature: str) -> None:
    assert sign(secret, sent) == f"sha256={signature}"
    assert is_signed(secret, sent, f"sha256={signature}")
    assert not is_signed(secret, sent + b" ", f"sha256={signature}")
    assert not is_signed("other", sent, f"sha256={signature}")
    for wrong in (None, "", signature, f"sha1={signature}", "sha256=", f"sha256={signature[:-1]}é"):
        assert not is_signed(secret, sent, wrong)


def test_a_text_says_who_wrote_what_when() -> None:
    message = read_one("text", {"body": "minha net caiu"}, context={"id": "wamid.B", "forwarded": True})
    assert (message.text, message.name, message.kind) == ("minha net caiu", "Rosa", "text")
    assert (message.sender.phone, message.sender.bsuid) == ("5511912345678", "BR.1349120865530274")
    assert message.sent_at.isoformat() == "2025-06-08T20:59:43+00:00"
    assert message.reply_to == "wamid.B"
    assert message.is_forwarded
    assert message.opens_turn


def test_somebody_without_a_phone_is_known_by_their_id() -> None:
    sender = {key: value for key, value in _SENDER.items() if key != "from"}
    (updates,) = read_updates(body(sender | {"type": "text", "text": {"body": "oi"}}))
    (message,) = updates.messages
    assert (message.sender.phone, message.sender.bsuid, message.name) == (None, "BR.1349120865530274", "Rosa")


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "sticker"])
def test_media_come_with_what_is_needed_to_fetch_them(kind: str) -> None:
    message = read_one(kind, _MEDIA | {"caption": "olha a luz", "filename": "foto.jpg", "voice": True})
    assert (message.media.id, message.media.name, message.media.is_voice) == ("901", "foto.jpg", True)
    assert message.text == "olha a luz"
    assert message.opens_turn


def test_choices_bring_their_id_back() -> None:
    button = read_one("interactive", {"type": "button_reply", "button_reply": {"id": "sim", "title": "Sim"}})
    row = read_one("interactive", {"type": "list_reply", "list_reply": {"id": "b2", "title": "Boleto"}})
    template = read_one("button", {"payload": "PARAR", "text": "Parar"})
    assert [(one.choice_id, one.text) for one in (button, row, template)] == [
        ("sim", "Sim"),
        ("b2", "Boleto"),
        ("PARAR", "Parar"),
    ]


@pytest.mark.parametrize("response", ['{"cpf":"1","x":{"y":1}}', "not json", "", None, "[1]"])
def test_a_form_is_read_as_far_as_it_can_be(response: str | None) -> None:
    message = read_one("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": response}})
    assert message.text == ("cpf: 1" if response and response.startswith("{") else "")


@pytest.mark.parametrize("kind", ["interactive", "button", "text", "image", "contacts", "reaction", "order", "system"])
def test_a_part_that_is_missing_loses_no_message(kind: str) -> None:
    (updates,) = read_updates(body(_SENDER | {"type": kind}))
    assert [message.kind for message in updates.messages] == [kind]


def test_a_shared_phone_is_believed_only_when_it_was_asked_for() -> None:
    card = {"name": {"formatted_name": "Eu"}, "phones": [{"phone": "+55 11 91234-5678", "wa_id": "5511912345678"}]}
    asked = read_one("contacts", [card | {"origin": "contact_request"}])
    sent = read_one("contacts", [card])
    assert (asked.shared_phone, sent.shared_phone) == ("5511912345678", None)
    assert sent.contacts[0].phones == ("5511912345678",)


@pytest.mark.parametrize(("part", "emoji"), [({"emoji": "👍"}, "👍"), ({"emoji": ""}, ""), ({}, "")])
def test_a_reaction_and_its_removal_open_no_turn(part: dict[str, str], emoji: str) -> None:
    message = read_one("reaction", {"message_id": "wamid.B"} | part)
    assert (message.reaction, message.reply_to, message.opens_turn) == (emoji, "wamid.B", False)


def test_a_changed_number_tells_both_ids() -> None:
    part = {"type": "user_changed_number", "wa_id": "5521998765432", "user_id": "BR.2", "previous_user_id": "BR.1"}
    item = {"id": "wamid.S", "timestamp": "1749416383", "type": "system", "system": part}
    (updates,) = read_updates(body(item, contacts=None))
    (message,) = updates.messages
    assert message.change.now.phone == "5521998765432"
    assert (message.change.now.bsuid, message.change.before.bsuid) == ("BR.2", "BR.1")
    assert not message.opens_turn


@pytest.mark.parametrize("kind", ["unsupported", "hologram"])
def test_what_is_not_known_is_kept_and_not_answered(kind: str) -> None:
    error = {"code": 131051, "title": "Message type is not supported", "error_data": {"details": "edit"}}
    message = read_one(kind, {"type": "edit"}, errors=[error])
    assert (message.kind, message.problems[0].code, message.opens_turn) == ("unsupported", 131051, False)


def test_statuses_tell_what_became_of_a_message() -> None:
    sent = {
        "id": "wamid.O",
        "status": "failed",
        "timestamp": "1750030073",
        "recipient_id": "5511912345678",
        "biz_opaque_callback_data": "our-1",
        "pricing": {"billable": True, "category": "service"},
        "errors": [{"code": 131047, "title": "Re-engagement message", "error_data": {"details": "24 hours"}}],
    }
    (updates,) = read_updates(body(statuses=[sent, sent | {"status": "from the future"}, sent | {"timestamp": "x"}]))
    (status,) = updates.statuses
    assert (status.status, status.our_id, status.category, status.is_billable) == ("failed", "our-1", "service", True)
    assert (status.problems[0].code, status.problems[0].details) == (131047, "24 hours")
    assert [item.path for item in updates.unreadable] == ["entry[0].changes[0].value.statuses[2]"]


def test_one_bad_item_loses_no_other() -> None:
    good = _SENDER | {"type": "text", "text": {"body": "oi\u0000 \ud800!"}}
    (updates,) = read_updates(body(None, good, {"type": "text"}, good | {"id": "wamid.A2"}))
    assert [(message.wamid, message.text) for message in updates.messages] == [
        ("wamid.A1", "oi !"),
        ("wamid.A2", "oi !"),
    ]
    assert len(updates.unreadable) == 2


def test_errors_of_the_account_are_told() -> None:
    (updates,) = read_updates(body(errors=[{"code": 130429, "title": "Rate limit hit"}]))
    assert [problem.code for problem in updates.problems] == [130429]


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b"null", b'{"entry":{}}', b"\xff", b"[" * 100_000])
def test_what_is_no_update_is_refused(sent: bytes) -> None:
    with pytest.raises(UpdateUnreadable):
        read_updates(sent)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_PARTS = st.sampled_from(
    ["id", "from", "timestamp", "type", "text", "image", "interactive", "contacts", "context", "system", "errors"]
)


@given(st.lists(st.dictionaries(_PARTS, _JSON), max_size=3), st.lists(_JSON, max_size=3), _JSON)
def test_nothing_that_is_sent_breaks_the_reader(messages: list[Any], statuses: list[Any], contacts: Any) -> None:
    (updates,) = read_updates(body(*messages, statuses=statuses, contacts=contacts))
    assert len(updates.messages) + len(updates.unreadable) + len(updates.statuses) <= len(messages) + len(statuses)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("5511987654321", "551187654321"),
        ("551187654321", "551187654321"),
        ("+55 (11) 98765-4321", "551187654321"),
        ("5511932345678", "5511932345678"),  # never had fewer digits; without the 9 it would be somebody's landline
        ("551132345678", "551132345678"),  # a landline
        ("08007771234", "08007771234"),
        ("14155550123", "14155550123"),
    ],
)
def test_both_forms_of_a_mobile_are_one_number(written: str, canonical: str) -> None:
    assert canonical_phone(written) == canonical
    assert canonical_phone(canonical) == canonical


@given(st.from_regex(r"55[1-9][1-9][6-9][0-9]{7}", fullmatch=True))
def test_the_ninth_digit_never_makes_another_person(number: str) -> None:
    with_ninth = f"{number[:4]}9{number[4:]}"
    assert canonical_phone(with_ninth) == canonical_phone(number) == number


@pytest.mark.parametrize("written", ["(11) 91234-5678", "011 91234-5678", "11912345678", "+5511912345678"])
def test_a_local_number_gets_its_country(written: str) -> None:
    assert international(written) == "5511912345678"
