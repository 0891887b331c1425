"""What an answer may say: all that its passages say, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provedor import EXAMPLES
from tecnocursos.answers.grounding import Told, find_ungrounded
from tecnocursos.config import DocumentLimits
from tecnocursos.documents.passages import Passage, split_into_passages
from tecnocursos.documents.reader import read_outline
from tecnocursos.kit.facts.numbers import find_numbers
from tecnocursos.kit.text import split_sentences

PLAN = "O plano Essencial tem 300 Mega e custa R$ 79,90 por mês. Não há multa depois de 12 meses."
CALL = "Ligue para (81) 4002-1200 ou 0800 555 1020. Veja www.fibraboa.example/cobertura e a@fibraboa.example."
HOURS = "Aberto de segunda-feira a sexta-feira, das 9h às 18h. Vale até 10/12/2026."
SOURCES = [Told(text, "pt-BR") for text in (PLAN, CALL, HOURS)]


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> list[Passage]:
    media: Path = tmp_path_factory.mktemp("media")
    outlines = [
        read_outline(path, "0", media, DocumentLimits(), name=path.name)
        for path in sorted((EXAMPLES / "artigos").glob("*.md"))
    ]
    return [passage for outline in outlines for passage in split_into_passages(outline)]


def told(passage: Passage) -> list[Told]:
    return [Told(f"{passage.heading}\n{passage.text}", passage.language)]


def test_what_a_passage_says_is_grounded_in_it(passages: list[Passage]) -> None:
    for passage in passages:
        assert find_ungrounded(passage.text, passage.language, told(passage)) == []
        for line in passage.text.split("\n"):
            for sentence in split_sentences(line):
                assert find_ungrounded(sentence, passage.language, told(passage)) == []


@given(data=st.data())
def test_a_number_that_was_changed_is_found(passages: list[Passage], data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from([one for one in passages if any(map(str.isdigit, one.text))]))
    numbers = [one for one in find_numbers(passage.text, "pt-BR") if passage.text[one.start].isdigit()]
    if not numbers:
        return
    number = data.draw(st.sampled_from(numbers))
    known = {abs(one.value) for one in find_numbers(told(passage)[0].text, "pt-BR")}
    other = data.draw(st.integers(2, 9999).filter(lambda value: Decimal(value) not in known))
    changed = f"{passage.text[: number.start]}{other}{passage.text[number.end :]}"
    assert find_ungrounded(changed, "pt-BR", told(passage))


@pytest.mark.parametrize(
    "answer",
    [
        "O plano Essencial custa R$ 79,90 por mês.",
        "O Essencial, de 300 Mega, sai por 79 reais e 90 centavos.",
        "Depois de doze meses não há multa.",
        "Ligue para 4002-1200.",
        "Veja https://fibraboa.example/cobertura.",
        "Escreva para A@fibraboa.example.",
        "Vale até 10 de dezembro.",
        "Aberto das 9h às 18h.",
    ],
)
def test_saying_it_in_other_words_is_grounded(answer: str) -> None:
    assert find_ungrounded(answer, "pt-BR", SOURCES) == []


def test_an_english_answer_from_portuguese_passages_is_grounded() -> None:
    answer = "The Essencial plan costs R$ 79.90 a month. There is no fine after 12 months. Open Monday to Friday."
    answer = answer.replace("Open Monday to Friday", "It is open from Monday to Friday, 9h to 18h")
    assert find_ungrounded(answer, "en-US", SOURCES) == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("O plano Essencial custa R$ 69,90 por mês.", "number"),
        ("O plano custa US$ 79,90.", "unit"),
        ("O plano Essencial tem 300 Giga.", "unit"),
        ("Vale até 11/12/2026.", "date"),
        ("Vale até 10 de janeiro.", "date"),
        ("Aberto de segunda-feira a sábado.", "date"),
        ("O plano é vendido pela Claro.", "name"),
        ("Use o código XK-99.", "name"),
        ("Ligue para 4002-1201.", "digits"),
        ("Ligue para (11) 4002-1200.", "digits"),
        ("Ligue para 0800 1020 555.", "digits"),
        ("Ligue para ４００２-１２０1.", "digits"),
        ("Pague em https://fibraboa.example.evil.test/cobertura.", "address"),
        ("Pague em [aqui](http://evil.test/x).", "address"),
        ("Pague em evil\u200b.test agora.", "address"),
        ("Escreva para b@fibraboa.example.", "address"),
        ("Ligue em tel:190.", "address"),
        ("Há multa depois de 12 meses.", "negation"),
        ("O plano Essencial não tem 300 Mega e não custa R$ 79,90 por mês.", "negation"),
    ],
)
def test_what_no_source_says_is_found(answer: str, kind: str) -> None:
    assert kind in {one.kind for one in find_ungrounded(answer, "pt-BR", SOURCES)}


@given(st.text(max_size=300))
def test_any_text_can_be_checked(text: str) -> None:
    find_ungrounded(text, "pt-BR", SOURCES)
    assert find_ungrounded("", "en-US", [Told(text, "pt-BR")]) == []


def test_without_sources_only_what_names_nothing_is_grounded() -> None:
    assert find_ungrounded("Bom dia.", "pt-BR", []) == []
    assert find_ungrounded("Custa R$ 10,00.", "pt-BR", [])
