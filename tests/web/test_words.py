"""Words beside their document: warnings where they arise, sources, what is left out; all can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from furnished import make_course
from served import Served
from visitors import Account, new_page, sign_up

TEXT = """# Cabos em casa

A fibra traz a luz por 20 metros dentro de casa.

## O roteador

- Espalha o sinal pela casa
- Fica no alto da sala

## Cuidados

Nunca cubra o roteador com panos nem livros.
"""
TRUE = "A fibra traz a luz por 20 metros dentro de casa."


@pytest.fixture(scope="module")
def owner(server: Served) -> Account:
    return sign_up(server)


@pytest.fixture
def course(owner: Account, tmp_path: Path) -> str:
    document = tmp_path / "cabos.md"
    document.write_text(TEXT, "utf-8")
    return make_course(owner, document)[0]


@pytest.fixture
def editor(browser: Browser, server: Served, owner: Account, course: str) -> Iterator[Page]:
    with new_page(browser, server) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        is_saved(page)
        expect(line(page, 1)).to_be_visible()
        yield page


def is_saved(page: Page) -> None:
    expect(page.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible()


def line(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Frase {number}", exact=True)


def open_scene_that_says(page: Page, owner: Account, course: str, words: str) -> tuple[int, Locator]:
    """Choose the scene; gives its place, from 1, and the field of the line."""
    for place, scene in enumerate(scenes_of(owner, course), 1):
        for number, spoken in enumerate(scene["lines"], 1):
            if words in spoken["text"]:
                page.get_by_role("option").nth(place - 1).click()
                field = line(page, number)
                expect(field).to_have_value(spoken["text"])
                return place, field
    raise AssertionError(f"no scene says {words}")


def scenes_of(owner: Account, course: str) -> list[dict[str, object]]:
    listed = owner.ask("GET", f"/api/v1/scenes?project_id={course}&sort=position")["items"]
    return [owner.ask("GET", f"/api/v1/scenes/{scene['id']}") for scene in listed]


def warnings(page: Page) -> Locator:
    return page.get_by_role("status", name="Avisos desta frase").filter(has_text="documento")


def test_a_wrong_number_is_a_warning_until_it_is_right(editor: Page, owner: Account, course: str) -> None:
    place, field = open_scene_that_says(editor, owner, course, "20 metros")
    expect(warnings(editor)).to_have_count(0)
    field.fill(TRUE.replace("20", "90"))
    expect(warnings(editor)).to_contain_text("90 metros")
    expect(warnings(editor)).to_contain_text("linha 3")
    expect(warnings(editor)).to_contain_text(TRUE)
    expect(editor.get_by_role("option").nth(place - 1)).to_contain_text("Avisos: 1")

    field.fill(TRUE)
    expect(warnings(editor)).to_have_count(0)
    expect(editor.get_by_role("option").nth(place - 1)).not_to_contain_text("Avisos")

    field.fill(TRUE.replace("20", "70"))
    warnings(editor).get_by_role("button", name="Usar a frase do documento").click()
    expect(field).to_have_value(TRUE)
    expect(warnings(editor)).to_have_count(0)
    editor.get_by_role("button", name="Desfazer").click()
    expect(field).to_have_value(TRUE.replace("20", "70"))


def test_what_a_person_finds_right_stays_right(editor: Page, owner: Account, course: str) -> None:
    place, field = open_scene_that_says(editor, owner, course, "20 metros")
    field.fill(TRUE.replace("20", "30"))
    warnings(editor).get_by_role("button", name="Está certo assim").click()
    expect(warnings(editor)).to_have_count(0)
    is_saved(editor)
    editor.reload()
    editor.get_by_role("option").nth(place - 1).click()
    expect(field).to_have_value(TRUE.replace("20", "30"))
    editor.get_by_role("tab", name="Conferir").click()
    expect(editor.get_by_role("heading", name="Avisos: 0")).to_be_visible()
    expect(warnings(editor)).to_have_count(0)


def test_a_warning_of_the_list_leads_to_its_sentence(editor: Page, owner: Account, course: str) -> None:
    _, field = open_scene_that_says(editor, owner, course, "20 metros")
    field.fill(TRUE.replace("20", "80"))
    expect(warnings(editor)).to_have_count(1)
    editor.get_by_role("option").first.click()
    editor.get_by_role("tab", name="Conferir").click()
    editor.get_by_role("tabpanel").get_by_role("button").filter(has_text="80 metros").click()
    expect(field).to_be_focused()
    expect(field).to_have_value(TRUE.replace("20", "80"))


def test_where_a_sentence_is_from_stands_beside_it(editor: Page, owner: Account, course: str) -> None:
    place, field = open_scene_that_says(editor, owner, course, "20 metros")
    chip = editor.get_by_role("button", name="Fonte da frase").filter(has_text="linha 3")
    chip.press("Enter")
    expect(editor.get_by_role("blockquote")).to_contain_text(TRUE)
    chip.press("Enter")
    expect(editor.get_by_role("blockquote")).to_have_count(0)
    field.press("Alt+4")
    expect(editor.get_by_role("blockquote").filter(has_text=TRUE)).to_be_visible()
    editor.reload()
    editor.get_by_role("option").nth(place - 1).click()
    expect(editor.get_by_role("blockquote").filter(has_text=TRUE)).to_be_visible()


def test_what_was_left_out_becomes_a_scene_or_a_sentence(editor: Page, owner: Account, course: str) -> None:
    open_scene_that_says(editor, owner, course, "panos")
    scenes = editor.get_by_role("option")
    count = scenes.count()
    editor.keyboard.press("Delete")
    expect(scenes).to_have_count(count - 1)
    is_saved(editor)
    editor.get_by_role("tab", name="Conferir").click()
    part = editor.get_by_role("listitem").filter(has_text="Nunca cubra").filter(has_text="Cuidados")
    part.get_by_role("button", name="Fazer uma cena").click()
    expect(part).to_have_count(0)
    expect(editor.get_by_role("textbox", name="Frase").filter(has_text="panos")).to_be_visible()
    is_saved(editor)
    assert any("panos" in str(scene["lines"]) for scene in scenes_of(owner, course))

    editor.get_by_role("button", name="Desfazer").click()
    part.get_by_role("button", name="Dizer na cena atual").click()
    expect(editor.get_by_role("textbox", name="Frase").filter(has_text="panos")).to_be_visible()
    expect(part).to_have_count(0)
    editor.get_by_role("button", name="Desfazer").click()
    expect(part).to_be_visible()
