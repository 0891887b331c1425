"""A question as it is searched: its words as concepts, each with what else it may be called, misspellings mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tecnocursos.answers.wordings import BUILT_IN, QUALITIES, SMALL_TALK
from tecnocursos.documents.terms import FUNCTION_WORDS, split_words, stem

_SYNONYM_WEIGHT = 0.7
_MISSPELT_WEIGHT = 0.85
_EARLIER_WEIGHT = 0.35
_FEW_CONCEPTS = 2
_MOST_CONCEPTS = 24
_VERB = re.compile(r"(?:ar|er|ir|ndo|ou|ei|am|em|ing)$")

Stems = tuple[str, ...]
Groups = Mapping[Stems, Sequence[Stems]]
"""What else a phrase is called, by its stems."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a question names. Its forms are phrases of stems, each with how surely it is meant."""

    stems: Stems
    forms: tuple[tuple[Stems, float], ...]
    weight: float = 1.0
    is_known: bool = True
    """Whether any of its forms stands in the documents."""


@dataclass(frozen=True, slots=True)
class Question:
    concepts: tuple[Concept, ...]
    strange: tuple[str, ...] = ()
    """Things it names that stand in no document, as they were written."""

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for concept in self.concepts for form, _ in concept.forms for stem in form)


@dataclass(slots=True)
class Vocabulary:
    """What is known of the documents' terms; `similar` gives those that a term may be a misspelling of."""

    counts: dict[str, int]
    similar: Callable[[str], Mapping[str, int]]
    _mended: dict[str, str | None] = field(default_factory=dict)

    def mended(self, term: str) -> str | None:
        """The known term that this one most likely misspells."""
        if term not in self._mended:
            self._mended[term] = self._closest(term)
        return self._mended[term]

    def _closest(self, term: str) -> str | None:
        if len(term) < 5 or any(letter.isdigit() for letter in term):
            return None
        allowed = 1 if len(term) < 9 else 2
        found = self.similar(term)
        near = sorted((edit_distance(term, other), -count, other) for other, count in found.items() if len(other) > 3)
        if not near or near[0][0] > allowed:
            return None
        closest = near[0][2]
        self.counts[closest] = found[closest]
        return closest


def groups_of(own: Sequence[Sequence[str]]) -> Groups:
    """The built-in groups of synonyms and the tenant's own, by phrase."""
    groups: dict[Stems, list[Stems]] = {}
    for group in (*BUILT_IN, *own):
        phrases = list(dict.fromkeys(stems for phrase in group if (stems := stems_of(phrase))))
        for phrase in phrases:
            groups.setdefault(phrase, []).extend(other for other in phrases if other != phrase)
    return groups


def stems_of(text: str) -> Stems:
    return tuple(stem(word) for word in split_words(text) if word not in FUNCTION_WORDS)


def asked_words(text: str) -> list[str]:
    """What a question is about, without what only asks and greets."""
    told = [word for word in split_words(text) if word not in FUNCTION_WORDS]
    return ([word for word in told if word not in SMALL_TALK] or told)[: 4 * _MOST_CONCEPTS]


def asked_stems(text: str) -> list[str]:
    return [stem(word) for word in asked_words(text)]


def read_question(text: str, groups: Groups, vocabulary: Vocabulary, earlier: str | None = None) -> Question:
    """The concepts of a question; of one that names little, those of the `earlier` question count a little too."""
    concepts = _concepts(asked_stems(text), groups, vocabulary, 1.0)
    unknown = {one for concept in concepts if not concept.is_known for one in concept.stems}
    strange = tuple(word for word in asked_words(text) if stem(word) in unknown and not _only_tells_how(word))
    if earlier and len(concepts) <= _FEW_CONCEPTS:
        known = {concept.stems for concept in concepts}
        concepts += [
            concept
            for concept in _concepts(asked_stems(earlier), groups, vocabulary, _EARLIER_WEIGHT)
            if concept.stems not in known and concept.is_known
        ]
    return Question(tuple(concepts[:_MOST_CONCEPTS]), strange)


def _only_tells_how(word: str) -> bool:
    """Whether it is a verb or a quality, for which documents often have another word, and no thing."""
    return word in QUALITIES or _VERB.search(word) is not None


def forms_to_count(text: str, groups: Groups) -> set[str]:
    """Every stem whose count is needed to read the question."""
    stems = asked_stems(text)
    wanted = set(stems)
    for start in range(len(stems)):
        for length in range(1, 5):
            for other in groups.get(tuple(stems[start : start + length]), ()):
                wanted.update(other)
    return wanted


def _concepts(stems: Sequence[str], groups: Groups, vocabulary: Vocabulary, weight: float) -> list[Concept]:
    concepts: dict[Stems, Concept] = {}
    position = 0
    while position < len(stems):
        phrase = _longest_phrase(stems, position, groups)
        position += len(phrase)
        concept = _concept(phrase, groups, vocabulary, weight)
        concepts.setdefault(concept.stems, concept)
    return list(concepts.values())


def _longest_phrase(stems: Sequence[str], start: int, groups: Groups) -> Stems:
    for length in range(4, 1, -1):
        phrase = tuple(stems[start : start + length])
        if len(phrase) == length and phrase in groups:
            return phrase
    return (stems[start],)


def _concept(phrase: Stems, groups: Groups, vocabulary: Vocabulary, weight: float) -> Concept:
    counts = vocabulary.counts
    others = groups.get(phrase, ())
    if len(phrase) == 1 and phrase[0] not in counts and not others:
        mended = vocabulary.mended(phrase[0])
        if mended is None:
            return Concept(phrase, ((phrase, 1.0),), weight, is_known=False)
        forms: list[tuple[Stems, float]] = [((mended,), _MISSPELT_WEIGHT)]
        forms += [(other, _MISSPELT_WEIGHT * _SYNONYM_WEIGHT) for other in groups.get((mended,), ())]
    else:
        forms = [(phrase, 1.0), *((other, _SYNONYM_WEIGHT) for other in others)]
    present = tuple((form, sure) for form, sure in dict(forms).items() if all(stem in counts for stem in form))
    return Concept(phrase, present or ((phrase, 1.0),), weight, is_known=bool(present))


def edit_distance(one: str, other: str) -> int:
    """Letters to insert, leave out, replace, or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for place, letter_there in enumerate(other, 1):
            cost = letter != letter_there
            best = min(last[place] + 1, current[place - 1] + 1, last[place - 1] + cost)
            if row > 1 and place > 1 and letter == other[place - 2] and one[row - 2] == letter_there:
                best = min(best, before[place - 2] + 1)
            current.append(best)
        before, last = last, current
    return last[-1]
