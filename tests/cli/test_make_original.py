"""`--slides original`: the video shows the slides as they were designed."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from cli_runs import EXAMPLES, tecnocursos
from numpy.typing import NDArray
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.infra.ffmpeg import FFmpeg

_DECK = EXAMPLES / "internet-em-casa.pptx"
_SIZE = (1280, 720)


def _frame(video: Path, at_ms: float) -> NDArray[np.uint8]:
    command = [str(FFmpeg().binary), "-v", "error", "-nostdin", "-ss", f"{at_ms / 1000:.3f}", "-i", str(video)]
    command += ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    with Image.open(io.BytesIO(done.stdout)) as image:
        return np.asarray(image.convert("RGB"))


def _psnr(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    error = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def _check_that_slides_are_shown(video: Path) -> int:
    """Compare the video amid each full-page scene with the page's picture; gives the number of those scenes."""
    course = json.loads(video.with_suffix(".course.json").read_text())
    pictures = []
    for scene, times in zip(course["scenes"], course["measured"]["line_times_ms"], strict=True):
        if not scene["slide"].get("is_full_page"):
            continue
        with Image.open(video.parent / scene["slide"]["picture"]["file"]) as image:
            assert image.size == _SIZE
            pictures.append(np.asarray(image.convert("RGB")))
        spoken = [time for line in times["lines"] for time in line]
        shown = _frame(video, (min(spoken) + max(spoken)) / 2)
        assert _psnr(shown, pictures[-1]) > 30
        assert all(_psnr(shown, other) < _psnr(shown, pictures[-1]) - 6 for other in pictures[-2:-1])
    return len(pictures)


@pytest.mark.office
def test_a_deck_is_shown_as_it_was_designed(tmp_path: Path) -> None:
    out = tmp_path / "out" / "curso.mp4"
    done = tecnocursos(
        "make", _DECK, "-o", out, "--slides", "original", "--size", "720p", "--json", cache=tmp_path / "cache"
    )
    assert done.code == 0, done.err
    assert _check_that_slides_are_shown(out) == 12
    assert done.events[-1]["findings"] == 0
    assert done.events[-1]["coverage_percent"] == 100
    percents = [event["percent"] for event in done.events if event["event"] == "progress"]
    assert percents == sorted(percents)
    assert {path.name for path in tmp_path.iterdir()} == {"out", "cache"}


def test_a_pdf_deck_needs_no_libreoffice_and_its_course_text_keeps_the_slides(tmp_path: Path) -> None:
    path = tmp_path / "aula.pdf"
    canvas = Canvas(str(path), pagesize=(960, 540))
    for number, title in enumerate(["O modem", "O roteador", "A senha"]):
        canvas.setFillGray(0.9)
        canvas.rect(100 + 250 * number, 60, 200, 150, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Helvetica-Bold", 40)
        canvas.drawString(60, 440, title)
        canvas.setFont("Helvetica", 24)
        canvas.drawString(60, 360, f"{title} fica na sala de casa, perto da janela.")
        canvas.showPage()
    canvas.save()
    text, cache = tmp_path / "aula.md", tmp_path / "cache"
    none = {"PATH": str(tmp_path)}
    done = tecnocursos("outline", path, "-o", text, "--slides", "original", cache=cache, **none)
    assert done.code == 0, done.err
    assert text.read_text().count("(kind: full-page-picture)") == 3
    # As text the course is 1080p, and so are its pictures.
    with Image.open(next((tmp_path / "aula.media").iterdir())) as picture:
        assert picture.size == (1920, 1080)
    out = tmp_path / "out" / "aula.mp4"
    done = tecnocursos("make", path, "-o", out, "--slides", "original", "--size", "720p", cache=cache, **none)
    assert done.code == 0, done.err
    assert _check_that_slides_are_shown(out) == 3
    again = tecnocursos("make", text, "-o", tmp_path / "again" / "aula.mp4", "--size", "720p", cache=cache, **none)
    assert again.code == 0, again.err
    course = json.loads((tmp_path / "again" / "aula.course.json").read_text())
    assert [scene["slide"].get("is_full_page", False) for scene in course["scenes"]].count(True) == 3


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (_DECK, "office_missing"),
        (EXAMPLES / "procedimento-visita-tecnica.docx", "slides_not_original"),
        (EXAMPLES / "aula-em-texto.md", "slides_not_original"),
    ],
)
def test_what_cannot_be_shown_so_is_refused_with_the_reason(source: Path, code: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "curso.mp4"
    done = tecnocursos(
        "make", source, "-o", out, "--slides", "original", "--json", cache=tmp_path / "cache", PATH=str(tmp_path)
    )
    assert done.code != 0
    assert done.events[-1]["code"] == code
    assert source.name in done.events[-1]["message"]
    assert not out.parent.exists()


@pytest.mark.parametrize("is_there", [pytest.param(True, marks=pytest.mark.office), False])
def test_doctor_says_whether_libreoffice_is_there(is_there: bool, tmp_path: Path) -> None:
    path = {} if is_there else {"PATH": str(tmp_path)}
    done = tecnocursos("doctor", "--json", cache=tmp_path, **path)
    assert done.code == 0, done.err
    (finding,) = [finding for finding in done.events[-1]["findings"] if finding["part"] == "office"]
    assert finding["state"] == ("ok" if is_there else "better")
    assert "libreoffice" in finding["text"].lower()
