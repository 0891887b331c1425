"""Boxes: what MP4 files are made of. A box is its length, four letters and its content (ISO/IEC 14496-12, 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_SELF_CONTAINED = 1


def box(kind: str, *content: bytes) -> bytes:
    payload = b"".join(content)
    return struct.pack(">I4s", 8 + len(payload), kind.encode("latin-1")) + payload


def full_box(kind: str, *content: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24 | flags), *content)


def file_type() -> bytes:
    return box("ftyp", b"isom", struct.pack(">I", 0x200), b"isomiso2avc1mp41")


def movie_header(clock: int, duration: int, next_track: int) -> bytes:
    """`duration` in ticks of `clock` a second; no times of creation, so that the same video is the same bytes."""
    times = struct.pack(">4I", 0, 0, clock, duration)
    rate_and_volume = struct.pack(">IH10x", 0x10000, 0x100)
    return full_box("mvhd", times, rate_and_volume, _MATRIX, bytes(24), struct.pack(">I", next_track))


def track_header(
    number: int, duration: int, *, is_enabled: bool, group: int = 0, volume: int = 0, size: tuple[int, int] = (0, 0)
) -> bytes:
    """`duration` in ticks of the movie; tracks of one `group` are alternatives."""
    times = struct.pack(">5I8x", 0, 0, number, 0, duration)
    layout = struct.pack(">HHHH", 0, group, volume, 0) + _MATRIX + struct.pack(">II", size[0] << 16, size[1] << 16)
    return full_box("tkhd", times, layout, flags=3 if is_enabled else 2)


def media_header(clock: int, duration: int, language: str) -> bytes:
    """`language` by three letters (ISO 639-2/T)."""
    packed = 0
    for letter in language:
        packed = packed << 5 | (ord(letter) - 0x60)
    return full_box("mdhd", struct.pack(">4IHH", 0, 0, clock, duration, packed, 0))


def handler(kind: str, name: str) -> bytes:
    return full_box("hdlr", struct.pack(">I4s12x", 0, kind.encode()), name.encode() + b"\x00")


def data_information() -> bytes:
    """The media lie in this file."""
    return box("dinf", full_box("dref", struct.pack(">I", 1), full_box("url ", flags=_SELF_CONTAINED)))


def descriptor(tag: int, *content: bytes) -> bytes:
    """A descriptor of ISO/IEC 14496-1, 8.3.3; its length always in four bytes, as most writers do."""
    payload = b"".join(content)
    length = len(payload)
    sizes = (0x80 | length >> 21 & 0x7F, 0x80 | length >> 14 & 0x7F, 0x80 | length >> 7 & 0x7F, length & 0x7F)
    return bytes((tag, *sizes)) + payload


def run_lengths(values: Sequence[int]) -> list[tuple[int, int]]:
    """(how many, value) of each run of equal values."""
    runs: list[tuple[int, int]] = []
    for value in values:
        if runs and runs[-1][1] == value:
            runs[-1] = (runs[-1][0] + 1, value)
        else:
            runs.append((1, value))
    return runs
