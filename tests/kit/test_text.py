"""Sentences and words, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.kit.text import collapse, fold, split_sentences, words


@pytest.mark.parametrize(
    "sentences",
    [
        ["O Sr. Silva ligou.", "A Dra. Ana atendeu."],
        ["Conforme o art. 5º da lei, o prazo é de 7 dias.", "Veja o nº 12 e o n. 13."],
        ["Use cabos, conectores etc.", "O roteador fica na sala."],
        ["Use um cabo, p. ex. o azul, e espere.", "Custa R$ 1.234,56.", "Vale a pena!"],
        [
            "Some devices, e.g. The Box and i.e. Others, differ.",
            "The U.S. Army uses it.",
            "It works in the U.S.",
            "The end.",
        ],
        ["Acesse www.exemplo.com.br/ajuda.", "Escreva para suporte@exemplo.com.", "Pronto."],
        ["Espere... e tente de novo.", "Nada?", "Ligue para nós!", "Hmm…", "Sim."],
        ['Ele disse: "Funciona."', "Ela respondeu: “Ótimo!”", "(Fim da conversa.)", "Tudo certo."],
        ["J. R. R. Tolkien escreveu.", "Leia M. de Assis."],
        ["1. Ligue o modem.", "2. Aguarde 30 segundos.", "1.2. Teste."],
        ["Mr. and Mrs. Smith paid $3.50.", "See fig. 3 and pp. 10-12.", "Dr. Who left at 5 p.m. yesterday."],
        ["A versão 2.4 é de 2024.", "Em 2025. Depois disso, nada."][:1],
        ["sem pontuação alguma"],
        ["O que é Wi-Fi?", "É uma rede sem fio."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_line_breaks() -> None:
    assert split_sentences("Um título\n\nUma frase\nem duas linhas. Outra.") == [
        "Um título",
        "Uma frase em duas linhas.",
        "Outra.",
    ]
    assert split_sentences(" \n ") == []


@given(st.text(alphabet="aAéÉ1.!?… \n\t\"'()”-,", max_size=80))
def test_nothing_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences) == collapse(text)
    assert all(sentences)


def test_words() -> None:
    assert words("R$ 1.234,56 por mês: o Wi-Fi d'água, às 10:30.") == [
        "R", "1.234,56", "por", "mês", "o", "Wi-Fi", "d'água", "às", "10:30",
    ]  # fmt: skip
    assert fold("Conexão ÁGIL") == "conexao agil"
