"""A content-addressed cache of files: what costs time to make is kept under a key of all that its bytes depend on."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from tecnocursos.infra.files import whole_file


class FileCache:
    """Files by room and key. Safe for several processes: a file is whole or absent, the same key is the same bytes."""

    def __init__(self, folder: Path, limit_bytes: int = 4 * 1024**3) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes

    def find(self, room: str, key: str, suffix: str) -> Path | None:
        """The cached file, marked as used just now, or None."""
        path = self.path(room, key, suffix)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def path(self, room: str, key: str, suffix: str) -> Path:
        """Where the file is, or would be; `suffix` with its dot."""
        return self._folder / room / key[:2] / f"{key}{suffix}"

    def put(self, room: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Let `write` fill a temporary path and keep the result under `key`."""
        path = self.path(room, key, suffix)
        with whole_file(path) as temporary:
            write(temporary)
        return path

    def trim(self) -> int:
        """Delete what was not used for longest until the cache is within its limit; gives the bytes freed."""
        entries: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*/*/*"):
            with contextlib.suppress(FileNotFoundError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        excess = sum(size for _, size, _ in entries) - self._limit_bytes
        freed = 0
        for _, size, path in sorted(entries, key=lambda entry: entry[0]):
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            freed += size
        return freed
