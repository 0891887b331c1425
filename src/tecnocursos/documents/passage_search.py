"""Finding passages: what each database's full-text index gives, and how rare terms are in a tenant's documents.

Which passages are candidates depends on the terms' counts alone, never on a database's own ranking; so both databases
give the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.documents.passage_models import DocumentTerm, PassageRow, PassageTerms
from tecnocursos.kit.actor import Actor, Permission

_MOST_CANDIDATES = 1_000
_INDEX = table("passage_search", column("rowid"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with what ranking needs to know of it."""

    row: PassageRow
    document_name: str
    version_number: int
    heading_terms: tuple[str, ...]
    text_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchedText:
    """Counts of what is searched."""

    passages: int
    terms: int
    """Of all texts together."""

    @property
    def mean_terms(self) -> float:
        return self.terms / self.passages if self.passages else 1.0


def measure(session: Session, actor: Actor, document_ids: Collection[UUID] | None = None) -> SearchedText:
    """How much there is to search: all of the tenant's, or what these documents hold."""
    actor.require(Permission.READ_CONTENT)
    wanted = (
        select(func.count(), func.coalesce(func.sum(PassageTerms.term_count), 0))
        .select_from(PassageTerms)
        .where(PassageTerms.tenant_id == actor.tenant_id)
    )
    if document_ids is not None:
        wanted = wanted.join(PassageRow, PassageRow.id == PassageTerms.passage_id).where(
            PassageRow.tenant_id == actor.tenant_id, PassageRow.document_id.in_(document_ids)
        )
    passages, terms = session.execute(wanted).one()
    return SearchedText(int(passages), int(terms))


def count_terms(
    session: Session, actor: Actor, terms: Iterable[str], document_ids: Collection[UUID] | None = None
) -> dict[str, int]:
    """In how many passages each term stands; those that stand nowhere are left out."""
    return _counted(session, _terms_of(actor, document_ids).where(DocumentTerm.term.in_(sorted(set(terms)))))


def similar_terms(
    session: Session, actor: Actor, term: str, document_ids: Collection[UUID] | None = None
) -> dict[str, int]:
    """Terms that may be what `term` misspells, with their counts: about as long, and with one of its first letters."""
    likely = (
        func.length(DocumentTerm.term).between(len(term) - 2, len(term) + 2),
        func.substr(DocumentTerm.term, 1, 1).in_(sorted(set(term[:2]))),
    )
    return _counted(session, _terms_of(actor, document_ids).where(*likely))


def find_candidates(
    session: Session,
    actor: Actor,
    counts: Mapping[str, int],
    document_ids: Collection[UUID] | None = None,
    *,
    also: Collection[UUID] = (),
) -> list[Candidate]:
    """Passages that hold any of the terms, or are named; where those with terms are very many, of the rarest only."""
    actor.require(Permission.READ_CONTENT)
    chosen = _chosen(counts)
    found = _candidates(session, actor, _holds_any(session, actor, chosen), document_ids) if chosen else []
    missing = set(also).difference(one.row.id for one in found)
    if missing:
        found += _candidates(session, actor, (PassageRow.id.in_(missing),), document_ids)
    return found


def _candidates(
    session: Session,
    actor: Actor,
    conditions: tuple[ColumnElement[bool], ...],
    document_ids: Collection[UUID] | None,
) -> list[Candidate]:
    wanted = (
        select(PassageRow, Document.name, DocumentVersion.number, PassageTerms.heading_terms, PassageTerms.text_terms)
        .join(PassageTerms, PassageTerms.passage_id == PassageRow.id)
        .join(Document, Document.id == PassageRow.document_id)
        .join(DocumentVersion, DocumentVersion.id == PassageRow.version_id)
        .where(PassageRow.tenant_id == actor.tenant_id, Document.tenant_id == actor.tenant_id)
        .where(*conditions)
        .order_by(PassageRow.document_id, PassageRow.position)
        .limit(_MOST_CANDIDATES)
    )
    if document_ids is not None:
        wanted = wanted.where(PassageRow.document_id.in_(document_ids))
    return [
        Candidate(row, name, number, tuple(heading.split()), tuple(terms.split()))
        for row, name, number, heading, terms in session.execute(wanted)
    ]


def _chosen(counts: Mapping[str, int]) -> list[str]:
    chosen: list[str] = []
    passages = 0
    for term, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        if chosen and passages + count > _MOST_CANDIDATES:
            break
        chosen.append(term)
        passages += count
    return chosen


def _holds_any(session: Session, actor: Actor, terms: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    """Terms are letters and digits alone (`documents.terms`), so none of them is syntax."""
    tenant = actor.tenant_id.hex
    if session.get_bind().dialect.name == "postgresql":
        any_term = " | ".join(f"'{term}'" for term in terms)
        words: Any = literal_column("passage_terms.words")
        matches = words.op("@@")(text(":wanted ::tsquery").bindparams(wanted=f"'{tenant}' & ({any_term})"))
        return (PassageTerms.tenant_id == actor.tenant_id, matches)
    quoted = " OR ".join(f'"{term}"' for term in terms)
    expression = f'tenant_id : "{tenant}" AND {{heading_terms text_terms}} : ({quoted})'
    return (
        PassageTerms.tenant_id == actor.tenant_id,
        PassageTerms.id == _INDEX.c.rowid,
        text("passage_search MATCH :expression").bindparams(expression=expression),  # type: ignore[return-value]
    )


def _terms_of(actor: Actor, document_ids: Collection[UUID] | None) -> Select[str, int]:
    wanted = (
        select(DocumentTerm.term, func.sum(DocumentTerm.passage_count))
        .where(DocumentTerm.tenant_id == actor.tenant_id)
        .group_by(DocumentTerm.term)
    )
    return wanted if document_ids is None else wanted.where(DocumentTerm.document_id.in_(document_ids))


def _counted(session: Session, wanted: Select[str, int]) -> dict[str, int]:
    return {term: int(count) for term, count in session.execute(wanted)}
