"""Files that are whole or not there: written beside, synced, renamed. Temporary folders that do not outlive a run."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tecnocursos.kit.errors import Unavailable

_OUT_OF_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class StorageFull(Unavailable):
    code = "storage_full"
    en = "The server has no room left to keep this. Tell whoever runs it; what was kept before is safe."
    pt = "O servidor não tem mais espaço para guardar isto. Avise quem o administra; o que já foi guardado está seguro."


def is_out_of_room(error: BaseException | None) -> bool:
    """Whether it says that a disk or a quota is full: the system, or the database, on this machine or another."""
    cause = getattr(error, "orig", None) or error  # of SQLAlchemy's, what the driver raised
    if isinstance(cause, OSError):
        return cause.errno in _OUT_OF_ROOM
    is_database = getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"
    return is_database or isinstance(cause, StorageFull)


@contextmanager
def whole_file(path: Path, *, synced: bool = True) -> Iterator[Path]:
    """Give a temporary path beside `path` to write to; on success it takes the place of `path`, else it goes.

    Not `synced`, a power cut soon afterwards may leave a torn file: for readers that notice, and can do without.

    The temporary name is hidden, holds this process's id and keeps the suffix, so that programs which choose a format
    by the name still can. What a killed process left behind for the same `path` is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(path)
    temporary = _temporary_name(path)
    temporary.touch(exist_ok=False)
    mode = temporary.stat().st_mode & 0o777  # what the umask allows; a program may put a file of its own in its place
    try:
        yield temporary
        if synced:
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a small file whole; text as UTF-8."""
    with whole_file(path) as temporary:
        temporary.write_bytes(data.encode() if isinstance(data, str) else data)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on the disk: a file that was synced is lost with its name."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def temporary_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give an empty folder in `parent`, or where the system keeps temporary files; it goes with the block."""
    folder = make_temporary_folder(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def make_temporary_folder(parent: Path | None = None) -> Path:
    """An empty folder that the caller removes; what killed processes left in `parent` is removed first."""
    parent = parent or Path(tempfile.gettempdir())
    parent.mkdir(parents=True, exist_ok=True)
    named = parent / "tecnocursos"
    _remove_leftovers(named)
    folder = _temporary_name(named)
    folder.mkdir(mode=0o700)
    return folder


def _temporary_name(path: Path) -> Path:
    return path.with_name(f".{path.stem}.{os.getpid()}-{secrets.token_hex(4)}.part{path.suffix}")


def _remove_leftovers(path: Path) -> None:
    prefix, suffix = f".{path.stem}.", f".part{path.suffix}"
    for candidate in path.parent.iterdir():
        if candidate.name.startswith(prefix) and candidate.name.endswith(suffix):
            owner = candidate.name.removeprefix(prefix).partition("-")[0]
            if owner.isdigit() and not _is_running(int(owner)):
                _remove(candidate)


def _remove(path: Path) -> None:
    """Remove a leftover; another user's stays, and another process may be quicker."""
    with suppress(FileNotFoundError, PermissionError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
