"""The coverage report: what of a document is spoken, shown, both, or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.documents.outline import LeftOut, ListItem, Notes, Outline, Paragraph, Picture, Place, Section, Source
from tecnocursos.documents.service import read_document
from tecnocursos.rendering.slides import BulletsSlide, Item, PictureSlide, PictureSlot
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.coverage import CoverageReport, report_coverage
from tecnocursos.studio.script.composition import compose_course


@pytest.fixture
def report() -> CoverageReport:
    outline = Outline(
        source=Source(name="manual.pdf", kind="pdf", sha256="0"),
        title="Manual",
        language="pt-BR",
        sections=(
            Section(
                id="s1",
                title="Luzes",
                place=Place(page=1),
                blocks=(
                    ListItem(id="b1", place=Place(page=1), text="Verde"),
                    ListItem(id="b2", place=Place(page=1), text="Vermelha"),
                    Paragraph(id="b3", place=Place(page=2), text="Um aparte [longo] " + "x" * 100),
                    Picture(id="b4", place=Place(page=3), file="a.png", width=1, height=1),
                ),
                notes=Notes(id="n1", text="Fale devagar."),
            ),
        ),
    )
    scene = Scene(
        id="1",
        slide=BulletsSlide(title="Luzes (1/2)", items=(Item(text="Verde"), Item(text="Vermelha"))),
        lines=(Line(text="A verde.", sources=("b1",)), Line(text="Fale devagar.", sources=("n1",))),
        section_id="s1",
        shows=("b1", "b2"),
    )
    return report_coverage(Course(title="Manual", language="pt-BR", scenes=(scene,)), outline)


def test_each_part_has_its_treatment(report: CoverageReport) -> None:
    assert {part.id: part.treatment for part in report.parts} == {
        "s1": "shown",
        "b1": "both",
        "b2": "shown",
        "b3": "left_out",
        "b4": "left_out",
        "n1": "spoken",
    }
    assert report.covered_percent == pytest.approx(100 * 4 / 6)
    assert report.percent("spoken", "both") == pytest.approx(100 * 2 / 6)
    assert [part.id for part in report.left_out] == ["b3", "b4"]


def test_the_report_lists_what_was_left_out_with_its_place(report: CoverageReport) -> None:
    portuguese, english = report.to_markdown("pt-BR"), report.to_markdown("en-US")
    assert "## Cobertura de manual.pdf" in portuguese
    assert "| Deixado de fora | 2 | 33 % |" in portuguese
    assert r"- Página 2, Parágrafo: Um aparte \[longo\] xxx" in portuguese
    assert "- Page 3, Picture\n" in english
    assert "…\n" in english
    assert "| Spoken and shown | 1 | 17 % |" in english


def test_nothing_left_out_is_said(report: CoverageReport) -> None:
    covered = report.model_copy(update={"parts": report.parts[:2]})
    assert covered.to_markdown("en").endswith("### Left out\n\nNothing.\n")
    assert CoverageReport(document="vazio.md", parts=()).covered_percent == 100


def test_a_picture_that_could_not_be_read_counts_as_left_out(tmp_path: Path) -> None:
    path = tmp_path / "aula.md"
    path.write_text("# Aula\n\nO roteador tem luzes.\n\n![](falta.png)\n", encoding="utf-8")
    outline = read_document(path, tmp_path / "media")
    report = report_coverage(compose_course(outline, script="text"), outline)
    assert [(part.kind, part.place.line) for part in report.left_out] == [("unread", 5)]
    assert report.covered_percent == pytest.approx(100 * 2 / 3)
    assert "- Linha 5, Não pôde ser usado: arquivos de figura que não existem\n" in report.to_markdown("pt-BR")


def test_what_could_not_be_read_is_shown_where_its_slide_is_shown_as_designed() -> None:
    outline = Outline(
        source=Source(name="aula.pptx", kind="pptx", sha256="0", pages=2),
        title="Aula",
        language="pt-BR",
        sections=tuple(Section(id=f"s{page}", title=f"Parte {page}", place=Place(page=page)) for page in (1, 2)),
        left_out=tuple(LeftOut(en="drawings", pt="desenhos", place=Place(page=page)) for page in (1, 2)),
    )
    scenes = (
        Scene(
            id="1",
            slide=PictureSlide(title="Parte 1", picture=PictureSlot(file="1.png"), is_full_page=True),
            lines=(Line(text="Parte um.", sources=("s1",)),),
            section_id="s1",
        ),
        Scene(
            id="2", slide=BulletsSlide(title="Parte 2", items=()), lines=(Line(text="Parte dois."),), section_id="s2"
        ),
    )
    report = report_coverage(Course(title="Aula", language="pt-BR", scenes=scenes), outline)
    assert [(part.id, part.place.page) for part in report.left_out] == [("unread-2", 2)]
