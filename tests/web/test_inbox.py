"""The inbox, in two browsers at once, with customers on the local WhatsApp server."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, WebSocketRoute, expect

from axe import violations
from embedded_only import setting  # noqa: F401 a fixture
from furnished import send_file, settled
from platforms import Setting
from served import Served
from served_service import Number, served_service
from visitors import Account, Visitor, follow, new_address, new_page, sign_up

VISIT = "Oi, {{nome}}! {{atendente}} falando: o técnico vai {{quando}}."
SETTINGS = {"burst_seconds": 0, "first_reply_minutes": 30}
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p8TcSQAAAABJRU5ErkJggg==")
ASKS_A_PERSON = "quero falar com um atendente"


@dataclass(frozen=True)
class Desk:
    server: Served
    number: Number
    ana: Account
    bia: Account


@pytest.fixture(scope="module")
def desk(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:  # noqa: F811
    """An organisation whose owner is Ana Souza, with Bia Reis who serves customers; nobody has written yet."""
    with served_service(setting, tmp_path_factory.mktemp("service")) as (server, simulator):
        ana = sign_up(server)
        address = new_address()
        ana.ask("POST", "/api/v1/invitations", {"email": address, "role": "agent"})
        bia = follow(server, "/api/v1/invitations/accept", address, name="Bia Reis")
        number = Number(simulator, server, ana)
        ana.ask("PATCH", "/api/v1/support/settings", SETTINGS, **{"If-Match": '"0"'})
        ana.ask("POST", "/api/v1/support/canned-replies", {"shortcut": "visita", "text": VISIT})
        ana.ask("POST", "/api/v1/support/labels", {"name": "Urgente", "colour": "#c2410c"})
        yield Desk(server, number, ana, bia)


@pytest.fixture(scope="module")
def ana(browser: Browser, desk: Desk) -> Iterator[Page]:
    with new_page(browser, desk.server) as page:
        desk.ana.enter(page)
        yield page


@pytest.fixture(scope="module")
def bia(browser: Browser, desk: Desk) -> Iterator[Page]:
    with new_page(browser, desk.server) as page:
        desk.bia.enter(page)
        yield page


def writes(desk: Desk, name: str, text: str = ASKS_A_PERSON, **others: Any) -> str:
    """A new customer writes; gives their phone."""
    phone = desk.number.add_customer(name)
    desk.number.write(phone, text, **others)
    return phone


def take(page: Page, name: str) -> None:
    row(page, name).click()
    page.get_by_role("region", name="Escrever").get_by_role("button", name="Assumir").click()
    expect(row(page, name)).to_contain_text("Com você")


def open_inbox(page: Page, desk: Desk) -> None:
    page.goto(f"{desk.server.address}/support/inbox")
    expect(page.get_by_role("heading", name="Conversas", level=1)).to_be_attached()


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Lista de conversas").get_by_role("link", name=re.compile(name))


def said(page: Page, text: str) -> Locator:
    return page.get_by_role("region", name="Mensagens").get_by_role("article").filter(has_text=text)


def write(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Mensagem ao cliente")
    field.fill(text)
    field.press("Enter")


def test_what_happens_in_one_browser_is_seen_in_the_other(ana: Page, bia: Page, desk: Desk) -> None:
    open_inbox(ana, desk)
    open_inbox(bia, desk)
    expect(ana.get_by_text("Nenhuma conversa aberta").first).to_be_visible()
    rosa = writes(desk, "Rosa Lima")
    for page in (ana, bia):
        expect(row(page, "Rosa Lima")).to_contain_text("Na fila")
        expect(page.get_by_role("button", name="Na fila 1")).to_be_visible()
    expect(row(bia, "Rosa Lima")).to_contain_text("1 mensagem nova")
    row(ana, "Rosa Lima").click()
    expect(said(ana, ASKS_A_PERSON)).to_be_visible()
    expect(row(bia, "Rosa Lima")).not_to_contain_text("mensagem nova")
    ana.get_by_role("region", name="Escrever").get_by_role("button", name="Assumir").click()
    expect(row(bia, "Rosa Lima")).to_contain_text("Ana Souza")
    row(bia, "Rosa Lima").click()
    expect(bia.get_by_text("Ana Souza está atendendo.")).to_be_visible()
    write(ana, "Boa tarde, Rosa!")
    expect(ana.get_by_role("textbox", name="Mensagem ao cliente")).to_have_value("")
    expect(said(bia, "Boa tarde, Rosa!")).to_contain_text("Ana Souza")
    desk.number.chat(rosa, lambda texts: "Boa tarde, Rosa!" in texts)
    expect(said(ana, "Boa tarde, Rosa!").get_by_text("Lida")).to_be_attached()
    desk.number.write(rosa, "oi, minha net caiu")
    expect(said(bia, "oi, minha net caiu")).to_be_visible()
    bia.get_by_text("Nota interna").click()
    note = bia.get_by_role("textbox", name="Nota interna")
    note.fill("ver a ONU")
    note.press("Enter")
    expect(said(ana, "ver a ONU")).to_contain_text("só a equipe vê")
    ana.get_by_role("button", name="Devolver ao robô").click()
    expect(row(bia, "Rosa Lima")).to_contain_text("Robô")
    assert "ver a ONU" not in desk.number.chat(rosa, lambda texts: True)


def test_what_could_not_be_sent_says_so_and_is_sent_once(ana: Page, desk: Desk) -> None:
    carla = writes(desk, "Carla")
    open_inbox(ana, desk)
    take(ana, "Carla")
    posts: list[str | None] = []

    def lose_the_answer(route: Route) -> None:
        posts.append(route.request.header_value("Idempotency-Key"))
        if len(posts) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    ana.route(re.compile(r"/api/v1/conversations/[^/]+/messages$"), lose_the_answer)
    write(ana, "um técnico vai hoje")
    expect(said(ana, "um técnico vai hoje").get_by_text("Não enviada")).to_be_visible()
    said(ana, "um técnico vai hoje").get_by_role("button", name="Tentar de novo").dblclick()
    expect(said(ana, "um técnico vai hoje").get_by_text("Lida")).to_be_attached()
    ana.unroute_all()
    expect(said(ana, "um técnico vai hoje")).to_have_count(1)
    assert len(set(posts)) == 1
    texts = desk.number.chat(carla, lambda texts: "um técnico vai hoje" in texts)
    assert texts.count("um técnico vai hoje") == 1


def test_replies_labels_and_clocks_help_and_it_goes_on_to_a_colleague(ana: Page, bia: Page, desk: Desk) -> None:
    iara = writes(desk, "Iara Melo")
    for page in (ana, bia):
        open_inbox(page, desk)
    expect(row(ana, "Iara")).to_contain_text(re.compile("Responder em (29|30) min"))
    take(ana, "Iara")
    field = ana.get_by_role("textbox", name="Mensagem ao cliente")
    field.press_sequentially("/vis")
    expect(ana.get_by_role("option", name=re.compile("visita"))).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Oi, Iara! Ana Souza falando: o técnico vai {{quando}}.")
    expect(ana.get_by_text("Falta preencher {{quando}}")).to_be_visible()
    expect(ana.get_by_role("button", name="Enviar", exact=True)).to_be_disabled()
    field.fill("Oi, Iara! Ana Souza falando: o técnico vai hoje.")
    field.press("Enter")
    desk.number.chat(iara, lambda texts: "Oi, Iara! Ana Souza falando: o técnico vai hoje." in texts)
    expect(row(ana, "Iara")).not_to_contain_text("Responder em")
    picture = {"name": "mapa.png", "mimeType": "image/png", "buffer": PICTURE}
    with ana.expect_file_chooser() as chooser:
        ana.get_by_role("button", name="Anexar um arquivo").click()
    chooser.value.set_files(picture)  # type: ignore[arg-type]
    write(ana, "o caminho")
    expect(said(ana, "o caminho").get_by_role("img", name="o caminho")).to_be_visible()
    desk.number.chat(iara, lambda texts: "o caminho" in texts)
    field.press("Escape")
    ana.keyboard.press("l")
    labels = ana.get_by_role("dialog", name="Etiquetas")
    labels.get_by_role("checkbox", name="Urgente").check()
    labels.get_by_role("button", name="Salvar").click()
    expect(row(bia, "Iara")).to_contain_text("Urgente")
    bia.get_by_role("combobox", name="Etiqueta").click()
    bia.get_by_role("option", name="Urgente").click()
    expect(bia.get_by_role("list", name="Lista de conversas").get_by_role("listitem")).to_have_count(1)
    ana.get_by_role("button", name="Passar", exact=True).click()
    dialog = ana.get_by_role("dialog", name="Passar a conversa")
    dialog.get_by_role("combobox", name="Para quem").click()
    ana.get_by_role("option", name=re.compile("^Bia Reis")).click()
    dialog.get_by_role("button", name="Passar").click()
    expect(row(bia, "Iara")).to_contain_text("Com você")
    expect(row(ana, "Iara")).to_contain_text("Bia Reis")


def test_a_conversation_ends_with_its_protocol_and_the_customers_rating(ana: Page, desk: Desk) -> None:
    davi = writes(desk, "Davi")
    open_inbox(ana, desk)
    take(ana, "Davi")
    ana.get_by_role("region", name="Conversa", exact=True).get_by_role("button", name="Encerrar").click()
    ana.get_by_role("dialog", name="Encerrar a conversa").get_by_role("button", name="Encerrar").click()
    customer = ana.get_by_role("complementary", name="Cliente")
    expect(customer.get_by_text(re.compile(r"^20\d{13}$"))).to_be_visible()
    desk.number.chat(davi, lambda texts: any("Protocolo: 20" in text for text in texts))
    expect(row(ana, "Davi")).to_have_count(0)
    best = next(one["id"] for one in desk.number.choices(davi) if one["id"].startswith("rating:5"))
    desk.number.write(davi, choice_id=best)
    expect(customer.get_by_text("Avaliação: 5 estrelas")).to_be_attached()
    ana.get_by_role("button", name="Encerradas").click()
    row(ana, "Davi").click()
    ana.get_by_role("region", name="Escrever").get_by_role("button", name="Reabrir").click()
    expect(ana.get_by_role("textbox", name="Mensagem ao cliente")).to_be_visible()
    ana.get_by_role("button", name=re.compile("^Abertas")).click()


def test_what_happens_between_the_look_and_the_first_word_is_shown(browser: Browser, desk: Desk) -> None:
    sockets: list[WebSocketRoute] = []
    answered = desk.number.chat(writes(desk, "Olga"), lambda texts: bool(texts))
    with new_page(browser, desk.server) as page:
        desk.bia.enter(page)
        page.route_web_socket(re.compile("/ws/connect"), lambda socket: sockets.append(socket))
        open_inbox(page, desk)
        expect(row(page, "Olga")).to_contain_text("Na fila")
        # The app was told nothing yet, and is told of nothing that came before.
        assert desk.number.chat(writes(desk, "Nora"), lambda texts: bool(texts)) == answered
        expect(row(page, "Nora")).to_have_count(0)
        sockets[-1].connect_to_server()
        expect(row(page, "Nora")).to_contain_text("Na fila")


def test_after_a_day_only_a_template_goes_out(bia: Page, desk: Desk) -> None:
    channel = desk.number.channel["id"]
    desk.ana.ask("POST", f"/api/v1/whatsapp/channels/{channel}/templates/sync")
    marcos = writes(desk, "Marcos", "vocês atendem na rua das Acácias?", seconds_ago=2 * 86_400)
    open_inbox(bia, desk)
    row(bia, "Marcos").click()
    expect(bia.get_by_text("Janela fechada")).to_be_visible()
    bia.get_by_role("region", name="Escrever").get_by_role("button", name="Assumir").click()
    bia.get_by_role("combobox", name="Modelo").click()
    bia.get_by_role("option", name=re.compile("retorno_de_visita")).click()
    expect(
        bia.get_by_text(re.compile(r"A Meta cobra este envio: categoria utilidade, cerca de US\$\s0,0068"))
    ).to_be_visible()
    send = bia.get_by_role("button", name="Enviar modelo")
    expect(send).to_be_disabled()
    bia.get_by_label("Texto, campo 1").fill("Marcos")
    bia.get_by_label("Texto, campo 2").fill("amanhã às 9h")
    expect(bia.get_by_role("figure")).to_contain_text("Olá, Marcos! Sua visita técnica está marcada para amanhã às 9h.")
    send.click()
    expect(said(bia, "marcada para amanhã às 9h").get_by_text("Lida")).to_be_attached()
    desk.number.chat(marcos, lambda texts: any("amanhã às 9h" in text for text in texts))


def test_the_keyboard_does_all_of_it(bia: Page, desk: Desk) -> None:
    writes(desk, "Ester")
    writes(desk, "João Neto")
    open_inbox(bia, desk)
    expect(row(bia, "João")).to_contain_text("Na fila")
    bia.keyboard.press("j")
    expect(bia.get_by_role("heading", name="João Neto", level=2).first).to_be_visible()
    bia.keyboard.press("t")
    expect(bia.get_by_role("textbox", name="Mensagem ao cliente")).to_be_visible()
    bia.keyboard.press("r")
    bia.keyboard.type("Olá, João! tudo bem? je")
    bia.keyboard.press("Shift+Enter")
    bia.keyboard.type("Já vejo.")
    bia.keyboard.press("Escape")
    bia.keyboard.press("j")
    expect(bia.get_by_role("heading", name="João Neto", level=2)).to_have_count(0)
    bia.keyboard.press("k")
    # What was being written is still there.
    expect(bia.get_by_role("textbox", name="Mensagem ao cliente")).to_have_value("Olá, João! tudo bem? je\nJá vejo.")
    bia.keyboard.press("r")
    bia.keyboard.press("Enter")
    expect(said(bia, "Já vejo.")).to_be_visible()
    bia.keyboard.press("Escape")
    bia.keyboard.press("n")
    expect(bia.get_by_role("textbox", name="Nota interna")).to_be_focused()
    bia.keyboard.type("pediu visita\n")
    bia.keyboard.press("Escape")
    bia.keyboard.press("b")
    expect(row(bia, "João")).to_contain_text("Robô")
    bia.keyboard.press("?")
    expect(bia.get_by_role("dialog", name="Atalhos do teclado")).to_be_visible()
    bia.keyboard.press("Escape")
    bia.keyboard.press("e")
    bia.get_by_role("dialog", name="Encerrar a conversa").get_by_role("button", name="Cancelar").press("Enter")
    bia.keyboard.press("/")
    bia.keyboard.type("joao neto")
    expect(bia.get_by_role("list", name="Lista de conversas").get_by_role("listitem")).to_have_count(1)


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)])
def test_everybody_can_use_it(bia: Page, desk: Desk, size: tuple[int, int]) -> None:
    bia.set_viewport_size({"width": size[0], "height": size[1]})
    open_inbox(bia, desk)
    is_phone = size[0] == 390
    names = (f"Fábio {size[0]}", f"Gil {size[0]}")
    writes(desk, names[0], "atrasada", seconds_ago=2 * 86_400)
    writes(desk, names[1])
    for name in names:
        row(bia, name).click()
        expect(said(bia, "")).not_to_have_count(0)
        for theme in ("light", "dark"):
            bia.emulate_media(color_scheme=theme)
            expect(bia.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
            bia.wait_for_function("() => document.getAnimations().every((one) => !(one instanceof CSSTransition))")
            assert violations(bia) == [], (name, theme)
        assert bia.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        if is_phone:
            expect(row(bia, name)).to_be_hidden()
            bia.get_by_role("button", name="Mais ações").click()
            bia.get_by_role("menuitem", name="Ver o cliente").click()
            expect(bia.get_by_role("dialog", name="Cliente").get_by_text("Telefone")).to_be_visible()
            bia.keyboard.press("Escape")
            bia.get_by_role("link", name="Voltar à lista").click()
            assert violations(bia) == [], "list"


def test_who_serves_no_customers_sees_no_conversations(browser: Browser, desk: Desk) -> None:
    address = new_address()
    desk.ana.ask("POST", "/api/v1/invitations", {"email": address, "role": "viewer"})
    viewer = follow(desk.server, "/api/v1/invitations/accept", address, name="Vera")
    with new_page(browser, desk.server) as page:
        viewer.enter(page)
        Visitor(viewer, page).open("/support/inbox")
        expect(page.get_by_text("Esta página não é para o seu papel")).to_be_visible()
        expect(page.get_by_role("link", name="Atendimento")).to_have_count(0)


def test_what_the_bot_did_and_from_where_is_seen(ana: Page, desk: Desk, tmp_path: Path) -> None:
    document = tmp_path / "loja.md"
    document.write_text("# Loja\n\nA loja da Fibra Boa fica na Rua das Palmeiras, 200, e abre aos sábados.\n", "utf-8")
    added = send_file(desk.ana, "/api/v1/documents", document)
    settled(lambda: desk.ana.ask("GET", f"/api/v1/documents/{added['id']}/versions/1"))
    lia = writes(desk, "Lia", "onde fica a loja da Fibra Boa?")
    desk.number.chat(lia, lambda texts: any("Rua das Palmeiras, 200" in text for text in texts))
    open_inbox(ana, desk)
    row(ana, "Lia").click()
    answer = said(ana, "Rua das Palmeiras, 200")
    expect(answer.get_by_text("Resposta dos documentos")).to_be_visible()
    answer.get_by_text("1 fonte").click()
    expect(answer.get_by_role("listitem")).to_contain_text("loja")
    with ana.expect_download() as download:
        answer.get_by_role("button", name="Baixar o documento").click()
    assert "Palmeiras" in download.value.path().read_text("utf-8")
