"""How sure it is that the best passage holds what is asked for, and when that is enough to answer from it.

A logistic model of a few features, each between 0 and 1. Its weights come from `bench/refusals.py`, which fits them to
the questions of examples/provedor that may be tuned on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tecnocursos.answers.questions import Concept
from tecnocursos.answers.searching import Finding
from tecnocursos.documents.terms import stem, terms
from tecnocursos.kit.language import Language

_SURE_ENOUGH = 0.51
"""A little above the middle, where questions lie of which one word of two is said: «quanto custa um carro»."""
_SURE_BETWEEN_LANGUAGES = 0.6
_BIAS = -0.9
_WEIGHTS: Final = {"several": 2.7, "strange": -1.2, "strange_at_the_end": -1.3, "near": 1.1, "whole": 1.9}
_ENOUGH_CONCEPTS = 3
_FEW_CONCEPTS = 4
_NEAR_TERMS = 5


def confidence(finding: Finding) -> float:
    """0 to 1."""
    if not finding.passages:
        return 0.0
    found = features(finding)
    return 1 / (1 + math.exp(-_BIAS - sum(weight * found[name] for name, weight in _WEIGHTS.items())))


def is_answered(finding: Finding, asked_in: Language, sure_from: float | None = None) -> bool:
    """`sure_from`: the cosine from which on the best passage's meaning is enough, in whatever language."""
    if not finding.passages:
        return False
    best, sure = finding.passages[0], confidence(finding)
    if sure_from is not None and best.cosine is not None and best.cosine >= sure_from:
        return True
    if best.row.language == asked_in:
        return sure >= _SURE_ENOUGH
    # One word that two languages share is often two words: «data», «store».
    is_one_word = features(finding)["several"] <= 1 / _ENOUGH_CONCEPTS
    return sure >= _SURE_BETWEEN_LANGUAGES and not is_one_word


def features(finding: Finding) -> dict[str, float]:
    """What tells whether the best passage holds the answer; there must be one."""
    best, concepts = finding.passages[0], finding.question.concepts
    in_text = terms(best.row.text)
    present = frozenset(in_text).union(terms(best.row.heading or ""))
    said = [any(present.issuperset(form) for form, _ in concept.forms) for concept in concepts]
    strange = frozenset(map(stem, finding.question.strange))
    is_strange = [concept.stems[0] in strange for concept in concepts]
    return {
        "several": min(sum(said), _ENOUGH_CONCEPTS) / _ENOUGH_CONCEPTS,
        # A short question that names a thing of no document is not about the one beside it: «conserto de geladeira».
        # A story names many such things by the way; but what a question ends with is mostly what it is about.
        "strange": float(any(is_strange) and len(concepts) <= _FEW_CONCEPTS),
        "strange_at_the_end": float(any(is_strange[-1:])),
        "near": _nearness(concepts, in_text),
        "whole": float(all(said)),
    }


def _nearness(concepts: Sequence[Concept], in_text: Sequence[str]) -> float:
    """Of what follows one another in the question, how much stands close together in the text."""
    places = []
    for concept in concepts:
        stems = {stem for form, _ in concept.forms for stem in form}
        places.append([place for place, term in enumerate(in_text) if term in stems])
    pairs = [
        any(abs(here - there) <= _NEAR_TERMS for here in one for there in other) for one, other in pairwise(places)
    ]
    return sum(pairs) / len(pairs) if pairs else 1.0
