"""A small file that came within a form: kept as a stored file, under its content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import UploadFile
from sqlalchemy.orm import Session

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service as files
from tecnocursos.files.media_types import detect_media_type
from tecnocursos.files.models import StoredFile
from tecnocursos.files.names import harmless_name
from tecnocursos.infra.files import temporary_folder
from tecnocursos.kit.actor import Actor, Permission


@contextmanager
def received_file(platform: Platform, sent: UploadFile) -> Iterator[Path]:
    """The file that was sent, on this machine, for as long as the block runs."""
    with temporary_folder(platform.incoming) as folder:
        path = folder / harmless_name(sent.filename or "")
        with path.open("xb") as file:
            shutil.copyfileobj(sent.file, file)
        yield path


def keep_received(session: Session, actor: Actor, platform: Platform, sent: UploadFile) -> StoredFile:
    """Raises FileTooLarge, QuotaReached."""
    actor.require(Permission.EDIT_CONTENT)
    with received_file(platform, sent) as path:
        return files.keep(session, actor, platform.storage, path, detect_media_type(path))
