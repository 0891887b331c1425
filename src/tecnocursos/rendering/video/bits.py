"""Bits as H.264 writes them: fixed fields, exp-Golomb codes, emulation prevention (ITU-T H.264, 7.2, 7.4.1, 9.1)."""

from __future__ import annotations

import re

_NEEDS_PREVENTION = re.compile(rb"\x00\x00(?=[\x00-\x03])")


class BitReader:
    """Reads fields from the front of some payload bytes (without emulation prevention)."""

    def __init__(self, payload: bytes) -> None:
        self._value = int.from_bytes(payload)
        self._length = 8 * len(payload)
        self.position = 0

    def fixed(self, bits: int) -> int:
        """u(n). Raises ValueError past the end."""
        self.position += bits
        if self.position > self._length:
            raise ValueError("the payload ends too early")
        return (self._value >> (self._length - self.position)) & ((1 << bits) - 1)

    def flag(self) -> bool:
        return self.fixed(1) == 1

    def unsigned(self) -> int:
        """ue(v)"""
        zeros = 0
        while not self.flag():
            zeros += 1
        return (1 << zeros) - 1 + self.fixed(zeros)

    def signed(self) -> int:
        """se(v)"""
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -(code // 2)


class BitWriter:
    """Appends fields; `payload` closes with the trailing bits of a raw byte sequence payload."""

    def __init__(self) -> None:
        self._value = 0
        self._length = 0

    def fixed(self, value: int, bits: int) -> None:
        self._value = (self._value << bits) | value
        self._length += bits

    def flag(self, value: bool) -> None:
        self.fixed(int(value), 1)

    def unsigned(self, value: int) -> None:
        self.fixed(value + 1, 2 * (value + 1).bit_length() - 1)

    def signed(self, value: int) -> None:
        self.unsigned(2 * value - 1 if value > 0 else -2 * value)

    def payload(self) -> bytes:
        padding = -(self._length + 1) % 8
        closed = ((self._value << 1) | 1) << padding
        return closed.to_bytes((self._length + 1 + padding) // 8)


def prevent_emulation(payload: bytes) -> bytes:
    """Payload bytes as they stand in a NAL unit: no start code can appear in them."""
    return _NEEDS_PREVENTION.sub(b"\x00\x00\x03", payload)


def undo_prevention(nal: bytes) -> bytes:
    return nal.replace(b"\x00\x00\x03", b"\x00\x00")
