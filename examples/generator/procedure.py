"""Writes `procedimento-visita-tecnica.docx`: how a technician makes a visit, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from generator.steady import MADE_ON, steady_office_file

_NAVY, _TEAL = RGBColor(0x0B, 0x39, 0x54), RGBColor(0x0E, 0x8C, 0x9B)


def write_procedure(file: Path, pictures: Path) -> None:
    document = Document()
    _style(document)
    document.add_paragraph("Procedimento de visita técnica", style="Title")
    document.add_paragraph("PT-014, versão 3. Vale para instalações e reparos em residências.", style="Subtitle")

    document.add_heading("Objetivo", 1)
    document.add_paragraph(
        "Este procedimento orienta o técnico da saída da base até o encerramento da visita. Seguindo a mesma ordem, "
        "a equipe resolve o problema na primeira visita e o cliente sabe o que foi feito."
    )
    document.add_heading("Antes de sair", 1)
    for text in (
        "Confirme o horário com o cliente pelo WhatsApp.",
        "Leia o histórico do contrato.",
        "Confira o material:",
    ):
        document.add_paragraph(text, style="List Bullet")
    for text in (
        "medidor de potência óptica carregado;",
        "conectores e cordões ópticos;",
        "uma ONU e um roteador de reserva.",
    ):
        document.add_paragraph(text, style="List Bullet 2")

    document.add_heading("Na casa do cliente", 1)
    document.add_heading("Medição do sinal", 2)
    document.add_paragraph("Apresente-se, mostre o crachá e peça para ver a ONU.", style="List Number")
    document.add_paragraph("Observe as luzes e anote o que vê.", style="List Number")
    document.add_paragraph("Desconecte o cordão óptico da ONU e ligue-o ao medidor.", style="List Number")
    document.add_paragraph("Escolha 1490 nm no medidor.", style="List Number 2")
    document.add_paragraph("Espere a leitura parar de oscilar.", style="List Number 2")
    document.add_paragraph("Compare o valor com a tabela abaixo.", style="List Number")
    document.add_picture(str(pictures / "medidor.png"), width=Cm(11))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.inline_shapes[-1]._inline.docPr.set("descr", "Medidor de potência óptica mostrando -19,5 dBm em 1490 nm.")
    document.add_paragraph("Figura 1: leitura de um sinal bom", style="Caption")
    _table(
        document,
        (
            ("Leitura", "Situação", "O que fazer"),
            ("De -15 a -25 dBm", "Boa", "Seguir para o teste de velocidade"),
            ("De -25 a -27 dBm", "No limite", "Limpar os conectores e medir de novo"),
            ("Abaixo de -27 dBm", "Ruim", "Trocar o cordão ou refazer a conexão"),
        ),
    )
    _note(
        document,
        "Nunca olhe para a ponta da fibra. A luz é invisível e pode ferir os olhos.",
    )
    document.add_heading("Teste de velocidade", 2)
    document.add_paragraph(
        "Ligue o seu computador por cabo na porta LAN 1 e faça três testes. A média deve ficar acima de 80% da "
        "velocidade contratada. Depois teste o Wi-Fi em dois cômodos e mostre o resultado ao cliente."
    )
    document.add_heading("Encerramento", 1)
    document.add_paragraph("Explique o que foi feito, em palavras simples.", style="List Bullet")
    document.add_paragraph("Registre no aplicativo a leitura em dBm e as velocidades medidas.", style="List Bullet")
    document.add_paragraph("Peça a assinatura do cliente e deixe o local limpo.", style="List Bullet")
    properties = document.core_properties
    properties.title, properties.author, properties.language = "Procedimento de visita técnica", "Fibra Boa", "pt-BR"
    properties.comments = ""
    properties.created = properties.modified = MADE_ON
    document.save(str(file))
    steady_office_file(file)


def _style(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = "Fibra Boa | Procedimento PT-014"
    section.footer.paragraphs[0].text = "Uso interno"
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    sizes = (("Title", 26, _NAVY), ("Heading 1", 17, _NAVY), ("Heading 2", 13, _TEAL), ("Subtitle", 12, _TEAL))
    for name, size, colour in sizes:
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)


def _table(document: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style, table.alignment = "Light Grid Accent 5", WD_TABLE_ALIGNMENT.CENTER
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    marker = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(marker)
    document.add_paragraph()


def _note(document: Any, text: str) -> None:
    """A shaded paragraph, as people mark warnings."""
    paragraph = document.add_paragraph()
    paragraph.add_run("Atenção. ").bold = True
    paragraph.add_run(text)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "FBE3C6")):
        shading.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().append(shading)
