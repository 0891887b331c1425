"""Where files are kept: a folder on one machine, S3 on many. Keys are made by the product, never by its users."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, S3Store

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.files import whole_file
from tecnocursos.kit.digest import digest
from tecnocursos.kit.errors import NotFound, Unavailable

_CHUNK_BYTES = 1 << 20


class FileMissing(NotFound):
    code = "file_missing"
    en = "The stored file is not there any more."
    pt = "O arquivo guardado não está mais lá."


class StorageFailed(Unavailable):
    code = "storage_failed"
    en = "The file storage did not do its work. Try again later."
    pt = "O armazenamento de arquivos não respondeu como devia. Tente de novo mais tarde."


class Storage:
    """Files by key. `file:///folder` or `s3://bucket/prefix`. A file is whole or absent."""

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
            self._store = S3Store(parts.netloc, prefix=parts.path.strip("/") or None)
        else:
            raise ValueError("expected file:///folder or s3://bucket/prefix")

    def put_file(self, key: str, path: Path) -> None:
        """Keep a copy of `path`."""
        if self._folder is not None:
            with whole_file(self._folder / key) as temporary:
                shutil.copyfile(path, temporary)
            return
        with _translated():
            obstore.put(self._store, key, path)

    def put_bytes(self, key: str, content: bytes) -> None:
        if self._folder is not None:
            with whole_file(self._folder / key) as temporary:
                temporary.write_bytes(content)
            return
        with _translated():
            obstore.put(self._store, key, content)

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
        """The bytes from `start` up to but not including `end`, in pieces. Raises FileMissing before the first one."""
        with _translated():
            result = obstore.get(self._store, key, options={"range": (start, end)} if end is not None else None)
        return (bytes(chunk) for chunk in result.stream(min_chunk_size=_CHUNK_BYTES))

    def delete(self, key: str) -> None:
        """Remove a file; one that is gone already is no error."""
        try:
            with _translated():
                obstore.delete(self._store, key)
        except FileMissing:
            return

    def local_path(self, key: str) -> Path:
        """The file's path on this machine; a remote file is fetched into the cache. Only for reading."""
        if self._folder is not None:
            path = self._folder / key
            if not path.is_file():
                raise FileMissing
            return path
        name = digest(key)
        suffix = Path(key).suffix
        found = self._cache.find("stored", name, suffix)
        return found or self._cache.put("stored", name, suffix, lambda path: self._fetch(key, path))

    def _fetch(self, key: str, path: Path) -> None:
        with path.open("wb") as file:
            for chunk in self.stream(key):
                file.write(chunk)


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the store become the product's."""
    try:
        yield
    except (FileNotFoundError, NotFoundError) as error:
        raise FileMissing from error
    except (BaseError, OSError) as error:
        raise StorageFailed from error
