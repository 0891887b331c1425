"""A customer's day, both sides of it in a browser: the phone of the simulator, and the inbox of whoever serves them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from axe import violations
from embedded_only import setting  # noqa: F401 a fixture
from served import Served
from visitors import Account, new_page

FINE = "qual é a multa da fatura em atraso?"
READING_MS = 90_000
"""Until an article of the example can be answered from."""
ANSWER_MS = 60_000
"""Until an answer has gone through all queues to WhatsApp and back, on a machine that does much else."""


@pytest.fixture(scope="module")
def customer(browser: Browser, server: Served, owner: Account) -> Iterator[Page]:
    """Whoever plays them is signed in."""
    with new_page(browser, server) as page:
        owner.enter(page)
        yield page


@pytest.fixture(scope="module")
def agent(browser: Browser, server: Served, owner: Account) -> Iterator[Page]:
    with new_page(browser, server) as page:
        owner.enter(page)
        yield page


def say(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Mensagem", exact=True)
    field.fill(text)
    field.press("Enter")


def told(page: Page, text: str | re.Pattern[str]) -> Locator:
    """What the provider said, the newest of it, as soon as it has come."""
    found = page.get_by_role("article", name="Do provedor").filter(has_text=text).last
    expect(found).to_be_visible(timeout=ANSWER_MS)
    return found


def test_from_nothing_to_a_served_customer(customer: Page, agent: Page, server: Served, owner: Account) -> None:
    customer.goto(f"{server.address}/support/simulator")
    assert violations(customer) == []
    customer.get_by_role("button", name="Começar").click()
    expect(customer.get_by_text("Nenhuma mensagem ainda.")).to_be_visible()
    _await_article(owner, customer, FINE)

    # An answer, with the article that it is from.
    say(customer, FINE)
    expect(told(customer, "multa de 2%")).to_contain_text("Fonte: Fatura em atraso")
    expect(customer.get_by_role("article", name="Do cliente").last.get_by_role("img", name="lida")).to_be_visible()

    # The bill, and its PIX code in a message of its own.
    say(customer, "quero a segunda via do boleto")
    told(customer, "CPF ou CNPJ")
    say(customer, "529.982.247-25")
    expect(told(customer, re.compile("Boleto de R")).get_by_role("button", name=re.compile(r"\.pdf$"))).to_be_visible()
    say(customer, "me manda o pix")
    code = told(customer, "br.gov.bcb.pix")
    code.get_by_role("button", name="Copiar código").click()
    expect(code.get_by_text("Copiado")).to_be_visible()
    assert violations(customer) == []

    # A person takes over, and gives back.
    say(customer, "quero falar com um atendente")
    told(customer, "pessoa da nossa equipe")
    agent.goto(f"{server.address}/support/inbox")
    agent.get_by_role("list", name="Lista de conversas").get_by_role("link", name=re.compile("Ana Souza Lima")).click()
    agent.get_by_role("region", name="Escrever").get_by_role("button", name="Assumir").click()
    _write(agent, "Boa tarde, Ana! Já estou vendo a sua fatura.")
    told(customer, "Já estou vendo a sua fatura.")
    say(customer, "obrigada!")
    expect(agent.get_by_role("region", name="Mensagens").get_by_text("obrigada!")).to_be_visible()
    agent.get_by_role("button", name="Devolver ao robô").click()
    say(customer, FINE)
    expect(customer.get_by_text("Fonte: Fatura em atraso")).to_have_count(2, timeout=ANSWER_MS)

    # It ends with a protocol, and the customer says how it was.
    agent.get_by_role("region", name="Escrever").get_by_role("button", name="Assumir").click()
    agent.get_by_role("region", name="Conversa", exact=True).get_by_role("button", name="Encerrar").click()
    agent.get_by_role("dialog", name="Encerrar a conversa").get_by_role("button", name="Encerrar").click()
    ended = told(customer, "Como foi este atendimento?")
    expect(ended).to_contain_text(re.compile(r"\d{15}"))
    ended.get_by_role("button", name="Avaliar").click()
    customer.get_by_role("dialog").get_by_role("button", name="Muito bom").click()
    expect(agent.get_by_text("Avaliação: 5 estrelas").first).to_be_attached()


def test_the_numbers_page_leads_through_connecting_one(agent: Page, server: Served) -> None:
    agent.goto(f"{server.address}/support/numbers")
    agent.get_by_role("button", name="Conectar um número").click()
    dialog = agent.get_by_role("dialog", name="Conectar um número")
    for label, value in {
        "Nome": "Vendas",
        "ID do número de telefone": "106540352242922",
        "ID da conta do WhatsApp Business": "102290129340398",
        "Chave secreta do aplicativo": "0123456789abcdef0123456789abcdef",
        "Token de acesso": "EAAG-um-token-de-acesso",
    }.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Conectar").click()
    expect(agent.get_by_text("Esperando a Meta verificar")).to_be_visible()
    expect(agent.get_by_text("/api/v1/whatsapp/webhooks/")).to_be_visible()
    agent.get_by_role("button", name="Conferir agora").click()
    expect(agent.get_by_role("alert").filter(has_text="inacessível")).to_be_visible()
    assert violations(agent) == []
    agent.get_by_role("button", name="Pausar").click()
    expect(agent.get_by_text("pausado", exact=True)).to_be_visible()
    agent.get_by_role("button", name="Remover número").click()
    agent.get_by_role("dialog", name="Remover Vendas?").get_by_role("button", name="Remover número").click()
    expect(agent.get_by_role("list", name="Números")).not_to_contain_text("Vendas")


def test_the_number_of_the_simulator_is_checked_and_sends_a_test(agent: Page, customer: Page, server: Served) -> None:
    agent.goto(f"{server.address}/support/numbers")
    agent.get_by_role("button", name="Abrir: Simulador").click()
    expect(agent.get_by_text("Verificado pela Meta")).to_be_visible()
    agent.get_by_role("button", name="Conferir agora").click()
    expect(agent.get_by_text("A Meta respondeu: Simulador, qualidade alta.")).to_be_visible()
    agent.get_by_role("button", name="Buscar modelos").click()
    expect(agent.get_by_text("Modelos atualizados.")).to_be_visible()
    agent.get_by_label("Telefone").fill("+55 37 98811-1002")
    agent.get_by_label("O que enviar").select_option("Modelo retomar_atendimento")
    agent.get_by_label("Texto 1 do modelo").fill("Bruno")
    agent.get_by_role("button", name="Enviar teste").click()
    expect(agent.get_by_text("A Meta aceitou a mensagem.")).to_be_visible()
    customer.get_by_role("button", name=re.compile("^B Bruno Castro|Bruno Castro")).click()
    told(customer, "Olá, Bruno! Temos uma resposta")


def _await_article(owner: Account, page: Page, question: str) -> None:
    """Until the one that answers this has been read; others may come before it."""
    page.wait_for_function(
        """async ([token, question]) => {
            const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
            const body = JSON.stringify({ question });
            const answer = await fetch("/api/v1/answers", { method: "POST", headers, body });
            return (await answer.json()).kind === "answer";
        }""",
        arg=[owner.token, question],
        timeout=READING_MS,
        polling=500,
    )


def _write(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Mensagem ao cliente")
    field.fill(text)
    field.press("Enter")
