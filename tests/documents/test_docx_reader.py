"""Word documents made by python-docx, with what Word itself adds put in by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from tecnocursos.documents.outline import Code, ListItem, Outline, Paragraph, Picture, Quote, Table

Read = Callable[[Path], Outline]


@pytest.fixture
def word() -> Any:
    return docx.Document()


@pytest.fixture
def saved(word: Any, tmp_path: Path, read: Read) -> Callable[[], Outline]:
    def save_and_read() -> Outline:
        path = tmp_path / "procedimento.docx"
        word.save(str(path))
        return read(path)

    return save_and_read


def texts(outline: Outline) -> list[str]:
    return [block.text for block in outline.blocks() if isinstance(block, Paragraph | ListItem | Quote | Code)]


def insert(word: Any, xml: str) -> None:
    word.element.body.insert(len(word.element.body) - 1, parse_xml(xml))


def test_titles_headings_and_lists(word: Any, saved: Callable[[], Outline]) -> None:
    word.add_heading("Instalação do roteador", 0)
    word.add_paragraph("Para clientes", style="Subtitle")
    word.add_heading("Antes de começar", 1)
    word.add_paragraph("Você vai precisar de:")
    word.add_paragraph("um cabo", style="List Bullet")
    word.add_paragraph("azul ou branco", style="List Bullet 2")
    word.add_heading("Passos", 2)
    word.add_paragraph("Ligue", style="List Number")

    outline = saved()

    assert [(one.title, one.level, one.role) for one in outline.sections] == [
        ("Instalação do roteador", 1, "title"),
        ("Antes de começar", 1, "content"),
        ("Passos", 2, "content"),
    ]
    assert outline.sections[0].subtitle == "Para clientes"
    assert outline.sections[1].id == "s2-antes-de-comecar"
    assert [(item.text, item.level, item.ordered) for item in outline.blocks() if isinstance(item, ListItem)] == [
        ("um cabo", 0, False),
        ("azul ou branco", 1, False),
        ("Ligue", 0, True),
    ]
    assert (outline.title, outline.language, outline.source.pages) == ("Instalação do roteador", "pt-BR", None)


def test_headings_by_localised_and_derived_styles_and_by_outline_level(word: Any, saved: Callable[[], Outline]) -> None:
    word.styles.add_style("Título 2", 1)
    word.styles.add_style("Da casa", 1).base_style = word.styles["Heading 3"]
    word.add_paragraph("Localizado", style="Título 2")
    word.add_paragraph("Derivado", style="Da casa")
    level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="3"/>')
    word.add_paragraph("Direto")._p.get_or_add_pPr().append(level)
    word.add_paragraph("Texto")
    assert [(one.title, one.level) for one in saved().sections] == [("Localizado", 2), ("Derivado", 3), ("Direto", 4)]


def test_bold_lines_head_text_only_where_no_heading_style_does(word: Any, saved: Callable[[], Outline]) -> None:
    for title in ("Primeira parte", "Segunda parte"):
        word.add_paragraph().add_run(title).bold = True
        word.add_paragraph("Um parágrafo comum de texto.")
        word.add_paragraph("Outro parágrafo comum.")
    assert [one.title for one in saved().sections] == ["Primeira parte", "Segunda parte"]
    word.add_heading("De verdade", 1)
    assert [one.title for one in saved().sections] == [None, "De verdade"]


def test_changes_controls_links_and_breaks(word: Any, saved: Callable[[], Outline]) -> None:
    insert(
        word,
        f"<w:p {nsdecls('w')}><w:r><w:t>Custa </w:t></w:r><w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:hyperlink><w:r><w:t> reais</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>por mês</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>segredo</w:t></w:r></w:p>",
    )
    insert(
        word, f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Controle</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    word.sections[0].header.paragraphs[0].text = "Cabeçalho"
    assert texts(saved()) == ["Custa 20 reais por mês", "Controle"]


def test_tables_with_merged_and_nested_cells(word: Any, saved: Callable[[], Outline]) -> None:
    table = word.add_table(3, 3, style="Table Grid")
    for column, text in enumerate(("Plano", "Megas", "Preço")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Casa"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "300"
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "dentro"
    (block,) = saved().blocks()
    assert isinstance(block, Table)
    assert block.header == ("Plano", "Megas", "Preço")
    assert block.rows == (("Casa", "300", ""), ("", "", "dentro"))


def test_pictures_with_alt_text_and_caption(
    word: Any, saved: Callable[[], Outline], photo: Callable[..., bytes], media: Path
) -> None:
    word.add_paragraph("Veja")
    word.add_picture(io.BytesIO(photo(mode="P")), Cm(8))._inline.docPr.set("descr", "Luz verde acesa")
    word.add_paragraph("Figura 1: o roteador", style="Caption")
    word.add_picture(io.BytesIO(photo(32, 32)), Cm(0.5))
    picture = saved().sections[0].blocks[-1]
    assert isinstance(picture, Picture)
    assert (picture.alt, picture.caption, picture.width) == ("Luz verde acesa", "Figura 1: o roteador", 320)
    assert [path.name for path in media.iterdir()] == [picture.file]


def test_code_quotes_and_text_boxes(word: Any, saved: Callable[[], Outline]) -> None:
    for line in ("ping 8.8.8.8", "tracert 8.8.8.8"):
        word.add_paragraph().add_run(line).font.name = "Consolas"
    word.add_paragraph("Feito é melhor que perfeito", style="Quote")
    box = "<w:txbxContent><w:p><w:r><w:t>Atenção: desligue antes</w:t></w:r></w:p></w:txbxContent>"
    insert(
        word,
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>",
    )
    code, quote, text = saved().blocks()
    assert isinstance(code, Code)
    assert code.text == "ping 8.8.8.8\ntracert 8.8.8.8"
    assert isinstance(quote, Quote)
    assert isinstance(text, Paragraph)
    assert text.text == "Atenção: desligue antes"


def test_contents_are_not_text(word: Any, saved: Callable[[], Outline]) -> None:
    word.styles.add_style("toc 1", 1)
    word.add_paragraph("Passos ........ 3", style="toc 1")
    word.add_heading("Passos", 1)
    word.add_paragraph("Ligue o roteador.")
    assert texts(saved()) == ["Ligue o roteador."]


def test_footnotes_follow_their_paragraph(word: Any, saved: Callable[[], Outline]) -> None:
    paragraph = word.add_paragraph("A multa é de 10%")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    word.add_paragraph("Depois")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Sobre o valor restante.</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content_type, notes.encode(), word.part.package)
    word.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    assert texts(saved()) == ["A multa é de 10%", "Sobre o valor restante.", "Depois"]


def test_linked_pictures_are_not_fetched(word: Any, saved: Callable[[], Outline], photo: Callable[..., bytes]) -> None:
    word.add_paragraph("Texto")
    blip = word.add_picture(io.BytesIO(photo()), Cm(8))._inline.graphic.graphicData.pic.blipFill.blip
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    blip.embed = word.part.relate_to("http://127.0.0.1:9/a.png", kind, is_external=True)
    outline = saved()
    assert [block.kind for block in outline.blocks()] == ["paragraph"]
    assert "linked pictures" in outline.remarks[0].message("en")
