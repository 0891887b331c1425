"""The committed examples are what their generator makes, and hold what the documentation says of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from docx import Document
from PIL import Image, ImageChops
from pptx import Presentation

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.studio.course_text.courses import is_course_text, read_course_text

EXAMPLES = Path(__file__).parents[2] / "examples"
DECK, MANUAL = "internet-em-casa.pptx", "manual-do-roteador.pdf"
PROCEDURE, MUSIC = "procedimento-visita-tecnica.docx", "trilha.mp3"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    subprocess.run([sys.executable, EXAMPLES / "generate.py", "--out", folder], check=True, capture_output=True)
    return folder


def slide_texts(shapes: Any) -> list[str]:
    """All texts of shapes, in order, groups and tables included."""
    texts: list[str] = []
    for shape in shapes:
        if shape.shape_type == 6:
            texts += slide_texts(shape.shapes)
        elif shape.has_text_frame:
            texts += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        elif getattr(shape, "has_table", False):
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
        elif getattr(shape, "has_chart", False):
            texts += [f"{value:g}" for value in shape.chart.plots[0].series[0].values]
    return texts


def deck_texts(file: Path) -> list[tuple[list[str], str]]:
    return [
        (slide_texts(slide.shapes), slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
        for slide in Presentation(str(file)).slides
    ]


def pdf_pages(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()


def docx_texts(file: Path) -> list[tuple[str, str]]:
    document = Document(str(file))
    cells = [("cell", cell.text) for table in document.tables for row in table.rows for cell in row.cells]
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs] + cells


def visible_slides() -> list[Any]:
    return [slide for slide in Presentation(str(EXAMPLES / DECK)).slides if slide._element.get("show") != "0"]


def test_the_generator_makes_the_committed_documents(generated: Path) -> None:
    assert deck_texts(generated / DECK) == deck_texts(EXAMPLES / DECK)
    assert pdf_pages(generated / MANUAL) == pdf_pages(EXAMPLES / MANUAL)
    assert docx_texts(generated / PROCEDURE) == docx_texts(EXAMPLES / PROCEDURE)


def test_the_generator_makes_the_committed_pictures(generated: Path) -> None:
    committed = sorted(file.name for file in (EXAMPLES / "pictures").iterdir())
    assert sorted(file.name for file in (generated / "pictures").iterdir()) == committed
    for name in committed:
        with Image.open(EXAMPLES / "pictures" / name) as old, Image.open(generated / "pictures" / name) as new:
            assert old.size == new.size
            differing = ImageChops.difference(old.convert("L"), new.convert("L")).histogram()
            assert sum(differing[40:]) < 0.001 * old.width * old.height, name


def test_the_deck_has_twelve_slides_to_show_and_one_hidden() -> None:
    shown = visible_slides()
    assert len(shown) == 12
    assert len(Presentation(str(EXAMPLES / DECK)).slides) == 13
    assert all(slide.shapes.title.text for slide in shown)


def test_two_slides_leave_the_narration_to_the_writer_and_the_rest_takes_some_minutes() -> None:
    notes = [slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "" for slide in visible_slides()]
    assert notes.count("") == 2
    for text in filter(None, notes):
        assert 2 <= len(re.findall(r"[.!?](?:\s|$)", text)) <= 6, text
    words = sum(len(text.split()) for text in notes)
    assert 3.4 < words / 150 < 4.6  # minutes at an ordinary pace; the two others add half a minute


def test_every_picture_chart_and_group_of_the_deck_is_described() -> None:
    described = []
    for slide in visible_slides():
        for shape in slide.shapes:
            is_picture = shape.shape_type == 13 or shape._element.tag.endswith("}pic")
            if is_picture or shape.shape_type == 6 or getattr(shape, "has_chart", False):
                described.append(shape._element.find(".//{*}cNvPr").get("descr"))
    assert len(described) == 6
    assert all(text and len(text) > 20 for text in described)


def test_the_manual_has_bookmarks_a_running_head_and_page_numbers() -> None:
    pages = pdf_pages(EXAMPLES / MANUAL)
    assert len(pages) == 5
    for number, text in enumerate(pages[1:], start=2):
        assert "Fibra Boa Manual do roteador FB-600" in " ".join(text.split())
        assert re.search(rf"^{number}\s*$", text, re.MULTILINE), text
    document = pypdfium2.PdfDocument(EXAMPLES / MANUAL)
    titles = [(bookmark.level, bookmark.get_title()) for bookmark in document.get_toc()]
    document.close()
    assert [title for level, title in titles if level == 0] == [
        "1 Conheça o aparelho", "2 Instalação", "3 Cuidados e segurança", "4 Solução de problemas",
    ]  # fmt: skip
    assert sum(level == 1 for level, _ in titles) == 12


def test_the_course_as_text_is_one_and_the_lesson_is_not() -> None:
    assert not is_course_text((EXAMPLES / "how-wifi-works.md").read_text(encoding="utf-8"))
    text = (EXAMPLES / "aula-em-texto.md").read_text(encoding="utf-8")
    assert is_course_text(text)
    course = read_course_text(text, file="aula-em-texto.md", folder=EXAMPLES)
    assert [scene.slide.kind for scene in course.scenes] == ["title", "picture", "bullets", "code", "closing"]
    lines = [line for scene in course.scenes for line in scene.lines]
    assert [line.caption for line in lines if line.caption is not None] == ["O endereço é 192.168.1.1."]
    assert [line.step for line in lines if line.step is not None] == [1, 2, 3]
    assert {line.pause_before_ms for line in lines} == {0, 500, 1000}


def test_pictures_that_texts_name_are_there() -> None:
    for name in ("how-wifi-works.md", "aula-em-texto.md"):
        named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (EXAMPLES / name).read_text(encoding="utf-8"))
        assert named
        assert all((EXAMPLES / picture).is_file() for picture in named)
    brand = yaml.safe_load((EXAMPLES / "brand-fibra-boa.yaml").read_text(encoding="utf-8"))
    assert (EXAMPLES / brand["logo"]).is_file()


def test_the_music_is_quiet_and_loops_without_a_jump() -> None:
    raw = FFmpeg().run(["-i", EXAMPLES / MUSIC, "-f", "s16le", "-ac", "1", "-ar", "8000", "-"], task="test")
    samples = memoryview(raw).cast("h")
    assert 23 < len(samples) / 8000 < 26
    assert max(abs(sample) for sample in samples) < 0.5 * 32768
    edges = [sum(sample * sample for sample in part) / len(part) for part in (samples[400:4400], samples[-4400:-400])]
    assert 0.2 < edges[0] / edges[1] < 5


def test_the_examples_stay_small() -> None:
    assert sum(file.stat().st_size for file in EXAMPLES.rglob("*") if "__pycache__" not in file.parts) < 900_000
