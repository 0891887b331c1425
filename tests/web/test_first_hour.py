"""The first hour: from signing up to a video that is downloaded."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page, expect

from furnished import EXAMPLES
from served import Served
from tecnocursos.infra.ffmpeg import FFmpeg
from visitors import PASSWORD, link_for, new_address, new_page, password_field

DECK = EXAMPLES / "internet-em-casa.pptx"


def test_from_signing_up_to_a_video(page: Page, browser: Browser, server: Served, tmp_path: Path) -> None:
    address = new_address()
    page.goto(f"{server.address}/sign-up")
    page.get_by_label("Organização").fill("Fibra Boa")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Enviar o link").click()
    page.goto(link_for(server, address))
    page.get_by_label("Seu nome").fill("Rita Lima")
    password_field(page).fill(PASSWORD)
    page.get_by_role("button", name="Criar minha conta").click()

    expect(page.get_by_role("heading", name="Solte aqui a sua apresentação")).to_be_visible()
    make_course(page)
    line = page.get_by_role("textbox", name="Frase 2", exact=True)
    expect(line).to_have_value(re.compile("bem-vindo"))
    line.fill("Seja muito bem-vindo ao nosso curso.")
    expect(page.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible()

    page.get_by_role("button", name="Gerar vídeo").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status").first).to_contain_text("14")
    dialog.get_by_role("button", name="Gerar").first.click()
    expect(dialog.locator("video")).to_be_visible(timeout=240_000)
    dialog.get_by_label("Buscar na transcrição").fill("muito bem-vindo")
    dialog.get_by_role("button", name=re.compile("muito bem-vindo")).click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    dialog.get_by_role("button", name="Criar link").click()
    with new_page(browser, server) as anybody:
        anybody.goto(dialog.get_by_role("textbox", name="Link criado").input_value())
        expect(anybody.get_by_role("heading", name="Internet em casa")).to_be_visible()
        anybody.wait_for_function("() => document.querySelector('video').readyState >= 2")
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Vídeo").click()
    video = tmp_path / "curso.mp4"
    download.value.save_as(video)

    duration: float = page.evaluate("document.querySelector('video').duration")
    assert duration > 120
    course = page.url.rpartition("/")[2]
    last = page.request.get(f"{server.address}/api/v1/scenes?project_id={course}&sort=position").json()["items"][-1]
    shown = page.request.get(f"{server.address}/api/v1/scenes/{last['id']}/preview.png?width=1920").body()
    assert difference(shown, frame_at(video, duration - 0.3)) < 3


def make_course(page: Page) -> None:
    """From the shelf of courses to the editor, with what is proposed."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Escolher um arquivo").click()
    chooser.value.set_files(DECK)
    expect(page.get_by_text("O que encontramos")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Criar curso").click()
    expect(page).to_have_url(re.compile("/projects/"), timeout=60_000)
    expect(page.get_by_role("textbox", name="Frase 1", exact=True)).to_be_visible()


def frame_at(video: Path, seconds: float) -> bytes:
    command = [FFmpeg(None).binary, "-v", "error", "-ss", f"{seconds:.2f}", "-i", str(video)]
    command += ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def difference(one: bytes, other: bytes) -> float:
    """How far two pictures are from each other, 0 to 255, on average over their pixels."""
    pictures = [Image.open(io.BytesIO(content)).convert("RGB") for content in (one, other)]
    assert pictures[0].size == pictures[1].size
    return max(ImageStat.Stat(ImageChops.difference(*pictures)).mean)
