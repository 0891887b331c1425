"""Coming in: the first owner, signing up by mail, in, out, forgotten passwords, invitations, the second factor."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from served import Served
from visitors import PASSWORD, Visitor, link_for, new_address, new_page, password_field, sign_up

NEW_PASSWORD = "cinco barcos verdes"


def test_somebody_signs_up_by_mail_and_comes_back(page: Page, server: Served) -> None:
    address = new_address()
    page.goto(server.address)
    expect(page).to_have_url(re.compile("/sign-in$"))
    page.get_by_role("link", name="Cadastre-se").click()
    page.get_by_label("Organização").fill("Escola Técnica")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Enviar o link").click()
    expect(page.get_by_role("status", name="Veja seu e-mail")).to_be_visible()

    page.goto(link_for(server, address))
    page.get_by_label("Seu nome").fill("Rita Lima")
    assert "token" not in page.url
    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="Criar minha conta").click()
    expect(page.get_by_role("button", name="Sua conta")).to_be_visible()

    page.get_by_role("button", name="Sua conta").click()
    page.get_by_role("menuitem", name="Sair").click()
    expect(page.get_by_role("heading", name="Entrar")).to_be_visible()
    page.goto(f"{server.address}/projects/unknown")
    expect(page.get_by_role("heading", name="Entrar")).to_be_visible()


def test_a_wrong_password_is_told_and_the_right_one_leads_where_one_was_going(page: Page, server: Served) -> None:
    account = sign_up(server)
    page.goto(f"{server.address}/library")
    page.get_by_label("E-mail").fill(account.email)
    password_field(page).fill("errada de verdade")
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("alert")).to_contain_text("senha")

    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    expect(page).to_have_url(f"{server.address}/library")


def test_a_forgotten_password_is_replaced(page: Page, server: Served) -> None:
    account = sign_up(server)
    page.goto(f"{server.address}/sign-in")
    page.get_by_role("link", name="Esqueci minha senha").click()
    expect(page.get_by_role("heading", name="Esqueci minha senha")).to_be_visible()
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_role("button", name="Enviar o link").click()
    expect(page.get_by_role("status", name="Veja seu e-mail")).to_be_visible()
    page.goto(link_for(server, account.email, count=2))
    page.get_by_label("Nova senha").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Trocar a senha").click()
    expect(page.get_by_text("A senha foi trocada")).to_be_visible()

    account.password = NEW_PASSWORD
    account.enter(page)


def test_an_invited_person_joins(ana: Visitor, browser: Browser, server: Served) -> None:
    address = new_address()
    ana.account.ask("POST", "/api/v1/invitations", {"email": address, "role": "reviewer"})
    with new_page(browser, server) as page:
        page.goto(link_for(server, address))
        expect(page.get_by_text("Fibra Boa convidou")).to_be_visible()
        page.get_by_label("Seu nome").fill("Caio Reis")
        password_field(page).fill(PASSWORD)
        page.get_by_role("button", name="Aceitar").click()
        expect(page.get_by_role("button", name="Sua conta")).to_be_visible()
    roles = {member["email"]: member["role"] for member in ana.account.ask("GET", "/api/v1/members")["items"]}
    assert roles[address] == "reviewer"


def test_language_and_colours_are_chosen_and_kept(page: Page, server: Served) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_role("button", name="EN: Switch to English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_role("button", name="Use dark colours").click()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("button", name="Use light colours")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
