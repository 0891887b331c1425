"""The articles of examples/provedor in a tenant, questions about them, and how well they are answered."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.answers import service
from tecnocursos.config import DocumentLimits
from tecnocursos.documents.indexing import index_version
from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.documents.passage_models import PassageRow
from tecnocursos.documents.reader import read_outline
from tecnocursos.files.models import StoredFile
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.text import collapse, fold, words

EXAMPLES = Path(__file__).parents[1] / "examples" / "provedor"
QUESTIONS = Path(__file__).parent / "answers" / "questions.yaml"


@dataclass(frozen=True)
class Asked:
    """A question; the article that answers it, or None; in which section, and what the answer must say."""

    question: str
    article: str | None
    heading: str | None = None
    must_contain: tuple[str, ...] = ()

    def is_answered_by(self, name: str, heading: str | None) -> bool:
        return name == self.article and (self.heading is None or (heading or "").endswith(f" › {self.heading}"))


@dataclass
class Figures:
    """Of answerable questions: where the right passage stood. Of all: what was refused."""

    places: list[int | None] = field(default_factory=list)
    refused: int = 0
    refused_rightly: int = 0
    unanswerable: int = 0
    answers: int = 0
    grounded: int = 0
    """Answers whose every sentence is of the cited passage."""
    right: int = 0
    """Answerable questions whose answer says what it must."""

    def hit(self, depth: int) -> float:
        return sum(place is not None and place <= depth for place in self.places) / len(self.places)

    @property
    def mrr(self) -> float:
        return sum(1 / place for place in self.places if place is not None) / len(self.places)

    @property
    def ndcg(self) -> float:
        return sum(1 / math.log2(1 + place) for place in self.places if place is not None) / len(self.places)

    @property
    def refusal_precision(self) -> float:
        return self.refused_rightly / self.refused if self.refused else 0.0

    @property
    def refusal_recall(self) -> float:
        return self.refused_rightly / self.unanswerable if self.unanswerable else 0.0

    @property
    def refusal_f1(self) -> float:
        both = self.refusal_precision + self.refusal_recall
        return 2 * self.refusal_precision * self.refusal_recall / both if both else 0.0


def questions(part: str) -> list[Asked]:
    """`part` is `development`, `held_out` or `practice`."""
    read: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text())[part]
    return [Asked(**one | {"must_contain": tuple(one.get("must_contain", ()))}) for one in read]


def furnish(session: Session, actor: Actor, scratch: Path, change: Callable[[str], str] = lambda text: text) -> None:
    """Let the tenant have all articles, read and indexed as a job would; `change` changes their text first."""
    for path in sorted((EXAMPLES / "artigos").glob("*.md")):
        add_article(session, actor, scratch, path.stem, change(path.read_text()))


def add_article(session: Session, actor: Actor, scratch: Path, name: str, text: str) -> UUID:
    scratch.mkdir(parents=True, exist_ok=True)
    written = scratch / f"{name}.md"
    written.write_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    outline = read_outline(written, sha256, scratch / "media", DocumentLimits(), name=written.name)
    owned = {"tenant_id": actor.tenant_id}
    stored = session.scalar(
        select(StoredFile).where(StoredFile.sha256 == sha256, StoredFile.tenant_id == actor.tenant_id)
    )
    if stored is None:
        stored = StoredFile(**owned, sha256=sha256, size_bytes=len(text), media_type="text/markdown")
    document = Document(**owned, name=name, folded_name=fold(name), kind="markdown", latest_number=1)
    session.add_all([stored, document])
    session.flush()
    version = DocumentVersion(
        **owned, document_id=document.id, number=1, file_name=written.name, stored_file_id=stored.id, state="ready"
    )
    session.add(version)
    session.flush()
    index_version(session, actor, version, outline)
    session.flush()
    return document.id


def measure(session: Session, actor: Actor, asked: Sequence[Asked]) -> Figures:
    """What the product makes of the questions."""
    figures = Figures()
    for one in asked:
        if one.article:
            found = service.find_passages(session, actor, one.question, limit=10)
            figures.places.append(_place(one, [(each.document_name, each.row.heading) for each in found]))
        told = service.answer(session, actor, one.question)
        figures.unanswerable += one.article is None
        if told.kind == "refusal":
            figures.refused += 1
            figures.refused_rightly += one.article is None
            continue
        figures.answers += 1
        figures.right += bool(one.article) and all(collapse(fact) in collapse(told.text) for fact in one.must_contain)
        cited = " ".join(
            session.scalars(select(PassageRow.text).where(PassageRow.id.in_([c.passage_id for c in told.citations])))
        )
        figures.grounded += all(line.strip() in collapse(cited) for line in collapse(told.text).split("\n"))
    return figures


def measure_plain(session: Session, actor: Actor, asked: Sequence[Asked]) -> Figures:
    """Textbook BM25 (k1 1.2, b 0.75) over lower-cased words of heading and text. It refuses what no passage fits."""
    rows = session.execute(
        select(PassageRow, Document.name)
        .join(Document, Document.id == PassageRow.document_id)
        .where(PassageRow.tenant_id == actor.tenant_id)
        .order_by(PassageRow.document_id, PassageRow.position)
    ).all()
    texts = [Counter(words(f"{row.heading} {row.text}".lower())) for row, _ in rows]
    mean = sum(map(Counter.total, texts)) / len(texts)
    frequency = Counter(word for text in texts for word in text)
    figures = Figures()
    for one in asked:
        wanted = words(one.question.lower())
        scores = [_bm25(wanted, text, frequency, len(texts), mean) for text in texts]
        order = sorted((index for index in range(len(texts)) if scores[index]), key=lambda index: -scores[index])[:10]
        if one.article:
            figures.places.append(_place(one, [(rows[index][1], rows[index][0].heading) for index in order]))
        figures.unanswerable += one.article is None
        if not order:
            figures.refused += 1
            figures.refused_rightly += one.article is None
            continue
        figures.answers += 1
        figures.grounded += 1
        best = rows[order[0]][0].text
        figures.right += bool(one.article) and all(collapse(fact) in collapse(best) for fact in one.must_contain)
    return figures


def count_passages(session: Session, actor: Actor) -> int:
    return session.scalar(select(func.count()).where(PassageRow.tenant_id == actor.tenant_id)) or 0


def _place(asked: Asked, found: Sequence[tuple[str, str | None]]) -> int | None:
    return next((place for place, one in enumerate(found, 1) if asked.is_answered_by(*one)), None)


def _bm25(wanted: Sequence[str], text: Counter[str], frequency: Counter[str], passages: int, mean: float) -> float:
    score = 0.0
    for word in wanted:
        if count := text[word]:
            rarity = math.log(1 + (passages - frequency[word] + 0.5) / (frequency[word] + 0.5))
            score += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * text.total() / mean))
    return score
