"""The chains: entries wait until their transaction commits, and are numbered and linked then.

The row of the chain's end is locked last and for the length of two statements, so that requests of one tenant do not
wait for each other's work. What is rolled back, a savepoint too, takes its entries with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, event, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, SessionTransaction

from tecnocursos.audit.entries import START, entry_hash
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.audit.models import AuditEntry, AuditHead
from tecnocursos.infra.database import INSTALLATION, SYSTEM, Scope, enter_scope, start_writing
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now

_WAITING = "audit"
ENTRIES_PER_CHECKPOINT = 1000
"""So many entries are never without a checkpoint for longer than it takes to do a job."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    tenant_id: UUID
    content: dict[str, Any]
    scope: Scope
    savepoint: SessionTransaction | None


def append(session: Session, tenant_id: UUID, content: dict[str, Any]) -> None:
    """Put an entry at the end of the tenant's chain when the session commits."""
    waiting: list[_Waiting] | None = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = []
        event.listen(session, "before_commit", _link)
        event.listen(session, "after_soft_rollback", _forget_rolled_back)
        event.listen(session, "after_transaction_end", _forget_ended)
    # Anybody may add to the chain of the installation; the session may be in another tenant's scope when it commits.
    scope: Scope = SYSTEM if tenant_id == INSTALLATION else session.info["scope"]
    waiting.append(_Waiting(tenant_id, content, scope, session.get_nested_transaction()))


def _forget_rolled_back(session: Session, ended: SessionTransaction) -> None:
    if ended.nested:
        session.info[_WAITING][:] = [entry for entry in session.info[_WAITING] if not _is_within(entry, ended)]


def _forget_ended(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info[_WAITING].clear()


def _is_within(entry: _Waiting, savepoint: SessionTransaction) -> bool:
    step = entry.savepoint
    while step is not None:
        if step is savepoint:
            return True
        step = step.parent
    return False


def _link(session: Session) -> None:
    """Write what waits. In the order of the tenants, so that two transactions never wait for each other."""
    waiting: list[_Waiting] = session.info[_WAITING]
    if not waiting or session.in_nested_transaction():
        return
    session.flush()
    start_writing(session)
    own_scope = session.info["scope"]
    by_tenant = attrgetter("tenant_id")
    for tenant_id, group in groupby(sorted(waiting, key=by_tenant), by_tenant):
        entries = list(group)
        if entries[0].scope != session.info["scope"]:
            enter_scope(session, entries[0].scope)
        _extend(session, tenant_id, [entry.content for entry in entries])
    if session.info["scope"] != own_scope:
        enter_scope(session, own_scope)
    waiting.clear()


def _extend(session: Session, tenant_id: UUID, contents: list[dict[str, Any]]) -> None:
    first, last = _take_end(session.connection(), tenant_id)
    sequence, previous = first, last
    rows = []
    for content in contents:
        sequence += 1
        entry = {"tenant_id": tenant_id, "sequence": sequence, "created_at": utc_now(), **content}
        previous = entry_hash(previous, entry)
        rows.append(entry | {"hash": previous})
    session.execute(insert(AuditEntry.__table__), rows)  # type: ignore[arg-type]
    session.execute(
        update(AuditHead.__table__)  # type: ignore[arg-type]
        .where(AuditHead.tenant_id == tenant_id)
        .values(sequence=sequence, hash=previous)
    )
    if sequence // ENTRIES_PER_CHECKPOINT > first // ENTRIES_PER_CHECKPOINT:
        enqueue(session, PublishCheckpoints())


def _take_end(connection: Connection, tenant_id: UUID) -> tuple[int, bytes]:
    """Lock the end of the chain; a chain begins with its first entry."""
    wanted = select(AuditHead.sequence, AuditHead.hash).where(AuditHead.tenant_id == tenant_id).with_for_update()
    found = connection.execute(wanted).one_or_none()
    if found is None:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        beginning = dialect.insert(AuditHead).values(tenant_id=tenant_id, sequence=0, hash=START, published_sequence=0)
        connection.execute(beginning.on_conflict_do_nothing())
        found = connection.execute(wanted).one()
    return found.sequence, found.hash
