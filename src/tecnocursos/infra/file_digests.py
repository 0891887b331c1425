"""Content addresses of files."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


def file_digest(path: Path) -> str:
    """SHA-256, as hex, of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered_digest(path: Path) -> str:
    """`file_digest` of a large file that is asked for again and again: read anew when its size or time changed."""
    status = path.stat()
    return _remembered(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1024)
def _remembered(path: Path, _changed_ns: int, _size: int) -> str:
    return file_digest(path)
