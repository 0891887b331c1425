"""How sections become scenes, and notes become what is said over them."""

from __future__ import annotations

from outline_maker import bullets, code, outline, paragraph, picture, section, steps, table
from tecnocursos.documents.outline import Outline
from tecnocursos.rendering.slides import BulletsSlide, ClosingSlide, CodeSlide, TableSlide, TwoColumnsSlide
from tecnocursos.studio.course import Scene
from tecnocursos.studio.script.composition import compose_course

LEFT, RIGHT = (0.05, 0.3, 0.42, 0.5), (0.52, 0.3, 0.42, 0.5)
LONG = "Esta frase serve apenas para encher o tempo de uma cena que dura bastante."


def kinds(source: Outline) -> list[str]:
    return [scene.slide.kind for scene in compose_course(source).scenes]


def scenes_of(source: Outline, section_id: str, script: str = "text") -> list[Scene]:
    course = compose_course(source, script="notes" if script == "notes" else "text")
    return [scene for scene in course.scenes if scene.section_id == section_id]


def test_a_deck_gets_its_kinds() -> None:
    source = outline(
        "Rede",
        section("Rede", role="title", subtitle="Guia"),
        section("Parte um", role="section"),
        section("Lista", bullets("Um item", "Outro item")),
        section("Figura", picture("Uma casa")),
        section("Figura e texto", picture("Uma casa"), bullets("Um item")),
        section("Parte dois", role="section"),
        section("Planos", table(["Plano", "Preço"], ["A1", "R$ 1"])),
        section("Código", code("x = 1", "python")),
        section("Obrigado!", paragraph("Até a próxima.")),
    )
    assert kinds(source) == [
        "title", "section", "bullets", "picture", "picture_text", "section", "table", "code", "closing",
    ]  # fmt: skip


def test_an_opening_and_a_recap_are_added_where_the_source_has_none() -> None:
    source = outline("Redes", *[section(name, paragraph(LONG)) for name in ("Fibra", "Rádio?", "Cabo")])
    course = compose_course(source)
    assert [scene.id for scene in course.scenes] == ["opening", "s1", "s2", "s3", "closing"]
    assert course.scenes[0].lines[0].text == "Redes."
    assert course.scenes[-1].lines[0].text == "Neste curso, você viu: Fibra; Rádio?; Cabo."
    assert isinstance(course.scenes[-1].slide, ClosingSlide)
    assert course.scenes[-1].lines[0].sources == ("s1", "s2", "s3")


def test_a_title_that_is_a_file_name_is_not_announced() -> None:
    assert kinds(outline("apresentacao_v2", section("Fibra", paragraph(LONG)))) == ["bullets"]


def test_an_empty_outline_is_its_title() -> None:
    assert [line.text for scene in compose_course(outline("Vazio")).scenes for line in scene.lines] == ["Vazio."]


def test_boxes_side_by_side_are_columns() -> None:
    source = outline(
        "Curso",
        section("Início", role="title"),
        section(
            "Comparação",
            paragraph("2,4 GHz", (0.05, 0.2, 0.42, 0.1)),
            paragraph("5 GHz", (0.52, 0.2, 0.42, 0.1)),
            bullets("Vai longe", "É lenta", box=LEFT),
            bullets("É rápida", box=RIGHT),
        ),
    )
    (scene,) = scenes_of(source, "s2")
    assert isinstance(scene.slide, TwoColumnsSlide)
    assert (scene.slide.left.heading, scene.slide.right.heading) == ("2,4 GHz", "5 GHz")
    assert [(line.text, line.step) for line in scene.lines] == [
        ("Comparação.", 0), ("2,4 GHz:", 0), ("Vai longe.", 1), ("É lenta.", 2), ("5 GHz:", 2), ("É rápida.", 3),
    ]  # fmt: skip


def test_long_lists_tables_and_code_go_on_in_a_further_scene() -> None:
    source = outline(
        "Curso",
        section("Início", role="title"),
        section("Lista", steps(*[f"Aperte o botão {number}" for number in range(1, 9)])),
        section("Tabela", table(["Mês", "Valor"], *[[f"M{number}", f"{number},5"] for number in range(10)])),
        section("Programa", code("\n".join(f"x{number} = {number}" for number in range(20)), "python")),
    )
    first, second = scenes_of(source, "s2")
    assert isinstance(second.slide, BulletsSlide)
    assert (first.slide.title, second.slide.title) == ("Lista", "Lista (continuação)")
    assert second.lines[0].text == "Passo 5: Aperte o botão 5."
    tables = [scene.slide for scene in scenes_of(source, "s3") if isinstance(scene.slide, TableSlide)]
    assert [row for slide in tables for row in slide.rows] == [(f"M{number}", f"{number},5") for number in range(10)]
    assert all(len(slide.rows) <= 7 for slide in tables)
    listings = [scene.slide for scene in scenes_of(source, "s4") if isinstance(scene.slide, CodeSlide)]
    assert "\n".join(slide.code for slide in listings).splitlines() == [f"x{number} = {number}" for number in range(20)]
    assert all(len(slide.code.splitlines()) <= 14 for slide in listings)


def test_notes_reveal_what_they_speak_about() -> None:
    notes = (
        "Vamos falar do lugar do roteador.\nO melhor é o centro da casa. Prefira um lugar alto.\n(pausa: 1,5)\n"
        "(velocidade: 0.9)\nEspelhos atrapalham; micro-ondas também!"
    )
    items = bullets("Centro da casa", "Lugar alto", "Longe de espelhos", "E do micro-ondas")
    source = outline("Curso", section("Início", role="title"), section("O lugar", items, notes=notes))
    (scene,) = scenes_of(source, "s2", "notes")
    assert [(line.text, line.step) for line in scene.lines] == [
        ("Vamos falar do lugar do roteador.", 0),
        ("O melhor é o centro da casa.", 1),
        ("Prefira um lugar alto.", 2),
        ("Espelhos atrapalham; micro-ondas também!", 4),
    ]
    assert [line.pause_after_ms for line in scene.lines] == [None, None, 1500, None]
    assert [line.speed for line in scene.lines] == [None, None, None, 0.9]
    assert scene.lines[1].sources == ("s2-notes", "s2-b1")
    assert all(line.origin == "notes" for line in scene.lines)


def test_notes_are_left_out_when_text_is_asked_for() -> None:
    source = outline(
        "Curso", section("Início", role="title"), section("O lugar", bullets("Centro"), notes="Só nas notas.")
    )
    lines = [line for scene in scenes_of(source, "s2") for line in scene.lines]
    assert [line.text for line in lines] == ["O lugar:", "Centro."]
    assert all(line.origin == "text" for line in lines)


def test_long_notes_move_to_a_further_scene_with_the_items_that_come() -> None:
    notes = "\n".join(
        f"A {name} é a próxima. {LONG} {LONG} {LONG}" for name in ("fibra", "antena", "parabólica", "torre")
    )
    items = bullets("Fibra", "Antena", "Parabólica", "Torre")
    source = outline("Curso", section("Início", role="title"), section("Meios", items, notes=notes))
    first, second = scenes_of(source, "s2", "notes")
    assert isinstance(first.slide, BulletsSlide)
    assert isinstance(second.slide, BulletsSlide)
    assert [item.text for item in first.slide.items] == ["Fibra", "Antena"]
    assert [item.text for item in second.slide.items] == ["Parabólica", "Torre"]
    assert (first.shows, second.shows) == (("s2-b1", "s2-b2"), ("s2-b3", "s2-b4"))
    assert second.lines[0].text == "A parabólica é a próxima."


def test_a_picture_stays_while_long_notes_are_spoken() -> None:
    source = outline(
        "Curso", section("Início", role="title"), section("Casa", picture("Casa"), notes=" ".join([LONG] * 20))
    )
    first, *others = scenes_of(source, "s2", "notes")
    assert others
    assert all(scene.slide == first.slide for scene in others)


def test_foot_notes_and_lead_ins_stay_with_their_table() -> None:
    prices = table(["Plano", "Preço"], ["Fibra", "R$ 99,90"])
    parts = (paragraph("Estes são os planos:"), prices, paragraph("Preços de março de 2026."))
    (scene,) = scenes_of(outline("Curso", section("Início", role="title"), section("Planos", *parts)), "s2")
    assert [line.text for line in scene.lines] == [
        "Estes são os planos:",
        "A tabela mostra plano e preço.",
        "Fibra: R$ 99,90.",
        "Preços de março de 2026.",
    ]


def test_numbers_of_headings_are_shown_and_not_said() -> None:
    source = outline(
        "Manual", section("1 Instalação", bullets("Ligue a luz")), section("2 Uso", bullets("Aperte o botão"))
    )
    (scene,) = scenes_of(source, "s1")
    assert (scene.slide.title, scene.lines[0].text) == ("1 Instalação", "Instalação:")
    alone = outline(
        "Manual", section("5 dicas de uso", bullets("Ligue a luz")), section("Uso", bullets("Aperte o botão"))
    )
    assert scenes_of(alone, "s1")[0].lines[0].text == "5 dicas de uso:"


def test_chapters_last_long_enough() -> None:
    source = outline(
        "Curso de redes",
        section("Curso de redes", role="title"),
        section("Fibra", paragraph(" ".join([LONG] * 3))),
        section("Breve", paragraph("Pouco.")),
        section("Rádio", paragraph(" ".join([LONG] * 3))),
        section("Cabo", paragraph(" ".join([LONG] * 3))),
    )
    chapters = {scene.id: scene.chapter for scene in compose_course(source).scenes if scene.chapter}
    assert chapters == {"s1": "Fibra", "s4": "Rádio", "s5": "Cabo"}
