"""Every shortcut that the help lists, pressed on a real keyboard, with what is seen to happen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from embedded_only import setting  # noqa: F401 a fixture
from furnished import make_course
from served import Served
from visitors import new_page, sign_up

TEXT = "# Cabos\n\n## A fibra\n\n- Traz a luz\n- Não dobra\n\n## O roteador\n\n- Espalha o sinal\n- Fica no alto\n"
ALL = ["Cabos", "A fibra", "O roteador"]
ON_THE_KEYS = {
    "Ctrl": "Control",
    "Espaço": "Space",
    "←": "ArrowLeft",
    "→": "ArrowRight",
    "↑": "ArrowUp",
    "↓": "ArrowDown",
    "Esc": "Escape",
    "Del": "Delete",
    "PgUp": "PageUp",
    "PgDn": "PageDown",
}


@pytest.fixture(scope="module")
def page(browser: Browser, server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The editor with three scenes; each check leaves it as it found it."""
    owner = sign_up(server)
    document: Path = tmp_path_factory.mktemp("document") / "cabos.md"
    document.write_text(TEXT, "utf-8")
    course, _ = make_course(owner, document)
    with new_page(browser, server) as page:
        owner.enter(page)
        page.goto(f"{server.address}/projects/{course}")
        expect(page.get_by_role("textbox", name="Frase 1", exact=True)).to_be_visible()
        yield page


def press(page: Page, keys: str) -> None:
    """Keys as the help writes them."""
    parts = [keys] if keys == "+" else keys.split("+")
    parts = [ON_THE_KEYS.get(part, part.lower() if len(part) == 1 and len(parts) > 1 else part) for part in parts]
    page.keyboard.press("+".join(parts))


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Cenas").get_by_role("option")


def stand(page: Page, *titles: str) -> None:
    """The scenes are these, in this order."""
    expect(options(page)).to_have_text([re.compile(f"{title}$") for title in titles])


def begin(page: Page) -> None:
    """The second scene is chosen, the playhead at its start, and the focus on nothing."""
    for place in (0, 1):
        options(page).nth(place).click()
    page.get_by_role("heading", name="Narração").click()
    expect(options(page).nth(1)).to_have_attribute("aria-selected", "true")


def undo(page: Page) -> None:
    press(page, "Ctrl+Z")
    stand(page, *ALL)


def edits(*titles: str, first: str = "") -> Callable[[Page, str], None]:
    def check(page: Page, keys: str) -> None:
        begin(page)
        if first:
            press(page, first)
        press(page, keys)
        stand(page, *titles)
        undo(page)

    return check


def undoes(page: Page, keys: str) -> None:
    begin(page)
    press(page, "Del")
    stand(page, "Cabos", "O roteador")
    press(page, keys)
    stand(page, *ALL)


def does_again(page: Page, keys: str) -> None:
    undoes(page, "Ctrl+Z")
    press(page, keys)
    stand(page, "Cabos", "O roteador")
    undo(page)


def selects(page: Page, keys: str, count: int, first: str = "") -> None:
    begin(page)
    if first:
        press(page, first)
    press(page, keys)
    expect(page.get_by_role("listbox", name="Cenas").get_by_role("option", selected=True)).to_have_count(count)


def cuts(page: Page, keys: str, lines: int, scenes: int) -> None:
    begin(page)
    for _ in range(2):
        press(page, "↓")  # to the scene's first line, and to the second of its three
    press(page, keys)
    expect(options(page)).to_have_count(scenes)
    expect(page.get_by_role("textbox", name=re.compile(r"^Frase \d+$"))).to_have_count(lines)
    undo(page)


def shows(page: Page, keys: str, title: str) -> None:
    begin(page)
    press(page, keys)
    expect(page.get_by_role("img", name=f"A cena como o vídeo a mostrará: {title}")).to_be_visible()


def plays(page: Page, keys: str) -> None:
    press(page, "Home")
    press(page, keys)
    expect(page.get_by_role("button", name="Pausar")).to_be_visible()
    press(page, keys)
    expect(page.get_by_role("button", name="Reproduzir", exact=True)).to_be_visible()


def moves(page: Page, keys: str, start: str, times: int = 1) -> None:
    begin(page)
    clock = page.get_by_role("timer")
    press(page, start)
    before = clock.inner_text()
    for _ in range(times):
        press(page, keys)
    expect(clock).not_to_have_text(before)


def changes_speed(page: Page, keys: str, speed: str) -> None:
    begin(page)
    press(page, keys)
    expect(page.get_by_role("button", name=f"Velocidade: {speed}")).to_be_visible()
    press(page, "<" if keys == ">" else ">")
    expect(page.get_by_role("button", name="Velocidade: 1×")).to_be_visible()


def switches(page: Page, keys: str, name: str) -> None:
    begin(page)
    button = page.get_by_role("button", name=name, exact=True).first
    before = button.get_attribute("aria-pressed")
    press(page, keys)
    expect(button).to_have_attribute("aria-pressed", "false" if before == "true" else "true")
    press(page, keys)
    expect(button).to_have_attribute("aria-pressed", before or "")


def switches_in_menu(page: Page, keys: str, name: str) -> None:
    begin(page)
    press(page, keys)
    for is_on in ("true", "false"):
        page.get_by_role("button", name="Ações", exact=True).click()
        item = page.get_by_role("menu").get_by_role("menuitemcheckbox", name=name)
        expect(item).to_have_attribute("aria-checked", is_on)
        item.click()
        expect(item).to_have_count(0)
    page.get_by_role("heading", name="Narração").click()
    press(page, keys)


def fills_the_screen(page: Page, keys: str) -> None:
    begin(page)
    press(page, keys)
    page.wait_for_function("() => document.fullscreenElement?.id === 'editor-picture'")
    press(page, keys)
    page.wait_for_function("() => document.fullscreenElement === null")


def zooms(page: Page, keys: str, first: str, is_more: bool) -> None:
    begin(page)
    slider = page.get_by_role("slider", name="Zoom da linha do tempo")
    press(page, "0")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    if first:
        press(page, first)
        expect(slider).not_to_have_attribute("aria-valuenow", "0")
    press(page, keys)
    expected = expect(slider)
    if is_more:
        expected.not_to_have_attribute("aria-valuenow", "0")
    else:
        expected.to_have_attribute("aria-valuenow", "0")
    press(page, "0")


def folds(page: Page, keys: str, role: Literal["listbox", "textbox", "slider"], name: str) -> None:
    begin(page)
    found = page.get_by_role(role, name=name, exact=True)
    expect(found).to_be_visible()
    press(page, keys)
    expect(found).to_be_hidden()
    press(page, keys)
    expect(found).to_be_visible()


def opens(page: Page, keys: str, title: str) -> None:
    begin(page)
    press(page, keys)
    expect(page.get_by_role("dialog", name=title)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def opens_at_a_word(page: Page, keys: str, title: str) -> None:
    begin(page)
    field = page.get_by_role("textbox", name="Frase 1", exact=True)
    field.press("Home")
    field.press("Control+ArrowRight")
    press(page, keys)
    expect(page.get_by_role("dialog", name=re.compile(title))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("heading", name="Narração").click()


def shows_sources(page: Page, keys: str) -> None:
    begin(page)
    quotes = page.get_by_role("blockquote")
    expect(quotes).to_have_count(0)
    press(page, keys)
    expect(quotes.first).to_be_visible()
    press(page, keys)
    expect(quotes).to_have_count(0)


def opens_details(page: Page, keys: str) -> None:
    begin(page)
    page.get_by_role("textbox", name="Frase 1", exact=True).click()
    press(page, keys)
    expect(page.get_by_role("group", name="Detalhes da frase 1")).to_be_visible()
    press(page, keys)
    expect(page.get_by_role("group", name="Detalhes da frase 1")).to_have_count(0)
    page.get_by_role("heading", name="Narração").click()


def saves(page: Page, keys: str) -> None:
    begin(page)
    field = page.get_by_role("textbox", name="Frase 1", exact=True)
    before = field.input_value()
    for text in ("Salvo agora mesmo.", before):
        with page.expect_request(lambda request: request.method == "PATCH"):
            field.fill(text)
            press(page, keys)
        expect(page.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible()
    page.get_by_role("heading", name="Narração").click()
    stand(page, *ALL)


CHECKS: Final[dict[str, Callable[[Page, str], None]]] = {
    "Desfazer": undoes,
    "Refazer": does_again,
    "Copiar cenas": lambda page, keys: edits("Cabos", "A fibra", "A fibra", "O roteador", first=keys)(page, "Ctrl+V"),
    "Recortar cenas": edits("Cabos", "O roteador"),
    "Colar cenas": edits("Cabos", "A fibra", "A fibra", "O roteador", first="Ctrl+C"),
    "Apagar a seleção": edits("Cabos", "O roteador"),
    "Selecionar todas as cenas": partial(selects, count=3),
    "Limpar a seleção": partial(selects, count=1, first="Ctrl+A"),
    "Como se diz a palavra…": partial(opens_at_a_word, title="^Como se diz"),
    "Pausa dentro da frase…": partial(opens_at_a_word, title="^Pausa antes de"),
    "Pausas, voz e legenda da frase": opens_details,
    "Nova cena…": partial(opens, title="Qual tipo de cena?"),
    "Duplicar": edits("Cabos", "A fibra", "A fibra", "O roteador"),
    "Mover para cima": edits("A fibra", "Cabos", "O roteador"),
    "Mover para baixo": edits("Cabos", "O roteador", "A fibra"),
    "Juntar com a próxima": edits("Cabos", "A fibra"),
    "Dividir na posição atual": partial(cuts, scenes=4, lines=1),
    "Tirar o que vem antes na cena": partial(cuts, scenes=3, lines=2),
    "Tirar o que vem depois na cena": partial(cuts, scenes=3, lines=1),
    "Cena anterior": partial(shows, title="Cabos"),
    "Próxima cena": partial(shows, title="O roteador"),
    "Reproduzir ou pausar": plays,
    "Voltar 1 segundo": partial(moves, start="End"),
    "Avançar 1 segundo": partial(moves, start="Home"),
    "Voltar um quadro": partial(moves, start="End", times=4),
    "Avançar um quadro": partial(moves, start="Home", times=4),
    "Voltar 5 segundos": partial(moves, start="End"),
    "Avançar 5 segundos": partial(moves, start="Home"),
    "Ir para o início": partial(moves, start="End"),
    "Ir para o fim": partial(moves, start="Home"),
    "Corte anterior": partial(moves, start="End"),
    "Próximo corte": partial(moves, start="Home"),
    "Mais devagar": partial(changes_speed, speed="0,75×"),
    "Mais rápido": partial(changes_speed, speed="1,25×"),
    "Repetir do início": partial(switches, name="Repetir do início"),
    "Silenciar a narração": partial(switches, name="Silenciar a narração"),
    "Legendas": partial(switches, name="Legendas"),
    "Tela cheia": fills_the_screen,
    "Gerar vídeo…": partial(opens, title="Vídeo do curso"),
    "Salvar agora": saves,
    "Aproximar": partial(zooms, first="", is_more=True),
    "Afastar": partial(zooms, first="=", is_more=False),
    "Ver o curso inteiro": partial(zooms, first="=", is_more=False),
    "Encaixar nos cortes": partial(switches, name="Encaixar nos cortes"),
    "Silenciar a música": partial(switches_in_menu, name="Silenciar a música"),
    "Painel da esquerda": partial(folds, role="listbox", name="Cenas"),
    "Painel da direita": partial(folds, role="textbox", name="Capítulo"),
    "Linha do tempo": partial(folds, role="slider", name="Posição"),
    "Mostrar as fontes das frases": shows_sources,
    "Buscar uma ação…": partial(opens, title="Buscar uma ação"),
    "Perguntar a este curso…": partial(opens, title="Perguntar a este curso"),
    "Atalhos do teclado…": partial(opens, title="Atalhos do teclado"),
}
"""What each action that has keys does, by the name that the help gives it."""


def test_every_shortcut_does_what_the_help_says(page: Page) -> None:
    page.get_by_role("button", name="Atalhos do teclado…").click()
    rows = page.get_by_role("dialog").get_by_role("listitem")
    expect(rows.first).to_be_visible()
    listed = {
        row.locator("span").first.inner_text(): keys
        for row in rows.all()
        if (keys := row.locator("kbd").all_inner_texts())
    }
    page.keyboard.press("Escape")
    assert set(listed) == set(CHECKS)
    for name, keys in listed.items():
        for one in keys:
            try:
                CHECKS[name](page, one)
            except AssertionError as error:
                raise AssertionError(f"{name} ({one}): {error}") from error
