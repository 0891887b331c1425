"""The protocol between the product and its speech processes: frames of a JSON header and raw bytes, over pipes.

A frame is two little-endian 32-bit lengths, then the header, then the payload. A request is answered by one frame;
an answer with an `error` field says what went wrong. Standard library alone: the processes load little else.
"""

from __future__ import annotations

import json
import os
import select
import struct
import sys
from typing import Any, BinaryIO, Protocol

_LENGTHS = struct.Struct("<II")
_LARGEST = 1 << 30
_ORPHAN_CHECK_SECONDS = 2.0


class Readable(Protocol):
    def read(self, count: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...

    def flush(self) -> None: ...


class FrameBroken(Exception):
    """The pipe ended inside a frame, or what came is not a frame."""


def write_frame(stream: Writable, header: dict[str, Any], payload: bytes = b"") -> None:
    text = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(text), len(payload)) + text + payload)
    stream.flush()


def read_frame(stream: Readable) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None when the other side closed the pipe between frames."""
    start = stream.read(_LENGTHS.size)
    if not start:
        return None
    if len(start) < _LENGTHS.size:
        raise FrameBroken
    header_length, payload_length = _LENGTHS.unpack(start)
    if max(header_length, payload_length) > _LARGEST:
        raise FrameBroken
    rest = stream.read(header_length + payload_length)
    if len(rest) < header_length + payload_length:
        raise FrameBroken
    header: dict[str, Any] = json.loads(rest[:header_length])
    return header, rest[header_length:]


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """For a speech process: its requests and its answers. What a library prints goes to standard error instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Unbuffered, so that waiting by `select` sees everything that has not been read.
    return os.fdopen(os.dup(0), "rb", buffering=0), answers


def next_request(requests: BinaryIO) -> dict[str, Any] | None:
    """Wait for a request; None when the parent is gone, even where a stray process keeps the pipe open."""
    parent = os.getppid()
    while not select.select([requests], [], [], _ORPHAN_CHECK_SECONDS)[0]:
        if os.getppid() != parent:
            return None
    try:
        frame = read_frame(_Whole(requests))
    except FrameBroken:
        return None
    return frame[0] if frame else None


def say_ready(answers: BinaryIO, **fields: object) -> None:
    """The first answer, unasked: the engine is loaded."""
    write_frame(answers, {"ready": True, **fields})


def complain(answers: BinaryIO, error: Exception) -> None:
    """Answer a request that failed."""
    write_frame(answers, {"error": f"{type(error).__name__}: {error}"[:500]})


class _Whole:
    """Reads exactly as many bytes as asked for from an unbuffered pipe, less only at its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count and (part := self._stream.read(count - len(parts))):
            parts += part
        return bytes(parts)


def module_command(module: str) -> list[str]:
    """The command line of a speech process; `-P`: a file in the current folder never stands in for a module."""
    return [sys.executable, "-P", "-m", module]
