"""Reports and questions without an answer, in the browser, with a customer on the local WhatsApp server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from embedded_only import setting  # noqa: F401 a fixture
from platforms import Setting
from served_service import Number, served_service
from visitors import Account, new_page, sign_up

ASKED = "vocês vendem roteador avulso?"


@pytest.fixture(scope="module")
def service(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Account, Number, str]]:  # noqa: F811
    """An organisation that was asked what no document says."""
    with served_service(setting, tmp_path_factory.mktemp("service")) as (server, simulator):
        owner = sign_up(server)
        number = Number(simulator, server, owner)
        owner.ask("PATCH", "/api/v1/support/settings", {"burst_seconds": 0}, **{"If-Match": '"0"'})
        phone = number.add_customer("Rosa Lima")
        number.write(phone, ASKED)
        number.chat(phone, lambda texts: len(texts) > 0)
        yield owner, number, phone


@pytest.fixture(scope="module")
def page(browser: Browser, service: tuple[Account, Number, str]) -> Iterator[Page]:
    owner = service[0]
    with new_page(browser, owner.server, accept_downloads=True) as page:
        owner.enter(page)
        yield page


def test_a_member_answers_what_was_asked_in_vain_and_the_bot_knows_it(
    page: Page, service: tuple[Account, Number, str]
) -> None:
    owner, number, phone = service
    page.goto(f"{owner.server.address}/support/questions")
    row = page.get_by_role("listitem").filter(has_text="vocês vendem roteador avulso")
    expect(row).to_contain_text("1 vez")
    assert violations(page) == []
    row.get_by_role("button", name="Escrever a resposta").click()
    dialog = page.get_by_role("dialog", name="Escrever a resposta")
    expect(dialog.get_by_label("Pergunta")).to_have_value("Vocês vendem roteador avulso?")
    dialog.get_by_label("Resposta").fill("Não vendemos roteador avulso: o aparelho é emprestado, sem custo.")
    assert violations(page) == []
    dialog.get_by_role("button", name="Salvar a resposta").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Nenhuma pergunta em aberto")).to_be_visible()
    page.get_by_text("Respondidas", exact=True).click()
    expect(row).to_be_visible()
    number.write(phone, ASKED)
    said = number.chat(phone, lambda texts: len(texts) > 1)
    assert "emprestado, sem custo" in said[-1]
    assert "Perguntas respondidas" in said[-1]


def test_the_report_shows_the_day_and_is_taken_as_a_file(page: Page, service: tuple[Account, Number, str]) -> None:
    page.goto(f"{service[0].server.address}/support/reports")
    tile = page.get_by_role("definition")
    expect(page.get_by_text("Atendimentos", exact=True).first).to_be_visible()
    expect(tile.filter(has_text="1").first).to_be_visible()
    page.get_by_role("button", name="Ver como tabela").click()
    expect(page.get_by_role("table", name="Mensagens por dia").get_by_role("row")).to_have_count(8)
    page.get_by_role("button", name="Preços").click()
    dialog = page.get_by_role("dialog", name="Preços por mensagem")
    dialog.get_by_label("Moeda").fill("BRL")
    dialog.get_by_role("button", name="Salvar os preços").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("R$").first).to_be_visible()
    page.get_by_role("button", name="Exportar").click()
    with page.expect_download() as taken:
        page.get_by_role("menuitem", name="Números do período").click()
    assert taken.value.suggested_filename.startswith("relatorio-")
    lines = taken.value.path().read_text("utf-8-sig").splitlines()
    assert lines[:2] == ["Parte;O que;Valor;Período anterior", "Números;Atendimentos;1;0"]
