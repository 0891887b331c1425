"""The library beside the course: what is found in it goes into scenes by a button, or by dragging it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from embedded_only import setting  # noqa: F401 a fixture
from furnished import EXAMPLES, send_file, settled
from served import Served
from visitors import Account, is_saved, new_page, sign_up

TEXT = "# Cabos\n\n## A fibra\n\n- Traz a luz\n- Não dobra\n"


@pytest.fixture(scope="module")
def owner(server: Served) -> Account:
    account = sign_up(server)
    for name in ("pictures/casa-com-fibra.png", "trilha.mp3"):
        asset = send_file(account, "/api/v1/assets/upload", EXAMPLES / name)
        settled(lambda wanted=asset["id"]: account.ask("GET", f"/api/v1/assets/{wanted}"))  # type: ignore[misc]
    return account


@pytest.fixture
def page(browser: Browser, server: Served, owner: Account, course: str) -> Iterator[Page]:
    with new_page(browser, server) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        page.get_by_role("option", name="2 A fibra").click()
        page.get_by_role("tab", name="Mídia").click()
        expect(asset(page, "casa-com-fibra")).to_be_visible()
        yield page


def asset(page: Page, name: str) -> Locator:
    return page.get_by_role("listitem", name=name)


def scenes(owner: Account, course: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"]
    return found


def test_a_picture_goes_into_the_scene_by_a_button_and_out_by_undoing(page: Page, owner: Account, course: str) -> None:
    page.get_by_role("searchbox", name="Buscar na biblioteca").fill("fibra")
    expect(asset(page, "trilha")).to_have_count(0)
    asset(page, "casa-com-fibra").get_by_role("button", name="Pôr nesta cena").press("Enter")
    expect(page.get_by_role("button", name="Desfazer")).to_be_enabled()
    is_saved(page)
    slide = scenes(owner, course)[1]["slide"]
    assert (slide["kind"], slide["picture"]["alt"]) == ("picture_text", "casa-com-fibra")
    assert [item["text"] for item in slide["items"]] == ["Traz a luz", "Não dobra"]
    page.get_by_role("button", name="Desfazer").click()
    is_saved(page)
    assert scenes(owner, course)[1]["slide"]["kind"] == "bullets"


def test_a_picture_is_dragged_onto_the_canvas_and_the_timeline(page: Page, owner: Account, course: str) -> None:
    asset(page, "casa-com-fibra").drag_to(page.locator("#editor-picture"))
    expect(page.get_by_role("button", name="Desfazer")).to_be_enabled()
    is_saved(page)
    assert scenes(owner, course)[1]["slide"]["kind"] == "picture_text"
    asset(page, "casa-com-fibra").drag_to(page.get_by_role("button", name="1 Cabos, em 0:00"))
    expect(page.get_by_role("img", name="A cena como o vídeo a mostrará: casa-com-fibra")).to_be_visible()
    is_saved(page)
    kinds = [scene["slide"]["kind"] for scene in scenes(owner, course)]
    assert kinds == ["title", "picture", "picture_text"]
    page.reload()
    expect(page.get_by_role("listbox", name="Cenas").or_(asset(page, "trilha")).first).to_be_visible()
    (found,) = (one for one in owner.ask("GET", "/api/v1/assets")["items"] if one["name"].startswith("casa-com-fibra"))
    used = owner.ask("GET", f"/api/v1/assets/{found['id']}/usage")["items"]
    assert course in [use["project_id"] for use in used]


def test_a_sound_plays_below_the_course_and_is_heard_before(page: Page, owner: Account, course: str) -> None:
    sound = asset(page, "trilha")
    sound.get_by_role("button", name="Ouvir").click()
    page.wait_for_function("() => document.querySelector('audio')?.currentTime > 0")
    sound.get_by_role("button", name="Usar como música").click()
    expect(page.get_by_role("button", name="Silenciar a música")).to_be_visible()
    assert owner.ask("GET", f"/api/v1/projects/{course}")["music"]["level_db"] == -24


def test_what_is_liked_is_found_again_and_files_are_sent_from_here(page: Page, tmp_path: Path) -> None:
    asset(page, "trilha").get_by_role("button", name="Favorito: trilha").click()
    page.get_by_label("Favoritos", exact=True).check()
    expect(asset(page, "casa-com-fibra")).to_have_count(0)
    expect(asset(page, "trilha")).to_be_visible()
    page.get_by_label("Favoritos", exact=True).uncheck()
    picture = tmp_path / "uma foto nova.png"
    picture.write_bytes((EXAMPLES / "pictures/onde-colocar.png").read_bytes())
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Enviar").click()
    choosing.value.set_files(picture)
    expect(asset(page, "uma foto nova")).to_be_visible()
