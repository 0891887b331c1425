"""Which passages hold the answer: BM25 over stems in text and headings, how near words stand, how much is covered."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tecnocursos.answers.questions import Concept, Question, Stems
from tecnocursos.documents.passage_search import Candidate, SearchedText

_SATURATION = 1.2
_LENGTH_WEIGHT = 0.6
_HEADING_WEIGHT = 2.2
_NEAR_WEIGHT = 0.35
_NEAR_TERMS = 4
_COVERAGE_WEIGHT = 0.65


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage, how well it fits (only comparable within one question) and how much of the question it covers."""

    candidate: Candidate
    score: float
    coverage: float
    """0 to 1: of what the question names, by how rare it is; what no document knows counts as rarest."""
    heading_coverage: float
    """The same of its headings alone."""


class Rarity:
    """How much a concept tells, from the counts of its terms."""

    def __init__(self, counts: Mapping[str, int], searched: SearchedText) -> None:
        self._counts, self._passages = counts, searched.passages

    def of_term(self, term: str) -> float:
        count = self._counts.get(term, 0)
        return math.log(1 + (self._passages - count + 0.5) / (count + 0.5))

    def of_form(self, form: Stems) -> float:
        return sum(self.of_term(stem) for stem in form) / math.sqrt(len(form))

    def of_concept(self, concept: Concept) -> float:
        """Of the form in which it was asked for, where that is known; else of the commonest that is."""
        if not concept.is_known:
            return self.of_term("")
        asked = {form for form, _ in concept.forms}
        if concept.stems in asked:
            return self.of_form(concept.stems)
        return min(self.of_form(form) for form in asked)


def rank(
    question: Question, candidates: Sequence[Candidate], counts: Mapping[str, int], searched: SearchedText
) -> list[Ranked]:
    """The candidates, the best first; equal ones in the order of documents and passages."""
    rarity = Rarity(counts, searched)
    weights = [concept.weight * rarity.of_concept(concept) for concept in question.concepts]
    ranked = [_ranked(question, weights, candidate, rarity, searched.mean_terms) for candidate in candidates]
    # Rounded, since sums of floats may differ in their last digit from machine to machine.
    return sorted(ranked, key=lambda one: -round(one.score, 9))


def coverage(question: Question, weights: Sequence[float], present: frozenset[str]) -> float:
    """How much of the question these stems say."""
    total = sum(weights)
    if not total:
        return 0.0
    said = sum(weight * _said(concept, present) for concept, weight in zip(question.concepts, weights, strict=True))
    return said / total


def _said(concept: Concept, present: frozenset[str]) -> float:
    return max(math.sqrt(sure) * sum(stem in present for stem in form) / len(form) for form, sure in concept.forms)


def _ranked(
    question: Question, weights: Sequence[float], candidate: Candidate, rarity: Rarity, mean_terms: float
) -> Ranked:
    in_text, in_heading = Counter(candidate.text_terms), Counter(candidate.heading_terms)
    length = 1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * len(candidate.text_terms) / mean_terms

    def frequency(stem: str) -> float:
        # A heading names a thing once, however deep the headings are.
        return in_text[stem] / length + _HEADING_WEIGHT * min(1, in_heading[stem])

    def term_score(stem: str) -> float:
        count = frequency(stem)
        return rarity.of_term(stem) * count * (_SATURATION + 1) / (count + _SATURATION)

    def form_score(form: Stems) -> float:
        share = sum(frequency(stem) > 0 for stem in form) / len(form)
        return share * sum(map(term_score, form)) / math.sqrt(len(form))

    score = sum(
        concept.weight * max(sure * form_score(form) for form, sure in concept.forms) for concept in question.concepts
    )
    score += _NEAR_WEIGHT * _nearness(question, weights, candidate)
    headings = frozenset(in_heading)
    covered = coverage(question, weights, headings | frozenset(in_text))
    score *= 1 - _COVERAGE_WEIGHT + _COVERAGE_WEIGHT * covered
    return Ranked(candidate, score, covered, coverage(question, weights, headings))


def _nearness(question: Question, weights: Sequence[float], candidate: Candidate) -> float:
    """For concepts that follow one another in the question and stand near each other in the passage."""
    places = [_places(concept, candidate.text_terms) for concept in question.concepts]
    found = 0.0
    for (one, weight), (other, other_weight) in pairwise(zip(places, weights, strict=True)):
        if one and other and min(abs(here - there) for here in one for there in other) <= _NEAR_TERMS:
            found += min(weight, other_weight)
    return found


def _places(concept: Concept, terms: Sequence[str]) -> list[int]:
    stems = {stem for form, _ in concept.forms for stem in form}
    return [place for place, term in enumerate(terms) if term in stems][:20]
