"""Where files are kept: a folder on one machine, S3 on many. Keys are made by the product, never by its users."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.files import StorageFull, is_out_of_room, sync_folder, whole_file
from tecnocursos.kit.digest import digest
from tecnocursos.kit.errors import NotFound, Unavailable

PIECE_BYTES = 2 * 1024**2
# Each request moves at most a few MiB, so a minute without its end means that the other side is gone.
# An operator who names an endpoint without TLS means it.
_S3_CLIENT = {"connect_timeout": "5s", "timeout": "60s", "allow_http": True}
_S3_RETRIES = {"max_retries": 4, "retry_timeout": timedelta(seconds=90)}
_INCOMING = ".incoming"


class FileMissing(NotFound):
    code = "file_missing"
    en = "The stored file is not there any more."
    pt = "O arquivo guardado não está mais lá."


class StorageFailed(Unavailable):
    code = "storage_failed"
    en = "The file storage did not do its work. Try again later."
    pt = "O armazenamento de arquivos não respondeu como devia. Tente de novo mais tarde."


@dataclass(frozen=True, slots=True)
class StoredKey:
    key: str
    changed_at: datetime


class Storage:
    """Files by key. `file:///folder` or `s3://bucket/prefix`. A file is whole or absent, and once put it lasts."""

    def __init__(self, url: str, cache: FileCache) -> None:
        self._cache = cache
        parts = urlsplit(url)
        self._folder: Path | None = None
        self._store: ObjectStore
        if parts.scheme == "file":
            self._folder = Path(unquote(parts.path))
            self._folder.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(self._folder)
        elif parts.scheme == "s3":
            with _translated():
                self._store = S3Store(
                    parts.netloc,
                    prefix=parts.path.strip("/") or None,
                    client_options=_S3_CLIENT,  # type: ignore[arg-type]
                    retry_config=_S3_RETRIES,  # type: ignore[arg-type]
                )
        else:
            raise ValueError("expected file:///folder or s3://bucket/prefix")

    def put_file(self, key: str, path: Path, *, is_given_away: bool = False) -> None:
        """Keep a copy of `path`; of a file that is given away the bytes need not be copied, and nobody changes them."""
        with _translated():
            if self._folder is None:
                obstore.put(self._store, key, path)
                return
            with self._arriving(key) as temporary:
                if is_given_away:
                    with suppress(OSError):  # on another disk they are copied after all
                        os.link(path, temporary)
                if not temporary.exists():
                    shutil.copyfile(path, temporary)

    def put_bytes(self, key: str, content: bytes) -> None:
        with _translated():
            if self._folder is None:
                obstore.put(self._store, key, content)
                return
            with self._arriving(key) as temporary:
                temporary.write_bytes(content)

    def exists(self, key: str) -> bool:
        try:
            self.size(key)
        except FileMissing:
            return False
        return True

    def size(self, key: str) -> int:
        """Length in bytes. Raises FileMissing."""
        with _translated():
            return obstore.head(self._store, key)["size"]

    def read(self, key: str) -> bytes:
        with _translated():
            return bytes(obstore.get(self._store, key).bytes())

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to but not including `end`, in pieces. Raises FileMissing before the first one.

        Every piece is asked for on its own: whoever reads slowly holds no connection to the store meanwhile.
        """
        size = self.size(key)
        return self._pieces(key, start, size if end is None else min(end, size))

    def _pieces(self, key: str, start: int, end: int) -> Iterator[bytes]:
        for place in range(start, end, PIECE_BYTES):
            with _translated():
                piece = bytes(obstore.get_range(self._store, key, start=place, end=min(place + PIECE_BYTES, end)))
            yield piece

    def list_keys(self, prefix: str) -> Iterator[StoredKey]:
        """Every file below the folder `prefix`."""
        with _translated():
            for batch in obstore.list(self._store, prefix):
                for found in batch:
                    yield StoredKey(found["path"], found["last_modified"])

    def delete(self, key: str) -> None:
        """Remove a file; one that is gone already is no error."""
        with suppress(FileMissing), _translated():
            obstore.delete(self._store, key)
        if self._folder is not None:
            with suppress(OSError):  # others may lie in the same folder
                (self._folder / key).parent.rmdir()

    def delete_below(self, prefix: str) -> None:
        for found in list(self.list_keys(prefix)):
            self.delete(found.key)

    def local_path(self, key: str) -> Path:
        """The file's path on this machine; a remote file is fetched into the cache. Only for reading."""
        if self._folder is not None:
            path = self._folder / key
            if not path.is_file():
                raise FileMissing
            return path
        size = self.size(key)
        path = self._cache.path("stored", digest(key), Path(key).suffix)
        with suppress(FileNotFoundError):
            if path.stat().st_size == size:
                os.utime(path)
                return path
        # Byte for byte, hence without the cache's seal: its length tells whether it is whole.
        with whole_file(path, synced=False) as temporary, temporary.open("wb") as file:
            file.writelines(self._pieces(key, 0, size))
        return path

    @contextmanager
    def _arriving(self, key: str) -> Iterator[Path]:
        """Give a path to fill that takes the place of `key` when it is whole and on the disk."""
        assert self._folder is not None  # noqa: S101  callers ask first
        incoming = self._folder / _INCOMING
        incoming.mkdir(exist_ok=True)
        temporary = incoming / secrets.token_hex(16)
        target = self._folder / key
        try:
            yield temporary
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            _move_into(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)


def _move_into(temporary: Path, target: Path) -> None:
    while True:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.replace(target)
            break
        except FileNotFoundError:
            if not temporary.exists():
                raise
            # The folder was empty, and somebody who deleted from it removed it just now.
    with suppress(FileNotFoundError):
        sync_folder(target.parent)


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the store become the product's."""
    try:
        yield
    except (FileNotFoundError, NotFoundError) as error:
        raise FileMissing from error
    except (BaseError, OSError) as error:
        raise (StorageFull if is_out_of_room(error) else StorageFailed) from error
