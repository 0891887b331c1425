"""The words that a tenant's customers use for the words of its documents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tecnocursos.answers.errors import SynonymNotFound, TooManySynonyms
from tecnocursos.answers.models import Synonym
from tecnocursos.audit.service import record
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission

MOST_SYNONYMS = 1_000
_NEWEST_FIRST = SortOrder("newest", (Synonym.created_at, Synonym.id), is_descending=True)


def own_phrases(session: Session, actor: Actor) -> list[list[str]]:
    """The phrases of all groups of the tenant."""
    return [row.phrases for row in session.scalars(_own(actor).order_by(Synonym.created_at, Synonym.id))]


def list_synonyms(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[Synonym]:
    actor.require(Permission.READ_CONTENT)
    return fetch_page(session, _own(actor), _NEWEST_FIRST, cursor=cursor, limit=limit)


def get_synonym(session: Session, actor: Actor, synonym_id: UUID) -> Synonym:
    """Raises SynonymNotFound."""
    actor.require(Permission.READ_CONTENT)
    found = session.scalar(_own(actor).where(Synonym.id == synonym_id))
    if found is None:
        raise SynonymNotFound
    return found


def create_synonym(session: Session, actor: Actor, phrases: Sequence[str]) -> Synonym:
    """Raises TooManySynonyms."""
    actor.require(Permission.EDIT_CONTENT)
    count = session.scalar(select(func.count()).where(Synonym.tenant_id == actor.tenant_id)) or 0
    if count >= MOST_SYNONYMS:
        raise TooManySynonyms(limit=MOST_SYNONYMS)
    row = Synonym(tenant_id=actor.tenant_id, phrases=list(phrases))
    session.add(row)
    session.flush()
    record(session, actor, "synonym.created", "synonym", row.id)
    return row


def change_synonym(session: Session, actor: Actor, row: Synonym, phrases: Sequence[str]) -> None:
    actor.require(Permission.EDIT_CONTENT)
    row.phrases = list(phrases)
    session.flush()
    record(session, actor, "synonym.changed", "synonym", row.id)


def delete_synonym(session: Session, actor: Actor, row: Synonym) -> None:
    actor.require(Permission.EDIT_CONTENT)
    record(session, actor, "synonym.deleted", "synonym", row.id)
    session.delete(row)
    session.flush()


def _own(actor: Actor) -> Select[Synonym]:
    return select(Synonym).where(Synonym.tenant_id == actor.tenant_id)
