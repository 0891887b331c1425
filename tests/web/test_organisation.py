"""An organisation is suspended, taken up again and ended by its owner. Who just signed in is not asked who it is."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from visitors import PASSWORD, Visitor, password_field


def test_an_organisation_is_suspended_and_taken_up_again(ana: Visitor) -> None:
    page = ana.open("/administration/tenant")
    page.get_by_role("button", name="Suspender").click()
    dialog = page.get_by_role("dialog", name="Suspender Fibra Boa?")
    dialog.get_by_role("button", name="Cancelar").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Suspender").click()
    dialog.get_by_role("button", name="Suspender").click()
    expect(page.get_by_text("Suspensa", exact=True)).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("link", name="Pessoas")).to_have_count(0)
    page.get_by_role("button", name="Retomar").click()
    expect(page.get_by_text("Ativa", exact=True)).to_be_visible()
    page.get_by_role("link", name="Pessoas").click()
    expect(page.get_by_role("heading", name="Pessoas")).to_be_visible()


def test_an_organisation_is_ended_only_by_its_name_and_then_nobody_comes_in(ana: Visitor) -> None:
    page = ana.open("/administration/tenant")
    page.get_by_role("button", name="Encerrar a organização").click()
    dialog = page.get_by_role("dialog", name="Encerrar Fibra Boa?")
    deed = dialog.get_by_role("button", name="Encerrar a organização")
    expect(deed).to_be_disabled()
    dialog.get_by_label("Para confirmar, digite: Fibra Boa").fill("Fibra")
    expect(deed).to_be_disabled()
    dialog.get_by_label("Para confirmar, digite: Fibra Boa").fill("Fibra Boa")
    deed.click()
    expect(page).to_have_url(re.compile("/sign-in$"))
    page.get_by_label("E-mail").fill(ana.account.email)
    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("alert")).to_be_visible()
