"""A small file that came within a form: kept as a stored file, under its content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
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
from tecnocursos.kit.errors import Invalid


class NamedTwice(Invalid):
    code = "named_twice"
    en = "Two of the files that were sent are called {file}."
    pt = "Dois dos arquivos enviados se chamam {file}."


@contextmanager
def received_files(platform: Platform, sent: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """The files that were sent, side by side on this machine, for as long as the block runs. Raises NamedTwice."""
    with temporary_folder(platform.incoming) as folder:
        paths = []
        for one in sent:
            path = folder / harmless_name(one.filename or "")
            if path.exists():
                raise NamedTwice(file=path.name)
            with path.open("xb") as file:
                shutil.copyfileobj(one.file, file)
            paths.append(path)
        yield paths


@contextmanager
def received_file(platform: Platform, sent: UploadFile) -> Iterator[Path]:
    """The one file that was sent."""
    with received_files(platform, [sent]) as (path,):
        yield path


def keep_received(session: Session, actor: Actor, platform: Platform, sent: UploadFile) -> StoredFile:
    """Raises FileTooLarge, QuotaReached."""
    actor.require(Permission.EDIT_CONTENT)
    with temporary_folder(platform.incoming) as folder:
        path = folder / "file"
        with path.open("xb") as file:
            shutil.copyfileobj(sent.file, file)
        return files.keep(session, actor, platform.storage, path, detect_media_type(path))
