"""Selects of files and uploads, each confined to a tenant."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from tecnocursos.files.errors import StoredFileNotFound, UploadExpired, UploadNotFound
from tecnocursos.files.models import StoredFile, Upload, UploadPart
from tecnocursos.infra.database import Base
from tecnocursos.kit.clock import utc_now


def get_file(session: Session, tenant_id: UUID, file_id: UUID) -> StoredFile:
    """Raises StoredFileNotFound."""
    wanted = select(StoredFile).where(StoredFile.id == file_id, StoredFile.tenant_id == tenant_id)
    if (found := session.scalar(wanted)) is None:
        raise StoredFileNotFound
    return found


def get_upload(session: Session, tenant_id: UUID, upload_id: UUID, *, is_locked: bool = False) -> Upload:
    """Raises UploadNotFound, UploadExpired."""
    wanted = select(Upload).where(Upload.id == upload_id, Upload.tenant_id == tenant_id)
    found = session.scalar(wanted.with_for_update() if is_locked else wanted)
    if found is None:
        raise UploadNotFound
    if found.expires_at <= utc_now():
        raise UploadExpired
    return found


def part_keys(session: Session, tenant_id: UUID, upload_id: UUID) -> list[str]:
    """In the order of their bytes."""
    wanted = select(UploadPart.key).where(UploadPart.upload_id == upload_id, UploadPart.tenant_id == tenant_id)
    return list(session.scalars(wanted.order_by(UploadPart.start_bytes)))


def announced_bytes(session: Session, tenant_id: UUID) -> int:
    """What unfinished uploads will take when they end."""
    pending = select(func.sum(Upload.length_bytes)).where(Upload.tenant_id == tenant_id, Upload.file_id.is_(None))
    return int(session.scalar(pending.where(Upload.expires_at > utc_now())) or 0)


def unreferenced() -> Select[UUID]:
    """Ids of the files that no row of any table refers to. The foreign keys of the schema are the references."""
    return select(StoredFile.id).where(no_reference())


def no_reference() -> ColumnElement[bool]:
    """That no foreign key of any table points to the StoredFile of the query."""
    target = StoredFile.__table__.c.id
    return and_(
        *(
            ~exists().where(key.parent == target)
            for table in Base.metadata.sorted_tables
            for key in table.foreign_keys
            if key.column is target
        )
    )
