"""Keeping files: each content once for a tenant, whole, within its plan, for as long as something refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from tecnocursos.billing import quotas
from tecnocursos.files import queries
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.file_digests import remembered_digest
from tecnocursos.infra.storage import Storage
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now


def keep(session: Session, actor: Actor, storage: Storage, path: Path, media_type: str) -> StoredFile:
    """Keep the content of `path`, or find that it is kept already. Raises FileTooLarge, QuotaReached, StorageFailed.

    Refer to it by a foreign key in the same transaction, or within the hours of grace. Of a large file call
    `put_ahead` before the transaction, so that its bytes need not be moved inside.
    """
    sha256, size = remembered_digest(path), path.stat().st_size
    file = _find_and_touch(session, actor, sha256) or _insert(session, actor, sha256, size, media_type)
    # From here on the row is locked: whoever would remove the bytes has done so already, or waits.
    key = key_of(actor.tenant_id, sha256)
    if not storage.exists(key):
        storage.put_file(key, path)
    return file


def put_ahead(storage: Storage, tenant_id: UUID, path: Path, *, is_given_away: bool = False) -> None:
    """Move the bytes of a large file before the transaction that keeps it; alone it keeps nothing.

    A file that is given away may be used in its place: nobody changes it any more, though its name may go.
    """
    key = key_of(tenant_id, remembered_digest(path))
    if not storage.exists(key):
        storage.put_file(key, path, is_given_away=is_given_away)


def get_file(session: Session, actor: Actor, file_id: UUID) -> StoredFile:
    """Raises StoredFileNotFound."""
    return queries.get_file(session, actor.tenant_id, file_id)


def local_path(storage: Storage, file: StoredFile) -> Path:
    """Where the content lies on this machine; fetched from a remote storage. Only for reading. Raises FileMissing."""
    return storage.local_path(key_of(file.tenant_id, file.sha256))


def stream(storage: Storage, file: StoredFile, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The content from `start` up to but not including `end`. Raises FileMissing before the first piece."""
    return storage.stream(key_of(file.tenant_id, file.sha256), start, end)


def key_of(tenant_id: UUID, sha256: str) -> str:
    return f"kept/{tenant_id}/{sha256[:2]}/{sha256}"


def _find_and_touch(session: Session, actor: Actor, sha256: str) -> StoredFile | None:
    return session.scalar(
        update(StoredFile)
        .where(StoredFile.tenant_id == actor.tenant_id, StoredFile.sha256 == sha256)
        .values(kept_at=utc_now())
        .returning(StoredFile)
        .execution_options(synchronize_session=False)
    )


def _insert(session: Session, actor: Actor, sha256: str, size: int, media_type: str) -> StoredFile:
    quotas.require_file_size(session, actor, size)
    added = insert_into(session, StoredFile).values(
        tenant_id=actor.tenant_id, sha256=sha256, size_bytes=size, media_type=media_type
    )
    added = added.on_conflict_do_nothing(index_elements=["tenant_id", "sha256"])
    made: StoredFile | None = session.scalar(added.returning(StoredFile))
    if made is not None:
        quotas.take(session, actor, "storage_bytes", size)
        return made
    # Somebody else kept the same content while this waited for them.
    found = _find_and_touch(session, actor, sha256)
    return found if found is not None else _insert(session, actor, sha256, size, media_type)
