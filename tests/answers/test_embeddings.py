"""Passages found by their meaning: vectors made by a job, through the real openai client and a local server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from model_services import Reply, Service, serving
from people import Person
from provedor import add_article
from tecnocursos.answers import service
from tecnocursos.answers.adapters.embeddings import OpenAIEmbedder
from tecnocursos.answers.errors import EmbeddingFailed
from tecnocursos.answers.messages import EmbedPassages, FindUnembedded
from tecnocursos.answers.models import PassageVector
from tecnocursos.answers.parts import AnswerParts
from tecnocursos.answers.values import Answer
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import EmbeddingSettings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.worker.running import Runner

ARTICLE = """# Ajuda

## Conexão devagar

Reinicie o roteador e teste com o cabo de rede.

## Mudança de plano

Troque o plano no aplicativo, em Meu plano.

## Segunda via

Baixe o boleto no aplicativo, em Faturas.
"""
MEANINGS = (("devagar", "tartaruga", "arrasta"), ("plano", "pacote"), ("boleto", "conta", "faturas"))
QUESTION = "isso aqui parece uma tartaruga"


def meant(text: str) -> list[float]:
    """A vector whose places say how often each meaning is named."""
    return [0.1 + sum(text.lower().count(word) for word in words) for words in MEANINGS]


def vectors(body: dict[str, Any], made: Callable[[str], list[float]] = meant) -> Reply:
    rows = [
        {"object": "embedding", "index": index, "embedding": made(text)} for index, text in enumerate(body["input"])
    ]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    # In any order: the index says which is which.
    return 200, {}, {"object": "list", "data": rows[::-1], "model": body["model"], "usage": usage}


@contextmanager
def embedder(
    reply: Callable[[dict[str, Any], int], Reply] = lambda body, _: vectors(body), **changes: Any
) -> Iterator[tuple[OpenAIEmbedder, Service]]:
    with serving(reply, "/embeddings") as served:
        settings = {"base_url": served.url, "model": "tiny", "timeout_seconds": 20, "batch": 2} | changes
        yield OpenAIEmbedder(EmbeddingSettings.model_validate(settings)), served


@pytest.fixture
def documents(owner: Person, platform: Platform, tmp_path: Path) -> Person:
    with platform.database.transaction(owner.tenant_id) as session:
        add_article(session, owner.actor, tmp_path, "ajuda", ARTICLE)
    return owner


def embed(platform: Platform, person: Person, made: OpenAIEmbedder) -> None:
    with platform.database.transaction(person.tenant_id) as session:
        enqueue(session, EmbedPassages(), actor=person.actor, once_key="embed")
    run(platform, made)


def run(platform: Platform, made: OpenAIEmbedder | None) -> None:
    runner = Runner(replace(platform, answers=AnswerParts(embedder=made)), "test")
    while runner.run_next():
        pass


def models(platform: Platform, person: Person) -> list[str]:
    with platform.database.transaction(person.tenant_id) as session:
        wanted = select(PassageVector.model).where(PassageVector.tenant_id == person.tenant_id)
        return list(session.scalars(wanted))


def ask(platform: Platform, person: Person, made: OpenAIEmbedder | None, question: str = QUESTION) -> Answer:
    parts = AnswerParts(embedder=made)
    vector = parts.vector_of(question)
    with platform.database.transaction(person.tenant_id) as session:
        found = service.look_up(session, person.actor, question, vector=vector)
    return service.say(found, parts)


def test_a_question_in_other_words_is_answered_where_meaning_is_enough(
    documents: Person, stranger: Person, platform: Platform, tmp_path: Path
) -> None:
    with platform.database.transaction(stranger.tenant_id) as session:
        add_article(session, stranger.actor, tmp_path, "alheio", ARTICLE.replace("cabo de rede", "cabo alheio"))
    with embedder(sure_from=0.9) as (made, served):
        embed(platform, documents, made)
        embed(platform, stranger, made)
        assert models(platform, documents) == ["tiny"] * 3
        # The headings are part of what a passage means; two at once, as the service takes them.
        assert [len(request["input"]) for request in served.requests] == [2, 1, 2, 1]
        assert served.requests[0]["input"][0].startswith("Ajuda › Conexão devagar\n")
        told = ask(platform, documents, made)
        assert told.text == "Reinicie o roteador e teste com o cabo de rede."
        assert told.citations[0].heading == "Ajuda › Conexão devagar"
        assert ask(platform, documents, made, "nada disso tem a ver").kind == "refusal"
    with embedder() as (unsure, _):
        # Without a threshold of its own, meaning gives the order and words decide.
        assert ask(platform, documents, unsure).kind == "refusal"
    assert ask(platform, documents, None).kind == "refusal"


def test_words_and_meaning_count_alike(documents: Person, platform: Platform) -> None:
    with embedder() as (made, _):
        embed(platform, documents, made)
        question = "troco o plano no aplicativo?"
        assert ask(platform, documents, made, question).text == "Troque o plano no aplicativo, em Meu plano."
        vector = AnswerParts(embedder=made).vector_of("aplicativo da tartaruga")
        with platform.database.transaction(documents.tenant_id) as session:
            found = service.look_up(session, documents.actor, "aplicativo da tartaruga", vector=vector)
        # Both that have the word, and the one that is meant, none of them twice.
        headings = [passage.row.heading for passage in found.finding.passages]
        assert len(headings) == len(set(headings)) == 3


def test_a_stopped_job_goes_on_where_it_was(documents: Person, platform: Platform) -> None:
    def broken_once(body: dict[str, Any], number: int) -> Reply:
        return (500, {}, {"error": {"message": "x"}}) if number == 2 else vectors(body)

    with embedder(broken_once) as (made, served):
        embed(platform, documents, made)
        assert models(platform, documents) == ["tiny"] * 2  # it waits to be tried again
        embed(platform, documents, made)
        with platform.database.transaction(documents.tenant_id) as session:
            enqueue(session, EmbedPassages(), actor=documents.actor)
        run(platform, made)
        assert models(platform, documents) == ["tiny"] * 3
        assert [len(request["input"]) for request in served.requests] == [2, 1, 1]


def test_what_is_new_or_of_another_model_is_embedded_without_asking(
    documents: Person, platform: Platform, tmp_path: Path
) -> None:
    def sweep(made: OpenAIEmbedder | None) -> None:
        with platform.database.transaction(SYSTEM) as session:
            enqueue(session, FindUnembedded())
        run(platform, made)

    sweep(None)
    assert models(platform, documents) == []
    with embedder(batch=200) as (made, _):
        sweep(made)
        assert models(platform, documents) == ["tiny"] * 3
        with platform.database.transaction(documents.tenant_id) as session:
            add_article(session, documents.actor, tmp_path, "mais", "# Mais\n\nOutro texto.\n")
        sweep(made)
        assert models(platform, documents) == ["tiny"] * 4
    with embedder(batch=200, model="other") as (made, _):
        sweep(made)
        assert models(platform, documents) == ["other"] * 4


@pytest.mark.parametrize(
    "reply",
    [
        (500, {}, {"error": {"message": "x"}}),
        (401, {}, {"error": {"message": "x"}}),
        (200, {}, b"{not json"),
        (200, {}, {"object": "list", "data": [], "model": "tiny"}),
        (200, {}, {"object": "list", "data": [{"index": 0, "embedding": [0.0, 0.0]}], "model": "tiny"}),
        (200, {}, {"object": "list", "data": [{"index": 0, "embedding": ["a"]}], "model": "tiny"}),
        (200, {}, {"object": "list", "data": [{"index": 1, "embedding": [1.0]}], "model": "tiny"}),
        (200, {}, {"object": "list", "data": [{"index": 0}], "model": "tiny"}),
    ],
)
def test_a_service_that_fails_leaves_words_alone_to_decide(documents: Person, platform: Platform, reply: Reply) -> None:
    with embedder(lambda *_: reply) as (made, served):
        with pytest.raises(EmbeddingFailed):
            made.embed(["um texto"])
        question = "como baixo a segunda via do boleto?"
        assert ask(platform, documents, made, question) == ask(platform, documents, None, question)
        # It is not asked again at once.
        count = len(served.requests)
        assert ask(platform, documents, made, question).kind == "answer"
        assert len(served.requests) == count
