"""Whether a course says what its document says: every number, unit, date, name and negation must be in its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from tecnocursos.documents.outline import Outline
from tecnocursos.kit.facts.finding import Facts, find_facts
from tecnocursos.kit.facts.negations import changed_negation, nearest_sentence
from tecnocursos.kit.facts.unknown import unknown_facts
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import words
from tecnocursos.kit.value import Value
from tecnocursos.studio.course import Course, Line
from tecnocursos.studio.source_texts import SourceText, source_texts

Kind = Literal["number", "unit", "date", "name", "negation", "source"]

_KIND_NAMES: dict[Kind, tuple[str, str]] = {
    "number": ("The number", "O número"),
    "unit": ("The quantity", "A quantidade"),
    "date": ("The date", "A data"),
    "name": ("The name", "O nome"),
    "negation": ("The negation", "A negação"),
    "source": ("The source", "A fonte"),
}
_WHERE = {
    "missing": ("is not in the document", "não está no documento"),
    "elsewhere": ("is in the document, but not in what this line cites", "está no documento, mas não no trecho citado"),
    "lost": ("of the document was lost", "do documento se perdeu"),
    "added": ("is not in what this line cites", "não está no trecho citado"),
    "none": ("of this line is not named or does not exist", "desta frase não é indicada ou não existe"),
}


class Finding(Value):
    """Something in a line that its sources do not say."""

    scene_id: str
    line_index: int
    """From 0, within the scene."""
    kind: Kind
    token: str
    """As written in the line; of a lost negation, as written in the document."""
    where: Literal["missing", "elsewhere", "lost", "added", "none"]
    """`elsewhere` is the weak kind: another part of the document says it."""

    def message(self, language: str = "en") -> str:
        index = 1 if language.startswith("pt") else 0
        token = f" «{self.token}»" if self.token else ""
        return f"{_KIND_NAMES[self.kind][index]}{token} {_WHERE[self.where][index]}."


class FaithfulnessReport(Value):
    checked_lines: int
    author_lines: int
    """Lines typed by a person without naming a source: they are not checked."""
    findings: tuple[Finding, ...] = ()


def check_faithfulness(course: Course, outline: Outline) -> FaithfulnessReport:
    """Check every line that names sources or was not typed by a person."""
    checker = _Checker(outline)
    findings: list[Finding] = []
    checked = skipped = 0
    for scene in course.scenes:
        for index, line in enumerate(scene.lines):
            if line.origin == "author" and not line.sources:
                skipped += 1
                continue
            checked += 1
            findings += [
                Finding.model_validate(
                    {"scene_id": scene.id, "line_index": index, "kind": kind, "token": token, "where": where}
                )
                for kind, token, where in checker.findings(line, course.language)
                if token not in line.confirmed
            ]
    return FaithfulnessReport(checked_lines=checked, author_lines=skipped, findings=tuple(findings))


def quote_for(line: Line, texts: Mapping[str, SourceText]) -> str | None:
    """The sentence of what the line cites that says the same, word for word; None where none comes near."""
    cited = [texts[source].text for source in line.sources if source in texts]
    return nearest_sentence(line.text, cited)


# A course is checked again and again while somebody edits it, and most of its lines stay as they are. What is given
# belongs to all who ask: nothing may be added to it.
_facts_in = lru_cache(maxsize=20_000)(find_facts)


class _Checker:
    """The facts of a document, found once for each cited part."""

    def __init__(self, outline: Outline) -> None:
        self._language = outline.language
        self._title = outline.title
        self._texts = source_texts(outline)
        self._facts: dict[str, Facts] = {}
        self._all = Facts()
        for text in self._texts.values():
            self._all.add(_facts_in(f"{text.text}\n{text.context}", self._language))
        self._all.add(_facts_in(outline.title, self._language))

    def cited(self, line: Line) -> list[SourceText]:
        return [self._texts[source] for source in line.sources if source in self._texts]

    def findings(self, line: Line, language: Language) -> Iterator[tuple[Kind, str, str]]:
        """Kind, token and where, of one line that is to be checked."""
        cited = self.cited(line)
        if not line.sources and words(line.text) == words(self._title):
            return
        if not cited or len(cited) < len(set(line.sources)):
            yield "source", "", "none"
        known = Facts()
        for text in cited:
            known.add(self._facts_of(text.id))
        said = _facts_in(line.text, language)
        missing = set(unknown_facts(said, self._all))
        for kind, token in dict.fromkeys(unknown_facts(said, known)):
            yield kind, token, "missing" if (kind, token) in missing else "elsewhere"
        if cited and (change := changed_negation(line.text, language, [text.text for text in cited], self._language)):
            yield "negation", change[0], "lost" if change[1] else "added"

    def _facts_of(self, source_id: str) -> Facts:
        if source_id not in self._facts:
            text = self._texts[source_id]
            facts = Facts()
            facts.add(_facts_in(text.text, self._language))
            facts.add(_facts_in(text.context, self._language))
            self._facts[source_id] = facts
        return self._facts[source_id]
