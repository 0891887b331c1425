"""P pictures in which every macroblock is skipped: each repeats the picture before it exactly, in about 15 bytes.

Syntax: ITU-T H.264, 7.3.3 (slice header), 7.3.4 (slice data); why nothing moves: 8.4.1.1 (all neighbours stand still).
"""

from __future__ import annotations

from functools import lru_cache

from tecnocursos.rendering.video.bits import BitReader, BitWriter, prevent_emulation, undo_prevention
from tecnocursos.rendering.video.headers import StreamHeaders

START_CODE = b"\x00\x00\x00\x01"
# nal_ref_idc 3: the next skip refers to this one.
_REFERENCE_SLICE = b"\x61"
_SLICE_TYPE_ALL_P = 5
_DEBLOCKING_OFF = 1


@lru_cache(maxsize=4096)
def skip_picture(headers: StreamHeaders, since_key_frame: int) -> bytes:
    """The access unit, with its start code, of the picture `since_key_frame` (1, 2, …) pictures after an IDR."""
    bits = BitWriter()
    bits.unsigned(0)  # first macroblock
    bits.unsigned(_SLICE_TYPE_ALL_P)
    bits.unsigned(headers.picture_parameter_set)
    bits.fixed(since_key_frame % (1 << headers.frame_number_bits), headers.frame_number_bits)
    if headers.has_redundant_count:
        bits.unsigned(0)
    bits.flag(False)  # the number of references is the default
    bits.flag(False)  # their order too
    bits.flag(False)  # the oldest reference leaves by itself
    bits.signed(0)  # quantiser
    if headers.has_deblocking_control:
        bits.unsigned(_DEBLOCKING_OFF)
    bits.unsigned(headers.macroblocks)  # skip run
    return START_CODE + _REFERENCE_SLICE + prevent_emulation(bits.payload())


def with_idr_id(nal: bytes, headers: StreamHeaders, number: int) -> bytes:
    """An IDR slice (without start code) with that idr_pic_id: two IDR pictures in a row must differ in it (7.4.3)."""
    bits = BitReader(undo_prevention(nal[1:64]))
    for _ in range(3):
        bits.unsigned()  # first macroblock, slice type, parameter set
    bits.fixed(headers.frame_number_bits)
    start = bits.position
    if bits.unsigned() == number:
        return nal
    payload = undo_prevention(nal[1:])
    # CAVLC has no alignment, so what follows moves as it is, up to the stop bit that `payload` writes anew.
    length = 8 * len(payload)
    whole = int.from_bytes(payload)
    trailing = (whole & -whole).bit_length()
    rest_bits = length - trailing - bits.position
    writer = BitWriter()
    writer.fixed(whole >> (length - start), start)
    writer.unsigned(number)
    writer.fixed((whole >> trailing) & ((1 << rest_bits) - 1), rest_bits)
    return nal[:1] + prevent_emulation(writer.payload())
