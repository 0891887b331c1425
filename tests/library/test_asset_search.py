"""Finding assets by words and filters: the same in both databases."""

from __future__ import annotations

import string
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media_samples import picture
from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.library.words import indexed_words, split_words, stem


@pytest.fixture(scope="module")
def librarian(platform: Platform, client: TestClient) -> Person:
    person = join(platform, client)
    for name, tags, description in (
        ("Instalações de fibra óptica.png", "campo,rede externa", "Técnico em campo"),
        ("Ação de marketing.png", "marketing", "Campanha de verão com hotéis"),
        ("Roteador Wi-Fi 6.png", "equipamento,rede interna", "Os botões do aparelho e as luzes"),
        ("O'Brien 100% AND OR NOT.png", "pessoas", 'aspas "duplas" e col:una*'),
    ):
        files = {"file": (name, picture(size=(8, 8)))}
        sent = person.post("/api/v1/assets/upload", files=files, data={"tags": tags, "description": description})
        assert sent.status_code == 201, sent.text
    return person


def _search(person: Person, **query: Any) -> Any:
    answer = person.get("/api/v1/assets/search", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _names(person: Person, **query: Any) -> list[str]:
    return [asset["name"].partition(" ")[0].partition(".")[0] for asset in _search(person, **query)["items"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("instalação", ["Instalações"]),
        ("INSTALACOES", ["Instalações"]),
        ("insta", ["Instalações"]),
        ("ações", ["Ação"]),
        ("acao", ["Ação"]),
        ("fibras opticas", ["Instalações"]),
        ("hotel", ["Ação"]),
        ("botão", ["Roteador"]),
        ("luz", ["Roteador"]),
        ("wi-fi", ["Roteador"]),
        ("rede", ["Roteador", "Instalações"]),
        ("rede externa", ["Instalações"]),
        ("redes interna fibra", []),
        ("o'brien", ["O'Brien"]),
        ("and or not", ["O'Brien"]),
        ("100%", ["O'Brien"]),
        ("duplas", ["O'Brien"]),
        ("nada disso", []),
        ("!!!", []),
        ('"', []),
        ("*", []),
    ],
)
def test_words_find(librarian: Person, words: str, found: list[str]) -> None:
    assert sorted(_names(librarian, q=words)) == sorted(found)


_TYPED = "".join(letter for letter in string.printable if letter not in "\x0b\x0c")
"""Without the control characters, which no text may hold."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from(_TYPED + "áçõ\u202e\u0301\"'*:()^-+&|!<>\\%_{}~;"), max_size=40))
def test_no_text_is_syntax(librarian: Person, words: str) -> None:
    _search(librarian, q=words)


def test_a_name_counts_more_than_a_description(librarian: Person) -> None:
    files = {"file": ("Marcas.png", picture(size=(8, 8)))}
    librarian.post("/api/v1/assets/upload", files=files, data={"description": "sobre zebra"})
    files = {"file": ("Zebra.png", picture(size=(8, 8)))}
    librarian.post("/api/v1/assets/upload", files=files)
    assert _names(librarian, q="zebra") == ["Zebra", "Marcas"]


def test_filters_and_facets_count_what_is_found(librarian: Person) -> None:
    found = _search(librarian, q="rede")
    assert found["facets"]["kinds"] == {"image": 2}
    assert found["facets"]["tags"] == {"campo": 1, "equipamento": 1, "rede externa": 1, "rede interna": 1}
    assert _names(librarian, q="rede", tag="rede externa") == ["Instalações"]
    assert _names(librarian, tag=["Rede Externa", "campo"]) == ["Instalações"]
    assert _names(librarian, tag=["rede externa", "marketing"]) == []
    assert _names(librarian, kind="video") == []
    assert len(_names(librarian, owner_id=str(librarian.actor.user_id))) >= 4
    assert _names(librarian, largest_bytes=1) == []
    assert _names(librarian, q="rede", created_to="2020-01-01T00:00:00Z") == []
    assert _names(librarian, is_favourite=True) == []


@pytest.mark.parametrize(
    "query", [{"kind": "font"}, {"sort": "random"}, {"cursor": "x"}, {"limit": 0}, {"created_from": "ontem"}]
)
def test_wrong_questions_are_refused(librarian: Person, query: dict[str, Any]) -> None:
    assert librarian.get("/api/v1/assets/search", params={"q": "a"} | query).status_code == 422


def test_a_changed_description_is_found_by_its_new_words(librarian: Person) -> None:
    files = {"file": ("Mudança.png", picture(size=(8, 8)))}
    asset = librarian.post("/api/v1/assets/upload", files=files, data={"description": "antigamente"}).json()
    place = f"/api/v1/assets/{asset['id']}"
    librarian.patch(place, headers={"If-Match": "*"}, json={"description": "hodiernamente"})
    assert _names(librarian, q="antigamente") == []
    assert _names(librarian, q="hodiernamente") == ["Mudança"]
    librarian.delete(place, headers={"If-Match": "*"})
    assert _names(librarian, q="hodiernamente") == []


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("ação", "ações"),
        ("pão", "pães"),
        ("mão", "mãos"),
        ("animal", "animais"),
        ("hotel", "hotéis"),
        ("lençol", "lençóis"),
        ("jovem", "jovens"),
        ("cor", "cores"),
        ("luz", "luzes"),
        ("árvore", "árvores"),
        ("cabo", "cabos"),
        ("image", "images"),
        ("company", "companies"),
        ("box", "boxes"),
        ("class", "classes"),
    ],
)
def test_singular_and_plural_share_their_stem(singular: str, plural: str) -> None:
    assert stem(split_words(singular)[0]) == stem(split_words(plural)[0])


@given(st.text(max_size=60))
def test_folded_words_are_plain(text: str) -> None:
    words = indexed_words(text).split()
    assert all(word == split_words(word)[0] for word in words)
