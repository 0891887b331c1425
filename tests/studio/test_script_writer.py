"""What the writer says, word by word, in both languages."""

from __future__ import annotations

import pytest

from outline_maker import bullets, code, outline, paragraph, picture, quote, section, steps, table
from tecnocursos.documents.outline import Block
from tecnocursos.kit.language import Language
from tecnocursos.studio.course import Line
from tecnocursos.studio.script.composition import compose_course


def lines_of(title: str | None, *blocks: Block | list[Block], language: Language = "pt-BR") -> list[Line]:
    """The lines of one section that stands between others."""
    source = outline("Curso", section("Início", role="title"), section(title, *blocks), language=language)
    return [line for scene in compose_course(source).scenes if scene.section_id == "s2" for line in scene.lines]


def told(title: str | None, *blocks: Block | list[Block], language: Language = "pt-BR") -> list[str]:
    return [line.text for line in lines_of(title, *blocks, language=language)]


def test_fragments_in_portuguese() -> None:
    assert told("Onde colocar o roteador", bullets("No centro da casa", "Longe de espelhos;", "Em um lugar alto")) == [
        "Onde colocar o roteador:",
        "No centro da casa.",
        "Longe de espelhos.",
        "E, por fim, em um lugar alto.",
    ]


def test_fragments_in_english() -> None:
    items = bullets("Check the ladder", "Wear gloves", "Keep three points of contact")
    assert told("Before you climb", items, language="en-US") == [
        "Before you climb:",
        "Check the ladder.",
        "Wear gloves.",
        "And finally, keep three points of contact.",
    ]


def test_names_keep_their_capitals_at_the_end_of_a_list() -> None:
    assert told("Equipe", bullets("Ana", "Bruno", "Carla de Souza Lima"))[-1] == "Carla de Souza Lima."


def test_terms_and_sentences_are_said_as_they_stand() -> None:
    items = bullets("ONU: converte a luz em sinal elétrico", "Não dobre o cabo.", "Ele quebra?")
    assert told("Cabos", items)[1:] == ["ONU: converte a luz em sinal elétrico.", "Não dobre o cabo.", "Ele quebra?"]


def test_children_go_with_their_parent() -> None:
    items = bullets("Roteador", "-Reinicie", "-Aguarde 30 segundos", "-Ligue de novo", "Modem")
    lines = lines_of("Consertos", items)
    assert [line.text for line in lines] == [
        "Consertos:",
        "Roteador: reinicie, aguarde 30 segundos e ligue de novo.",
        "Modem.",
    ]
    assert lines[1].sources == ("s2-b1", "s2-b2", "s2-b3", "s2-b4")
    assert [line.step for line in lines] == [0, 4, 5]


def test_children_with_commas_are_told_apart() -> None:
    items = bullets("Suporte", "-WhatsApp, 24 horas", "-Loja, das 8h às 18h")
    assert told(None, items) == ["Suporte: WhatsApp, 24 horas; Loja, das 8h às 18h."]


def test_steps_are_numbered_through_pictures_and_scenes() -> None:
    source = outline(
        "Curso",
        section("Início", role="title"),
        section(
            "Como reiniciar",
            steps("Desligue o roteador."),
            picture("Roteador com a luz apagada"),
            steps(*[f"Aguarde {number} segundos." for number in range(10, 18)]),
        ),
    )
    course = compose_course(source)
    assert [line.text for scene in course.scenes for line in scene.lines][1:5] == [
        "Como reiniciar.",
        "A figura mostra: Roteador com a luz apagada.",
        "Passo 1: Desligue o roteador.",
        "Passo 2: Aguarde 10 segundos.",
    ]
    numbers = [item.number for scene in course.scenes for item in getattr(scene.slide, "items", ())]
    assert numbers == list(range(1, 10))


def test_ordered_things_are_no_steps() -> None:
    assert told("Camadas da rede", steps("Rede de acesso", "Núcleo"))[1:] == [
        "Primeiro: Rede de acesso.",
        "Segundo: Núcleo.",
    ]
    assert told("Layers", steps("Access", "Core"), language="en-US")[1:] == ["First: Access.", "Second: Core."]


def test_numbers_that_the_source_writes_itself() -> None:
    assert told("Como ligar", bullets("3. Aguarde", "4) Teste a rede"))[1:] == [
        "Passo 3: Aguarde.",
        "Passo 4: Teste a rede.",
    ]
    assert told("Plantas", bullets("A. Silva", "1.5 m de cabo"))[1:] == ["A. Silva.", "1.5 m de cabo."]


def test_a_table_is_read_row_by_row() -> None:
    prices = table(
        ["Plano", "Velocidade", "Preço"], ["Fibra 300", "300 Mb/s", "R$ 99,90"], ["Fibra 600", "600 Mb/s", "—"]
    )
    lines = lines_of("Planos", prices)
    assert [line.text for line in lines] == [
        "Planos.",
        "A tabela mostra plano, velocidade e preço.",
        "Fibra 300: velocidade, 300 Mb/s; preço, R$ 99,90.",
        "Fibra 600: velocidade, 600 Mb/s.",
    ]
    assert [line.step for line in lines] == [0, 0, 1, 2]


def test_a_table_of_two_columns_and_one_without_header() -> None:
    verbs = table(["Base form", "Past"], ["go", "went"], ["see", "saw"])
    assert told("Verbs", verbs, language="en-US") == [
        "Verbs.",
        "The table shows base form and past.",
        "go: went.",
        "see: saw.",
    ]
    assert told(None, table([], ["Wi-Fi", "5 GHz", "✓"])) == ["Wi-Fi: 5 GHz; ✓."]
    assert lines_of(None, table([], ["Wi-Fi", "5 GHz", "✓"]))[0].say == "Wi-Fi: 5 GHz; sim."


def test_headings_that_are_names_keep_their_capitals() -> None:
    assert told(None, table(["Cidade", "Ana", "Bruno"], ["Recife", "10", "12"])) == [
        "A tabela mostra Cidade, Ana e Bruno.",
        "Recife: Ana, 10; Bruno, 12.",
    ]


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        ("Roteador com quatro antenas", "A figura mostra: Roteador com quatro antenas."),
        ("Foto da equipe na torre.", "Na tela, foto da equipe na torre."),
        ("image12.png", "Observe a imagem na tela."),
        ("Imagem 4", "Observe a imagem na tela."),
        ("Google Shape;54;p13", "Observe a imagem na tela."),
        ("Uma imagem contendo texto\n\nDescrição gerada automaticamente", "Observe a imagem na tela."),
        (None, "Observe a imagem na tela."),
    ],
)
def test_pictures_are_described_when_someone_did(alt: str | None, said: str) -> None:
    assert told(None, picture(alt)) == [said]


def test_captions_of_pictures_are_said_once() -> None:
    assert told(None, picture("Torre de rádio", caption="Torre de rádio")) == ["A figura mostra: Torre de rádio."]
    assert told(None, picture("Torre de rádio", caption="Recife, 2025")) == [
        "A figura mostra: Torre de rádio.",
        "Recife, 2025.",
    ]


def test_code_is_introduced_and_not_read() -> None:
    assert told("Soma", paragraph("O programa soma:"), code("print(1 + 1)", "python")) == [
        "O programa soma:",
        "O código na tela está em Python.",
    ]
    assert told(None, code("ls -la", "bash"), language="en-US") == ["Look at the commands on the screen."]
    assert told(None, code("\n".join(map(str, range(30)))))[1:] == ["O trecho continua na tela."] * 2


def test_quotes() -> None:
    assert told(None, quote("Errar é humano.", "Ana de Souza")) == ["Nas palavras de Ana de Souza: “Errar é humano.”"]
    assert told(None, quote("É direito do consumidor.", "Lei 8.078, art. 6º")) == [
        "“É direito do consumidor.”",
        "Fonte: Lei 8.078, art. 6º.",
    ]


def test_a_title_is_not_said_twice() -> None:
    assert told("Fibra óptica", paragraph("A fibra óptica leva luz. É rápida.")) == [
        "A fibra óptica leva luz.",
        "É rápida.",
    ]


@pytest.mark.parametrize(
    ("text", "say"),
    [
        ("COMO LIGAR O ROTEADOR DA SALA", "Como ligar o roteador da sala."),
        ("REDE CTO E TV NA RUA: POR QUE CAI?", "Rede CTO e TV na rua: por que cai?"),
        ("Configurações → Wi-Fi → Senha", "Configurações, Wi-Fi, Senha."),
        ("Wi-Fi & telefone e/ou TV", "Wi-Fi e telefone e ou TV."),
        ("✅ Sinal bom 😀", "Sinal bom."),
        ("Modem/roteador ligado", "Modem, roteador ligado."),
        ("Acesse https://exemplo.com/a/b", None),
        ("AT&T, 24/7, 10 Mb/s, IPTV", None),
        ("R$ 1.234,56 – 10 % de desconto", None),
    ],
)
def test_what_is_said_in_place_of_what_is_shown(text: str, say: str | None) -> None:
    (line,) = lines_of(None, paragraph(text))
    assert line.say == say
    assert line.text.startswith(text)
