"""Removing what is not needed any more, without ever removing what is.

A file's row is deleted, then its bytes, then that is committed. Whoever keeps the same content meanwhile waits for the
row and then finds no bytes and puts them; whoever refers to the row meanwhile is refused by the foreign key, or refuses
the deletion. Ended in between, the row stays without bytes, which the next one who keeps that content puts again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.billing import quotas
from tecnocursos.files import queries
from tecnocursos.files.models import StoredFile, Upload
from tecnocursos.files.service import key_of
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.storage import Storage
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import system_actor
from tecnocursos.kit.clock import utc_now

_BATCH = 500


def sweep(database: Database, storage: Storage, *, grace: timedelta) -> dict[str, int]:
    """Give up expired uploads, and remove files that nothing refers to. Gives how many of each."""
    before = utc_now() - grace
    return {
        "uploads": _give_up_uploads(database, storage),
        "files": sum(_remove_file(database, storage, file_id, before) for file_id in _unreferenced(database, before)),
    }


def remove_lost_bytes(database: Database, storage: Storage, *, grace: timedelta) -> dict[str, int]:
    """Remove stored bytes that no row knows. It lists all that is stored."""
    before = utc_now() - grace
    return {
        "parts": _remove_lost_parts(database, storage, before),
        "files": _remove_lost_files(database, storage, before),
    }


def parts_folder(upload_id: UUID) -> str:
    return f"parts/{upload_id}"


def _give_up_uploads(database: Database, storage: Storage) -> int:
    expired = select(Upload.id).where(Upload.expires_at <= utc_now()).order_by(Upload.expires_at).limit(_BATCH)
    with database.transaction(SYSTEM, is_reading=True) as session:
        found = session.scalars(expired).all()
    given_up = 0
    for upload_id in found:
        deletion = delete(Upload).where(Upload.id == upload_id, Upload.expires_at <= utc_now())
        with database.transaction(SYSTEM) as session:
            is_given_up = session.scalar(deletion.returning(Upload.id)) is not None
        if is_given_up:  # and no more bytes came meanwhile, which would have prolonged it
            storage.delete_below(parts_folder(upload_id))
            given_up += 1
    return given_up


def _unreferenced(database: Database, before: datetime) -> list[UUID]:
    wanted = queries.unreferenced().where(StoredFile.kept_at < before).order_by(StoredFile.kept_at).limit(_BATCH)
    with database.transaction(SYSTEM, is_reading=True) as session:
        return list(session.scalars(wanted))


def _remove_file(database: Database, storage: Storage, file_id: UUID, before: datetime) -> bool:
    deletion = delete(StoredFile).where(StoredFile.id == file_id, StoredFile.kept_at < before, queries.no_reference())
    try:
        with database.transaction(SYSTEM) as session:
            removed = session.execute(
                deletion.returning(StoredFile.tenant_id, StoredFile.sha256, StoredFile.size_bytes)
            ).one_or_none()
            if removed is None:
                return False
            quotas.give_back(session, system_actor(removed.tenant_id), "storage_bytes", removed.size_bytes)
            storage.delete(key_of(removed.tenant_id, removed.sha256))
    except IntegrityError:
        return False  # somebody began to refer to it just now
    return True


def _remove_lost_parts(database: Database, storage: Storage, before: datetime) -> int:
    """Parts that came too late for an upload that was finished or given up meanwhile."""
    removed = 0
    for batch in _old_keys(storage, "parts", before):
        with database.transaction(SYSTEM, is_reading=True) as session:
            ids = {UUID(key.split("/")[1]) for key in batch}
            alive = set(session.scalars(select(Upload.id).where(Upload.id.in_(ids))))
        for key in batch:
            if UUID(key.split("/")[1]) not in alive:
                storage.delete(key)
                removed += 1
    return removed


def _remove_lost_files(database: Database, storage: Storage, before: datetime) -> int:
    """Bytes whose row was never committed: their keeper was rolled back."""
    removed = 0
    for batch in _old_keys(storage, "kept", before):
        contents = {key: (UUID(key.split("/")[1]), key.split("/")[3]) for key in batch}
        with database.transaction(SYSTEM, is_reading=True) as session:
            wanted = select(StoredFile.tenant_id, StoredFile.sha256)
            wanted = wanted.where(StoredFile.sha256.in_({sha256 for _, sha256 in contents.values()}))
            known = {(tenant_id, sha256) for tenant_id, sha256 in session.execute(wanted)}
        for key, (tenant_id, sha256) in contents.items():
            if (tenant_id, sha256) not in known:
                with database.open(SYSTEM) as session:  # never committed: it only holds the place meanwhile
                    if _takes_place(session, tenant_id, sha256):
                        storage.delete(key)
                        removed += 1
    return removed


def _takes_place(session: Session, tenant_id: UUID, sha256: str) -> bool:
    """Take the place of the row with this content, unless there is one; whoever keeps that content waits."""
    place = insert_into(session, StoredFile).values(tenant_id=tenant_id, sha256=sha256, size_bytes=0, media_type="")
    try:
        return session.scalar(place.on_conflict_do_nothing().returning(StoredFile.id)) is not None
    except IntegrityError:
        return True  # the tenant itself is gone


def _old_keys(storage: Storage, folder: str, before: datetime) -> Iterator[list[str]]:
    old = (found.key for found in storage.list_keys(folder) if found.changed_at < before)
    while batch := list(itertools.islice(old, _BATCH)):
        yield batch
