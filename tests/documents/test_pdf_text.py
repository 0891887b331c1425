"""The text of PDFs set by Typst and reportlab comes back complete, in order and once."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import typst
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.outline import ListItem, Outline, Paragraph
from tecnocursos.documents.pdf.reader import read_pdf
from tecnocursos.documents.pictures import MediaFolder
from tecnocursos.documents.reading import Draft

Read = Callable[[Path], Outline]

WORDS = """internet roteador assinante velocidade equipamento técnico instalação segurança senha aparelho conexão
contrato atendimento fibra cabo sinal rede computador endereço configuração atualização administrador navegador
desempenho interferência frequência residência operadora mensalidade disponibilidade segunda-feira
bem-estar conectá-lo reinicia-se""".split()


def paragraphs_of(outline: Outline) -> list[str]:
    return [block.text for block in outline.blocks() if isinstance(block, Paragraph)]


def paragraph(length: int, chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=length)).capitalize()


@given(
    lengths=st.lists(st.integers(25, 90), min_size=2, max_size=9),
    columns=st.integers(1, 3),
    indent=st.booleans(),
    chance=st.integers(0, 10**6).map(Random),
)
@settings(
    max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_text_in_columns_comes_back_whole(
    lengths: list[int], columns: int, indent: bool, chance: Random, tmp_path: Path
) -> None:
    """Hyphens, running heads, page numbers and breaks of columns and pages leave no trace."""
    texts = [paragraph(length, chance) for length in lengths]
    body = "\n\n".join(f"{text}." for text in texts)
    source = f"""
        #set page(width: 16cm, height: 14cm, columns: {columns}, header: [Manual do Assinante], numbering: "1 / 1")
        #set text(lang: "pt", hyphenate: true, size: 9pt)
        #set par(justify: true, first-line-indent: {"1em" if indent else "0em"})
        = Abertura
        {body}
        #pagebreak()
        = Fim
        Acabou aqui.
    """
    path = tmp_path / "columns.pdf"
    path.write_bytes(typst.compile(source.encode()))
    draft = Draft("columns.pdf", DocumentLimits(), MediaFolder(tmp_path, pixel_limit=10**7, byte_limit=10**7))
    read_pdf(path, draft)

    assert [section.title for section in draft.sections] == ["Abertura", "Fim"]
    said = [block.text for block in draft.sections[0].blocks if isinstance(block, Paragraph)]
    assert said == [f"{text}." for text in texts]


def test_a_heading_across_two_columns_ends_the_columns_above_it(typeset: Callable[[str], Outline]) -> None:
    text = "Cada palavra desta coluna deve ser lida antes das palavras da coluna que está ao lado dela. "
    outline = typeset(
        f"""
        #set page(width: 16cm, height: 24cm)
        #set text(lang: "pt", size: 10pt)
        = Primeira
        #columns(2)[{"Um. " + text * 8} #colbreak() {"Dois. " + text * 8}]
        = Segunda
        #columns(2)[{"Três. " + text * 8} #colbreak() {"Quatro. " + text * 8}]
        """
    )
    assert [(section.title, [block.text.split()[0] for block in section.blocks]) for section in outline.sections] == [
        ("Primeira", ["Um.", "Dois."]),
        ("Segunda", ["Três.", "Quatro."]),
    ]


def test_running_heads_of_left_and_right_pages_go(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        for number in range(1, 9):
            sheet.setFont("Helvetica", 9)
            if number % 2:
                sheet.drawRightString(540, 810, "Redes domésticas")
                sheet.drawRightString(540, 30, str(number))
            else:
                sheet.drawString(60, 810, "Manual do assinante")
                sheet.drawString(60, 30, str(number))
            sheet.setFont("Helvetica", 11)
            for line in range(20):
                sheet.drawString(60, 700 - 14 * line, f"Na página {number} a linha {line} segue até o fim da frase.")
            sheet.showPage()

    text = " ".join(paragraphs_of(drawn(draw)))
    assert "Redes domésticas" not in text
    assert "Manual do assinante" not in text
    expected = [f"Na página {n} a linha {line} segue até o fim da frase." for n in range(1, 9) for line in range(20)]
    assert text == " ".join(expected)


def test_first_lines_that_happen_to_recur_stay(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        sheet.setFont("Helvetica", 11)
        for _ in range(6):
            for line in range(12):
                sheet.drawString(60, 800 - 14 * line, f"Linha {line} do texto que é igual em todas as páginas.")
            sheet.showPage()

    assert " ".join(paragraphs_of(drawn(draw))).count("Linha 0 do texto") == 6


def test_raised_figures_and_ligatures(typeset: Callable[[str], Outline]) -> None:
    sentence = "A sala tem 20 m{} e a oficina fica ao lado do escritório eficiente."
    outline = typeset("#set page(width: 20cm)\n" + sentence.format("#super[2]"))
    assert paragraphs_of(outline) == [sentence.format("²")]


def test_footnotes_come_at_the_end_of_their_section(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        f"""
        #set page(width: 12cm, height: 16cm)
        #set text(lang: "pt")
        = Medidas
        A velocidade é alta.#footnote[Medida feita por cabo.] {"Esta frase enche a página com texto. " * 30}

        {"Outro parágrafo que segue o primeiro. " * 5}
        = Custos
        O preço é baixo.
        """
    )
    first, second = outline.sections
    assert [block.text.split()[0] for block in first.blocks] == ["A", "Outro", "¹Medida"]
    assert [block.text for block in second.blocks] == ["O preço é baixo."]


def test_lists_with_levels_and_wrapped_items(typeset: Callable[[str], Outline]) -> None:
    outline = typeset(
        """
        #set text(lang: "pt")
        Faça assim:
        + Ligue a fonte na tomada mais próxima do lugar onde o técnico deixou o cabo de fibra, que é branco e bem fino.
        + Espere:
          - a luz verde acende;
          - a luz azul pisca.
        + Pronto.
        """
    )
    items = [block for block in outline.blocks() if isinstance(block, ListItem)]
    assert [(item.level, item.ordered, item.text.split()[0], item.text.split()[-1]) for item in items] == [
        (0, True, "Ligue", "fino."),
        (0, True, "Espere:", "Espere:"),
        (1, False, "a", "acende;"),
        (1, False, "a", "pisca."),
        (0, True, "Pronto.", "Pronto."),
    ]


def test_a_line_that_begins_with_a_dash_or_year_is_no_item(drawn: Callable[..., Outline]) -> None:
    def draw(sheet: Canvas) -> None:
        sheet.setFont("Helvetica", 11)
        for number, line in enumerate(
            (
                "O aparelho que o técnico deixou na sala da casa do assinante",
                "- o mais novo de todos os que a operadora tem para oferecer em",
                "2020. Depois disso ele foi trocado por um modelo mais recente.",
            )
        ):
            sheet.drawString(60, 700 - 14 * number, line)

    outline = drawn(draw)
    assert [block.kind for block in outline.blocks()] == ["paragraph"]
    assert "2020. Depois" in paragraphs_of(outline)[0]


def test_pages_that_are_turned_and_text_that_lies_on_its_side(tmp_path: Path, read: Read) -> None:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=A4)
    for page in range(4):
        sheet.setFont("Helvetica", 11)
        for line in range(5):
            sheet.drawString(72, 700 - 14 * line, f"Página {page}, linha {line}.")
        sheet.showPage()
    sheet.rotate(90)
    sheet.drawString(72, -100, "Deitada primeiro.")
    sheet.drawString(72, -114, "Deitada depois.")
    sheet.showPage()
    sheet.save()
    document = PdfDocument(buffer.getvalue())
    for index in range(4):
        document[index].set_rotation(90 * index)
    path = tmp_path / "turned.pdf"
    document.save(path)
    document.close()

    outline = read(path)
    expected = [f"Página {page}, linha {line}." for page in range(4) for line in range(5)]
    assert " ".join(paragraphs_of(outline)) == " ".join([*expected, "Deitada primeiro.", "Deitada depois."])
    lefts = {block.place.page: block.place.box for block in outline.blocks()}
    # The text stands at the top of the sheet: at the right of a page turned by 90°, at the left of one turned by 270°.
    assert lefts[2] is not None
    assert lefts[2][0] > 0.7
    assert lefts[4] is not None
    assert lefts[4][0] < 0.3


def test_text_outside_the_crop_box_is_not_read(tmp_path: Path, read: Read) -> None:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=A4)
    sheet.drawString(72, 700, "Visível no meio da folha.")
    sheet.drawString(72, 20, "Marca de corte")
    sheet.save()
    document = PdfDocument(buffer.getvalue())
    document[0].set_cropbox(50, 100, 550, 800)
    path = tmp_path / "cropped.pdf"
    document.save(path)
    document.close()

    outline = read(path)
    assert paragraphs_of(outline) == ["Visível no meio da folha."]
    box = next(outline.blocks()).place.box
    assert box is not None
    assert box[0] == pytest.approx(22 / 500, abs=0.01)
    assert box[1] == pytest.approx(1 - 600 / 700 - 11 / 700, abs=0.02)
