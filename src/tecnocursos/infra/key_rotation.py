"""New keys while the product runs: master keys wrap anew, data keys encrypt anew, old ones are destroyed when unused.

What is still encrypted with an old version says so itself, in its first bytes: a rotation that was killed goes on where
it was, and nothing is read or written differently meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import Column as SqlColumn
from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.infra.data_keys import DataKey, DataKeyDestroyed, add_version, hold_all, rewrap
from tecnocursos.infra.database import INSTALLATION, SYSTEM, Database
from tecnocursos.infra.encryption import (
    CiphertextRefused,
    Place,
    decrypt,
    encrypt,
    is_tenant_owned,
    place_of,
    version_prefix,
)
from tecnocursos.infra.jobs.messages import Job, QueueName
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.queries import stop_job
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.clock import utc_now

Column = SqlColumn[Any]
Transaction = Callable[[], AbstractContextManager[Session]]
"""Opens a transaction in the system's scope."""
DestructionListener = Callable[[Session, UUID, int], None]
"""Told, in the transaction that does it, whose data key of which version is destroyed."""

_AT_ONCE: Final = 200
"""Rows of one transaction: on SQLite writers wait for it."""
_PAUSE_SECONDS: Final = 0.03
"""Between two steps, for others who write: SQLite does not queue them, and gives its lock to whoever comes first."""
_TOLD: Final = 100
"""So many damaged values a result names; the log names all."""


class RotateDataKeys(Job):
    """Give all tenants new data keys, encrypt every value anew, and destroy the old keys that nothing needs then."""

    name: ClassVar[str] = "keys.rotate_data"
    queue: ClassVar[QueueName] = "reports"
    max_attempts: ClassVar[int] = 20

    since: datetime
    """Keys that were made before are old."""


def ask_for_rotation(session: Session) -> tuple[UUID, bool]:
    """Ask for new data keys; gives the job, and whether it is a new one. What was stopped or failed is gone on with.

    Whoever runs the machine may; no route leads here.
    """
    last = _last_rotation(session)
    if last is not None and last.finished_at is None:
        return last.id, False
    if last is None or last.state == "succeeded":
        wanted = RotateDataKeys(since=utc_now())
    else:
        wanted = RotateDataKeys.model_validate(last.payload)
    return enqueue(session, wanted, once_key=RotateDataKeys.name), True


def stop_rotation(session: Session) -> UUID | None:
    """Stop the rotation after its next step; None when there is none. What it did stays done."""
    last = _last_rotation(session)
    if last is None or last.finished_at is not None:
        return None
    return stop_job(session, last).id


def rotate_data_keys(
    work: Work, message: RotateDataKeys, columns: Sequence[Column], on_destroyed: DestructionListener
) -> dict[str, Any]:
    """Bring every value to a key made since. What cannot be read is left as it is, with its key, and told."""
    versions = _renew(work, message.since)
    with work.transaction() as session:
        total = sum(session.scalars(select(func.count()).where(column.is_not(None))).one() for column in columns)
        old = _count_old(session, versions, columns)
    work.progress.plan("encryption", total)
    work.progress.advance("encryption", total - old)
    encrypted = 0
    damaged: list[Place] = []
    for tenant_id, version in versions.items():
        for column in _columns_of(tenant_id, columns):
            for step in _steps(work.transaction, column, tenant_id, version):
                encrypted += step.moved
                damaged += step.damaged
                work.progress.advance("encryption", step.seen)
    destroyed, kept = destroy_old_versions(work.transaction, columns, on_destroyed)
    return {
        "encrypted": encrypted,
        "damaged": len(damaged),
        "damaged_values": [
            {"table": place.table, "column": place.column, "row_id": str(place.row_id)} for place in damaged[:_TOLD]
        ],
        "keys_destroyed": destroyed,
        "old_keys_kept": kept,
    }


def rotate_master(database: Database) -> str:
    """Make a new master key and wrap every data key by it; gives its id. What is encrypted stays as it is."""
    keyring = database.session_info["keyring"]
    master_id: str = keyring.add_master()
    rewrap_all(database)
    return master_id


def rewrap_all(database: Database) -> None:
    """Wrap by the current master key what is wrapped by an older one."""
    current = database.session_info["keyring"].masters[-1]
    while True:
        with database.transaction(SYSTEM) as session:
            old = select(DataKey).where(DataKey.master_id != current, DataKey.wrapped.is_not(None)).limit(_AT_ONCE)
            rows = session.scalars(old.with_for_update()).all()
            for row in rows:
                rewrap(session, row)
        if len(rows) < _AT_ONCE:
            return


def destroy_old_versions(
    transaction: Transaction, columns: Sequence[Column], on_destroyed: DestructionListener
) -> tuple[int, int]:
    """Destroy the data keys that nothing is encrypted with any more; gives how many, and how many old ones stay.

    Whoever still writes with an old version holds its row: it is waited for.
    """
    destroyed = kept = 0
    with transaction() as session:
        versions = _current_versions(session)
    for tenant_id, current in versions.items():
        with transaction() as session:
            keys = select(DataKey).where(DataKey.tenant_id == tenant_id, DataKey.purpose == "data")
            old = keys.where(DataKey.version < current, DataKey.wrapped.is_not(None))
            for row in session.scalars(old.with_for_update()).all():
                if _is_needed(session, columns, tenant_id, row.version, current):
                    kept += 1
                    continue
                row.wrapped = None
                on_destroyed(session, tenant_id, row.version)
                destroyed += 1
    return destroyed, kept


def remove_unused_masters(database: Database) -> int:
    """Remove from the key file the old master keys that wrap nothing; gives how many."""
    keyring = database.session_info["keyring"]
    with database.transaction(SYSTEM) as session:
        # A key that somebody wrapped and did not commit yet is waited for; whoever comes later wraps by the newest.
        hold_all(session)
        wrapping = session.scalars(select(DataKey.master_id).where(DataKey.wrapped.is_not(None)).distinct()).all()
        unused = set(keyring.masters[:-1]) - set(wrapping)
        keyring.remove_masters(unused)
    return len(unused)


@dataclass(frozen=True, slots=True)
class _Step:
    seen: int
    moved: int
    damaged: Sequence[Place]
    last: UUID


def _last_rotation(session: Session) -> JobRow | None:
    rotations = select(JobRow).where(JobRow.tenant_id.is_(None), JobRow.name == RotateDataKeys.name)
    return session.scalar(rotations.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(1).with_for_update())


def _renew(work: Work, since: datetime) -> dict[UUID, int]:
    """Give a new version to whoever has none made since; gives the versions to encrypt with, which all do then."""
    with work.transaction() as session:
        old = session.execute(_newest().having(func.max(DataKey.created_at) < since)).all()
    for start in range(0, len(old), _AT_ONCE):
        work.check()
        with work.transaction() as session:
            for tenant_id, version in old[start : start + _AT_ONCE]:
                add_version(session, tenant_id, version + 1)
    with work.transaction() as session:
        # Whoever still encrypts with an old key holds its row; what they write is to be seen when values are looked at.
        old_keys = select(DataKey.version).where(DataKey.purpose == "data", DataKey.created_at < since)
        session.execute(old_keys.with_for_update()).all()
        return _current_versions(session)


def _newest() -> Select[UUID, int]:
    newest = select(DataKey.tenant_id, func.max(DataKey.version))
    return newest.where(DataKey.purpose == "data", DataKey.wrapped.is_not(None)).group_by(DataKey.tenant_id)


def _current_versions(session: Session) -> dict[UUID, int]:
    return dict(session.execute(_newest()).all())


def _count_old(session: Session, versions: dict[UUID, int], columns: Sequence[Column]) -> int:
    return sum(
        session.scalars(_old(column, tenant_id, version).with_only_columns(func.count())).one()
        for tenant_id, version in versions.items()
        for column in _columns_of(tenant_id, columns)
    )


def _columns_of(tenant_id: UUID, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if is_tenant_owned(column.table) == (tenant_id != INSTALLATION)]


def _values(column: Column, tenant_id: UUID) -> Select[Any]:
    found = select(column.table.c.id, column).where(column.is_not(None))
    return found.where(column.table.c.tenant_id == tenant_id) if is_tenant_owned(column.table) else found


def _old(column: Column, tenant_id: UUID, version: int) -> Select[Any]:
    return _values(column, tenant_id).where(_prefix(column) != version_prefix(version))


def _prefix(column: Column) -> ColumnElement[Any]:
    return func.substr(column, 1, len(version_prefix(0)))


def _is_needed(session: Session, columns: Sequence[Column], tenant_id: UUID, version: int, current: int) -> bool:
    """Is a value encrypted with this version, or one with none that ever was, as only a damaged one can be?"""
    others = [version_prefix(other) for other in range(1, current + 1) if other != version]
    return any(
        session.execute(_values(column, tenant_id).where(_prefix(column).not_in(others)).limit(1)).first()
        for column in _columns_of(tenant_id, columns)
    )


def _steps(transaction: Transaction, column: Column, tenant_id: UUID, version: int) -> Iterator[_Step]:
    """Bring the values of a tenant's column to the version, so many at a time."""
    after: UUID | None = None
    while True:
        with transaction() as session:
            step = _move(session, column, tenant_id, version, after)
        if step is None:
            return
        after = step.last
        yield step
        time.sleep(_PAUSE_SECONDS)


def _move(session: Session, column: Column, tenant_id: UUID, version: int, after: UUID | None) -> _Step | None:
    """The next rows; None at the end."""
    table = column.table
    wanted = _old(column, tenant_id, version).order_by(table.c.id).limit(_AT_ONCE)
    rows = session.execute(wanted.where(table.c.id > after) if after else wanted).all()
    moved, damaged = 0, []
    for row_id, sealed in rows:
        place = place_of(column, tenant_id, row_id)
        try:
            fresh = encrypt(session, place, decrypt(session, place, sealed))
        except (CiphertextRefused, DataKeyDestroyed):
            damaged.append(place)
            continue
        # Whoever changed it meanwhile is not overwritten.
        changed = update(table).where(table.c.id == row_id, column == sealed).values({column.name: fresh})
        moved += session.connection().execute(changed).rowcount
    return _Step(len(rows), moved, damaged, rows[-1][0]) if rows else None
