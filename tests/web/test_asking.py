"""Asking a course about its document, and teaching the words of customers, in the browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from test_accessibility import violations

from embedded_only import setting  # noqa: F401 a fixture
from furnished import make_course
from places import await_rest
from served import Served
from visitors import Account, new_page


@pytest.fixture(scope="module")
def course(owner: Account) -> str:
    project_id, _ = make_course(owner)
    return project_id


def test_a_course_answers_and_shows_the_scene_that_tells_it(
    browser: Browser, server: Served, owner: Account, course: str
) -> None:
    with new_page(browser, server, viewport={"width": 1280, "height": 800}) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        await_rest(page)
        page.keyboard.press("Alt+q")
        dialog = page.get_by_role("dialog", name="Perguntar a este curso")
        question = dialog.get_by_role("textbox", name="Pergunta")
        expect(question).to_be_focused()
        question.fill("vocês consertam geladeira?")
        question.press("Enter")
        expect(dialog.get_by_text("Os documentos não respondem a esta pergunta.")).to_be_visible()
        question.fill("onde colocar o roteador?")
        question.press("Enter")
        source = dialog.get_by_role("list", name="Fontes").get_by_role("listitem")
        expect(source).to_contain_text("internet-em-casa")
        assert violations(page) == []
        jump = source.get_by_role("button")
        expect(jump).to_have_accessible_name(re.compile(r"^Cena \d+, \d+:\d\d$"))
        jump.click()
        expect(dialog).to_be_hidden()
        chosen = page.get_by_role("option", name="Onde colocar o roteador")
        expect(chosen).to_have_attribute("aria-selected", "true")


def test_words_of_customers_are_taught_and_tried(browser: Browser, server: Served, owner: Account, course: str) -> None:
    assert course
    with new_page(browser, server, viewport={"width": 390, "height": 844}) as page:
        owner.enter(page)
        page.goto(f"{server.address}/support/synonyms")
        expect(page.get_by_text("Nenhum grupo da sua organização ainda")).to_be_visible()
        _ask(page, "onde boto o caixote?")
        expect(page.get_by_text("Os documentos não respondem a esta pergunta.")).to_be_visible()
        page.get_by_role("button", name="Novo grupo").click()
        words = page.get_by_role("textbox", name="Palavras e expressões")
        words.fill("caixote")
        expect(page.get_by_role("button", name="Criar grupo")).to_be_disabled()
        words.fill("caixote\nroteador\nCaixote")
        page.get_by_role("button", name="Criar grupo").click()
        group = page.get_by_role("list", name="Sinônimos").get_by_role("listitem")
        expect(group).to_contain_text("caixote")
        _ask(page, "onde colocar o caixote?")
        expect(page.get_by_role("list", name="Fontes")).to_contain_text("internet-em-casa")
        assert violations(page) == []
        page.get_by_role("button", name="Mudar o grupo de caixote").click()
        page.get_by_role("textbox", name="Palavras e expressões").fill("caixote\ncaixinha")
        page.get_by_role("button", name="Salvar").click()
        expect(group).to_contain_text("caixinha")
        page.get_by_role("button", name="Apagar o grupo de caixote").click()
        page.get_by_role("button", name="Apagar grupo").click()
        expect(page.get_by_text("Nenhum grupo da sua organização ainda")).to_be_visible()


def _ask(page: Page, question: str) -> None:
    field = page.get_by_role("textbox", name="Pergunta")
    field.fill(question)
    field.press("Enter")
