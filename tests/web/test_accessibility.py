"""Every page against axe (WCAG 2.2 AA), in both themes, on a phone and on a desk; and what axe does not see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import violations
from embedded_only import setting  # noqa: F401 a fixture
from furnished import Furnished, furnish
from places import PLACES, await_rest
from served import Served
from visitors import Account, new_page

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"phone": (390, 844), "desk": (1280, 800)}


@pytest.fixture(scope="module")
def furnished(owner: Account) -> Furnished:
    return furnish(owner)


@pytest.fixture(scope="module", params=SIZES)
def inside(browser: Browser, server: Served, owner: Account, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Signed in once for all pages."""
    width, height = SIZES[request.param]
    with new_page(browser, server, viewport={"width": width, "height": height}) as page:
        owner.enter(page)
        yield page


@pytest.fixture(scope="module", params=SIZES)
def outside(browser: Browser, server: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = SIZES[request.param]
    with new_page(browser, server, viewport={"width": width, "height": height}) as page:
        yield page


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.is_inside])
def test_pages_inside(inside: Page, server: Served, furnished: Furnished, name: str) -> None:
    inside.goto(PLACES[name].address(server.address, furnished))
    _check(inside)


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if not place.is_inside])
def test_pages_outside(outside: Page, server: Served, furnished: Furnished, name: str) -> None:
    outside.goto(PLACES[name].address(server.address, furnished))
    _check(outside)


@pytest.mark.parametrize(
    "name", ["Cenas", "Roteiro", "Conferir", "Mídia", "Modelos", "Conversas", "Histórico", "Curso"]
)
def test_panels_of_the_editor(inside: Page, server: Served, furnished: Furnished, name: str) -> None:
    inside.goto(PLACES["editor"].address(server.address, furnished))
    inside.get_by_role("tab", name=name).click()
    expect(inside.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    _check(inside)


@pytest.mark.parametrize("keys", ["?", "Control+k", "Shift+N", "Control+Enter"])
def test_dialogs_of_the_editor(inside: Page, server: Served, furnished: Furnished, keys: str) -> None:
    inside.goto(PLACES["editor"].address(server.address, furnished))
    await_rest(inside)
    inside.keyboard.press(keys)
    expect(inside.get_by_role("dialog")).to_be_visible()
    _check(inside)


def test_what_is_chosen_on_a_picture(inside: Page, server: Served, furnished: Furnished) -> None:
    inside.goto(PLACES["editor"].address(server.address, furnished))
    inside.get_by_role("button", name=re.compile("^Título: ")).click()
    _check(inside)
    inside.keyboard.press("Enter")
    expect(inside.get_by_role("textbox", name="Texto na imagem")).to_be_focused()
    _check(inside)


def _check(page: Page) -> None:
    await_rest(page)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
        # Colours on their way from one theme to the other are of neither.
        page.wait_for_function("() => document.getAnimations().every((one) => !(one instanceof CSSTransition))")
        assert violations(page) == [], theme
    broken = "() => [...document.images].filter((one) => one.complete && !one.naturalWidth).map((one) => one.src)"
    assert page.evaluate(broken) == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.title() not in {"", "TecnoCursos AI"}
    # Nothing is cut off or has to be scrolled to sideways.
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_below_a_sentence(browser: Browser, owner: Account, furnished: Furnished, theme: str) -> None:
    """A warning, the source, details, chips and the dialogs of a word: none of them is there when a page is opened."""
    with new_page(browser, owner.server, color_scheme=theme) as page:
        owner.enter(page)
        page.goto(PLACES["editor"].address(owner.server.address, furnished))
        page.get_by_role("option").nth(2).click()
        field = page.get_by_role("textbox", name="Frase 1", exact=True)
        field.fill("Em 2033 são dois aparelhos, e cada um tem a sua tarefa.")
        expect(page.get_by_role("status", name="Avisos desta frase").filter(has_text="2033")).to_be_visible()
        page.get_by_role("button", name="Fonte da frase 1").click()
        field.press("Alt+L")
        field.press("Home")
        for _ in range(2):
            field.press("Control+ArrowRight")
        for keys, title in (("Alt+R", "Como se diz «2033»?"), ("Alt+P", "Pausa antes de «são»")):
            field.press(keys)
            dialog = page.get_by_role("dialog", name=title)
            expect(dialog).to_be_visible()
            assert violations(page) == []
            if keys == "Alt+R":
                dialog.get_by_role("textbox", name="Diga assim").fill("dois mil e trinta e três")
            dialog.get_by_role("button", name="Guardar").click()
            expect(dialog).to_have_count(0)
        expect(page.get_by_role("button", name="0,5 s › são: pausa antes da palavra")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("tab", name="Conferir").click()
        expect(page.get_by_role("heading", name="Avisos: 1")).to_be_visible()
        assert violations(page) == []
