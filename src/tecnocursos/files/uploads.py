"""Uploads from their beginning to the file that they become."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tecnocursos.audit import service as audit
from tecnocursos.billing import quotas
from tecnocursos.config import UploadSettings
from tecnocursos.files import queries, service
from tecnocursos.files.errors import UploadNotFound, UploadUnfinished
from tecnocursos.files.media_types import detect_media_type
from tecnocursos.files.messages import RemoveParts
from tecnocursos.files.models import StoredFile, Upload
from tecnocursos.files.names import harmless_name
from tecnocursos.infra.database import Database
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now

_WRITE_BYTES = 1024**2


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A whole file, under the name that it was sent with."""

    name: str
    file: StoredFile


def begin(session: Session, actor: Actor, limits: UploadSettings, name: str, length: int) -> Upload:
    """Announce a file of `length` bytes. Raises FileTooLarge and QuotaReached before a byte is sent."""
    actor.require(Permission.EDIT_CONTENT)
    quotas.require_file_size(session, actor, length, limits.largest_bytes)
    quotas.hold(session, actor)
    announced = queries.announced_bytes(session, actor.tenant_id)
    quotas.require_room(session, actor, "storage_bytes", announced + length)
    upload = Upload(
        tenant_id=actor.tenant_id,
        created_by=actor.user_id,
        name=harmless_name(name),
        length_bytes=length,
        expires_at=utc_now() + timedelta(hours=limits.expiry_hours),
    )
    session.add(upload)
    session.flush()
    audit.record(session, actor, "upload.begun", "upload", upload.id, {"bytes": (None, length)})
    return upload


def get_upload(session: Session, actor: Actor, upload_id: UUID) -> Upload:
    """Whoever began it may see it. Raises UploadNotFound, UploadExpired."""
    actor.require(Permission.EDIT_CONTENT)
    upload = queries.get_upload(session, actor.tenant_id, upload_id)
    if upload.created_by != actor.user_id:
        raise UploadNotFound
    return upload


def finish(
    database: Database,
    storage: Storage,
    folder: Path,
    tenant_id: UUID,
    upload_id: UUID,
    act: Callable[[Session], Actor],
) -> None:
    """Make the file of an upload whose last byte has come; `act` says who, and whether they still may.

    Done again, it changes nothing. Raises QuotaReached, FileTooLarge, StorageFailed.
    """
    with database.transaction(tenant_id, is_reading=True) as session:
        if queries.get_upload(session, tenant_id, upload_id).file_id is not None:
            return
        keys = queries.part_keys(session, tenant_id, upload_id)
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / f"{upload_id}-{secrets.token_hex(8)}"
    try:
        with whole.open("xb") as file:
            for key in keys:
                file.writelines(storage.stream(key))
        media_type = detect_media_type(whole)
        service.put_ahead(storage, tenant_id, whole, is_given_away=True)
        with database.transaction(tenant_id) as session:
            actor = act(session)
            upload = queries.get_upload(session, tenant_id, upload_id, is_locked=True)
            if upload.file_id is None:
                kept = service.keep(session, actor, storage, whole, media_type)
                upload.file_id = kept.id
                audit.record(session, actor, "upload.finished", "upload", upload.id, {"file": (None, str(kept.id))})
                enqueue(session, RemoveParts(upload_id=upload.id), actor=actor)
    finally:
        whole.unlink(missing_ok=True)


def terminate(session: Session, actor: Actor, upload_id: UUID) -> None:
    """Give an upload up. What was made of it stays."""
    upload = get_upload(session, actor, upload_id)
    session.execute(delete(Upload).where(Upload.id == upload.id, Upload.tenant_id == actor.tenant_id))
    enqueue(session, RemoveParts(upload_id=upload.id), actor=actor)
    audit.record(session, actor, "upload.terminated", "upload", upload.id)


def take_upload(session: Session, actor: Actor, upload_id: UUID) -> Uploaded:
    """The file that an upload became; refer to it in the same transaction. Raises UploadNotFound, UploadUnfinished."""
    upload = get_upload(session, actor, upload_id)
    if upload.file_id is None:
        raise UploadUnfinished(offset=upload.offset_bytes, length=upload.length_bytes)
    return Uploaded(upload.name, queries.get_file(session, actor.tenant_id, upload.file_id))
