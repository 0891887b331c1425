"""The shelf of courses: from a dropped document to the editor, uploads that break off, new versions of a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from furnished import EXAMPLES, make_course
from visitors import Visitor

BEFORE = "# Wi-Fi em casa\n\nA faixa de 5 GHz alcança 10 metros.\n\n# Roteador\n\nLigue o roteador na tomada.\n"
AFTER = BEFORE.replace("10 metros", "12 metros")


def choose(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)


def act(page: Page, title: str, action: str) -> None:
    page.get_by_role("button", name=f"Ações de {title}", exact=True).click()
    menu = page.get_by_role("menu", name=f"Ações de {title}", exact=True)
    menu.get_by_role("menuitem", name=action).click()


def test_a_deck_that_is_dropped_becomes_a_course_with_two_clicks(ana: Visitor) -> None:
    page = ana.open("/")
    expect(page.get_by_role("heading", name="Solte aqui a sua apresentação")).to_be_visible()
    choose(page, EXAMPLES / "internet-em-casa.pptx")
    expect(page.get_by_role("heading", name="O que encontramos")).to_be_visible()
    expect(page.get_by_text("1 slide oculto não entra no curso.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Criar curso").click()
    expect(page).to_have_url(re.compile("/projects/"), timeout=60_000)
    ana.open("/")
    expect(page.get_by_role("link", name="Internet em casa")).to_be_visible()
    expect(page.get_by_text(re.compile("^1[0-9] cenas$"))).to_be_visible()


def test_what_cannot_be_read_is_told_where_it_was_chosen(ana: Visitor, tmp_path: Path) -> None:
    page = ana.open("/new")
    for name, content, told in (
        ("velho.ppt", b"x", "salve como PPTX"),
        ("vazio.pdf", b"", "está vazio"),
        ("partido.pptx", b"PK\x03\x04...", "está danificado"),
    ):
        (tmp_path / name).write_bytes(content)
        ana.open("/new")
        choose(page, tmp_path / name)
        expect(page.get_by_role("alert")).to_contain_text(told)


def test_an_upload_goes_on_after_a_cut_and_after_a_reload(ana: Visitor, tmp_path: Path) -> None:
    long = tmp_path / "longo.pptx"
    # Three pieces of 8 MiB, and soon read: it is nothing.
    long.write_bytes(b"PK\x03\x04" + bytes(20_000_000))
    page = ana.open("/new")
    page.route("**/api/v1/uploads/*", cut_after(page, 0))
    choose(page, long)
    expect(page.get_by_text("Sem conexão")).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("longo.pptx: 4[0-9]% enviados"))).to_be_visible()
    offsets: list[str] = []
    page.unroute("**/api/v1/uploads/*")
    page.on("request", lambda sent: offsets.extend(filter(None, [sent.headers.get("upload-offset")])))
    choose(page, long)
    expect(page.get_by_text("O documento não pôde ser lido")).to_be_visible(timeout=60_000)
    assert offsets[0] == str(8 * 1024**2)


def cut_after(page: Page, pieces: int) -> Callable[[Route], None]:
    """Lets so many pieces of uploads through, and what is only asked."""
    passed = 0

    def cut(route: Route) -> None:
        nonlocal passed
        if route.request.method == "PATCH":
            passed += 1
            if passed > pieces:
                route.abort()
                return
        route.continue_()

    return cut


def test_a_course_is_renamed_copied_put_away_and_deleted(ana: Visitor, tmp_path: Path) -> None:
    document = tmp_path / "wifi.md"
    document.write_text(BEFORE, "utf-8")
    make_course(ana.account, document)
    page = ana.open("/")
    act(page, "Wi-Fi em casa", "Renomear")
    page.get_by_label("Título", exact=True).fill("<b>Redes</b>")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="<b>Redes</b>")).to_be_visible()
    act(page, "<b>Redes</b>", "Duplicar")
    expect(page.get_by_role("link", name="<b>Redes</b> (2)")).to_be_visible()
    act(page, "<b>Redes</b> (2)", "Arquivar")
    page.get_by_role("button", name="Arquivar").click()
    expect(page.get_by_role("link", name="<b>Redes</b> (2)")).to_have_count(0)
    expect(page.get_by_role("region", name="Cursos")).to_be_focused()
    page.get_by_text("Arquivados").click()
    act(page, "<b>Redes</b> (2)", "Apagar")
    page.get_by_role("button", name="Apagar o curso").click()
    expect(page.get_by_text("Nada encontrado")).to_be_visible()


def test_a_new_version_of_the_document_is_decided_scene_by_scene(ana: Visitor, tmp_path: Path) -> None:
    document = tmp_path / "wifi.md"
    document.write_text(BEFORE, "utf-8")
    project_id, _ = make_course(ana.account, document)
    page = ana.open(f"/projects/{project_id}/changes")
    document.write_text(AFTER, "utf-8")
    choose(page, document)
    expect(page.get_by_text("Da versão 1 para a versão 2")).to_be_visible()
    expect(page.locator("ins", has_text="12").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Aplicar")).click()
    expect(page.get_by_role("heading", name="Pronto")).to_be_visible()
    scenes = ana.account.ask("GET", f"/api/v1/scenes?project_id={project_id}")["items"]
    said = [ana.account.ask("GET", f"/api/v1/scenes/{scene['id']}")["lines"] for scene in scenes]
    assert any("12 metros" in line["text"] for lines in said for line in lines)
