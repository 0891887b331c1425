"""The editor as people use it: what they write is kept, also through a restart, seen by others, and in the video."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Locator, Page, expect

from served import Served
from tecnocursos.infra.ffmpeg import FFmpeg
from visitors import Account, follow, is_saved, new_address, new_page

TEXT = "# Cabos\n\n## A fibra\n\n- Traz a luz\n- Não dobra\n\n## O roteador\n\n- Espalha o sinal\n- Fica no alto\n"


@pytest.fixture
def editor(browser: Browser, server: Served, owner: Account, course: str) -> Iterator[Page]:
    with new_page(browser, server) as page:
        owner.enter(page)
        open_course(page, server, course)
        yield page


def open_course(page: Page, server: Served, course: str) -> None:
    page.goto(f"{server.address}/projects/{course}")
    expect(page.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible()
    expect(line(page, 1)).to_be_visible()


def line(page: Page, number: int) -> Locator:
    return page.get_by_role("textbox", name=f"Frase {number}", exact=True)


def said(owner: Account, course: str) -> list[str]:
    scenes = owner.ask("GET", f"/api/v1/scenes?project_id={course}&sort=position")["items"]
    details = [owner.ask("GET", f"/api/v1/scenes/{scene['id']}") for scene in scenes]
    return [spoken["text"] for scene in details for spoken in scene["lines"]]


def test_what_is_written_is_kept_undone_and_done_again(editor: Page, owner: Account, course: str) -> None:
    before = line(editor, 1).input_value()
    line(editor, 1).fill("Hoje falamos de cabos.")
    is_saved(editor)
    assert said(owner, course)[0] == "Hoje falamos de cabos."

    editor.get_by_role("button", name="Desfazer").click()
    expect(line(editor, 1)).to_have_value(before)
    editor.get_by_role("button", name="Refazer").click()
    expect(line(editor, 1)).to_have_value("Hoje falamos de cabos.")
    is_saved(editor)
    editor.reload()
    expect(line(editor, 1)).to_have_value("Hoje falamos de cabos.")


def test_where_a_sentence_is_added_keeps_its_height_in_a_low_window(editor: Page) -> None:
    editor.set_viewport_size({"width": 1280, "height": 640})
    add = editor.get_by_role("button", name="Acrescentar frase")
    add.scroll_into_view_if_needed()
    box = add.bounding_box()
    assert box is not None
    assert box["height"] >= 24


def test_what_is_written_while_the_server_is_away_is_not_lost(
    editor: Page, server: Served, owner: Account, course: str
) -> None:
    server.kill()
    line(editor, 1).fill("Escrito sem servidor.")
    expect(editor.get_by_text("Sem conexão").first).to_be_visible()
    server.start()
    expect(editor.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible(timeout=60_000)
    assert said(owner, course)[0] == "Escrito sem servidor."


def test_two_people_in_one_course_see_what_the_other_saves(
    editor: Page, browser: Browser, server: Served, owner: Account, course: str
) -> None:
    address = new_address()
    owner.ask("POST", "/api/v1/invitations", {"email": address, "role": "editor"})
    colleague = follow(server, "/api/v1/invitations/accept", address, name="Caio Reis")
    with new_page(browser, server) as theirs:
        colleague.enter(theirs)
        open_course(theirs, server, course)
        line(theirs, 1).fill("Caio escreveu isto.")
        is_saved(theirs)
        expect(line(editor, 1)).to_have_value("Caio escreveu isto.")
        line(editor, 1).fill("E Ana mudou.")
        is_saved(editor)
        expect(line(theirs, 1)).to_have_value("E Ana mudou.")


def test_a_comment_on_words_is_answered_and_resolved(editor: Page, owner: Account, course: str) -> None:
    editor.get_by_role("tab", name="Conversas").click()
    field = line(editor, 1)
    words = field.input_value().split()
    field.evaluate("(field, end) => { field.focus(); field.setSelectionRange(0, end); }", len(words[0]))
    expect(editor.get_by_text(f"Sobre as palavras «{words[0]}»")).to_be_visible()
    editor.get_by_label(re.compile("^Sobre a cena")).fill("Falta o artigo?")
    editor.get_by_role("button", name="Enviar").click()
    thread = editor.get_by_role("listitem").filter(has_text="Falta o artigo?")
    expect(thread).to_contain_text(f"«{words[0]}»")
    thread.get_by_role("button", name="Responder").click()
    thread.get_by_role("textbox", name="Responder").fill("Está certo assim.")
    thread.get_by_role("button", name="Enviar").click()
    expect(thread).to_contain_text("Está certo assim.")
    thread.get_by_role("button", name="Resolver").click()
    expect(editor.get_by_text("Nenhum comentário em aberto.")).to_be_visible()
    assert owner.ask("GET", f"/api/v1/projects/{course}/comments/summary") == {"open": 0, "resolved": 1}


def test_a_kept_version_is_compared_and_restored(editor: Page, owner: Account, course: str) -> None:
    before = line(editor, 1).input_value()
    editor.get_by_role("tab", name="Histórico").click()
    editor.get_by_label("Guardar o curso como está").fill("Antes da mudança")
    editor.get_by_role("button", name="Guardar versão").click()
    expect(editor.get_by_text("Antes da mudança")).to_be_visible()
    line(editor, 1).fill("Tudo diferente.")
    is_saved(editor)
    editor.get_by_role("button", name="Comparar com agora").click()
    expect(editor.get_by_role("dialog").locator("ins").first).to_contain_text("Tudo")
    editor.get_by_role("button", name="Restaurar esta versão").click()
    expect(line(editor, 1)).to_have_value(before)
    assert said(owner, course)[0] == before


def test_what_is_seen_in_the_editor_is_what_the_video_shows(
    editor: Page, server: Served, owner: Account, course: str, tmp_path: Path
) -> None:
    owner.ask("PATCH", f"/api/v1/projects/{course}", {"size": "720p"}, **{"If-Match": "*"})
    open_course(editor, server, course)
    editor.get_by_role("button", name="Gerar vídeo").click()
    expect(editor.get_by_role("dialog").get_by_role("status").first).to_contain_text("cenas")
    editor.get_by_role("dialog").get_by_role("button", name="Gerar").first.click()
    expect(editor.locator("video")).to_be_visible(timeout=120_000)
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Vídeo").click()
    video = tmp_path / "curso.mp4"
    download.value.save_as(video)

    scene = owner.ask("GET", f"/api/v1/scenes?project_id={course}&sort=position")["items"][0]
    picture = editor.request.get(f"{server.address}/api/v1/scenes/{scene['id']}/preview.png?width=1280").body()
    frame = tmp_path / "frame.png"
    command = [FFmpeg(None).binary, "-v", "error", "-ss", "1.5", "-i", str(video), "-frames:v", "1", str(frame)]
    subprocess.run(command, check=True, timeout=60)
    seen, shown = Image.open(io.BytesIO(picture)).convert("RGB"), Image.open(frame).convert("RGB")
    assert shown.size == (1280, 720)
    assert max(ImageStat.Stat(ImageChops.difference(seen, shown)).mean) < 3
