"""Customer service is set up in the browser: hours, promises, teams, replies and the provider's system."""

from __future__ import annotations

from playwright.sync_api import expect

from embedded_only import setting  # noqa: F401 a fixture
from visitors import Visitor


def test_a_manager_says_when_people_serve_and_what_is_promised(ana: Visitor) -> None:
    page = ana.open("/support/settings")
    page.get_by_label("Nome do provedor").fill("Fibra Boa")
    page.get_by_text("Em horários", exact=True).click()
    page.get_by_role("button", name="Outro período em Sexta-feira").click()
    page.get_by_label("Sexta-feira: início do período 2").fill("17:00")
    page.get_by_label("Primeira resposta de uma pessoa").fill("30")
    page.get_by_role("button", name="Salvar").click()
    expect(page.get_by_text("Os horários de um mesmo dia não devem se sobrepor")).to_be_visible()
    page.get_by_role("button", name="Sexta-feira: retirar o período 2").click()
    page.get_by_role("button", name="Feriados nacionais").click()
    page.get_by_role("switch", name="Distribuir conversas").check()
    page.get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("status").filter(has_text="Salvo.")).to_be_visible()
    kept = ana.account.ask("GET", "/api/v1/support/settings")
    assert (kept["provider_name"], kept["first_reply_minutes"], kept["assigns_by_load"]) == ("Fibra Boa", 30, True)
    assert (len(kept["hours"]), len(kept["holidays"])) == (5, 20)


def test_a_team_gets_subjects_and_people_and_whoever_serves_says_they_are_there(ana: Visitor) -> None:
    page = ana.open("/support/teams")
    page.get_by_role("button", name="Nova equipe").click()
    dialog = page.get_by_role("dialog", name="Nova equipe")
    dialog.get_by_label("Nome").fill("Financeiro")
    dialog.get_by_label("Segunda via").check()
    dialog.get_by_label("Ana Souza").check()
    dialog.get_by_role("button", name="Salvar").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("list", name="Quem atende o quê")).to_contain_text("Segunda via")
    page.get_by_role("switch", name="Ana Souza: disponível").click()
    expect(page.get_by_role("switch", name="Ana Souza: disponível")).to_be_checked()
    people = page.get_by_role("list", name="Pessoas")
    expect(people).to_contain_text("Financeiro")
    most = page.get_by_label("Máximo de conversas de Ana Souza")
    most.fill("3")
    most.press("Enter")
    expect(people).to_contain_text("de até 3")
    (person,) = ana.account.ask("GET", "/api/v1/support/people")
    assert (person["is_available"], person["capacity"], len(person["team_ids"])) == (True, 3, 1)


def test_replies_and_labels_are_made_and_deleted(ana: Visitor) -> None:
    page = ana.open("/support/replies")
    page.get_by_role("button", name="Nova resposta").click()
    dialog = page.get_by_role("dialog", name="Nova resposta")
    dialog.get_by_label("Atalho").fill("bom-dia")
    dialog.get_by_label("Texto").fill("Bom dia, {{nome}}!")
    dialog.get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("list", name="Textos")).to_contain_text("Bom dia, {{nome}}!")
    page.get_by_role("button", name="Nova etiqueta").click()
    page.get_by_role("dialog").get_by_label("Nome").fill("Urgente")
    page.get_by_role("dialog").get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("list", name="Etiquetas")).to_contain_text("Urgente")
    page.get_by_role("button", name="Apagar Urgente").click()
    page.get_by_role("dialog").get_by_role("button", name="Apagar").click()
    expect(page.get_by_text("Nenhuma etiqueta ainda.")).to_be_visible()


def test_a_system_is_connected_and_what_fails_is_told(ana: Visitor) -> None:
    page = ana.open("/support/system")
    page.get_by_role("combobox", name="Sistema").click()
    page.get_by_role("option", name="IXC Provedor").click()
    page.get_by_label("Endereço").fill("https://127.0.0.1")
    page.get_by_label("ID do usuário").fill("7")
    page.get_by_role("textbox", name="Token").fill("um-segredo")
    page.get_by_role("button", name="Conectar").click()
    page.get_by_role("button", name="Verificar").click()
    expect(page.get_by_text("não é um endereço público acessado por https")).to_be_visible()
    page.get_by_role("button", name="Desconectar").click()
    page.get_by_role("dialog").get_by_role("button", name="Desconectar").click()
    expect(page.get_by_role("button", name="Verificar")).to_have_count(0)
