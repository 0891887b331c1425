"""The faithfulness check: what the source says passes word for word, every planted change is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.documents.outline import ListItem, Notes, Outline, Paragraph, Place, Section, Source, Table
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import split_sentences
from tecnocursos.rendering.slides import SectionSlide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.faithfulness.check import FaithfulnessReport, check_faithfulness

PT = [
    "O plano Fibra Total tem 300 Mega e custa R$ 99,90 por mês.",
    "Não desligue o roteador AX3000 durante a atualização. Sem energia, o aparelho perde as configurações.",
    "A visita é marcada até 12/03/2026, das 8h às 18h, pelo telefone 0800 123 4567.",
    "O sinal deve ficar entre -27 dBm e -15 dBm, a 2,4 GHz ou 5 GHz.",
    "Segundo a Anatel, o prazo é de dez dias úteis, exceto nos casos do art. 74 da Resolução nº 632/2014.",
    "Mil e duzentos metros de cabo RJ-45 custam 1.200 reais e 50 centavos, com desconto de vinte e cinco por cento.",
    "Em 1º de maio de 2025, o Sr. João da Silva acessou www.exemplo.com.br e o IP 192.168.0.1 às 14h30.",
    "A velocidade mínima é de 80% da contratada; nunca menos de 40% em cada medição.",
]
EN = [
    "The Home Plus plan offers 300 Mbps for $49.90 a month.",
    "Don't unplug the AX3000 router while it updates. Without power, it loses 1,200 settings.",
    "Visits are booked until March 12, 2026, between 8:00 and 18:30.",
    "Twenty-five percent of one hundred and twenty customers call within 2.4 hours.",
    "On Monday, Maria Souza from Anatel said the limit is 10 days, except in May 2027.",
]


def outline(paragraphs: list[str], language: Language = "pt-BR") -> Outline:
    blocks = tuple(
        Paragraph(id=f"b{number}", place=Place(line=number + 1), text=text) for number, text in enumerate(paragraphs)
    )
    table = Table(
        id="t",
        place=Place(line=90),
        header=("Plano", "Velocidade (Mbps)", "Preço (R$)"),
        rows=(("Ouro", "500", "120"),),
    )
    section = Section(
        id="s1",
        title="Internet em casa" if language == "pt-BR" else "Internet at home",
        place=Place(line=1),
        blocks=(*blocks, table),
        notes=Notes(id="n1", text="Lembre o cliente: a fatura vence no dia 10."),
    )
    return Outline(
        source=Source(name="manual.md", kind="markdown", sha256="0"),
        title="Manual",
        language=language,
        sections=(section,),
    )


def check(line: Line, document: Outline) -> FaithfulnessReport:
    scene = Scene(id="one", slide=SectionSlide(title="x"), lines=(line,))
    return check_faithfulness(Course(title="x", language=document.language, scenes=(scene,)), document)


def kinds(text: str, sources: tuple[str, ...], document: Outline) -> set[tuple[str, str]]:
    report = check(Line(text=text, sources=sources, origin="llm"), document)
    return {(finding.kind, finding.where) for finding in report.findings}


@pytest.mark.parametrize(("paragraphs", "language"), [(PT, "pt-BR"), (EN, "en-US")])
def test_sentences_of_the_source_have_no_findings(paragraphs: list[str], language: Language) -> None:
    document = outline(paragraphs, language)
    for number, paragraph in enumerate(paragraphs):
        for sentence in [paragraph, *split_sentences(paragraph)]:
            assert check(Line(text=sentence, sources=(f"b{number}",), origin="text"), document).findings == ()


WORDS = st.sampled_from(
    """não nunca sem nem no not don't 300 Mbps Mega R$ 99,90 1.000 1,000 mil duzentos vinte e cinco twenty five hundred
    and reais centavos Anatel AX3000 RJ-45 12/03/2026 12 de março March May 2025 14h30 8:30 segunda-feira 50% -27 dBm
    10.0.0.1 o The casa router . ; ( ) " — : 3º 2nd 5G GHz 99/99 1/2 R$5 $3 iPhone x@y.com www.a.br a""".split()
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25).map(" ".join), st.sampled_from(["pt-BR", "en-US"]))
def test_any_sentence_of_any_source_has_no_findings(text: str, language: Language) -> None:
    document = outline([text], language)
    for sentence in split_sentences(text):
        assert check(Line(text=sentence, sources=("b0",), origin="text"), document).findings == (), sentence


@pytest.mark.parametrize(
    ("block", "text", "found"),
    [
        (0, "O plano Fibra Total tem 400 Mega e custa R$ 99,90 por mês.", ("number", "missing")),
        (0, "O plano Fibra Total tem 300 Mega e custa R$ 89,90 por mês.", ("number", "missing")),
        (0, "O plano Fibra Total tem 300 Mbps e custa R$ 99,90 por mês.", ("unit", "missing")),
        (0, "O plano Fibra Total tem 300 Mega e custa 99,90 dólares por mês.", ("unit", "missing")),
        (0, "O plano Fibra Ultra tem 300 Mega.", ("name", "missing")),
        (0, "A NET oferece o plano Fibra Total.", ("name", "missing")),
        (0, "O plano Fibra Total não tem 300 Mega.", ("negation", "added")),
        (0, "O plano tem quatrocentos Mega.", ("number", "missing")),
        (0, "O prazo é de dez dias.", ("number", "elsewhere")),
        (1, "Desligue o roteador AX3000 durante a atualização.", ("negation", "lost")),
        (1, "Com energia, o aparelho perde as configurações.", ("negation", "lost")),
        (1, "Não desligue o roteador AX3200 durante a atualização.", ("name", "missing")),
        (2, "A visita é marcada até 13/03/2026.", ("date", "missing")),
        (2, "A visita é marcada até 12 de abril.", ("date", "missing")),
        (2, "A visita é marcada das 8h às 19h.", ("number", "missing")),
        (2, "A visita é marcada na segunda-feira.", ("date", "missing")),
        (3, "O sinal fica entre -28 dBm e -15 dBm.", ("number", "missing")),
        (3, "O sinal fica em 2,4 MHz.", ("unit", "missing")),
        (4, "O prazo é de dez horas.", ("unit", "elsewhere")),
        (4, "O prazo é de dez dias úteis, nos casos do art. 74 da Resolução nº 632/2014.", ("negation", "lost")),
        (6, "O acesso foi às 14h45.", ("name", "missing")),
        (7, "A velocidade é de 80% da contratada; menos de 40% em cada medição.", ("negation", "lost")),
    ],
)
def test_planted_errors_are_found(block: int, text: str, found: tuple[str, str]) -> None:
    assert found in kinds(text, (f"b{block}",), outline(PT))


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (0, "Por R$ 99,90 ao mês, o plano Fibra Total oferece 300 Mega."),
        (0, "Custa 99 reais e 90 centavos."),
        (1, "Durante a atualização, não desligue o roteador."),
        (2, "Marque a visita até 12 de março de 2026."),
        (2, "Marque até 12 de março."),
        (5, "São 1.200 metros de cabo RJ45, com 25% de desconto."),
        (5, "São 1200 metros, por R$ 1.200,50."),
        (4, "São 10 dias úteis."),
        (0, "Veja em Internet em casa o plano Fibra Total."),
    ],
)
def test_other_ways_to_say_the_same_are_accepted(block: int, text: str) -> None:
    assert kinds(text, (f"b{block}",), outline(PT)) == set()


def test_a_table_gives_units_in_its_heading() -> None:
    assert kinds("No plano Ouro são 500 Mbps por R$ 120.", ("t",), outline(PT)) == set()
    assert ("unit", "missing") in kinds("No plano Ouro são 500 GB.", ("t",), outline(PT))


def test_a_negation_that_is_a_whole_cell_is_said_with_its_row() -> None:
    table = Table(
        id="t",
        place=Place(line=1),
        header=("Número", "Para que serve"),
        rows=(("1", "Ligar o modem"), ("3", "Sem uso")),
    )
    document = outline(PT)
    section = document.sections[0].model_copy(update={"blocks": (table,)})
    document = document.model_copy(update={"sections": (section,)})
    assert kinds("Número 3. Para que serve: Sem uso.", ("t",), document) == set()
    assert kinds("Número 3. Para que não serve.", ("t",), document) == {("negation", "added")}


def test_numbers_of_english_planted_errors_are_found() -> None:
    document = outline(EN, "en-US")
    assert ("number", "missing") in kinds("The Home Plus plan offers 350 Mbps.", ("b0",), document)
    assert ("negation", "lost") in kinds("Unplug the AX3000 router while it updates.", ("b1",), document)
    assert ("negation", "added") in kinds("The Home Plus plan never offers 300 Mbps for $49.90.", ("b0",), document)
    assert ("date", "missing") in kinds("Visits are booked until March 21.", ("b2",), document)
    assert ("number", "missing") in kinds("Thirty-five percent of the customers call.", ("b3",), document)


def test_lines_without_a_usable_source_are_found() -> None:
    document = outline(PT)
    assert kinds("Tudo pronto.", (), document) == {("source", "none")}
    assert kinds("Tudo pronto.", ("b99",), document) == {("source", "none")}
    report = check(Line(text="O plano custa R$ 1,00."), document)
    assert (report.author_lines, report.checked_lines, report.findings) == (1, 0, ())


def test_notes_are_a_source_and_findings_speak_both_languages() -> None:
    document = outline(PT)
    assert kinds("A fatura vence no dia 10.", ("n1",), document) == set()
    finding = check(Line(text="A fatura vence no dia 11.", sources=("n1",), origin="notes"), document).findings[0]
    assert finding.message("pt-BR") == "O número «11» não está no documento."
    assert finding.message("en-US") == "The number «11» is not in the document."


def test_steps_of_a_list_may_be_counted_but_not_miscounted() -> None:
    steps = tuple(
        ListItem(id=f"i{number}", place=Place(line=number), text=text, ordered=True)
        for number, text in enumerate(("Desligue a ONU.", "Espere.", "Ligue de novo."), 1)
    )
    section = Section(id="s", title="Reiniciar", place=Place(line=1), blocks=steps)
    document = outline([]).model_copy(update={"sections": (section,)})
    assert kinds("Passo 3: Ligue de novo.", ("i3",), document) == set()
    assert kinds("Terceiro: Ligue de novo.", ("i3",), document) == set()
    assert kinds("Passo 4: Ligue de novo.", ("i3",), document) == {("number", "missing")}
    assert kinds("Passo 2: Ligue de novo.", ("i3",), document) == {("number", "elsewhere")}


def test_a_row_read_from_a_table_keeps_its_negation() -> None:
    table = Table(
        id="t",
        place=Place(line=1),
        header=("Luz", "O que fazer"),
        rows=(
            ("PON apagada", "Teste a tomada; se não acender, peça a troca."),
            ("LOS vermelha", "Não reinicie a ONU."),
        ),
    )
    section = Section(id="s", title="Luzes", place=Place(line=1), blocks=(table,))
    document = outline([]).model_copy(update={"sections": (section,)})
    assert kinds("PON apagada: Teste a tomada; se não acender, peça a troca.", ("t",), document) == set()
    assert kinds("LOS vermelha. O que fazer: Não reinicie a ONU.", ("t",), document) == set()
    assert ("negation", "lost") in kinds("Teste a tomada; se acender, peça a troca.", ("t",), document)


def test_the_title_of_the_document_needs_no_source() -> None:
    assert kinds("Manual.", (), outline(PT)) == set()
