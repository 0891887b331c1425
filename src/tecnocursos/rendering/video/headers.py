"""The parameter sets of an H.264 stream, as far as writing a skip picture needs them (ITU-T H.264, 7.3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tecnocursos.rendering.errors import StreamUnsupported
from tecnocursos.rendering.video.bits import BitReader, undo_prevention

# Profiles whose sequence parameter set describes chroma format and bit depth.
_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})


@dataclass(frozen=True, slots=True)
class StreamHeaders:
    """What slice headers depend on. Only streams that `read_headers` accepts: frames, CAVLC, order count type 2."""

    macroblocks: int
    frame_number_bits: int
    picture_parameter_set: int
    has_deblocking_control: bool
    has_redundant_count: bool


@lru_cache(maxsize=16)
def read_headers(sequence_set: bytes, picture_set: bytes) -> StreamHeaders:
    """Parse SPS and PPS (NAL units without start codes). Raises StreamUnsupported where skips would not be legal."""
    try:
        macroblocks, frame_number_bits = _read_sequence_set(BitReader(undo_prevention(sequence_set[1:])))
        return _read_picture_set(BitReader(undo_prevention(picture_set[1:])), macroblocks, frame_number_bits)
    except ValueError as broken:
        raise StreamUnsupported(reason=str(broken)) from broken


def _read_sequence_set(bits: BitReader) -> tuple[int, int]:
    profile = bits.fixed(8)
    bits.fixed(16)  # constraints and level
    bits.unsigned()  # id
    if profile in _HIGH_PROFILES:
        _require(bits.unsigned() == 1, "chroma is not 4:2:0")
        _require(bits.unsigned() == 0 and bits.unsigned() == 0, "samples are not 8 bits")
        bits.flag()  # lossless transform bypass
        _require(not bits.flag(), "it has scaling matrices")
    frame_number_bits = bits.unsigned() + 4
    _require(bits.unsigned() == 2, "pictures may be reordered")
    _require(bits.unsigned() >= 1, "it has no reference pictures")
    bits.flag()  # gaps in frame numbers allowed
    columns = bits.unsigned() + 1
    rows = bits.unsigned() + 1
    _require(bits.flag(), "it has fields")
    return columns * rows, frame_number_bits


def _read_picture_set(bits: BitReader, macroblocks: int, frame_number_bits: int) -> StreamHeaders:
    number = bits.unsigned()
    bits.unsigned()  # id of the sequence set
    _require(not bits.flag(), "it is coded with CABAC")
    bits.flag()  # order of bottom fields
    _require(bits.unsigned() == 0, "it has slice groups")
    bits.unsigned()  # references in list 0; a skipped macroblock takes the first
    bits.unsigned()  # references in list 1
    _require(not bits.flag(), "prediction is weighted")
    bits.fixed(2)  # weighting of B pictures
    for _ in range(3):
        bits.signed()  # quantisers
    has_deblocking_control = bits.flag()
    bits.flag()  # constrained intra prediction
    return StreamHeaders(macroblocks, frame_number_bits, number, has_deblocking_control, bits.flag())


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
