"""The passages that a question is about, the best first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.answers.embedding import AskedVector, find_nearest
from tecnocursos.answers.questions import Question, Vocabulary, forms_to_count, groups_of, read_question
from tecnocursos.answers.ranking import Ranked, Rarity, rank
from tecnocursos.answers.synonyms import own_phrases
from tecnocursos.documents.passage_models import PassageRow
from tecnocursos.documents.passage_search import count_terms, find_candidates, measure, similar_terms
from tecnocursos.kit.actor import Actor, Permission

_NEAREST = 20
_FUSION = 60
"""How little the first places of a list count more than those that follow; as it is usually taken."""


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage and how much of the question it covers, 0 to 1."""

    row: PassageRow
    document_name: str
    version_number: int
    score: float
    """Only comparable with others of the same question."""
    coverage: float
    heading_coverage: float
    cosine: float | None = None
    """How near its meaning is to the question's; None where there are no vectors, or it is not among the nearest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A question as it was understood, and what was found for it."""

    question: Question
    weights: tuple[float, ...]
    """How much each of its concepts tells."""
    passages: tuple[FoundPassage, ...]


def search(
    session: Session,
    actor: Actor,
    text: str,
    *,
    limit: int,
    document_ids: Collection[UUID] | None = None,
    earlier: str | None = None,
    vector: AskedVector | None = None,
) -> Finding:
    """The `limit` best passages, of these documents only where they are named.

    With the question's `vector`, their places by words and by meaning count alike (reciprocal rank fusion).
    """
    actor.require(Permission.READ_CONTENT)
    groups = groups_of(own_phrases(session, actor))
    wanted = forms_to_count(text, groups) | (forms_to_count(earlier, groups) if earlier else set())
    vocabulary = Vocabulary(
        counts=count_terms(session, actor, wanted, document_ids),
        similar=lambda term: similar_terms(session, actor, term, document_ids),
    )
    question = read_question(text, groups, vocabulary, earlier)
    # A misspelt word was mended to one whose other names may not have been counted yet.
    vocabulary.counts |= count_terms(session, actor, question.stems, document_ids)
    counts = {stem: vocabulary.counts[stem] for stem in sorted(question.stems) if stem in vocabulary.counts}
    searched = measure(session, actor, document_ids)
    nearest = {} if vector is None else find_nearest(session, actor, vector, _NEAREST, document_ids)
    candidates = find_candidates(session, actor, counts, document_ids, also=nearest)
    ranked = _fused(rank(question, candidates, counts, searched), nearest)[:limit]
    rarity = Rarity(counts, searched)
    weights = tuple(concept.weight * rarity.of_concept(concept) for concept in question.concepts)
    return Finding(question, weights, tuple(_found(one, nearest) for one in ranked))


def _fused(ranked: list[Ranked], nearest: Mapping[UUID, float]) -> list[Ranked]:
    """In the order of both lists; as they are where there are no nearest ones."""
    if not nearest:
        return ranked
    by_words = {one.candidate.row.id: place for place, one in enumerate(ranked) if one.score > 0}
    by_meaning = {passage_id: place for place, passage_id in enumerate(nearest)}

    def worth(one: Ranked) -> float:
        places = (by_words.get(one.candidate.row.id), by_meaning.get(one.candidate.row.id))
        return sum(1 / (_FUSION + place) for place in places if place is not None)

    return sorted(ranked, key=lambda one: -round(worth(one), 9))


def _found(one: Ranked, nearest: Mapping[UUID, float]) -> FoundPassage:
    candidate = one.candidate
    return FoundPassage(
        row=candidate.row,
        document_name=candidate.document_name,
        version_number=candidate.version_number,
        score=one.score,
        coverage=one.coverage,
        heading_coverage=one.heading_coverage,
        cosine=nearest.get(candidate.row.id),
    )


def last_of(history: Sequence[str]) -> str | None:
    return history[-1] if history else None
