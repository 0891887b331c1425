"""Writes `internet-em-casa.pptx`: a course for customers and new staff of an internet provider, with speaker notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from generator.deck_design import FONT, INK, NAVY, ORANGE, PALE, TEAL, WHITE, layout_of, new_deck
from generator.steady import MADE_ON, steady_office_file

Lines = list[tuple[int, str]]


def write_deck(file: Path, pictures: Path) -> None:
    deck = new_deck(pictures / "logo-fibra-boa.png")
    _opening(deck)
    _what_fibre_brings(deck, pictures)
    _two_boxes(deck)
    _where_to_put_the_router(deck, pictures)
    _two_bands(deck)
    _plans(deck)
    _hidden_offer(deck)
    _lights(deck, pictures)
    _restart(deck)
    _speed_test(deck)
    _safe_wifi(deck)
    _calling_support(deck)
    _closing(deck)
    properties = deck.core_properties
    properties.title, properties.author = "Internet em casa", "Fibra Boa"
    properties.subject, properties.language = "Curso para clientes e atendentes", "pt-BR"
    properties.last_modified_by, properties.revision = "Fibra Boa", 7
    properties.created = properties.modified = MADE_ON
    deck.save(str(file))
    steady_office_file(file)


def _slide(deck: Any, layout: str, title: str, notes: str = "") -> Any:
    slide = deck.slides.add_slide(layout_of(deck, layout))
    slide.shapes.title.text = title
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    return slide


def _fill(holder: Any, lines: Lines) -> None:
    frame = holder.text_frame
    for number, (level, text) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        paragraph.space_after = Pt(8)


def _number(holder: Any) -> None:
    """Number the paragraphs of the first level, as PowerPoint does."""
    for paragraph in holder.text_frame.paragraphs:
        if paragraph.level == 0:
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", "514350")
            properties.set("indent", "-514350")
            numbering = properties.makeelement(
                "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum", {"type": "arabicPeriod"}
            )
            properties.append(numbering)


def _describe(shape: Any, text: str) -> None:
    shape._element.find(".//{*}cNvPr").set("descr", text)


def _table(
    slide: Any,
    rows: list[tuple[str, ...]],
    widths: tuple[float, ...],
    top: float,
    row_height: float,
    left: float = 0.7,
    size: int = 20,
) -> None:
    frame = slide.shapes.add_table(
        len(rows), len(rows[0]), Inches(left), Inches(top), Inches(sum(widths)), Inches(row_height * len(rows))
    )
    for column, width in enumerate(widths):
        frame.table.columns[column].width = Inches(width)
    for row_number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = frame.table.cell(row_number, column)
            cell.text, cell.vertical_anchor = text, MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = NAVY if row_number == 0 else PALE if row_number % 2 else WHITE
            font = cell.text_frame.paragraphs[0].font
            font.size, font.bold = Pt(size), row_number == 0 or column == 0
            font.color.rgb = WHITE if row_number == 0 else INK


def _card(group: Any, place: tuple[float, float, float, float], text: str, fill: Any, colour: Any, size: int) -> None:
    card = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *(Inches(value) for value in place))
    card.adjustments[0] = 0.18
    card.fill.solid()
    card.fill.fore_color.rgb = fill
    card.line.fill.background()
    card.shadow.inherit = False
    paragraph = card.text_frame.paragraphs[0]
    card.text_frame.word_wrap = True
    paragraph.text, paragraph.alignment = text, PP_ALIGN.CENTER
    paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(size), True, colour


def _opening(deck: Any) -> None:
    slide = _slide(
        deck,
        "Slide de título",
        "Internet em casa",
        "Olá! Seja bem-vindo ao curso Internet em casa, da Fibra Boa. Em poucos minutos você vai entender como a fibra "
        "funciona e o que fazer quando a conexão cai. Não é preciso saber nada de informática.",
    )
    slide.placeholders[1].text = "Como a fibra funciona e o que fazer quando a conexão cai"


def _what_fibre_brings(deck: Any, pictures: Path) -> None:
    slide = _slide(
        deck,
        "Somente título",
        "O que a fibra traz até a sua casa",
        "A fibra óptica é um fio de vidro, mais fino que um cabelo, que leva luz em vez de eletricidade. Ela sai da "
        "caixa no poste, atravessa a parede e termina em um aparelho pequeno, que chamamos de ONU. Da ONU sai um "
        "cabo até o roteador, e é o roteador que espalha o Wi-Fi para o computador e para o celular.",
    )
    picture = slide.shapes.add_picture(
        str(pictures / "casa-com-fibra.png"), Inches(2.1), Inches(1.55), height=Inches(5.1)
    )
    _describe(
        picture,
        "Desenho de uma casa aberta: a fibra óptica vem do poste, entra pela parede e chega à ONU; um cabo liga a "
        "ONU ao roteador, que envia Wi-Fi ao notebook e ao celular.",
    )


def _two_boxes(deck: Any) -> None:
    slide = _slide(
        deck,
        "Comparação",
        "Dois aparelhos, duas tarefas",
        "São dois aparelhos, e cada um tem a sua tarefa. A ONU recebe a luz da fibra, transforma essa luz em sinal "
        "de rede e fica sempre ligada na tomada. O roteador cria a rede Wi-Fi, divide a conexão entre os aparelhos e "
        "guarda o nome e a senha da rede. Em algumas casas os dois vêm juntos, em uma caixa só.",
    )
    _fill(slide.placeholders[1], [(0, "ONU")])
    _fill(
        slide.placeholders[2],
        [(0, "Recebe a luz da fibra"), (0, "Transforma a luz em sinal de rede"), (0, "Fica sempre ligada na tomada")],
    )
    _fill(slide.placeholders[3], [(0, "Roteador")])
    _fill(
        slide.placeholders[4],
        [(0, "Cria a rede Wi-Fi"), (0, "Divide a conexão entre os aparelhos"), (0, "Guarda o nome e a senha da rede")],
    )
    group = slide.shapes.add_group_shape()
    _describe(group, "O caminho do sinal: fibra, ONU, roteador e os seus aparelhos")
    steps = (("Fibra", ORANGE, INK), ("ONU", NAVY, WHITE), ("Roteador", NAVY, WHITE), ("Seus aparelhos", TEAL, WHITE))
    for number, (text, fill, colour) in enumerate(steps):
        left = 0.75 + 3.1 * number
        _card(group, (left, 5.55, 2.5, 0.8), text, fill, colour, 20)
        if number < len(steps) - 1:
            arrow = group.shapes.add_shape(
                MSO_SHAPE.RIGHT_ARROW, Inches(left + 2.6), Inches(5.78), Inches(0.4), Inches(0.34)
            )
            arrow.fill.solid()
            arrow.fill.fore_color.rgb = ORANGE
            arrow.line.fill.background()


def _where_to_put_the_router(deck: Any, pictures: Path) -> None:
    slide = _slide(
        deck,
        "Imagem e texto",
        "Onde colocar o roteador",
        "O lugar do roteador faz muita diferença. Coloque o aparelho no centro da casa, no alto e à vista, sobre um "
        "móvel ou preso na parede. Deixe longe do micro-ondas, do aquário e dos espelhos, que atrapalham o sinal. E "
        "nada de esconder o roteador dentro do armário ou atrás da televisão.",
    )
    picture = slide.placeholders[1].insert_picture(str(pictures / "onde-colocar.png"))
    _describe(
        picture,
        "Planta de um apartamento vista de cima, com o roteador no centro e o sinal alcançando todos os cômodos.",
    )
    _fill(
        slide.placeholders[2],
        [
            (0, "No centro da casa"),
            (0, "No alto e à vista"),
            (0, "Longe de interferências"),
            (1, "Micro-ondas"),
            (1, "Aquário e espelhos"),
            (0, "Nunca dentro do armário"),
        ],
    )


def _two_bands(deck: Any) -> None:
    slide = _slide(deck, "Comparação", "2,4 GHz ou 5 GHz?")
    _fill(slide.placeholders[1], [(0, "Rede de 2,4 GHz")])
    _fill(
        slide.placeholders[2],
        [
            (0, "Alcança mais longe"),
            (0, "Atravessa melhor as paredes"),
            (0, "É mais lenta, até cerca de 80 Mb/s"),
            (0, "Boa para lâmpadas e câmeras"),
        ],
    )
    _fill(slide.placeholders[3], [(0, "Rede de 5 GHz")])
    _fill(
        slide.placeholders[4],
        [
            (0, "Alcança menos"),
            (0, "Perde força a cada parede"),
            (0, "É mais rápida, acima de 400 Mb/s"),
            (0, "Boa para vídeo, jogos e reuniões"),
        ],
    )


def _plans(deck: Any) -> None:
    slide = _slide(
        deck,
        "Somente título",
        "Planos para cada casa",
        "Temos três planos, todos com instalação gratuita. O de 300 mega custa R$ 89,90 por mês e atende bem uma ou "
        "duas pessoas. O de 600 mega, por R$ 109,90, é o preferido das famílias. E o de 1 giga, por R$ 159,90, é para "
        "quem trabalha em casa e envia arquivos grandes.",
    )
    rows = [
        ("Plano", "Download", "Upload", "Preço por mês", "Indicado para"),
        ("300 mega", "300 Mb/s", "150 Mb/s", "R$ 89,90", "1 ou 2 pessoas"),
        ("600 mega", "600 Mb/s", "300 Mb/s", "R$ 109,90", "3 a 5 pessoas"),
        ("1 giga", "1.000 Mb/s", "500 Mb/s", "R$ 159,90", "Trabalho em casa"),
    ]
    _table(slide, rows, (2.1, 2.2, 2.2, 2.5, 2.9), top=2.0, row_height=0.85, size=22)
    footnote = slide.shapes.add_textbox(Inches(0.7), Inches(5.8), Inches(11.9), Inches(0.6))
    footnote.text_frame.word_wrap = True
    footnote.text_frame.text = "Instalação gratuita. Preços de março de 2026."
    footnote.text_frame.paragraphs[0].font.size = Pt(18)
    footnote.text_frame.paragraphs[0].font.color.rgb = NAVY


def _hidden_offer(deck: Any) -> None:
    slide = _slide(
        deck,
        "Título e conteúdo",
        "Promoção de fevereiro (encerrada)",
        "Este slide fica oculto. A promoção terminou no dia 28 de fevereiro.",
    )
    _fill(slide.placeholders[1], [(0, "Primeiro mês grátis no plano de 600 mega"), (0, "Somente para novos clientes")])
    slide._element.set("show", "0")


def _lights(deck: Any, pictures: Path) -> None:
    slide = _slide(
        deck,
        "Somente título",
        "O que dizem as luzes da ONU",
        "As luzes da ONU contam o que está acontecendo. A luz POWER mostra que o aparelho está ligado. A PON fixa "
        "quer dizer que a fibra está boa; piscando, a ONU ainda procura o sinal. Se a luz LOS ficar vermelha, a fibra "
        "está sem sinal, e é hora de chamar o suporte. A LAN acende quando há um cabo ligado.",
    )
    picture = slide.shapes.add_picture(str(pictures / "luzes-da-onu.png"), Inches(0.7), Inches(1.75), width=Inches(4.9))
    _describe(picture, "Frente da ONU com as luzes POWER, PON, LAN e WLAN verdes e a luz LOS apagada.")
    rows = [
        ("Luz", "Como está", "O que significa"),
        ("POWER", "Verde", "O aparelho está ligado"),
        ("PON", "Verde fixa", "A fibra está boa"),
        ("LOS", "Vermelha", "Sem sinal: chame o suporte"),
        ("LAN", "Verde", "Há um cabo ligado"),
    ]
    _table(slide, rows, (1.4, 1.7, 3.6), top=1.75, row_height=0.85, left=5.9)


def _restart(deck: Any) -> None:
    slide = _slide(
        deck,
        "Título e conteúdo",
        "Reiniciar em quatro passos",
        "A maioria dos problemas se resolve com uma reinicialização, desde que seja feita na ordem certa. Primeiro, "
        "desligue os dois aparelhos da tomada: a ONU e o roteador. Depois espere 30 segundos. Em seguida, ligue a "
        "ONU e aguarde até a luz PON ficar verde e fixa, o que leva cerca de 2 minutos. Por último, ligue o "
        "roteador e teste a conexão no celular.",
    )
    body = slide.placeholders[1]
    _fill(
        body,
        [
            (0, "Desligue os dois aparelhos da tomada"),
            (1, "A ONU"),
            (1, "O roteador"),
            (0, "Espere 30 segundos"),
            (0, "Ligue a ONU e aguarde"),
            (1, "A luz PON fica verde e fixa em cerca de 2 minutos"),
            (0, "Ligue o roteador e teste a conexão"),
        ],
    )
    _number(body)


def _speed_test(deck: Any) -> None:
    slide = _slide(
        deck,
        "Somente título",
        "A mesma conexão, medida de quatro jeitos",
        "Para medir a velocidade, use o cabo sempre que puder. Neste exemplo, com o plano de 600 mega, o cabo "
        "entregou 592 megabits por segundo. No Wi-Fi de 5 GHz, ao lado do roteador, foram 410; dois quartos depois, "
        "138. Na rede de 2,4 GHz, no mesmo lugar, foram 61. A internet era a mesma: o que mudou foi o caminho até o "
        "aparelho.",
    )
    values = CategoryChartData(number_format="0")
    values.categories = ["Cabo", "5 GHz, ao lado", "5 GHz, a dois quartos", "2,4 GHz, a dois quartos"]
    values.add_series("Velocidade medida (Mb/s)", (592, 410, 138, 61))
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(0.7), Inches(1.6), Inches(11.9), Inches(5.0), values
    )
    _describe(frame, "Gráfico de barras: cabo 592 Mb/s, 5 GHz ao lado 410, 5 GHz a dois quartos 138, 2,4 GHz 61.")
    chart = frame.chart
    chart.has_legend, chart.has_title = False, True
    chart.chart_title.text_frame.text = "Velocidade medida (Mb/s) no plano de 600 mega"
    chart.chart_title.text_frame.paragraphs[0].font.size = Pt(18)
    chart.font.size, chart.font.name = Pt(18), FONT
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 55, True
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(20), True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for point, colour in enumerate((TEAL, TEAL, TEAL, ORANGE)):
        plot.series[0].points[point].format.fill.solid()
        plot.series[0].points[point].format.fill.fore_color.rgb = colour


def _safe_wifi(deck: Any) -> None:
    slide = _slide(deck, "Título e conteúdo", "Wi-Fi seguro")
    _fill(
        slide.placeholders[1],
        [
            (0, "Troque a senha que veio de fábrica"),
            (0, "Use pelo menos 12 caracteres, com letras e números"),
            (0, "Escolha a proteção WPA2 ou WPA3"),
            (0, "Crie uma rede separada para visitas"),
            (0, "Não cole a senha na parede da sala"),
        ],
    )
    group = slide.shapes.add_group_shape()
    _describe(group, "Exemplos de senha fraca e de senha forte")
    _card(group, (0.75, 5.3, 5.6, 0.95), "Fraca: 12345678", PALE, INK, 24)
    _card(group, (6.95, 5.3, 5.6, 0.95), "Forte: Jabuti-Anda-7-Leguas", TEAL, WHITE, 24)


def _calling_support(deck: Any) -> None:
    slide = _slide(
        deck,
        "Título e conteúdo",
        "Quando chamar o suporte",
        "Se você reiniciou os aparelhos e a internet não voltou, fale com a gente. Tenha em mãos o CPF do titular e "
        "o número do contrato, que está na fatura. Diga quais luzes da ONU estão acesas e se o problema acontece no "
        "cabo ou só no Wi-Fi. Com isso, o atendente resolve mais rápido e, quando for preciso, já marca a visita do "
        "técnico.",
    )
    _fill(
        slide.placeholders[1],
        [
            (0, "Tenha em mãos"),
            (1, "CPF do titular"),
            (1, "Número do contrato, que está na fatura"),
            (0, "Conte ao atendente"),
            (1, "Quais luzes da ONU estão acesas"),
            (1, "Se o problema acontece no cabo ou só no Wi-Fi"),
            (0, "WhatsApp, todos os dias, das 8h às 22h"),
        ],
    )


def _closing(deck: Any) -> None:
    slide = _slide(
        deck,
        "Slide de título",
        "Obrigado!",
        "Agora você já sabe como a internet chega, onde colocar o roteador e o que fazer quando ela para. Guarde "
        "este vídeo e volte a ele sempre que precisar. Obrigado por assistir, e boa navegação!",
    )
    slide.placeholders[1].text = "Fibra Boa: internet sem complicação"
