"""Words beside their document: warnings where they arise, sources, what is left out; all can be undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from embedded_only import setting  # noqa: F401 a fixture
from served import Served
from visitors import Account, is_saved, new_page

TEXT = """# Cabos em casa

A fibra traz a luz por 20 metros dentro de casa.

## O roteador

- Espalha o sinal pela casa
- Fica no alto da sala

## Cuidados

Nunca cubra o roteador com panos nem livros.
"""
TRUE = "A fibra traz a luz por 20 metros dentro de casa."


@pytest.fixture
def editor(browser: Browser, server: Served, owner: Account, course: str) -> Iterator[Page]:
    with new_page(browser, server) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        is_saved(page)
        expect(line(page, 1)).to_be_visible()
        yield page


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


def scenes_of(owner: Account, course: str) -> list[Any]:
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


def spoken_length(page: Page, field: Locator) -> float:
    """How many seconds a line lasts, once it was spoken."""
    row = page.get_by_role("listitem").filter(has=field)
    row.get_by_role("button", name=re.compile("^Ouvir: frase")).click()
    length = row.get_by_title(re.compile("^Dura "))
    expect(length).to_be_visible()
    # What a change added stands before it.
    return float(length.inner_text().removesuffix(" s").split()[-1].replace(",", "."))


def put_cursor(field: Locator, word: str) -> None:
    at = field.input_value().index(word) + 1
    field.evaluate("(field, at) => { field.focus(); field.setSelectionRange(at, at); }", at)


def test_a_word_is_said_otherwise_in_a_line_or_in_the_course(editor: Page, owner: Account, course: str) -> None:
    place, field = open_scene_that_says(editor, owner, course, "20 metros")
    before = spoken_length(editor, field)
    put_cursor(field, "fibra")
    editor.get_by_role("button", name="Como se diz «fibra»?").click()
    dialog = editor.get_by_role("dialog", name="Como se diz «fibra»?")
    dialog.get_by_role("textbox", name="Diga assim").fill("fibra óptica de vidro muito fina")
    with editor.expect_response("**/previews/speech") as heard:
        dialog.get_by_role("button", name="Ouvir com a mudança").click()
    assert heard.value.json()["duration_ms"] > before * 1000 + 800
    dialog.get_by_role("button", name="Guardar").click()
    chip = editor.get_by_role("button", name="fibra → fibra óptica de vidro muito fina: se diz assim nesta frase")
    expect(chip).to_be_visible()
    assert spoken_length(editor, field) > before + 0.8
    is_saved(editor)

    field.fill(f"Hoje: {TRUE[0].lower()}{TRUE[1:]}")
    expect(chip).to_be_visible()
    is_saved(editor)
    editor.reload()
    editor.get_by_role("option").nth(place - 1).click()
    chip.click()
    dialog.get_by_role("radio", name="No curso todo").check()
    dialog.get_by_role("button", name="Guardar").click()
    expect(chip).to_have_count(0)
    shared = editor.get_by_role("button", name="fibra → fibra óptica de vidro muito fina: se diz assim no curso todo")
    expect(shared).to_be_visible()
    is_saved(editor)
    assert owner.ask("GET", f"/api/v1/projects/{course}")["own_lexicon"] == {
        "fibra": "fibra óptica de vidro muito fina"
    }

    editor.get_by_role("button", name="Desfazer").click()
    expect(chip).to_be_visible()
    expect(shared).to_have_count(0)
    is_saved(editor)
    assert owner.ask("GET", f"/api/v1/projects/{course}")["own_lexicon"] == {}
    chip.click()
    dialog.get_by_role("button", name="Dizer como está escrito").click()
    expect(chip).to_have_count(0)


def test_a_pause_inside_a_line_makes_it_longer(editor: Page, owner: Account, course: str) -> None:
    place, field = open_scene_that_says(editor, owner, course, "20 metros")
    before = spoken_length(editor, field)
    put_cursor(field, "traz")
    field.press("Alt+P")
    dialog = editor.get_by_role("dialog", name="Pausa antes de «a»")
    dialog.get_by_role("textbox", name="Duração da pausa").fill("2")
    dialog.get_by_role("button", name="Guardar").click()
    chip = editor.get_by_role("button", name="2 s › a: pausa antes da palavra")
    expect(chip).to_be_visible()
    assert 1.6 < spoken_length(editor, field) - before < 2.8
    is_saved(editor)
    (line_,) = (one for scene in scenes_of(owner, course) for one in scene["lines"] if "20 metros" in one["text"])
    assert (line_["text"], "(pause: 2)" in line_["say"]) == (TRUE, True)
    editor.reload()
    editor.get_by_role("option").nth(place - 1).click()
    chip.click()
    dialog.get_by_role("button", name="Tirar a pausa").click()
    expect(chip).to_have_count(0)
    editor.get_by_role("button", name="Desfazer").click()
    expect(chip).to_be_visible()


def test_details_of_a_line_are_set_seen_and_undone(editor: Page, owner: Account, course: str) -> None:
    _, field = open_scene_that_says(editor, owner, course, "20 metros")
    row = editor.get_by_role("listitem").filter(has=field)
    before = spoken_length(editor, field)
    row.get_by_role("button", name="Mais ações").click()
    editor.get_by_role("menuitemcheckbox", name="Pausas, voz e legenda").click()
    details = editor.get_by_role("group", name="Detalhes da frase")
    details.get_by_role("textbox", name="Velocidade").fill("0,5")
    details.get_by_role("textbox", name="Pausa antes").fill("1,5")
    details.get_by_role("textbox", name="Legenda no lugar").fill("Vinte metros de fibra")
    expect(row.get_by_role("button", name="velocidade 0,5×")).to_be_visible()
    expect(row.get_by_role("button", name="pausa de 1,5 s antes")).to_be_visible()
    expect(row.get_by_role("button", name="legenda própria")).to_be_visible()
    assert spoken_length(editor, field) > before * 1.5
    expect(row).to_contain_text(re.compile(r"\+\d,\d s"))
    is_saved(editor)
    (kept,) = (one for scene in scenes_of(owner, course) for one in scene["lines"] if "20 metros" in one["text"])
    said = (kept["speed"], kept["pause_before_ms"], kept["caption"])
    assert said == (0.5, 1500, "Vinte metros de fibra")
    details.get_by_role("checkbox", name="Sem legenda").check()
    expect(row.get_by_role("button", name="sem legenda")).to_be_visible()
    for _ in range(4):
        editor.get_by_role("button", name="Desfazer").click()
    expect(row.get_by_role("button", name="velocidade")).to_have_count(0)
    expect(row.get_by_role("button", name="legenda")).to_have_count(0)
    is_saved(editor)
