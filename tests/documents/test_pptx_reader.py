"""Decks made by python-pptx, with what real decks hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Emu, Inches, Pt

from tecnocursos.documents.errors import DocumentEmpty
from tecnocursos.documents.outline import Code, ListItem, Outline, Paragraph, Picture, Table

Read = Callable[[Path], Outline]
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
TITLE, CONTENT, SECTION, COMPARISON, TITLE_ONLY, BLANK = 0, 1, 2, 4, 5, 6


@pytest.fixture
def deck() -> Any:
    return Presentation()


@pytest.fixture
def saved(deck: Any, tmp_path: Path, read: Read) -> Callable[[], Outline]:
    def save_and_read() -> Outline:
        path = tmp_path / "deck.pptx"
        deck.save(str(path))
        return read(path)

    return save_and_read


def add_slide(deck: Any, layout: int, title: str | None = None, body: str | None = None) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title is not None:
        slide.shapes.title.text = title
    if body is not None:
        slide.placeholders[1].text = body
    return slide


def add_text(slide: Any, text: str, left: float, top: float, size: int | None = None) -> Any:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    box.text_frame.text = text
    if size:
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return box


def texts(outline: Outline, section: int = 0) -> list[str]:
    return [block.text for block in outline.sections[section].blocks if isinstance(block, Paragraph | ListItem)]


def test_title_bullets_levels_notes_and_ids(deck: Any, saved: Callable[[], Outline]) -> None:
    add_slide(deck, TITLE, "Internet em\vcasa", "Guia do cliente\nSuporte técnico")
    slide = add_slide(deck, CONTENT, "O roteador")
    frame = slide.placeholders[1].text_frame
    frame.text = "Ligue na tomada"
    for level, text in ((1, "Luz verde"), (2, "Pisca duas vezes")):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    slide.notes_slide.notes_text_frame.text = "Primeira frase.\nSegunda frase."

    outline = saved()

    title, content = outline.sections
    assert (title.role, title.title, title.subtitle) == ("title", "Internet em casa", "Guia do cliente")
    assert texts(outline, 0) == ["Suporte técnico"]
    assert content.id == f"slide-{slide.slide_id}"
    assert content.place.page == 2
    assert [(item.text, item.level, item.ordered) for item in content.blocks if isinstance(item, ListItem)] == [
        ("Ligue na tomada", 0, False),
        ("Luz verde", 1, False),
        ("Pisca duas vezes", 2, False),
    ]
    assert content.notes is not None
    assert content.notes.text == "Primeira frase.\nSegunda frase."
    assert (outline.title, outline.language, outline.source.pages) == ("Internet em casa", "pt-BR", 2)
    identifiers = [block.id for block in outline.blocks()]
    assert len(set(identifiers)) == len(identifiers)


def test_bullets_may_be_switched_off_numbered_or_typed(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, CONTENT, "Passos", "Texto corrido\nPrimeiro\nSegundo")
    plain, *numbered = slide.placeholders[1].text_frame.paragraphs
    plain._p.get_or_add_pPr().insert(0, etree.SubElement(plain._p.get_or_add_pPr(), f"{{{A}}}buNone"))
    for paragraph in numbered:
        etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{A}}}buAutoNum", type="arabicPeriod")
    add_text(slide, "• Digitado à mão", 1, 6)

    blocks = saved().sections[0].blocks

    assert [block.kind for block in blocks] == ["paragraph", "list_item", "list_item", "list_item"]
    assert [block.ordered for block in blocks if isinstance(block, ListItem)] == [True, True, False]
    assert isinstance(blocks[3], ListItem)
    assert blocks[3].text == "Digitado à mão"


def test_hidden_slides_are_skipped_and_counted(deck: Any, saved: Callable[[], Outline]) -> None:
    add_slide(deck, CONTENT, "Um", "a")
    add_slide(deck, CONTENT, "Escondido", "b").element.set("show", "0")
    add_slide(deck, CONTENT, "Três", "c")
    outline = saved()
    assert [section.title for section in outline.sections] == ["Um", "Três"]
    assert (outline.source.pages, outline.source.skipped_slides) == (2, 1)
    assert outline.sections[1].place.page == 3


def test_reading_order_is_by_place_not_by_stacking(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Ordem")
    for text, left, top in (("D", 5, 4.2), ("B", 1, 4.2), ("C", 5, 2), ("A", 1, 2)):
        add_text(slide, text, left, top)
    assert texts(saved()) == ["A", "C", "B", "D"]


def test_columns_of_a_comparison_are_read_one_after_the_other(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, COMPARISON, "Fibra ou rádio")
    for index, text in ((3, "Rádio"), (4, "Chuva atrapalha"), (1, "Fibra"), (2, "Chuva não atrapalha")):
        slide.placeholders[index].text = text
    slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(1), Inches(5), Inches(9), Inches(5))
    assert texts(saved()) == ["Fibra", "Chuva não atrapalha", "Rádio", "Chuva atrapalha"]


def test_drawings_over_the_empty_part_of_columns_come_after_them(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, COMPARISON, "Dois aparelhos")
    for index, text in (
        (1, "ONU"),
        (2, "Recebe a luz\nFica ligada"),
        (3, "Roteador"),
        (4, "Cria a rede\nGuarda a senha"),
    ):
        slide.placeholders[index].text = text
    group = slide.shapes.add_group_shape()
    for text, left in (("Fibra", 0.5), ("Casa", 7)):
        box = group.shapes.add_textbox(Inches(left), Inches(5.8), Inches(2), Inches(0.5))
        box.text_frame.text = text
    assert texts(saved()) == [
        *("ONU", "Recebe a luz", "Fica ligada"),
        *("Roteador", "Cria a rede", "Guarda a senha"),
        *("Fibra", "Casa"),
    ]


def test_groups_within_groups_are_placed_where_the_slide_shows_them(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, BLANK)
    outer = slide.shapes.add_group_shape()
    inner = outer.shapes.add_group_shape()
    box = inner.shapes.add_textbox(Inches(0), Inches(0), Inches(1), Inches(1))
    box.text_frame.text = "Dentro"
    outer.left, outer.top, outer.width, outer.height = Inches(5), Inches(3.75), Inches(2), Inches(2)

    (block,) = saved().sections[0].blocks

    assert block.place.box == pytest.approx((0.5, 0.5, 0.2, 0.2667), abs=1e-3)


def test_titles_without_a_placeholder_are_the_largest_text_at_the_top(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, BLANK)
    add_text(slide, "Rodapé grande", 1, 6.5, size=40)
    add_text(slide, "Título desenhado", 1, 0.5, size=44)
    add_text(slide, "Texto", 1, 2, size=18)
    assert saved().sections[0].title == "Título desenhado"


def test_footers_dates_and_numbers_are_left_out(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, CONTENT, "Com rodapé", "Texto")
    for placeholder in deck.slide_layouts[CONTENT].placeholders:
        if placeholder.placeholder_format.idx >= 10:
            copy = parse_xml(etree.tostring(placeholder._element))
            slide.shapes._spTree.append(copy)
    assert len(slide.placeholders) == 5
    assert texts(saved()) == ["Texto"]


def test_tables_keep_their_header_and_merged_cells_repeat_nothing(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Planos")
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for column, text in enumerate(("Plano", "Megas", "Preço")):
        table.cell(0, column).text = text
    table.cell(1, 0).text, table.cell(1, 1).text, table.cell(1, 2).text = "Casa", "300", "R$ 99,90"
    table.cell(2, 0).text = "Sob consulta"
    table.cell(2, 0).merge(table.cell(2, 2))

    (block,) = saved().sections[0].blocks

    assert isinstance(block, Table)
    assert block.header == ("Plano", "Megas", "Preço")
    assert block.rows == (("Casa", "300", "R$ 99,90"), ("Sob consulta", "", ""))


KINDS = XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.LINE, XL_CHART_TYPE.PIE, XL_CHART_TYPE.AREA, XL_CHART_TYPE.RADAR


@pytest.mark.parametrize("kind", KINDS)
def test_charts_become_tables_with_their_numbers_as_shown(
    deck: Any, saved: Callable[[], Outline], kind: XL_CHART_TYPE
) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Velocidade")
    chart_data = CategoryChartData(number_format="0%")
    chart_data.categories = ["Manhã", "Noite"]
    chart_data.add_series("Fibra", (0.955, 0.1 + 0.2))
    frame = slide.shapes.add_chart(kind, Inches(1), Inches(2), Inches(6), Inches(4), chart_data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Uso da rede"

    (block,) = saved().sections[0].blocks

    assert isinstance(block, Table)
    assert block.caption == "Uso da rede"
    assert block.header == ("", "Fibra")
    assert block.rows == (("Manhã", "95,5%"), ("Noite", "30%"))


def test_scatter_and_bubble_charts(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Pontos")
    points, bubbles = XyChartData(), BubbleChartData()
    points.add_series("Sinal").add_data_point(1.5, 20)
    for name in ("A", "B"):
        bubbles.add_series(name).add_data_point(1, 2, 3)
    slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Inches(1), Inches(1.5), Inches(4), Inches(2), points)
    slide.shapes.add_chart(XL_CHART_TYPE.BUBBLE, Inches(1), Inches(4), Inches(4), Inches(2), bubbles)

    first, second = (block for block in saved().sections[0].blocks if isinstance(block, Table))

    assert (first.header, first.rows) == (("X", "Y"), (("1,5", "20"),))
    assert (second.header, second.rows) == (("", "X", "Y", "Z"), (("A", "1", "2", "3"), ("B", "1", "2", "3")))


def test_pictures_with_alt_text_crop_and_in_groups(
    deck: Any, saved: Callable[[], Outline], photo: Callable[..., bytes], media: Path
) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Fotos")
    picture = slide.shapes.add_picture(io.BytesIO(photo()), Inches(1), Inches(2), Inches(3))
    picture._element.nvPicPr.cNvPr.set("descr", "Roteador na parede\n\nDescrição gerada automaticamente")
    cropped = slide.shapes.add_picture(io.BytesIO(photo(kind="JPEG")), Inches(5), Inches(2), Inches(3))
    cropped.crop_right = 0.5
    group = slide.shapes.add_group_shape()
    group.shapes.add_picture(io.BytesIO(photo(64, 64)), Inches(1), Inches(5), Inches(2))
    slide.shapes.add_picture(io.BytesIO(photo(50, 50)), Inches(8), Inches(6), Inches(0.3))  # an icon

    first, second, third = (block for block in saved().sections[0].blocks if isinstance(block, Picture))

    assert (first.alt, first.width, first.height) == ("Roteador na parede", 320, 200)
    assert (second.width, second.height) == (160, 200)
    assert (third.width, third.height) == (64, 64)
    assert {path.name for path in media.iterdir()} == {first.file, second.file, third.file}
    with Image.open(media / second.file) as stored:
        assert stored.size == (160, 200)


def test_drawings_that_cannot_be_shown_are_reported(
    deck: Any, tmp_path: Path, photo: Callable[..., bytes], read: Read
) -> None:
    slide = add_slide(deck, CONTENT, "Desenho", "Texto")
    slide.shapes.add_picture(io.BytesIO(photo()), Inches(1), Inches(4), Inches(3))
    path, changed = tmp_path / "a.pptx", tmp_path / "b.pptx"
    deck.save(str(path))
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"\x01\0\0\0 emf" if name.endswith(".png") else source.read(name))

    outline = read(changed)

    assert [block.kind for block in outline.blocks()] == ["list_item"]
    (remark,) = outline.remarks
    assert "EMF" in remark.message("en")
    assert "slide (1)" in remark.message("pt-BR")


def test_monospaced_text_is_code(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Terminal")
    box = add_text(slide, "ping 8.8.8.8", 1, 2)
    box.text_frame.add_paragraph().text = "ipconfig /all"
    for paragraph in box.text_frame.paragraphs:
        paragraph.runs[0].font.name = "Courier New"
        paragraph.runs[0].font.color.rgb = RGBColor(0, 0, 0)
    (block,) = saved().sections[0].blocks
    assert isinstance(block, Code)
    assert block.text == "ping 8.8.8.8\nipconfig /all"


def test_divider_slides_and_empty_slides(deck: Any, saved: Callable[[], Outline]) -> None:
    add_slide(deck, TITLE, "Curso")
    add_slide(deck, SECTION, "Parte 1", "Antes de começar")
    add_slide(deck, BLANK)
    add_slide(deck, BLANK).notes_slide.notes_text_frame.text = "Só falado"
    outline = saved()
    assert [(section.role, section.title, section.subtitle) for section in outline.sections] == [
        ("title", "Curso", None),
        ("section", "Parte 1", "Antes de começar"),
        ("content", None, None),
    ]
    assert not outline.sections[1].blocks


def test_texts_off_the_slide_and_hidden_shapes_are_not_shown(deck: Any, saved: Callable[[], Outline]) -> None:
    slide = add_slide(deck, CONTENT, "Visível", "Texto")
    add_text(slide, "Anotação do autor", -4, 1)
    add_text(slide, "Escondido", 1, 5)._element.nvSpPr.cNvPr.set("hidden", "1")
    assert texts(saved()) == ["Texto"]


def test_smartart_is_a_nested_list(deck: Any, tmp_path: Path, read: Read) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Processo")
    d = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    points = "".join(
        f'<d:pt modelId="{key}"><d:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>'
        for key, text in (("2", "Testar"), ("1", "Ligar"), ("3", "Esperar a luz"))
    )
    links = "".join(
        f'<d:cxn modelId="c{order}{target}" srcId="{source}" destId="{target}" srcOrd="{order}" destOrd="0"/>'
        for source, target, order in (("0", "1", 0), ("0", "2", 1), ("1", "3", 0))
    )
    model = (
        f'<d:dataModel xmlns:d="{d}" xmlns:a="{A}"><d:ptLst><d:pt modelId="0" type="doc"/>{points}</d:ptLst>'
        f"<d:cxnLst>{links}</d:cxnLst></d:dataModel>"
    )
    content_type = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    part = Part(PackURI("/ppt/diagrams/data1.xml"), content_type, slide.part.package, model.encode())
    relation = slide.part.relate_to(part, f"{r}/diagramData")
    frame = parse_xml(
        '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:a="{A}" xmlns:r="{r}"><p:nvGraphicFramePr><p:cNvPr id="9" name="d"/><p:cNvGraphicFramePr/><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{Emu(914400)}" y="914400"/><a:ext cx="914400" cy="914400"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{d}"><d:relIds xmlns:d="{d}" r:dm="{relation}" r:lo="x" r:qs="x" r:cs="x"/>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    slide.shapes._spTree.append(frame)
    path = tmp_path / "smart.pptx"
    deck.save(str(path))

    items = [block for block in read(path).blocks() if isinstance(block, ListItem)]

    assert [(item.text, item.level) for item in items] == [("Ligar", 0), ("Esperar a luz", 1), ("Testar", 0)]


def test_slide_shows_are_read_like_decks(deck: Any, tmp_path: Path, read: Read) -> None:
    add_slide(deck, CONTENT, "Um", "a")
    path, show = tmp_path / "a.pptx", tmp_path / "a.ppsx"
    deck.save(str(path))
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(show, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"presentation.main+xml", b"slideshow.main+xml"))
    assert read(show).sections[0].title == "Um"


def test_a_deck_without_text_is_empty(deck: Any, saved: Callable[[], Outline], photo: Callable[..., bytes]) -> None:
    add_slide(deck, BLANK).shapes.add_picture(io.BytesIO(photo()), Inches(1), Inches(2), Inches(3))
    with pytest.raises(DocumentEmpty, match=r"deck\.pptx holds no text"):
        saved()


def test_pictures_behind_and_within_shapes_are_shown_linked_ones_reported(
    deck: Any, saved: Callable[[], Outline], photo: Callable[..., bytes]
) -> None:
    slide = add_slide(deck, TITLE_ONLY, "Fundo")
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    _, background = slide.part.get_or_add_image_part(io.BytesIO(photo(640, 360)))
    _, fill = slide.part.get_or_add_image_part(io.BytesIO(photo(100, 80)))
    linked = slide.part.relate_to("http://127.0.0.1:9/a.png", f"{relations}/image", is_external=True)

    def blip_fill(attribute: str, identifier: str) -> Any:
        return parse_xml(
            f'<a:blipFill xmlns:a="{A}" xmlns:r="{relations}">'
            f'<a:blip r:{attribute}="{identifier}"/><a:stretch/></a:blipFill>'
        )

    slide.background.fill.solid()
    properties = slide.element.cSld.bg.bgPr
    properties.replace(properties[0], blip_fill("embed", background))
    for left, attribute, identifier in ((1, "embed", fill), (5, "link", linked)):
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(2), Inches(3), Inches(2))
        shape._element.spPr.append(blip_fill(attribute, identifier))

    outline = saved()

    pictures = [(block.width, block.place.box) for block in outline.blocks() if isinstance(block, Picture)]
    assert pictures == [(100, (0.1, 0.2667, 0.3, 0.2667)), (640, (0.0, 0.0, 1.0, 1.0))]
    assert "linked pictures" in outline.remarks[0].message("en")
