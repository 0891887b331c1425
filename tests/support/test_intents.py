"""The rules against what customers write: a table that they were made with, and one that they were not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intent_phrases import HELD_OUT, PHRASES, table

from tecnocursos.support.intents import find_intent
from tecnocursos.support.workflows.catalog import WORKFLOWS


def test_the_table_is_large_and_names_workflows() -> None:
    rows = table(PHRASES)
    assert len(rows) >= 200
    assert len({phrase for phrase, _ in rows}) == len(rows)
    assert {name for _, name in rows if name} <= WORKFLOWS.keys()
    assert not {phrase for phrase, _ in rows} & {phrase for phrase, _ in table(HELD_OUT)}


@pytest.mark.parametrize(("phrase", "name"), table(PHRASES))
def test_a_phrase_begins_what_it_asks_for(phrase: str, name: str | None) -> None:
    assert find_intent(phrase) == name


def test_phrases_that_the_rules_were_not_made_with() -> None:
    """Held to what was measured at first sight, in the commit that brought them."""
    precision, recall, wrong = measured(table(HELD_OUT))
    assert precision >= 0.95, wrong
    assert recall >= 0.8, wrong


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    assert find_intent(text) is None or find_intent(text) in WORKFLOWS


def measured(rows: list[tuple[str, str | None]]) -> tuple[float, float, list[tuple[str, str | None, str | None]]]:
    """Precision and recall over all workflows, and what was told wrong: phrase, meant, told."""
    told = [(phrase, name, find_intent(phrase)) for phrase, name in rows]
    right = sum(name is not None and name == found for _, name, found in told)
    begun = sum(found is not None for _, _, found in told)
    meant = sum(name is not None for _, name, _ in told)
    return right / begun, right / meant, [row for row in told if row[1] != row[2]]
