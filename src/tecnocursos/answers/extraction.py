"""An answer in the documents' own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tecnocursos.answers.ranking import coverage
from tecnocursos.answers.searching import Finding, FoundPassage
from tecnocursos.documents.terms import terms
from tecnocursos.kit.text import split_sentences

LONGEST_ANSWER = 700
"""Characters, for one bubble on a phone."""
_WHOLE_PASSAGE = 420


@dataclass(frozen=True, slots=True)
class Extract:
    """Whole sentences of a passage, in their order."""

    passage: FoundPassage
    text: str


def extract(finding: Finding) -> Extract:
    """The sentences of the best passage that hold the answer."""
    passage = finding.passages[0]
    return Extract(passage, best_sentences(finding, passage.row.text, passage.row.heading))


def best_sentences(finding: Finding, text: str, heading: str | None) -> str:
    """Neighbouring sentences that say most of what is asked for, the whole text where it is short."""
    if len(text) <= _WHOLE_PASSAGE:
        return text
    sentences = _sentences(text)
    in_heading = frozenset(terms(heading or ""))
    told = [frozenset(terms(sentence)) for sentence, _ in sentences]
    best, best_value = (0, 1), -1.0
    for start in range(len(sentences)):
        length = 0
        for end in range(start + 1, len(sentences) + 1):
            length += len(sentences[end - 1][0]) + 1
            if length > LONGEST_ANSWER and end > start + 1:
                break
            said = frozenset[str]().union(in_heading, *told[start:end])
            only = frozenset[str]().union(*told[start:end])
            value = coverage(finding.question, finding.weights, said)
            value += coverage(finding.question, finding.weights, only)
            # Some context costs little; a wall of text does.
            value -= max(0, length - _WHOLE_PASSAGE) / LONGEST_ANSWER
            value += min(length, _WHOLE_PASSAGE) / _WHOLE_PASSAGE * 0.2
            if value > best_value + 1e-9:
                best, best_value = (start, end), value
    return _cut("".join(sentence + joint for sentence, joint in sentences[best[0] : best[1]]).strip())


def _sentences(text: str) -> list[tuple[str, str]]:
    """Sentences with what follows them: a line break or a space."""
    found: list[tuple[str, str]] = []
    for line in text.split("\n"):
        parts: Sequence[str] = [line] if line.lstrip().startswith("•") else split_sentences(line)
        found += [(part, " ") for part in parts[:-1]]
        found += [(part, "\n") for part in parts[-1:]]
    return found


def _cut(text: str) -> str:
    """One sentence alone may be too long: it ends at a word."""
    if len(text) <= LONGEST_ANSWER:
        return text
    return text[: LONGEST_ANSWER - 1].rsplit(" ", 1)[0] + "…"
