"""Slides in their original design: the same narration, one scene a slide."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.reader import read_outline
from tecnocursos.rendering.slides import PictureSlide
from tecnocursos.studio.course import Course
from tecnocursos.studio.coverage import report_coverage
from tecnocursos.studio.errors import SlidesNotOriginal
from tecnocursos.studio.faithfulness.check import check_faithfulness
from tecnocursos.studio.script.composition import Script, compose_course
from tecnocursos.studio.script.originals import show_originals, silent_slides_remark, slide_pages

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def _read(path: Path, media: Path) -> Outline:
    media.mkdir(exist_ok=True)
    return read_outline(path, "0" * 64, media, DocumentLimits())


def _with_originals(outline: Outline, script: Script) -> tuple[Course, Course]:
    redrawn = compose_course(outline, script=script)
    return redrawn, show_originals(redrawn, outline, {page: f"{page}.png" for page in slide_pages(outline)})


@pytest.mark.parametrize("script", ["notes", "text"])
def test_every_slide_is_one_scene_with_all_that_was_said(script: Script, tmp_path: Path) -> None:
    outline = _read(EXAMPLES / "internet-em-casa.pptx", tmp_path)
    redrawn, course = _with_originals(outline, script)
    assert len(redrawn.scenes) > len(course.scenes)
    assert [line.text for scene in course.scenes for line in scene.lines] == [
        line.text for scene in redrawn.scenes for line in scene.lines
    ]
    slides = [scene for scene in course.scenes if scene.section_id]
    assert [scene.section_id for scene in slides] == [section.id for section in outline.sections]
    for scene, section in zip(slides, outline.sections, strict=True):
        assert isinstance(scene.slide, PictureSlide)
        assert scene.slide.is_full_page
        assert scene.slide.picture.file == f"{section.place.page}.png"
        assert scene.slide.title == section.title
        assert all(line.step is None for line in scene.lines)
    assert [scene.chapter for scene in course.scenes if scene.chapter] == [
        scene.chapter for scene in redrawn.scenes if scene.chapter
    ]
    assert len({scene.id for scene in course.scenes}) == len(course.scenes)


def test_all_that_stands_on_a_slide_is_shown_and_told_to_who_cannot_see_it(tmp_path: Path) -> None:
    outline = _read(EXAMPLES / "internet-em-casa.pptx", tmp_path)
    _, course = _with_originals(outline, "notes")
    report = report_coverage(course, outline)
    assert report.left_out == ()
    assert {part.kind for part in report.parts if part.treatment == "spoken"} == {"notes"}
    assert check_faithfulness(course, outline).findings == ()
    scene = next(scene for scene in course.scenes if scene.slide.title == "Dois aparelhos, duas tarefas")
    assert isinstance(scene.slide, PictureSlide)
    for words in ("Dois aparelhos, duas tarefas.", "ONU.", "Recebe a luz da fibra."):
        assert words in scene.slide.picture.alt


def _deck(path: Path, *slides: tuple[str, str], title: str = "") -> Path:
    presentation = Presentation()
    presentation.core_properties.title = title
    for heading, text in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = text
    presentation.save(str(path))
    return path


def test_the_opening_is_spoken_over_the_first_slide_and_the_recap_keeps_its_own(tmp_path: Path) -> None:
    slides = [(f"Parte {name}", f"O texto da parte {name}") for name in ("azul", "verde", "branca", "amarela")]
    outline = _read(_deck(tmp_path / "a.pptx", *slides, title="As quatro partes"), tmp_path / "media")
    redrawn, course = _with_originals(outline, "text")
    assert redrawn.scenes[0].section_id is None
    assert redrawn.scenes[-1].slide.kind == "closing"
    first, *middle, last = course.scenes
    assert isinstance(first.slide, PictureSlide)
    assert first.lines[0].text == redrawn.scenes[0].lines[0].text == "As quatro partes."
    assert [scene.section_id for scene in (first, *middle)] == [section.id for section in outline.sections]
    assert last == redrawn.scenes[-1]


def test_slides_without_words_are_told_of(tmp_path: Path) -> None:
    words = [("Uma parte", "Um texto"), ("", ""), ("Outra parte", "Outro texto")]
    outline = _read(_deck(tmp_path / "a.pptx", *words), tmp_path / "media")
    _, course = _with_originals(outline, "text")
    remark = silent_slides_remark(course, outline)
    assert remark is not None
    assert "1" in remark.en
    whole = _read(_deck(tmp_path / "b.pptx", words[0], words[2]), tmp_path / "media")
    assert silent_slides_remark(_with_originals(whole, "text")[1], whole) is None


@pytest.mark.parametrize("name", ["procedimento-visita-tecnica.docx", "how-wifi-works.md", "manual-do-roteador.pdf"])
def test_documents_without_slides_are_refused(name: str, tmp_path: Path) -> None:
    outline = _read(EXAMPLES / name, tmp_path)
    with pytest.raises(SlidesNotOriginal, match=name):
        slide_pages(outline)
