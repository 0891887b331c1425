"""The cache keeps what was used last, within its limit."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tecnocursos.infra.file_cache import FileCache


def test_what_was_put_is_found(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)
    assert cache.find("stills", "ab" * 32, ".h264") is None
    path = cache.put("stills", "ab" * 32, ".h264", lambda file: file.write_bytes(b"picture"))
    assert cache.find("stills", "ab" * 32, ".h264") == path
    assert path.read_bytes() == b"picture"


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)

    def fail(file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        cache.put("stills", "cd" * 32, ".h264", fail)
    assert cache.find("stills", "cd" * 32, ".h264") is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_trimming_frees_what_was_not_used_for_longest(tmp_path: Path) -> None:
    cache = FileCache(tmp_path, limit_bytes=250)
    keys = [f"{number:064x}" for number in range(4)]
    for age, key in enumerate(reversed(keys)):
        path = cache.put("speech", key, ".wav", lambda file: file.write_bytes(b"x" * 100))
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    cache.find("speech", keys[3], ".wav")  # the oldest, but used just now
    assert cache.trim() == 200
    assert [key for key in keys if cache.find("speech", key, ".wav")] == [keys[0], keys[3]]
