"""The picture of a scene as a place to work: what is on it is chosen, written in, moved, and stands so in the video."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from embedded_only import setting  # noqa: F401 a fixture
from served import Served
from visitors import Account, is_saved, new_page

TEXT = "# Cabos\n\n## A fibra\n\n- Traz a luz\n- Não dobra\n\n## O roteador\n\n- Espalha o sinal\n- Fica no alto\n"


@pytest.fixture
def page(browser: Browser, server: Served, owner: Account, course: str) -> Iterator[Page]:
    """The editor, at the second scene: a title and two points."""
    with new_page(browser, server) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        page.get_by_role("option", name="2 A fibra").click()
        expect(title(page)).to_be_visible()
        yield page


def title(page: Page) -> Locator:
    return page.get_by_role("button", name="Título: A fibra", exact=True)


def points(page: Page) -> Locator:
    return page.get_by_role("button", name="Tópicos: Traz a luz · Não dobra")


def slide(owner: Account, course: str) -> dict[str, object]:
    found: dict[str, object] = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][1]["slide"]
    return found


def centre(box: Locator) -> tuple[float, float]:
    bounds = box.bounding_box()
    assert bounds is not None
    return bounds["x"] + bounds["width"] / 2, bounds["y"] + bounds["height"] / 2


def drag(page: Page, box: Locator, dx: float, dy: float) -> None:
    x, y = centre(box)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)


def test_words_are_written_where_they_stand(page: Page, owner: Account, course: str) -> None:
    title(page).dblclick()
    field = page.get_by_role("textbox", name="Texto na imagem")
    expect(field).to_have_value("A fibra")
    field.fill("A fibra óptica")
    field.press("Enter")
    changed = page.get_by_role("button", name="Título: A fibra óptica")
    expect(changed).to_be_focused()
    is_saved(page)
    assert slide(owner, course)["title"] == "A fibra óptica"
    page.get_by_role("button", name="Desfazer").click()
    expect(title(page)).to_be_visible()

    points(page).press("Enter")
    expect(field).to_have_value("Traz a luz")
    field.fill("Nada disto fica")
    field.press("Escape")
    expect(points(page)).to_be_focused()
    expect(page.get_by_role("button", name="Desfazer")).to_be_disabled()


def test_things_are_chosen_by_keys_and_the_scene_is_not_deleted_by_theirs(page: Page) -> None:
    title(page).focus()
    expect(title(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+a")
    expect(points(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(points(page)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="Título", exact=True)).to_be_visible()
    expect(page.get_by_role("listbox", name="Cenas").get_by_role("option")).to_have_count(3)
    page.get_by_role("button", name="Desfazer").click()
    expect(title(page)).to_be_visible()


def test_a_scene_becomes_one_of_another_kind_and_look(page: Page, owner: Account, course: str) -> None:
    page.get_by_label("Tipo de slide").select_option("Citação")
    expect(page.get_by_role("button", name="Citação: Traz a luz Não dobra")).to_be_visible()
    is_saved(page)
    assert slide(owner, course)["kind"] == "quote"
    page.get_by_role("radio", name="Tecnologia").check(force=True)
    is_saved(page)
    assert owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][1]["look"] == "tech"
    page.get_by_label("Tipo de slide").select_option("Imagem")
    expect(page.get_by_role("alert").filter(has_text="não tem imagem")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="Desfazer").click()
    expect(points(page)).to_be_visible()
    is_saved(page)
    assert slide(owner, course)["kind"] == "bullets"


def test_a_box_is_moved_by_mouse_keys_and_numbers_and_all_of_it_is_undone(
    page: Page, server: Served, owner: Account, course: str
) -> None:
    before = centre(title(page))
    drag(page, title(page), 14, 90)
    page.mouse.up()
    is_saved(page)
    moved = centre(title(page))
    assert moved == pytest.approx((before[0] + 14, before[1] + 90), abs=9)  # 7 pixels may be snapped away
    places = slide(owner, course)["places"]
    assert isinstance(places, dict)
    assert places["wide"]["title"]["y"] > 0.2

    scene = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][1]
    picture = page.request.get(f"{server.address}/api/v1/scenes/{scene['id']}/preview.png?width=1280").body()
    drawn = np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=np.int16)
    place = places["wide"]["title"]
    top, bottom = int(place["y"] * 720), int((place["y"] + place["height"]) * 720)
    left, right = int(place["x"] * 1280), int((place["x"] + place["width"]) * 1280)
    assert np.ptp(drawn[top:bottom, left:right]) > 100  # dark letters on a light ground

    page.keyboard.press("Shift+ArrowDown")
    is_saved(page)
    nudged = slide(owner, course)["places"]["wide"]["title"]  # type: ignore[index,call-overload]
    assert nudged["y"] == pytest.approx(place["y"] + 40 / 1080, abs=0.002)
    page.get_by_label("Largura (%)").fill("40")
    page.get_by_label("Da esquerda (%)").fill("50")
    is_saved(page)
    numbers = slide(owner, course)["places"]["wide"]["title"]  # type: ignore[index,call-overload]
    assert (numbers["x"], numbers["width"]) == pytest.approx((0.5, 0.4), abs=0.001)
    page.reload()
    expect(page.get_by_role("option", name="2 A fibra")).to_be_visible()
    page.get_by_role("option", name="2 A fibra").click()
    page.get_by_role("button", name="Título: A fibra", exact=True).focus()
    expect(page.get_by_label("Da esquerda (%)")).to_have_value("50")
    page.get_by_role("button", name="Voltar ao lugar do modelo").click()
    is_saved(page)
    assert "places" not in slide(owner, course)
    page.get_by_role("button", name="Desfazer").click()
    is_saved(page)
    assert "places" in slide(owner, course)


def test_several_are_moved_together_snap_and_show_to_what(page: Page, owner: Account, course: str) -> None:
    title(page).click()
    points(page).click(modifiers=["Shift"])
    gap = centre(points(page))[1] - centre(title(page))[1]
    drag(page, title(page), 3, 40)
    expect(page.locator(".canvas-guide.is-x").first).to_be_visible()
    page.mouse.up()
    is_saved(page)
    assert centre(points(page))[1] - centre(title(page))[1] == pytest.approx(gap, abs=1)
    places = slide(owner, course)["places"]
    assert isinstance(places, dict)
    assert set(places["wide"]) == {"title", "items"}
    page.get_by_role("button", name="Desfazer").click()
    is_saved(page)
    assert "places" not in slide(owner, course)


def test_escape_gives_up_a_movement(page: Page) -> None:
    before = centre(title(page))
    drag(page, title(page), 50, 50)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert centre(title(page)) == pytest.approx(before, abs=1)
    expect(page.get_by_role("button", name="Desfazer")).to_be_disabled()


def test_each_page_of_a_slide_that_is_too_full_is_shown(
    page: Page, server: Served, owner: Account, course: str
) -> None:
    scene = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][1]
    items = [
        {"text": f"Passo {number}: olhe bem para esta luz e espere que ela pare de piscar"} for number in range(30)
    ]
    change = {"slide": scene["slide"] | {"items": items}}
    owner.ask("PATCH", f"/api/v1/scenes/{scene['id']}", change, **{"If-Match": f'"{scene["version"]}"'})
    page.reload()
    page.get_by_role("option", name="2 A fibra").click()
    pages = page.get_by_role("group", name="Páginas do slide")
    shown = pages.get_by_role("status")
    expect(shown).to_have_text(re.compile("^Página 1 de [2-9]$"))
    count = int(shown.inner_text().split()[-1])
    first = page.get_by_role("button", name=re.compile("Tópicos: Passo 0:"))
    expect(first).to_be_visible()
    picture = page.locator(".canvas img")
    whole = picture.get_attribute("src")
    pages.get_by_role("button", name="Próxima página do slide").focus()
    for number in range(2, count + 1):
        page.keyboard.press("Enter")
        expect(shown).to_have_text(f"Página {number} de {count}")
    expect(pages.get_by_role("button", name="Próxima página do slide")).to_have_attribute("aria-disabled", "true")
    expect(first).to_be_hidden()
    last = page.get_by_role("button", name=re.compile("Tópicos: Passo"))
    last.press("Enter")
    field = page.get_by_role("textbox", name="Texto na imagem")
    expect(field).to_have_value(re.compile("^Passo (1|2)"))
    number = int(re.findall(r"\d+", field.input_value())[0])
    field.fill("Escrito na última página")
    field.press("Enter")
    is_saved(page)
    assert slide(owner, course)["items"][number]["text"] == "Escrito na última página"  # type: ignore[index]
    expect(picture).to_have_attribute("src", re.compile(f"page={count}$"))
    assert picture.get_attribute("src") != whole
    # A slide that has become shorter has no such page any more.
    now = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][1]
    short = {"slide": now["slide"] | {"items": items[:2]}}
    owner.ask("PATCH", f"/api/v1/scenes/{scene['id']}", short, **{"If-Match": f'"{now["version"]}"'})
    expect(pages).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("Tópicos: Passo 0:"))).to_be_visible()


def test_the_look_of_a_scene_is_kept_and_given_to_another(page: Page, owner: Account, course: str) -> None:
    page.get_by_role("tab", name="Modelos").click()
    page.get_by_label("Guardar o modelo desta cena").fill("Nossos tópicos")
    page.get_by_role("button", name="Guardar", exact=True).click()
    kept = page.get_by_role("listitem", name="Nossos tópicos")
    expect(kept.get_by_text("Tópicos")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.get_by_role("button", name="Título: Cabos")).to_be_visible()
    page.get_by_role("listitem", name="Tecnologia").get_by_role("button", name="Aplicar à cena").click()
    kept.get_by_role("button", name="Nova cena").click()
    expect(page.get_by_role("button", name="Título: Novo título")).to_be_visible()
    is_saved(page)
    scenes = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"]
    assert [(scene["slide"]["kind"], scene["look"]) for scene in scenes[:2]] == [("title", "tech"), ("bullets", None)]
    for _ in range(2):
        page.get_by_role("button", name="Desfazer").click()
    is_saved(page)
    assert owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][0]["look"] is None
