"""What a business sends through the local WhatsApp server, and how it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from whatsapp_world import World

PHONE = "5511987654321"
TO = {"to": f"+{PHONE}"}


def interactive(kind: str, action: dict[str, Any], text: str = "Qual?") -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def buttons(*titles: str) -> dict[str, Any]:
    replies = [{"type": "reply", "reply": {"id": f"b{index}", "title": title}} for index, title in enumerate(titles)]
    return interactive("button", {"buttons": replies})


def menu(*rows: dict[str, str], button: str = "Ver") -> dict[str, Any]:
    return interactive("list", {"button": button, "sections": [{"rows": list(rows)}]})


def text(body: Any) -> dict[str, Any]:
    return {"type": "text", "text": {"body": body}}


@pytest.fixture
def open_chat(world: World) -> World:
    """A customer has just written."""
    world.customer()
    world.write(PHONE, text="oi")
    return world


@pytest.mark.parametrize("token", ["wrong", "token-700", "token-7001x"])
def test_another_token_is_refused(open_chat: World, token: str) -> None:
    answer = open_chat.post(TO | text("oi"), token=token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 190)


def test_what_is_sent_is_in_the_chat_with_its_statuses(open_chat: World) -> None:
    wamid = open_chat.say(PHONE, "Olá!", biz_opaque_callback_data="our-1", context={"message_id": "wamid.X"})
    message = open_chat.chat(PHONE)["messages"][-1]
    assert (message["wamid"], message["text"], message["our_id"]) == (wamid, "Olá!", "our-1")
    assert [one["status"] for one in message["statuses"]] == ["sent", "delivered", "read"]
    open_chat.webhook.await_that(lambda webhook: len(webhook.statuses()) == 3)
    told = open_chat.webhook.statuses()
    assert [(one.status, one.our_id) for one in told] == [
        ("sent", "our-1"),
        ("delivered", "our-1"),
        ("read", "our-1"),
    ]
    assert told[0].category == "service"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (TO | {"messaging_product": "sms"} | text("x"), 100),
        (text("x"), 131008),
        (TO | {"type": "hologram"}, 100),
        (TO | {"type": "text"}, 131008),
        (TO | text(""), 131008),
        (TO | text(5), 100),
        (TO | text("x" * 4097), 100),
        (TO | {"type": "text", "text": "x"}, 131009),
        (TO | text("x") | {"biz_opaque_callback_data": "x" * 513}, 100),
        (TO | {"type": "image", "image": {}}, 131008),
        (TO | {"type": "image", "image": {"id": "1", "link": "http://x"}}, 131008),
        (TO | {"type": "image", "image": {"id": "404"}}, 131009),
        (TO | {"type": "image", "image": {"link": "http://x", "caption": "x" * 1025}}, 100),
        (TO | {"type": "audio", "audio": {"link": "http://x", "caption": "x"}}, 100),
        (TO | {"type": "reaction", "reaction": {"message_id": "wamid.unknown", "emoji": "👍"}}, 131009),
        (TO | buttons("a", "b", "c", "d"), 131009),
        (TO | buttons("um título com mais de vinte"), 131009),
        (TO | buttons("a", "a"), 131009),
        (TO | interactive("button", {}), 131008),
        (TO | interactive("button", {"buttons": []}), 131009),
        (TO | interactive("tarot", {}), 131009),
        (TO | interactive("button", {}, text="x" * 1025), 131009),
        (TO | menu(*({"id": str(number), "title": "x"} for number in range(11))), 131009),
        (TO | menu({"id": "1", "title": "x" * 25}), 131009),
        (TO | menu({"id": "1", "title": "x", "description": "x" * 73}), 131009),
        (TO | menu({"id": "1", "title": "x"}, button="x" * 21), 131009),
        (TO | menu({"id": "1", "title": "x"}, {"id": "1", "title": "y"}), 131009),
        (TO | interactive("request_contact_info", {"name": "send_location"}), 131009),
    ],
)
def test_a_form_that_is_wrong_is_refused(open_chat: World, form: dict[str, Any], code: int) -> None:
    assert open_chat.refusal(form) == code
    assert len(open_chat.chat(PHONE)["messages"]) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_json_object_is_refused(open_chat: World, body: bytes) -> None:
    headers = {"Authorization": "Bearer token-7001"}
    answer = open_chat.http.post(f"{open_chat.graph_url}/7001/messages", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_another_number_is_unknown(open_chat: World) -> None:
    assert open_chat.refusal(TO | text("x"), path="7002/messages") == 100


def test_buttons_menus_and_the_wish_for_a_phone_are_sent(open_chat: World) -> None:
    forms = [
        buttons("Sim", "Não"),
        menu({"id": "r1", "title": "Boleto", "description": "2ª via"}, {"id": "r2", "title": "Visita"}),
        interactive("request_contact_info", {"name": "request_contact_info"}),
    ]
    assert [open_chat.post(TO | form).status_code for form in forms] == [200, 200, 200]
    shown = [message["choices"] for message in open_chat.chat(PHONE)["messages"][1:]]
    assert [[choice["title"] for choice in choices] for choices in shown] == [["Sim", "Não"], ["Boleto", "Visita"], []]


@pytest.mark.parametrize("to", ["+5511987654321", "+551187654321", "11987654321", "+55 (11) 98765-4321"])
def test_a_mobile_is_reached_by_both_forms(open_chat: World, to: str) -> None:
    answer = open_chat.post({"to": to} | text("oi")).json()
    assert answer["contacts"] == [{"input": to, "wa_id": PHONE}]


def test_without_the_plus_a_phone_is_of_the_business_own_country(open_chat: World) -> None:
    assert open_chat.refusal({"to": PHONE} | text("oi")) == 131026


def test_whatsapp_may_know_a_mobile_without_its_ninth_digit(world: World) -> None:
    world.customer(PHONE, wa_id="551187654321")
    world.write(PHONE, text="oi")
    answer = world.post(TO | text("oi")).json()
    assert answer["contacts"][0]["wa_id"] == "551187654321"
    world.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    assert world.webhook.messages()[0].sender.phone == "551187654321"


def test_a_landline_is_nobody_elses_mobile(world: World) -> None:
    world.customer("551132345678")
    assert world.refusal({"to": "+5511932345679"} | text("oi")) == 131026


def test_a_user_id_goes_as_recipient_and_is_dropped_as_to(world: World) -> None:
    known = world.customer(None)["user_id"]
    world.write(known, text="oi")
    sent = world.post({"recipient": known} | text("olá"))
    dropped = world.post({"to": known} | text("olá"))
    assert (sent.status_code, dropped.status_code) == (200, 200)
    assert dropped.json()["messages"][0]["id"].startswith("wamid.")
    assert [message["text"] for message in world.chat(known)["messages"]] == ["oi", "olá"]
    assert world.counts()["dropped"] == 1


def test_nobody_is_reached_who_is_not_there_or_cannot_be(open_chat: World) -> None:
    assert open_chat.refusal({"to": "+5521999990000"} | text("oi")) == 131026
    assert open_chat.refusal({"recipient": "BR.404"} | text("oi")) == 131026
    open_chat.number("PATCH", f"/customers/{PHONE}", {"is_reachable": False})
    assert open_chat.refusal(TO | text("oi")) == 131026


def test_the_window_closes_after_a_day_and_opens_with_what_the_customer_writes(open_chat: World) -> None:
    open_chat.advance(24 * 3600 - 60)
    open_chat.say(PHONE, "ainda")
    open_chat.advance(120)
    assert open_chat.refusal(TO | text("tarde")) == 131047
    open_chat.write(PHONE, type="reaction", part={"message_id": "wamid.X", "emoji": "👍"})
    assert open_chat.refusal(TO | text("tarde")) == 131047
    open_chat.write(PHONE, text="voltei")
    open_chat.say(PHONE, "que bom")


def test_nobody_is_written_to_who_never_wrote(world: World) -> None:
    world.customer()
    assert world.refusal(TO | text("oi")) == 131047


def test_a_refusal_may_come_late(world: World) -> None:
    world.customer()
    world.set_modes(late_refusals=True)
    wamid = world.say(PHONE, "oi", biz_opaque_callback_data="our-9")
    world.webhook.await_that(lambda webhook: len(webhook.statuses()) == 1)
    (status,) = world.webhook.statuses()
    assert (status.wamid, status.status, status.our_id) == (wamid, "failed", "our-9")
    assert status.problems[0].code == 131047


def test_a_burst_to_one_person_is_paid_for(open_chat: World) -> None:
    for number in range(45):
        open_chat.say(PHONE, f"{number}")
    assert open_chat.refusal(TO | text("mais uma")) == 131056
    open_chat.advance(45 * 6 - 20)
    assert open_chat.refusal(TO | text("mais uma")) == 131056
    open_chat.advance(20)
    open_chat.say(PHONE, "agora sim")


def test_a_number_sends_so_much_a_second(world: World) -> None:
    world.register(messages_per_second=5)
    phones = [f"55119{number:08}" for number in range(80_000_000, 80_000_006)]
    for phone in phones:
        world.customer(phone)
    refused = [world.post({"to": f"+{phone}"} | text("x")).json()["error"]["code"] for phone in phones]
    assert refused == [131047] * 5 + [130429]
    world.advance(1)
    assert world.refusal({"to": f"+{phones[0]}"} | text("x")) == 131047
    assert world.counts()["refused"] == {"131047": 6, "130429": 1}


BODY = {"type": "BODY", "text": "Olá {{1}}, o serviço volta às {{2}}."}
NAMED = {"type": "BODY", "text": "Olá {{nome}}"}
LINK = {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Ver", "url": "https://p.example/{{1}}"}]}
QUICK = {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Parar"}]}
TEMPLATES = [
    {"name": "volta", "components": [BODY, LINK]},
    {"name": "nomeado", "components": [NAMED, QUICK]},
    {"name": "pausado", "status": "PAUSED"},
    {"name": "parado", "status": "DISABLED"},
    {"name": "codigo", "category": "AUTHENTICATION", "components": [{"type": "BODY", "text": "Código"}]},
    {
        "name": "boleto",
        "components": [{"type": "HEADER", "format": "DOCUMENT"}, {"type": "BODY", "text": "Seu boleto"}],
    },
]


def template(name: str, *components: dict[str, Any], language: str = "pt_BR") -> dict[str, Any]:
    used = {"name": name, "language": {"code": language}, "components": list(components)}
    return {"type": "template", "template": used}


def filled(kind: str, *values: str, **others: Any) -> dict[str, Any]:
    return {"type": kind, "parameters": [{"type": "text", "text": value} for value in values]} | others


FULL = (filled("body", "Rosa", "18h"), filled("button", "abc", sub_type="url", index="0"))


@pytest.fixture
def templates(world: World) -> World:
    world.customer()
    world.number("PUT", "/templates", TEMPLATES)
    return world


def test_a_template_goes_to_somebody_who_never_wrote(templates: World) -> None:
    answer = templates.post(TO | template("volta", *FULL))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    assert templates.chat(PHONE)["messages"][0]["text"] == "Olá Rosa, o serviço volta às 18h."
    templates.webhook.await_that(lambda webhook: len(webhook.statuses()) == 3)
    assert templates.webhook.statuses()[0].category == "utility"


def test_a_button_of_a_template_comes_back(templates: World) -> None:
    body = {"type": "body", "parameters": [{"type": "text", "parameter_name": "nome", "text": "Rosa"}]}
    payload = {"type": "button", "sub_type": "quick_reply", "index": "0"}
    payload["parameters"] = [{"type": "payload", "payload": "PARAR"}]
    assert templates.post(TO | template("nomeado", body, payload)).status_code == 200
    templates.write(PHONE, choice_id="PARAR")
    templates.webhook.await_that(lambda webhook: len(webhook.messages()) == 1)
    (message,) = templates.webhook.messages()
    assert (message.kind, message.choice_id, message.text) == ("button", "PARAR", "Parar")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (template("nunca", *FULL), 132001),
        (template("volta", *FULL, language="en"), 132001),
        (template("volta"), 132000),
        (template("volta", filled("body", "Rosa")), 132000),
        (template("volta", FULL[0]), 132000),
        (template("volta", filled("body", "Rosa\n", "18h"), FULL[1]), 100),
        (template("volta", {"type": "body", "parameters": [{"type": "currency"}] * 2}, FULL[1]), 132012),
        (template("boleto", filled("header", "texto")), 132012),
        (template("pausado"), 132015),
        (template("parado"), 132016),
        ({"type": "template", "template": {"name": "volta"}}, 131008),
    ],
)
def test_a_template_that_does_not_fit_is_refused(templates: World, form: dict[str, Any], code: int) -> None:
    assert templates.refusal(TO | form) == code


def test_codes_to_sign_in_go_to_phones_only(templates: World) -> None:
    known = templates.number("GET", "/customers")[0]["user_id"]
    assert templates.refusal({"recipient": known} | template("codigo")) == 131062
    assert templates.post(TO | template("codigo")).status_code == 200


def test_reading_shows_the_customer_blue_ticks_and_that_one_writes(open_chat: World) -> None:
    first = open_chat.write(PHONE, text="alguém?")
    later = open_chat.write(PHONE, text="?")
    read = {"status": "read", "message_id": first["wamid"], "typing_indicator": {"type": "text"}}
    assert open_chat.post(read).json() == {"success": True}
    chat = open_chat.chat(PHONE)
    assert chat["is_typing"]
    ticks = {m["text"]: [one["status"] for one in m["statuses"]] for m in chat["messages"]}
    assert "read" in ticks["oi"]
    assert "read" in ticks["alguém?"]
    assert "read" not in ticks["?"]
    open_chat.advance(26)
    assert not open_chat.chat(PHONE)["is_typing"]
    assert open_chat.post(read | {"message_id": later["wamid"]}).status_code == 200
    open_chat.say(PHONE, "sim")
    assert not open_chat.chat(PHONE)["is_typing"]
    assert open_chat.refusal({"status": "read", "message_id": "wamid.unknown"}) == 131009


def test_what_is_sent_is_counted(open_chat: World) -> None:
    for text_, our_id in (("a", "1"), ("a", "1"), ("b", "2")):
        open_chat.say(PHONE, text_, biz_opaque_callback_data=our_id)
    counts = open_chat.counts()
    assert (counts["received"], counts["accepted_total"], counts["repeated"], counts["repeated_texts"]) == (1, 3, 1, 1)
    assert list(counts["accepted"].values()) == [3]
