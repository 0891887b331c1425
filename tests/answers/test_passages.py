"""Documents cut into passages, and words brought to what their forms have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.answers.questions import edit_distance
from tecnocursos.config import DocumentLimits
from tecnocursos.documents.passages import Passage, split_into_passages
from tecnocursos.documents.reader import read_outline
from tecnocursos.documents.terms import split_words, stem, terms
from tecnocursos.kit.text import words


def passages(folder: Path, text: str) -> tuple[Passage, ...]:
    path = folder / "manual.md"
    path.write_text(text)
    return split_into_passages(read_outline(path, "0" * 64, folder / "media", DocumentLimits(), name="manual.md"))


def test_a_table_is_told_row_by_row_with_its_header(tmp_path: Path) -> None:
    (only,) = passages(tmp_path, "# Planos\n\n## Preços\n\n| Plano | Preço |\n|---|---|\n| A | R$ 79,90 |\n| B | |\n")
    assert only.text == "Plano: A; Preço: R$ 79,90\nPlano: B"
    assert only.heading == "Planos › Preços"


def test_a_list_stays_with_what_introduces_it(tmp_path: Path) -> None:
    first = "palavra " * 60
    steps = "\n".join(f"{number}. Faça o passo {number} com calma" for number in range(1, 12))
    found = passages(tmp_path, f"# Modem\n\n{first}\n\nSiga os passos:\n\n{steps}\n")
    assert [passage.text.partition("\n")[0][:14] for passage in found] == ["palavra palavr", "Siga os passos"]
    assert found[1].text.endswith("11. Faça o passo 11 com calma")
    assert len(found[1].block_ids) == 12


def test_passages_do_not_cross_sections_and_no_word_is_lost(tmp_path: Path) -> None:
    sentence = "Uma frase de oito palavras que se repete sempre. "
    found = passages(tmp_path, f"# A\n\n{sentence * 60}\n\n## B\n\n{sentence * 3}\n")
    assert {passage.heading for passage in found} == {"A", "A › B"}
    assert max(len(words(passage.text)) for passage in found) <= 180
    assert sum(len(words(passage.text)) for passage in found) == 63 * len(words(sentence))


@pytest.mark.parametrize(
    "forms",
    [
        "fatura faturas",
        "pagar pago paguei pagamento pagando pague",
        "cancelar cancelamento cancelado cancelei",
        "instalar instalação instalações instalado",
        "lenta lento lentidão",
        "técnico técnicos técnica",
        "trocar troquei troque",
        "cobrança cobrar cobraram",
        "bill bills",
        "connected connecting",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in split_words(forms)}) == 1


def test_words_that_differ_keep_different_stems() -> None:
    told = "fatura boleto senha roteador velocidade multa contrato visita mudança plano canal cobertura".split()
    assert len({stem(word) for word in split_words(" ".join(told))}) == len(told)


def test_units_and_joints_are_read_alike() -> None:
    assert terms("Wi-Fi de 5GHz") == terms("wifi de 5 ghz")
    assert terms("2ª via") == terms("2a via")


@given(st.text())
def test_terms_are_never_syntax(text: str) -> None:
    assert all(word.isalnum() and len(word) <= 40 for word in split_words(text))
    assert all(term and len(term) <= 40 for term in terms(text))


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edit_distance_is_a_distance(one: str, other: str) -> None:
    assert edit_distance(one, other) == edit_distance(other, one)
    assert (edit_distance(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= edit_distance(one, other) <= max(len(one), len(other))
