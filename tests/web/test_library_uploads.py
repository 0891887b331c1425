"""What is put into the library: on its way, cut off, and there."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from embedded_only import setting  # noqa: F401 a fixture
from furnished import EXAMPLES
from visitors import Visitor

PICTURE = next(EXAMPLES.rglob("*.png"))


def test_a_picture_waits_for_the_network_and_is_in_the_library(ana: Visitor) -> None:
    page = ana.open("/library")
    page.route("**/api/v1/uploads", lambda route: route.abort())
    send(page, PICTURE)
    expect(page.get_by_role("progressbar", name=f"Envio de {PICTURE.name}")).to_have_count(1)
    page.unroute("**/api/v1/uploads")
    page.get_by_role("button", name="Descrever").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_what_is_no_picture_is_told_where_it_was_sent(ana: Visitor, tmp_path: Path) -> None:
    page = ana.open("/library")
    (tmp_path / "texto.png").write_text("Isto não é uma imagem.", "utf-8")
    send(page, tmp_path / "texto.png")
    uploads = page.get_by_role("region", name="Envios")
    expect(uploads.get_by_role("alert")).not_to_be_empty()
    uploads.get_by_role("button", name="Cancelar o envio de texto.png").click()
    expect(uploads).to_have_count(0)


def send(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
