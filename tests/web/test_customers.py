"""The page of a customer: found, asked about, copied, erased."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from embedded_only import setting  # noqa: F401 a fixture
from platforms import Setting
from served_service import Number, served_service
from visitors import new_page, sign_up


@pytest.fixture(scope="module")
def ana(browser: Browser, setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:  # noqa: F811
    """The owner of an organisation to whom two customers have written, on the page of customers."""
    with served_service(setting, tmp_path_factory.mktemp("service")) as (server, simulator):
        ana = sign_up(server)
        settings = {"burst_seconds": 0, "provider_name": "Fibra Boa", "privacy_contact": "dpo@fibraboa.example"}
        ana.ask("PATCH", "/api/v1/support/settings", settings, **{"If-Match": '"0"'})
        number = Number(simulator, server, ana)
        for name, text in (("Rosa Lima", "minha net caiu na rua das Flores"), ("Beto Reis", "bom dia")):
            phone = number.add_customer(name)
            number.write(phone, text)
            number.chat(phone, lambda texts: any("LGPD" in one for one in texts))
        with new_page(browser, server) as page:
            ana.enter(page)
            page.goto(f"{server.address}/support/customers")
            yield page


def _find(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Atendimento").get_by_role("link", name="Clientes").click()
    page.get_by_role("searchbox", name="Procurar clientes").fill(name.split()[0].lower())
    found = page.get_by_role("list", name="Clientes").get_by_role("link")
    expect(found).to_have_count(1)
    found.click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_request_about_data_is_registered_and_closed(ana: Page) -> None:
    _find(ana, "Beto Reis")
    ana.get_by_role("button", name="Registrar pedido").click()
    dialog = ana.get_by_role("dialog", name="Registrar um pedido")
    dialog.get_by_label("O que a pessoa pediu").select_option("Eliminação")
    assert violations(ana) == []
    dialog.get_by_role("button", name="Registrar").click()
    requests = ana.get_by_role("list", name="Pedidos sobre dados pessoais")
    expect(requests.get_by_role("listitem")).to_contain_text(re.compile("Eliminação.*Responder até"))
    ana.get_by_role("link", name="Todos os clientes").click()
    waiting = ana.get_by_role("list", name="Pedidos sobre dados pessoais sem resposta")
    expect(waiting.get_by_role("link", name="Eliminação: Beto Reis")).to_be_visible()
    assert violations(ana) == []
    waiting.get_by_role("button", name=re.compile("^Encerrar")).click()
    closing = ana.get_by_role("dialog", name="Encerrar pedido: Eliminação")
    closing.get_by_label("Recusado com motivo").check()
    expect(closing.get_by_role("button", name="Encerrar", exact=True)).to_be_disabled()
    closing.get_by_label("O que foi respondido").fill("Há fatura em aberto.")
    closing.get_by_role("button", name="Encerrar", exact=True).click()
    expect(waiting).to_have_count(0)
    _find(ana, "Beto Reis")
    expect(requests.get_by_role("listitem")).to_contain_text("Recusado com motivo")


def test_a_customer_is_copied_and_then_erased_by_a_typed_word(ana: Page, tmp_path: Path) -> None:
    _find(ana, "Rosa Lima")
    ana.get_by_role("button", name="Registrar", exact=True).click()
    dialog = ana.get_by_role("dialog", name="Registrar o que a pessoa disse")
    dialog.get_by_label("Onde e quando ela disse").fill("Por telefone, hoje")
    dialog.get_by_role("button", name="Registrar").click()
    expect(ana.get_by_text("Aceita ofertas")).to_be_visible()
    ana.get_by_role("button", name="Cópia dos dados").click()
    link = ana.get_by_role("link", name="Baixar ZIP")
    expect(link).to_be_visible()
    assert violations(ana) == []
    with ana.expect_download() as downloading:
        link.click()
    downloading.value.save_as(tmp_path / "copy.zip")
    package = zipfile.ZipFile(io.BytesIO((tmp_path / "copy.zip").read_bytes()))
    told = json.loads(package.read("data.json"))
    assert "minha net caiu na rua das Flores" in json.dumps(told, ensure_ascii=False)
    ana.get_by_role("button", name="Apagar dados").click()
    erasing = ana.get_by_role("dialog", name="Apagar os dados de Rosa Lima")
    deed = erasing.get_by_role("button", name="Apagar para sempre")
    expect(deed).to_be_disabled()
    erasing.get_by_label("Escreva APAGAR para confirmar").fill("apagar")
    assert violations(ana) == []
    deed.click()
    expect(ana.get_by_role("heading", name="Este cliente não está mais aqui", level=1)).to_be_visible()
    ana.get_by_role("link", name="Todos os clientes").click()
    expect(ana.get_by_role("list", name="Clientes").get_by_role("link")).to_have_text(["Beto Reis"])
