"""New keys while the product runs: master keys wrap anew, data keys encrypt anew, old ones are destroyed when unused.

What is still encrypted with an old version says so itself, in its first bytes: a rotation that was killed goes on where
it was, and nothing is read or written differently meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Select, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.infra.data_keys import DataKey, add_version, rewrap
from tecnocursos.infra.database import INSTALLATION, SYSTEM, Database
from tecnocursos.infra.encryption import decrypt, encrypt, is_tenant_owned, place_of, version_prefix

_AT_ONCE = 200
"""Rows of one transaction: on SQLite writers wait for it."""


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


def add_data_keys(database: Database) -> None:
    """Give every tenant, and the installation, a new version to encrypt with."""
    with database.transaction(SYSTEM) as session:
        for tenant_id, version in _current_versions(session).items():
            add_version(session, tenant_id, version + 1)


def count_old(database: Database, columns: Sequence[Column[Any]]) -> int:
    """How many values are encrypted with an older version than the current one of their tenant."""
    count = 0
    with database.transaction(SYSTEM, is_reading=True) as session:
        for tenant_id, version in _current_versions(session).items():
            for column in _columns_of(tenant_id, columns):
                count += session.scalars(_old(column, tenant_id, version).with_only_columns(func.count())).one()
    return count


def encrypt_anew(
    database: Database, columns: Sequence[Column[Any]], tell: Callable[[int], None] = lambda _count: None
) -> int:
    """Bring every value to the current version; gives how many were. `tell` is given the count after each step."""
    done = 0
    with database.transaction(SYSTEM, is_reading=True) as session:
        versions = _current_versions(session)
    for tenant_id, version in versions.items():
        for column in _columns_of(tenant_id, columns):
            after: UUID | None = None
            while True:
                with database.transaction(SYSTEM) as session:
                    moved, after = _move(session, column, tenant_id, version, after)
                if after is None:
                    break
                done += moved
                tell(done)
    return done


def destroy_old_versions(database: Database, columns: Sequence[Column[Any]]) -> int:
    """Destroy the data keys that nothing is encrypted with any more, then the master keys that wrap nothing.

    Gives the count of destroyed data keys. Whoever still writes with an old version holds its row: it is waited for.
    """
    destroyed = 0
    with database.transaction(SYSTEM, is_reading=True) as session:
        versions = _current_versions(session)
    for tenant_id, current in versions.items():
        with database.transaction(SYSTEM) as session:
            old = select(DataKey).where(
                DataKey.tenant_id == tenant_id,
                DataKey.purpose == "data",
                DataKey.version < current,
                DataKey.wrapped.is_not(None),
            )
            for row in session.scalars(old.with_for_update()):
                if not _is_used(session, columns, tenant_id, row.version):
                    row.wrapped = None
                    destroyed += 1
    keyring = database.session_info["keyring"]
    with database.transaction(SYSTEM, is_reading=True) as session:
        wrapping = session.scalars(select(DataKey.master_id).where(DataKey.wrapped.is_not(None)).distinct()).all()
    keyring.remove_masters(set(keyring.masters) - set(wrapping))
    return destroyed


def _current_versions(session: Session) -> dict[UUID, int]:
    newest = select(DataKey.tenant_id, func.max(DataKey.version)).where(
        DataKey.purpose == "data", DataKey.wrapped.is_not(None)
    )
    return {row.tenant_id: row[1] for row in session.execute(newest.group_by(DataKey.tenant_id))}


def _columns_of(tenant_id: UUID, columns: Sequence[Column[Any]]) -> list[Column[Any]]:
    return [column for column in columns if is_tenant_owned(column.table) == (tenant_id != INSTALLATION)]


def _values(column: Column[Any], tenant_id: UUID) -> Select[Any]:
    found = select(column.table.c.id, column).where(column.is_not(None))
    return found.where(column.table.c.tenant_id == tenant_id) if is_tenant_owned(column.table) else found


def _old(column: Column[Any], tenant_id: UUID, version: int) -> Select[Any]:
    prefix = version_prefix(version)
    return _values(column, tenant_id).where(func.substr(column, 1, len(prefix)) != prefix)


def _is_used(session: Session, columns: Sequence[Column[Any]], tenant_id: UUID, version: int) -> bool:
    prefix = version_prefix(version)
    return any(
        session.execute(
            _values(column, tenant_id).where(func.substr(column, 1, len(prefix)) == prefix).limit(1)
        ).first()
        for column in _columns_of(tenant_id, columns)
    )


def _move(
    session: Session, column: Column[Any], tenant_id: UUID, version: int, after: UUID | None
) -> tuple[int, UUID | None]:
    """The next rows; gives how many were moved and the last one's id, None at the end."""
    table = column.table
    wanted = _old(column, tenant_id, version).order_by(table.c.id).limit(_AT_ONCE)
    rows = session.execute(wanted.where(table.c.id > after) if after else wanted).all()
    moved = 0
    for row_id, sealed in rows:
        place = place_of(column, tenant_id, row_id)
        fresh = encrypt(session, place, decrypt(session, place, sealed))
        # Whoever changed it meanwhile wrote with the current version already, and is not overwritten.
        changed = update(table).where(table.c.id == row_id, column == sealed).values({column.name: fresh})
        moved += session.connection().execute(changed).rowcount
    return moved, rows[-1][0] if rows else None
