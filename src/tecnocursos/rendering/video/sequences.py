"""Coded sequences: an IDR picture with its parameter sets, and the P pictures after it. The unit of caching.

They are stored in one normal form, so that equal pictures give equal bytes wherever they were encoded: no
supplemental messages, idr_pic_id 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from tecnocursos.rendering.errors import StreamUnsupported
from tecnocursos.rendering.video.headers import StreamHeaders, read_headers
from tecnocursos.rendering.video.skip import START_CODE, with_idr_id

_NAL_START = b"\x00\x00\x01"
_SEQUENCE_SET_START = re.compile(rb"\x00\x00\x00\x01\x67")
_SLICE, _IDR_SLICE, _SEQUENCE_SET, _PICTURE_SET = 1, 5, 7, 8
_READ_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class CodedSequence:
    """`parameter_sets` and each picture are in Annex B form; the first picture is the IDR."""

    parameter_sets: bytes
    headers: StreamHeaders
    pictures: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        return self.parameter_sets + b"".join(self.pictures)

    def idr(self, number: int) -> bytes:
        """The IDR access unit with its parameter sets and that idr_pic_id (0 or 1)."""
        return self.parameter_sets + START_CODE + self.key_picture(number)

    def key_picture(self, number: int) -> bytes:
        """The slice of the IDR (a NAL unit without start code) with that idr_pic_id."""
        return with_idr_id(self.pictures[0].removeprefix(START_CODE), self.headers, number)


def parse_sequence(stream: bytes) -> CodedSequence:
    """One sequence, as x264 or `to_bytes` wrote it. Raises StreamUnsupported."""
    # A start code may have a zero more in front, and no NAL unit ends in zero.
    nals = [nal for part in stream.split(_NAL_START) if (nal := part.rstrip(b"\x00"))]
    by_type: dict[int, list[bytes]] = {}
    for nal in nals:
        by_type.setdefault(nal[0] & 0x1F, []).append(nal)
    sets = by_type.get(_SEQUENCE_SET, []) + by_type.get(_PICTURE_SET, [])
    idr = by_type.get(_IDR_SLICE, [])
    if len(sets) != 2 or len(idr) != 1:
        raise StreamUnsupported(reason=f"{len(sets)} parameter sets and {len(idr)} key slices where 2 and 1 belong")
    headers = read_headers(*sets)
    slices = (with_idr_id(idr[0], headers, 0), *by_type.get(_SLICE, []))
    return CodedSequence(
        parameter_sets=b"".join(START_CODE + nal for nal in sets),
        headers=headers,
        pictures=tuple(START_CODE + nal for nal in slices),
    )


def read_sequences(stream: BufferedReader) -> Iterator[CodedSequence]:
    """The sequences of an Annex B stream, each as soon as the next one begins."""
    held = b""
    while chunk := stream.read1(_READ_BYTES):
        # A start may lie across two chunks; only what is new is searched.
        searched = max(len(held) - 4, 1)
        held += chunk
        while (start := _SEQUENCE_SET_START.search(held, searched)) is not None:
            yield parse_sequence(held[: start.start()])
            held = held[start.start() :]
            searched = 1
    if held:
        yield parse_sequence(held)
