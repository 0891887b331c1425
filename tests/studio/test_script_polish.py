"""What a reader would wince at: list marks on the screen, labels, repeated captions, scenes without words."""

from __future__ import annotations

import pytest

from outline_maker import bullets, outline, paragraph, picture, section, steps, table
from tecnocursos.documents.outline import Block, Section
from tecnocursos.kit.language import Language
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    PictureSlide,
    PictureTextSlide,
    TableSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.course import Scene
from tecnocursos.studio.course_text.courses import read_course_text, write_course_text
from tecnocursos.studio.coverage import report_coverage
from tecnocursos.studio.faithfulness.check import check_faithfulness
from tecnocursos.studio.script.composition import Script, compose_course
from tecnocursos.studio.script.on_screen import tidy_list

LONG = "Esta frase serve apenas para encher o tempo de uma cena que dura bastante."
COVER = section("Manual", picture(), role="title", subtitle="Edição de março")


def scenes(*parts: Block | list[Block], title: str = "Rede", language: Language = "pt-BR") -> list[Scene]:
    source = outline("Curso", section("Início", role="title"), section(title, *parts), language=language)
    course = compose_course(source)
    assert not check_faithfulness(course, source).findings
    assert not report_coverage(course, source).left_out
    return [scene for scene in course.scenes if scene.section_id == "s2"]


def told(*parts: Block | list[Block], title: str = "Rede", language: Language = "pt-BR") -> list[str]:
    return [line.text for scene in scenes(*parts, title=title, language=language) for line in scene.lines]


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        (["um roteador;", "um cabo; e", "este manual."], ["Um roteador", "Um cabo", "Este manual"]),
        (["a router,", "a cable, and", "this manual."], ["A router", "A cable", "This manual"]),
        (["Ligue a luz.", "Espere."], ["Ligue a luz.", "Espere."]),
        (["Ligue a luz.", "Espere"], ["Ligue a luz", "Espere"]),
        (["Ligue a luz. Espere.", "Teste"], ["Ligue a luz. Espere.", "Teste"]),
        (["Confira:", "Leia.", "Está bem?"], ["Confira:", "Leia.", "Está bem?"]),
        (["cabos, fios etc.", "outras peças"], ["Cabos, fios etc.", "Outras peças"]),
        (["dBm ou mW", "medidor de potência"], ["dBm ou mW", "Medidor de potência"]),
        (["ana@exemplo.com", "telefone da loja"], ["ana@exemplo.com", "Telefone da loja"]),
        (["go", "went"], ["go", "went"]),
        (["Cabos", "fios e fitas"], ["Cabos", "fios e fitas"]),
        (["Espere..."], ["Espere..."]),
    ],
)
def test_lists_on_the_screen(items: list[str], shown: list[str]) -> None:
    assert tidy_list(items) == shown


def test_what_is_said_of_a_list_keeps_its_stops() -> None:
    items = bullets("um roteador FB-600;", "um cabo de rede; e", "este manual.")
    (scene,) = scenes(items)
    assert isinstance(scene.slide, BulletsSlide)
    assert [item.text for item in scene.slide.items] == ["Um roteador FB-600", "Um cabo de rede", "Este manual"]
    assert [line.text for line in scene.lines] == [
        "Rede:", "Um roteador FB-600.", "Um cabo de rede.", "Este manual.",
    ]  # fmt: skip


def test_lists_within_a_list_have_their_own_style() -> None:
    (scene,) = scenes(bullets("Leia tudo.", "Confira o material:", "-um medidor;", "-conectores ópticos."))
    assert isinstance(scene.slide, BulletsSlide)
    assert [item.text for item in scene.slide.items] == [
        "Leia tudo.", "Confira o material:", "Um medidor", "Conectores ópticos",
    ]  # fmt: skip


def test_a_list_below_a_step_is_not_torn() -> None:
    parts = steps("Ligue.", "Espere.", "Abra.", "Siga o assistente:", "-dê um nome;", "-crie uma senha;", "-confirme.")
    _, second = scenes(parts)
    assert second.lines[0].text == "Passo 4: Siga o assistente:"


@pytest.mark.parametrize("script", ["notes", "text"])
def test_a_flow_stands_below_its_columns(script: Script) -> None:
    left, right, below = (0.05, 0.3, 0.42, 0.3), (0.52, 0.3, 0.42, 0.3), (0.05, 0.75, 0.9, 0.1)
    source = outline(
        "Curso",
        section("Início", role="title"),
        section(
            "Aparelhos",
            bullets("Recebe a luz", "Fica ligada", box=left),
            bullets("Cria a rede", "Guarda a senha", box=right),
            paragraph("Fibra → ONU → Seus aparelhos", below),
            notes="A primeira recebe a luz. O segundo cria a rede.",
        ),
    )
    course = compose_course(source, script=script)
    (scene,) = (scene for scene in course.scenes if scene.section_id == "s2")
    assert isinstance(scene.slide, TwoColumnsSlide)
    assert scene.slide.caption == "Fibra → ONU → Seus aparelhos"
    assert "s2-b5" in scene.shows
    assert read_course_text(write_course_text(course), file="curso.md") == course
    if script == "text":
        assert scene.lines[-1].say == "Fibra, ONU, Seus aparelhos."


def test_labels_in_a_row_are_one_item() -> None:
    row = [paragraph(text, (left, 0.7, 0.2, 0.1)) for text, left in (("Casa", 0.1), ("Poste", 0.4), ("Central", 0.7))]
    (scene,) = scenes(bullets("Veja o caminho"), *row)
    assert isinstance(scene.slide, BulletsSlide)
    assert [item.text for item in scene.slide.items] == ["Veja o caminho", "Casa · Poste · Central"]
    assert set(scene.shows) == {"s2-b1", "s2-b2", "s2-b3", "s2-b4"}
    assert set(scene.lines[-1].sources) == {"s2-b2", "s2-b3", "s2-b4"}


def test_a_wordless_picture_of_the_cover_joins_the_first_text() -> None:
    source = outline("Manual", COVER, section("Conheça o aparelho", paragraph(LONG)))
    course = compose_course(source)
    assert [scene.slide.kind for scene in course.scenes] == ["title", "picture_text"]
    assert not any("Observe" in line.text for scene in course.scenes for line in scene.lines)
    assert not report_coverage(course, source).left_out


def test_a_wordless_picture_of_the_cover_is_else_left_out() -> None:
    source = outline("Manual", COVER, section("Planos", table(["Plano", "Preço"], ["A1", "R$ 1"])))
    course = compose_course(source)
    assert [scene.slide.kind for scene in course.scenes] == ["title", "table"]
    assert [part.kind for part in report_coverage(course, source).left_out] == ["picture"]


def test_a_wordless_picture_takes_a_part_of_a_long_text() -> None:
    first, second = scenes(paragraph(" ".join([LONG] * 6)), picture())
    assert isinstance(first.slide, BulletsSlide)
    assert isinstance(second.slide, PictureTextSlide)
    assert len(first.slide.items) + len(second.slide.items) == 6


def test_a_wordless_picture_quite_alone_is_given_time() -> None:
    (scene,) = scenes(picture())
    assert [line.text for line in scene.lines] == ["Rede.", "Observe a imagem na tela."]
    assert scene.lines[-1].pause_after_ms == 1500


def test_numbered_captions_are_said_as_sentences() -> None:
    assert told(picture(caption="Figura 1: Painel traseiro do FB-600"))[1:] == [
        "A figura 1 mostra: Painel traseiro do FB-600."
    ]
    assert told(picture("Medidor com -19 dBm", caption="Gráfico 2 – leitura de um sinal bom"))[1:] == [
        "O gráfico 2 mostra: Medidor com -19 dBm.",
        "Leitura de um sinal bom.",
    ]
    assert told(picture(caption="Figure 3. Rear panel"), language="en-US", title="Net")[1:] == [
        "Figure 3 shows: Rear panel."
    ]


def test_what_a_caption_says_is_not_said_again() -> None:
    text = paragraph("A figura mostra o painel traseiro. Os números da figura são os da tabela.")
    (scene,) = scenes(text, picture(caption="Figura 1: Painel traseiro do FB-600"))
    assert isinstance(scene.slide, PictureTextSlide)
    assert [item.text for item in scene.slide.items] == ["Os números da figura são os da tabela."]
    assert [line.text for line in scene.lines][1:] == [
        "A figura 1 mostra: Painel traseiro do FB-600.",
        "Os números da figura são os da tabela.",
    ]
    (alone,) = scenes(paragraph("A figura mostra o painel."), picture(caption="Figura 1: Painel"))
    assert isinstance(alone.slide, PictureSlide)
    assert set(alone.shows) == {"s2-b1", "s2-b2"}


def test_a_sentence_that_says_more_than_the_caption_stays() -> None:
    text = paragraph("A figura mostra o painel frontal.")
    assert "A figura mostra o painel frontal." in told(text, picture(caption="Figura 1: Painel"))


def test_labels_of_notes_stand_with_their_text() -> None:
    assert told(paragraph("Atenção. Não use outra fonte. Ela queima."))[1:] == [
        "Atenção: não use outra fonte.",
        "Ela queima.",
    ]
    (scene,) = scenes(paragraph("NOTE!"), paragraph("Keep it dry."), language="en-US", title="Care")
    assert scene.lines[-1].text == "NOTE: keep it dry."
    assert scene.shows == ("s2-b2", "s2-b1")
    assert told(paragraph("Nota: é frágil."), title="Fibra")[1:] == ["Nota: é frágil."]


def test_a_warning_after_a_table_is_no_caption() -> None:
    readings = table(["Leitura", "Situação"], ["-15 dBm", "Boa"])
    first, second = scenes(readings, paragraph("Atenção. Nunca olhe para a ponta."))
    assert isinstance(first.slide, TableSlide)
    assert first.slide.caption == ""
    assert [line.text for line in second.lines] == ["Atenção: nunca olhe para a ponta."]


def test_rows_of_three_columns_are_read_without_the_headings() -> None:
    panel = table(
        ["Número", "Nome", "Para que serve"],
        ["1", "LIGA", "Recebe a fonte de alimentação de 12 V"],
        ["2", "WAN", "Recebe o cabo: o que vem da ONU"],
        ["3", "", "Em reserva"],
        caption="Tabela 1: Entradas do painel",
    )
    assert told(panel)[1:] == [
        "A tabela 1 mostra: Entradas do painel.",
        "As colunas são: número, nome e para que serve.",
        "1, LIGA: recebe a fonte de alimentação de 12 V.",
        "2, WAN. Recebe o cabo: o que vem da ONU.",
        "Número 3. Para que serve: Em reserva.",
    ]
    faults = table(
        ["Symptom", "Cause", "Action"], ["No light comes on", "Power supply is off", "Try another power socket first"]
    )
    assert told(faults, language="en-US", title="Net")[1:] == [
        "The table shows symptom, cause and action.",
        "No light comes on: Power supply is off. Try another power socket first.",
    ]


def test_numbers_of_headings_stay_out_of_chapters_and_recap() -> None:
    source = outline(
        "Manual", *[section(f"{number} Parte {name}", paragraph(" ".join([LONG] * 4))) for number, name in
                    enumerate(("azul", "verde", "branca"), start=1)],
    )  # fmt: skip
    course = compose_course(source)
    assert [scene.chapter for scene in course.scenes if scene.chapter] == ["Parte azul", "Parte verde", "Parte branca"]
    closing = course.scenes[-1].slide
    assert isinstance(closing, ClosingSlide)
    assert [item.text for item in closing.items] == ["Parte azul", "Parte verde", "Parte branca"]
    assert course.scenes[1].slide.title == "1 Parte azul"


def test_a_heading_just_announced_is_not_said_again() -> None:
    parts: list[Section] = [section("Início", role="title"), section("Cabos", role="section")]
    source = outline("Curso", *parts, section("Cabos", bullets("Fibra", "Cobre")))
    lines = [line.text for scene in compose_course(source).scenes for line in scene.lines]
    assert lines.count("Cabos.") + lines.count("Cabos:") == 1
