"""The cache keeps what was used last, within its limit."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tecnocursos.infra.file_cache import SEAL_BYTES, CacheDamaged, FileCache


def test_what_was_put_is_found(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)
    assert cache.find("stills", "ab" * 32, ".h264") is None
    path = cache.put("stills", "ab" * 32, ".h264", lambda file: file.write_bytes(b"picture"))
    assert cache.find("stills", "ab" * 32, ".h264") == path
    assert cache.read("stills", "ab" * 32, ".h264") == b"picture"


@pytest.mark.parametrize(
    "damage", [lambda data: data[: len(data) // 2], lambda data: b"", lambda data: bytes(len(data))]
)
def test_a_torn_file_is_not_found(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    cache = FileCache(tmp_path)
    path = cache.put("stills", "ab" * 32, ".h264", lambda file: file.write_bytes(b"picture" * 50))
    path.write_bytes(damage(path.read_bytes()))
    assert cache.find("stills", "ab" * 32, ".h264") is None


def test_a_changed_byte_is_noticed_when_the_file_is_read(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)
    good, bad = "ab" * 32, "cd" * 32
    cache.put("stills", good, ".h264", lambda file: file.write_bytes(b"picture"))
    path = cache.put("stills", bad, ".h264", lambda file: file.write_bytes(b"picture"))
    path.write_bytes(path.read_bytes().replace(b"pict", b"Pict"))
    cache.remove_damaged()
    assert cache.find("stills", good, ".h264") is not None
    assert cache.find("stills", bad, ".h264") is None
    path = cache.put("stills", bad, ".h264", lambda file: file.write_bytes(b"picture"))
    path.write_bytes(path.read_bytes().replace(b"pict", b"Pict"))
    with pytest.raises(CacheDamaged):
        cache.read("stills", bad, ".h264")
    assert cache.find("stills", bad, ".h264") is None


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
    cache = FileCache(tmp_path, limit_bytes=250 + 2 * SEAL_BYTES)
    keys = [f"{number:064x}" for number in range(4)]
    for age, key in enumerate(reversed(keys)):
        path = cache.put("speech", key, ".wav", lambda file: file.write_bytes(b"x" * 100))
        os.utime(path, (1_000_000 + age, 1_000_000 + age))
    cache.find("speech", keys[3], ".wav")  # the oldest, but used just now
    assert cache.trim() == 2 * (100 + SEAL_BYTES)
    assert [key for key in keys if cache.find("speech", key, ".wav")] == [keys[0], keys[3]]
