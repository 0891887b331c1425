"""A content-addressed cache of files: what costs time to make is kept under a key of all that its bytes depend on.

Each file ends in a seal, its length and checksum, in the form of a RIFF chunk, so that a sealed WAV is still a WAV. A
file torn by a power cut or a full disk is not found, and made again.
"""

from __future__ import annotations

import contextlib
import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tecnocursos.infra.files import whole_file
from tecnocursos.kit.digest import digest
from tecnocursos.kit.errors import Unavailable

_SEAL = struct.Struct("<4sIQI")
_SEAL_NAME = b"tcck"
SEAL_BYTES = _SEAL.size
_READ_BYTES = 1 << 20


class CacheDamaged(Unavailable):
    code = "cache_damaged"
    en = "A file of the cache, {file}, was damaged and has been removed. Try again."
    pt = "Um arquivo do cache, {file}, estava danificado e foi removido. Tente de novo."


class FileCache:
    """Files by room and key. Safe for several processes: a file is whole or absent, the same key is the same bytes."""

    def __init__(self, folder: Path, limit_bytes: int = 4 * 1024**3, owner: str = "") -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._owner = owner

    def of(self, owner: str) -> FileCache:
        """The part of this cache that only `owner` finds: what others made is not there, so nothing tells of it."""
        return FileCache(self._folder, self._limit_bytes, owner)

    def find(self, room: str, key: str, suffix: str) -> Path | None:
        """The cached file, marked as used just now, or None. Of its seal, only the length is checked."""
        path = self.path(room, key, suffix)
        try:
            with path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(size - SEAL_BYTES, 0))
                is_whole = _is_seal(file.read(), size - SEAL_BYTES)
        except FileNotFoundError:
            return None
        if not is_whole:
            path.unlink(missing_ok=True)
            return None
        with contextlib.suppress(OSError):  # a cache that may only be read is of use too
            os.utime(path)
        return path

    def read(self, room: str, key: str, suffix: str) -> bytes:
        """The content of a file that was found, its checksum checked. Raises CacheDamaged, and removes the file."""
        path = self.path(room, key, suffix)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            raise CacheDamaged(file=path.name) from None
        content = sealed[:-SEAL_BYTES]
        if not _is_seal(sealed[-SEAL_BYTES:], len(content), zlib.crc32(content)):
            path.unlink(missing_ok=True)
            raise CacheDamaged(file=path.name)
        return content

    def remove_damaged(self) -> None:
        """Check every file's checksum, and remove those that are not what was put there."""
        for path in self._folder.glob("*/*/*"):
            if path.name.startswith("."):
                continue
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                length = max(path.stat().st_size - SEAL_BYTES, 0)
                checksum, left = 0, length
                while left and (part := file.read(min(left, _READ_BYTES))):
                    checksum, left = zlib.crc32(part, checksum), left - len(part)
                if not _is_seal(file.read(), length, checksum):
                    path.unlink(missing_ok=True)

    def path(self, room: str, key: str, suffix: str) -> Path:
        """Where the file is, or would be; `suffix` with its dot."""
        name = digest(self._owner, key) if self._owner else key
        return Path(f"{self._folder}/{room}/{name[:2]}/{name}{suffix}")

    def put(self, room: str, key: str, suffix: str, write: Callable[[Path], object]) -> Path:
        """Let `write` fill a temporary path and keep the result under `key`."""
        path = self.path(room, key, suffix)
        with whole_file(path, synced=False) as temporary:
            write(temporary)
            with temporary.open("rb+") as file:
                length, checksum = 0, 0
                while part := file.read(_READ_BYTES):
                    length, checksum = length + len(part), zlib.crc32(part, checksum)
                file.write(_SEAL.pack(_SEAL_NAME, SEAL_BYTES - 8, length, checksum))
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


def _is_seal(seal: bytes, length: int, checksum: int | None = None) -> bool:
    """Whether these bytes seal a content of that length, and checksum where one is given."""
    if len(seal) != SEAL_BYTES:
        return False
    name, _, sealed_length, sealed_checksum = _SEAL.unpack(seal)
    return name == _SEAL_NAME and sealed_length == length and checksum in {None, sealed_checksum}
