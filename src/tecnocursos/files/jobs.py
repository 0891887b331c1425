"""Handlers of the jobs of files."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from tecnocursos.files import uploads
from tecnocursos.files.errors import UploadExpired, UploadNotFound
from tecnocursos.files.messages import FinishUpload, RemoveLostBytes, RemoveParts, SweepFiles
from tecnocursos.files.receiving import remove_leftovers
from tecnocursos.files.sweeping import parts_folder, remove_lost_bytes, sweep
from tecnocursos.infra.database import Database
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage


def remove_parts(_work: Work, message: RemoveParts, storage: Storage) -> None:
    storage.delete_below(parts_folder(message.upload_id))


def finish_upload(work: Work, message: FinishUpload, database: Database, storage: Storage, incoming: Path) -> None:
    with suppress(UploadNotFound, UploadExpired):  # given up meanwhile
        uploads.finish(
            database, storage, incoming, work.actor.tenant_id, message.upload_id, lambda _session: work.actor
        )


def sweep_files(
    _work: Work, _message: SweepFiles, database: Database, storage: Storage, incoming: Path, grace_hours: float
) -> dict[str, Any]:
    grace = timedelta(hours=grace_hours)
    remove_leftovers(incoming, grace)
    return dict(sweep(database, storage, grace=grace))


def remove_lost(
    _work: Work, _message: RemoveLostBytes, database: Database, storage: Storage, grace_hours: float
) -> dict[str, Any]:
    return dict(remove_lost_bytes(database, storage, grace=timedelta(hours=grace_hours)))
