"""Data keys: one or more a tenant, wrapped by a master key. Destroying them makes unreadable what they encrypted.

The database keeps only wrapped keys. Members' own secrets belong to no tenant; they use the keys of INSTALLATION.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlalchemy import LargeBinary, Row, Select, inspect, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from tecnocursos.infra.database import Base, Database, short_text, start_writing
from tecnocursos.infra.keyring import KEY_BYTES, Keyring, load_keyring
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Invalid

Purpose = Literal["data", "index"]
"""`data` encrypts and is changed by rotation; `index` makes blind indexes and stays, so that equal stays equal."""


class DataKeyDestroyed(Invalid):
    code = "data_key_destroyed"
    en = "The key of this value was destroyed; it cannot be read any more."
    pt = "A chave deste valor foi destruída; ele não pode mais ser lido."


class DataKey(Base):
    __tablename__ = "data_keys"

    tenant_id: Mapped[UUID] = mapped_column(primary_key=True)
    """No foreign key: INSTALLATION is no tenant."""
    purpose: Mapped[Purpose] = mapped_column(short_text(10), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    """The newest one encrypts."""
    master_id: Mapped[str] = mapped_column(short_text(20))
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary())
    """None once destroyed."""
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class KeyFile(Base):
    """Which key file this database was written with: at most one row."""

    __tablename__ = "key_files"

    is_ours: Mapped[bool] = mapped_column(primary_key=True, default=True)
    fingerprint: Mapped[str] = mapped_column(short_text(32))


def current_key(session: Session, tenant_id: UUID, purpose: Purpose = "data") -> tuple[int, bytes]:
    """Version and key that encrypt now; the first one is made when it is first needed.

    Its row is held until the transaction ends, so that no version is destroyed while something is written with it; the
    same transaction, and those within it, need not ask again.
    """
    held: dict[tuple[UUID, Purpose], _Held] = session.info.setdefault("current_keys", {})
    known = held.get((tenant_id, purpose))
    if known is not None and _is_within(session, known.transaction):
        return known.version, known.key
    newest = _versions(tenant_id, purpose).order_by(DataKey.version.desc()).limit(1)
    newest = newest.with_for_update(read=True, key_share=True)
    row = session.execute(newest).one_or_none()
    if row is not None and row.wrapped is None:
        # Perhaps it was waited for while it was destroyed as an old one: then there is a newer one by now.
        row = session.execute(newest).one_or_none()
    if row is None:
        add_version(session, tenant_id, 1, purpose)
        row = session.execute(newest).one()
    key = _unwrapped(session, tenant_id, purpose, row)
    transaction = _innermost(session)
    if transaction is not None:
        held[tenant_id, purpose] = _Held(transaction, row.version, key)
        if purpose == "data":
            _read_keys(session)[tenant_id, row.version] = key
    return row.version, key


@dataclass(frozen=True, slots=True)
class _Held:
    """A key whose row is locked until this transaction or savepoint ends."""

    transaction: SessionTransaction
    version: int
    key: bytes = field(repr=False)


def _innermost(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()


def _is_within(session: Session, transaction: SessionTransaction) -> bool:
    current = _innermost(session)
    while current is not None and current is not transaction:
        current = current.parent
    return current is transaction


def _forget(session: Session) -> None:
    """What was read of keys before they changed, or before a savepoint took them back."""
    session.info.pop("data_keys", None)
    session.info.pop("current_keys", None)


def key_of_version(session: Session, tenant_id: UUID, version: int) -> bytes:
    """The key that a value was encrypted with. Raises DataKeyDestroyed."""
    known = _read_keys(session)
    key = known.get((tenant_id, version))
    if key is None:
        row = session.execute(_versions(tenant_id, "data").where(DataKey.version == version)).one_or_none()
        if row is None:
            raise DataKeyDestroyed
        key = known[tenant_id, version] = _unwrapped(session, tenant_id, "data", row)
    return key


def _read_keys(session: Session) -> dict[tuple[UUID, int], bytes]:
    """What was read before, by tenant and version."""
    known: dict[tuple[UUID, int], bytes] = session.info.setdefault("data_keys", {})
    return known


def add_version(session: Session, tenant_id: UUID, version: int, purpose: Purpose = "data") -> None:
    """Make a key; nothing happens when another process made this version first."""
    start_writing(session)
    master_id, wrapped = keyring_of(session).wrap(secrets.token_bytes(KEY_BYTES), _context(tenant_id, purpose, version))
    _forget(session)
    session.execute(
        insert_into(session, DataKey)
        .values(
            tenant_id=tenant_id,
            purpose=purpose,
            version=version,
            master_id=master_id,
            wrapped=wrapped,
            created_at=utc_now(),
        )
        .on_conflict_do_nothing()
    )


def hold_all(session: Session) -> None:
    """Wait for all who use keys to write, and let nobody do so until this transaction ends.

    On SQLite whoever writes is alone already.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {DataKey.__tablename__} IN EXCLUSIVE MODE"))


def destroy_keys(session: Session, tenant_id: UUID) -> None:
    """Destroy all keys of a tenant: what they encrypted, in every copy and backup too, is unreadable from now on.

    A backup of this table holds the keys as well, so those of the time before must be kept apart from it, or go.
    """
    session.execute(update(DataKey).where(DataKey.tenant_id == tenant_id).values(wrapped=None))
    _forget(session)


def rewrap(session: Session, row: DataKey) -> None:
    """Wrap the key by the current master key."""
    context = _context(row.tenant_id, row.purpose, row.version)
    if row.wrapped is not None:
        keyring = keyring_of(session)
        row.master_id, row.wrapped = keyring.wrap(keyring.unwrap(row.master_id, row.wrapped, context), context)


def keyring_of(session: Session) -> Keyring:
    keyring: Keyring = session.info["keyring"]
    return keyring


def open_keyring(database: Database, path: Path) -> Keyring:
    """The keyring at `path`, if it is the one that the database was written with; a fresh database takes any.

    Raises what `load_keyring` raises. A database that cannot be reached just now is believed when a key file is there.
    """
    try:
        with database.transaction(None, is_reading=True) as session:
            is_migrated = inspect(session.connection()).has_table(KeyFile.__tablename__)
            expected = session.scalar(select(KeyFile.fingerprint)) if is_migrated else None
    except OperationalError:
        if not path.exists():
            raise
        return load_keyring(path)
    keyring = load_keyring(path, expected)
    if is_migrated and expected is None:
        with database.transaction(None) as session:
            # Of two machines that start with files of their own, the first one decides.
            first = insert_into(session, KeyFile).values(is_ours=True, fingerprint=keyring.fingerprint)
            session.execute(first.on_conflict_do_nothing())
            return load_keyring(path, session.scalar(select(KeyFile.fingerprint)))
    return keyring


def _versions(tenant_id: UUID, purpose: Purpose) -> Select[int, str, bytes | None]:
    """Columns, no objects: this is asked in nearly every transaction."""
    wanted = select(DataKey.version, DataKey.master_id, DataKey.wrapped)
    return wanted.where(DataKey.tenant_id == tenant_id, DataKey.purpose == purpose)


def _unwrapped(session: Session, tenant_id: UUID, purpose: Purpose, row: Row[int, str, bytes | None]) -> bytes:
    version, master_id, wrapped = row
    if wrapped is None:
        raise DataKeyDestroyed
    return keyring_of(session).unwrap(master_id, wrapped, _context(tenant_id, purpose, version))


def _context(tenant_id: UUID, purpose: str, version: int) -> bytes:
    return f"data key|{tenant_id}|{purpose}|{version}".encode()
