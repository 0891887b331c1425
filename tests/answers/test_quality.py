"""How well the questions of examples/provedor are answered: never worse than it was, and better than plain BM25."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from people import join
from platforms import Setting
from provedor import Figures, furnish, measure, measure_plain, questions
from tecnocursos.answers import service
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor

FLOORS = {"development": (0.93, 0.88, 0.78), "practice": (0.80, 0.74, 0.66), "held_out": (0.93, 0.79, 0.68)}
"""hit@3, MRR and F1 of refusals."""
ENGLISH = {
    "how do I change the wifi password?": "wifi-nome-e-senha",
    "how much is the 500 mega plan?": "planos",
    "how do I cancel my plan?": "cancelamento",
}
"""Questions in another language than the articles, and which of them answers."""
FALSE_FRIENDS = (
    "what are your opening hours?",
    "my internet is down, what should I do?",
    "where is your store?",
    "is there a data limit?",
    "do you sell phones?",
    "do you have a discount for students?",
    "does the tv have netflix?",
    "can I pay with paypal?",
)
ORDERS: dict[Setting, list[list[tuple[str, str | None, float]]]] = {}


@pytest.fixture(scope="module")
def provider(
    platform: Platform, client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Session, Actor]]:
    actor = join(platform, client).actor
    with platform.database.transaction(actor.tenant_id) as session:
        furnish(session, actor, tmp_path_factory.mktemp("articles"))
    with platform.database.transaction(actor.tenant_id) as session:
        yield session, actor


@pytest.mark.parametrize("part", FLOORS)
def test_questions_are_answered_as_well_as_promised(provider: tuple[Session, Actor], part: str) -> None:
    ours: Figures = measure(*provider, questions(part))
    plain = measure_plain(*provider, questions(part))
    hit, mrr, refusals = FLOORS[part]
    assert ours.hit(3) >= hit
    assert ours.mrr >= mrr
    assert ours.refusal_f1 >= refusals
    assert ours.grounded == ours.answers > 0
    assert (ours.hit(1), ours.mrr, ours.ndcg, ours.refusal_f1, ours.right) > (
        plain.hit(1), plain.mrr, plain.ndcg, plain.refusal_f1, plain.right
    )  # fmt: skip
    assert ours.mrr > plain.mrr
    assert ours.refusal_f1 > plain.refusal_f1


def test_both_databases_give_the_same_order(provider: tuple[Session, Actor], setting: Setting) -> None:
    session, actor = provider
    ORDERS[setting] = [
        [(one.document_name, one.row.heading, round(one.score, 6)) for one in service.find_passages(session, actor, q)]
        for q in (asked.question for asked in questions("development"))
    ]
    first = next(iter(ORDERS.values()))
    assert ORDERS[setting] == first
    assert sum(map(bool, first)) >= 70


def test_english_questions_are_answered_or_refused_but_not_misled(provider: tuple[Session, Actor]) -> None:
    for question, article in ENGLISH.items():
        told = service.answer(*provider, question)
        assert [citation.document_name for citation in told.citations] == [article], question
        assert told.text.startswith("Our documents say this in Portuguese:")
    for question in FALSE_FRIENDS:
        assert service.answer(*provider, question).text == "I did not find this in the documents.", question
