"""Reading the record of a tenant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tecnocursos.audit.models import AuditEntry
from tecnocursos.infra.database import Database
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission

NEWEST_FIRST = SortOrder("-sequence", (AuditEntry.sequence,), is_descending=True)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries are wanted; what is None does not matter."""

    action: str | None = None
    """An action, or its beginning: `project` finds `project.renamed`."""
    actor_id: UUID | None = None
    subject_kind: str | None = None
    subject_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Not this moment itself."""


def list_entries(
    session: Session, actor: Actor, wanted: EntryFilter, *, cursor: str | None, limit: int
) -> Slice[AuditEntry]:
    """The newest first."""
    actor.require(Permission.READ_AUDIT)
    return fetch_page(session, _own(actor, wanted), NEWEST_FIRST, cursor=cursor, limit=limit)


def stream_entries(database: Database, actor: Actor, wanted: EntryFilter) -> Iterator[AuditEntry]:
    """All of them, the oldest first. No transaction is open between two steps: the reader may be slow."""
    actor.require(Permission.READ_AUDIT)
    after = 0
    while True:
        with database.transaction(actor.tenant_id, is_reading=True) as session:
            step = _own(actor, wanted).where(AuditEntry.sequence > after).order_by(AuditEntry.sequence).limit(_AT_ONCE)
            entries = session.scalars(step).all()
        yield from entries
        if len(entries) < _AT_ONCE:
            return
        after = entries[-1].sequence


def _own(actor: Actor, wanted: EntryFilter) -> Select[AuditEntry]:
    found = select(AuditEntry).where(AuditEntry.tenant_id == actor.tenant_id)
    if wanted.action is not None:
        found = found.where(AuditEntry.action.startswith(wanted.action, autoescape=True))
    if wanted.actor_id is not None:
        found = found.where(AuditEntry.actor_id == wanted.actor_id)
    if wanted.subject_kind is not None:
        found = found.where(AuditEntry.subject_kind == wanted.subject_kind)
    if wanted.subject_id is not None:
        found = found.where(AuditEntry.subject_id == wanted.subject_id)
    if wanted.since is not None:
        found = found.where(AuditEntry.created_at >= wanted.since)
    if wanted.until is not None:
        found = found.where(AuditEntry.created_at < wanted.until)
    return found
