"""Headings, tables, pictures, listings and slides of PDFs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.documents.outline import Code, ListItem, Outline, Paragraph, Picture, Table

Read = Callable[[Path], Outline]
SLIDE = (960.0, 540.0)
TEXT = "Este parágrafo comum serve de corpo para o documento e tem mais de uma linha, como em todo manual de verdade. "


@pytest.fixture
def photo_file(tmp_path: Path) -> str:
    path = tmp_path / "photo.png"
    noise = [Image.effect_noise((300, 200), 80) for _ in range(3)]
    Image.merge("RGB", noise).save(path)
    return str(path)


def write(sheet: Canvas, top: float, lines: list[str], font: str = "Helvetica", size: float = 11) -> None:
    sheet.setFont(font, size)
    for number, line in enumerate(lines):
        sheet.drawString(72, top - 1.3 * size * number, line)


def test_headings_by_style_with_levels_and_a_title(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        f"""
        #set document(title: "Manual do roteador")
        #set text(lang: "pt")
        #align(center)[#text(size: 24pt, weight: "bold")[Manual do roteador]

        Versão de março]
        #outline(title: "Sumário")
        #pagebreak()
        #set heading(numbering: "1.1")
        = Introdução
        {TEXT * 3}
        == Antes de começar
        {TEXT * 3}
        = Instalação
        {TEXT * 3}
        """
    )
    assert outline.title == "Manual do roteador"
    assert outline.language == "pt-BR"
    assert outline.source.pages == 2
    assert [(section.title, section.level, section.role) for section in outline.sections] == [
        ("Manual do roteador", 1, "title"),
        ("1 Introdução", 1, "content"),
        ("1.1 Antes de começar", 2, "content"),
        ("2 Instalação", 1, "content"),
    ]
    assert outline.sections[0].subtitle == "Versão de março"
    assert [block.text for block in outline.sections[3].blocks] == [(TEXT * 3).strip()]


def test_cover_is_one_section(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        f"""
        #set text(lang: "pt", size: 10pt)
        #text(size: 26pt, weight: "bold")[Manual do roteador]

        #v(1cm)
        #text(size: 15pt)[Instalação e cuidados]

        #v(5cm)
        Edição de março
        #pagebreak()
        = Introdução
        {TEXT * 3}
        """
    )
    assert [(section.title, section.role) for section in outline.sections] == [
        ("Manual do roteador", "title"),
        ("Introdução", "content"),
    ]
    assert outline.sections[0].subtitle == "Instalação e cuidados – Edição de março"


def test_words_broken_in_a_cell_are_joined(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        """
        #set text(lang: "pt", hyphenate: true)
        #table(columns: (2.2cm, 3cm), [Luz da ONU vermelha], [Fibra], [Luz apagada], [Fonte])
        """
    )
    table = next(block for block in outline.blocks() if isinstance(block, Table))
    assert table.rows == (("Luz da ONU vermelha", "Fibra"), ("Luz apagada", "Fonte"))


def test_headings_by_weight_and_numbering_without_bookmarks(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        body = ["O texto do manual corre por esta linha até perto da margem direita", "e acaba na linha de baixo."]
        for number, heading in enumerate(("1. Rede", "1.1 Cabos", "1.2 Ondas", "2. Conta")):
            write(sheet, 780 - 90 * number, [heading], "Helvetica-Bold")
            write(sheet, 760 - 90 * number, body)

    outline = drawn(draw)
    assert [(section.title, section.level) for section in outline.sections] == [
        ("1. Rede", 1),
        ("1.1 Cabos", 2),
        ("1.2 Ondas", 2),
        ("2. Conta", 1),
    ]


def test_bookmarks_name_headings_that_look_like_text(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        for number, title in enumerate(("Sobre a rede", "Sobre a conta")):
            sheet.bookmarkPage(f"m{number}")
            sheet.addOutlineEntry(title, f"m{number}", level=0)
            write(sheet, 780, [title])
            write(sheet, 740, ["O texto do manual corre por esta linha até perto da margem e", "acaba aqui."])
            sheet.showPage()

    assert [section.title for section in drawn(draw).sections] == ["Sobre a rede", "Sobre a conta"]


def test_ruled_table_with_header_merged_cell_and_caption(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        f"""
        #set text(lang: "pt")
        {TEXT}
        #figure(caption: [Planos], table(columns: 3,
          table.header[*Plano*][*Velocidade*][*Preço*],
          [Básico], [100 Mb/s], [R\\$ 79,90],
          [Plus para toda a família], table.cell(colspan: 2)[sob consulta]))
        {TEXT}
        """
    )
    table = next(block for block in outline.blocks() if isinstance(block, Table))
    assert table.header == ("Plano", "Velocidade", "Preço")
    assert table.rows == (("Básico", "100 Mb/s", "R$ 79,90"), ("Plus para toda a família", "sob consulta", ""))
    assert table.caption is not None
    assert table.caption.endswith("Planos")
    assert [block.kind for block in outline.blocks()] == ["paragraph", "table", "paragraph"]


def test_table_without_rules(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        f"""
        {TEXT}
        #table(columns: 3, stroke: none, column-gutter: 1cm,
          [Canal], [Frequência], [Uso], [1], [2412], [livre], [6], [2437], [ocupado], [11], [2462], [livre])
        {TEXT}
        """
    )
    kinds = [block.kind for block in outline.blocks()]
    table = next(block for block in outline.blocks() if isinstance(block, Table))
    assert kinds == ["paragraph", "table", "paragraph"]
    assert table.rows[1:] == (("1", "2412", "livre"), ("6", "2437", "ocupado"), ("11", "2462", "livre"))


def test_listing_keeps_its_indentation(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(f"{TEXT}\n```\nif ready:\n    ping(host)\n\nstop()\n```\n{TEXT}")
    assert [block.text for block in outline.blocks() if isinstance(block, Code)] == [
        "if ready:\n    ping(host)\n\nstop()"
    ]


def test_picture_has_its_caption_and_place_and_logos_are_left_out(
    drawn: Callable[..., Outline], photo_file: str, media: Path, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.png"
    Image.radial_gradient("L").resize((60, 60)).save(logo)

    def draw(sheet: Canvas) -> None:
        for page in range(4):
            sheet.drawImage(str(logo), 500, 780, 40, 40)
            write(sheet, 740, [f"O texto da página {page} corre por esta linha até perto da margem.", "Acaba aqui."])
            if page == 2:
                sheet.drawImage(photo_file, 100, 400, 240, 160)
                write(sheet, 380, ["Figura 1: o painel do aparelho"], size=9)
            sheet.showPage()

    pictures = [block for block in drawn(draw).blocks() if isinstance(block, Picture)]
    assert [(picture.place.page, picture.caption) for picture in pictures] == [(3, "Figura 1: o painel do aparelho")]
    width, height = A4
    assert pictures[0].place.box == pytest.approx((100 / width, 1 - 560 / height, 240 / width, 160 / height), abs=0.002)
    with Image.open(media / pictures[0].file) as stored, Image.open(photo_file) as original:
        assert stored.size == (pictures[0].width, pictures[0].height)
        assert stored.width / stored.height == pytest.approx(1.5, abs=0.02)
        small = stored.convert("L").resize((6, 4), Image.Resampling.BOX)
        expected = original.convert("L").resize((6, 4), Image.Resampling.BOX)
        assert all(abs(a - b) < 12 for a, b in zip(small.tobytes(), expected.tobytes(), strict=True))


def test_drawing_becomes_a_picture_and_its_labels_its_description(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        write(sheet, 780, ["O gráfico abaixo mostra as chamadas de cada mês do primeiro semestre.", "Veja a queda."])
        sheet.line(100, 400, 100, 650)
        sheet.line(100, 400, 500, 400)
        for number, (month, height) in enumerate(zip("jan fev mar abr".split(), (200, 150, 90, 40), strict=True)):
            sheet.setFillColorRGB(0.1, 0.3, 0.7)
            sheet.rect(120 + 90 * number, 400, 50, height, fill=1, stroke=0)
            sheet.setFillColorRGB(0, 0, 0)
            sheet.drawString(130 + 90 * number, 385, month)

    outline = drawn(draw)
    assert [block.kind for block in outline.blocks()] == ["paragraph", "picture"]
    picture = list(outline.blocks())[1]
    assert isinstance(picture, Picture)
    assert picture.alt == "jan fev mar abr"


def test_deck_pages_become_sections(drawn: Callable[..., Outline], photo_file: str) -> None:
    def slide(sheet: Canvas, number: int, title: str, lines: list[str]) -> None:
        sheet.setFillColorRGB(0.95, 0.96, 1)
        sheet.rect(0, 0, *SLIDE, fill=1, stroke=0)
        sheet.setFillColorRGB(0, 0, 0)
        sheet.setFont("Helvetica-Bold", 40)
        sheet.drawString(60, 450, title)
        sheet.setFont("Helvetica", 24)
        for row, line in enumerate(lines):
            sheet.drawString(110 if line.startswith("–") else 80, 380 - 40 * row, line)
        sheet.setFont("Helvetica", 12)
        sheet.drawString(60, 20, "Rede Clara")
        sheet.drawString(900, 20, str(number))

    def draw(sheet: Canvas) -> None:
        slide(sheet, 1, "Internet em casa", ["Curso para assinantes"])
        sheet.showPage()
        slide(sheet, 2, "O modem", ["1. Recebe o sinal", "– da fibra", "2. Entrega à rede"])
        sheet.showPage()
        slide(sheet, 3, "Parte 2", [])
        sheet.showPage()
        slide(sheet, 4, "O roteador", ["Fica na sala", "Longe do chão"])
        sheet.drawImage(photo_file, 500, 100, 300, 200)
        sheet.showPage()

    outline = drawn(draw, SLIDE)
    assert [(section.title, section.role, section.place.page) for section in outline.sections] == [
        ("Internet em casa", "title", 1),
        ("O modem", "content", 2),
        ("Parte 2", "section", 3),
        ("O roteador", "content", 4),
    ]
    assert outline.sections[0].subtitle == "Curso para assinantes"
    items = [(block.text, block.level) for block in outline.sections[1].blocks if isinstance(block, ListItem)]
    assert items == [("Recebe o sinal", 0), ("da fibra", 1), ("Entrega à rede", 0)]
    assert [block.kind for block in outline.sections[3].blocks] == ["paragraph", "paragraph", "picture"]
    said = [block.text for block in outline.blocks() if isinstance(block, Paragraph)]
    assert said == ["Fica na sala", "Longe do chão"]
