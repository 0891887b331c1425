"""Taking the bytes of an upload: they gather in a file of this process, and are safe part by part.

A part is an object in the storage and a row. The row is inserted, and the offset moved, only where the part begins at
the offset: of two that send the same bytes at once, on whatever machines, one goes on and the other is told where the
upload is. What a killed process had gathered of its last part is sent again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from tecnocursos.config import UploadSettings
from tecnocursos.files import queries
from tecnocursos.files.errors import ChecksumMismatch, ChecksumUnknown, OffsetMismatch, UploadTooLong
from tecnocursos.files.messages import FinishUpload
from tecnocursos.files.models import Upload, UploadPart
from tecnocursos.files.sweeping import parts_folder
from tecnocursos.infra.database import Database
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now

CHECKSUM_ALGORITHMS: Final = ("sha1", "sha256")
_FINISH_AFTER_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Checksum:
    """What all bytes of one request must add up to, or none of them is kept."""

    algorithm: str
    digest: bytes


def parse_checksum(header: str) -> Checksum:
    """Raises ChecksumUnknown."""
    algorithm, _, coded = header.partition(" ")
    if algorithm not in CHECKSUM_ALGORITHMS:
        raise ChecksumUnknown(algorithms=", ".join(CHECKSUM_ALGORITHMS))
    try:
        return Checksum(algorithm, base64.b64decode(coded, validate=True))
    except (ValueError, binascii.Error):
        raise ChecksumUnknown(algorithms=", ".join(CHECKSUM_ALGORITHMS)) from None


class Reception:
    """The bytes of one request on their way into an upload. Not for several threads at once."""

    def __init__(
        self,
        database: Database,
        storage: Storage,
        limits: UploadSettings,
        folder: Path,
        *,
        tenant_id: UUID,
        upload_id: UUID,
        offset: int,
        length: int,
        checksum: Checksum | None = None,
    ) -> None:
        self.offset = offset
        """Where the safe bytes end."""
        self._database = database
        self._storage = storage
        self._limits = limits
        self._tenant_id = tenant_id
        self._upload_id = upload_id
        self._length = length
        self._checksum = checksum
        self._hash = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{upload_id}-{secrets.token_hex(8)}"
        self._file = self._path.open("xb")
        self._gathered = 0

    def write(self, content: bytes) -> None:
        """Gather bytes, and keep them when they are enough for a part. Raises UploadTooLong, OffsetMismatch."""
        if self.offset + self._gathered + len(content) > self._length:
            raise UploadTooLong(length=self._length)
        self._file.write(content)
        self._gathered += len(content)
        if self._hash is not None:
            self._hash.update(content)
        elif self._gathered >= self._limits.part_bytes:
            self._keep_part()

    def end(self) -> None:
        """All bytes of the request have come. Raises ChecksumMismatch, OffsetMismatch."""
        if self._hash is not None and self._checksum is not None and self._hash.digest() != self._checksum.digest:
            raise ChecksumMismatch
        if self._gathered:
            self._keep_part()

    def break_off(self) -> None:
        """No more will come: keep what may be kept."""
        if self._gathered and self._hash is None:
            with suppress(OffsetMismatch):
                self._keep_part()

    def close(self) -> None:
        try:
            with suppress(OSError):  # of a full disk that takes the last bytes no more
                self._file.close()
        finally:
            self._path.unlink(missing_ok=True)

    def _keep_part(self) -> None:
        self._file.flush()
        key = f"{parts_folder(self._upload_id)}/{self.offset:020}-{secrets.token_hex(8)}"
        self._storage.put_file(key, self._path, is_given_away=True)
        try:
            with self._database.transaction(self._tenant_id) as session:
                self._advance(session, key)
        except BaseException:
            self._storage.delete(key)
            raise
        self.offset += self._gathered
        self._gathered = 0
        self._file.close()
        self._path.unlink()
        self._file = self._path.open("xb")

    def _advance(self, session: Session, key: str) -> None:
        moved = session.scalar(
            update(Upload)
            .where(
                Upload.id == self._upload_id,
                Upload.tenant_id == self._tenant_id,
                Upload.offset_bytes == self.offset,
            )
            .values(
                offset_bytes=self.offset + self._gathered,
                expires_at=utc_now() + timedelta(hours=self._limits.expiry_hours),
            )
            .returning(Upload.offset_bytes)
        )
        if moved is None:
            upload = queries.get_upload(session, self._tenant_id, self._upload_id)
            raise OffsetMismatch(expected=upload.offset_bytes, given=self.offset)
        if moved == self._length:
            enqueue(session, FinishUpload(upload_id=self._upload_id), delay_seconds=_FINISH_AFTER_SECONDS)
        session.add(UploadPart(tenant_id=self._tenant_id, upload_id=self._upload_id, start_bytes=self.offset, key=key))


def remove_leftovers(folder: Path, older_than: timedelta) -> None:
    """Remove what killed processes had gathered on this machine."""
    limit = (utc_now() - older_than).timestamp()
    for path in folder.glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()
