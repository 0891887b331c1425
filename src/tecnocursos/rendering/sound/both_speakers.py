"""A mono AAC frame becomes a stereo frame that plays the same from both loudspeakers, without encoding twice.

Encoding speech as stereo costs twice as much as mono, to find that both sides are the same. AAC can say so: a pair of
channels coded as middle and side, whose side is empty. Syntax: ISO/IEC 14496-3, 4.4.2 (elements, channel streams).
"""

from __future__ import annotations

from functools import lru_cache

# Tools that shape one channel by itself do not fit a pair whose channels come from one middle.
MONO_TOOLS = ("-aac_pns", "0", "-aac_tns", "0")

ADTS_HEADER_BYTES = 7
_ELEMENT_BITS = 7  # kind and tag
_GAIN_BITS = 8
_LONG_WINDOW_BITS, _SHORT_WINDOWS_BITS = 11, 15
_EIGHT_SHORT = 2
_PAIR_WITH_COMMON_WINDOW = 0b001_0000_1
_ALL_MIDDLE_AND_SIDE = 0b10
_END, _END_BITS = 0b111, 3


def play_from_both(frame: bytes) -> bytes:
    """An ADTS frame that holds one single channel element, as one that holds a channel pair."""
    coded = int.from_bytes(frame[ADTS_HEADER_BYTES:])
    # Behind the element come the end mark, whose last bit is the last one of all, and zeros up to the next byte.
    behind = (coded & -coded).bit_length() - 1 + _END_BITS
    rest_bits = 8 * (len(frame) - ADTS_HEADER_BYTES) - behind - _ELEMENT_BITS
    rest = (coded >> behind) & ((1 << rest_bits) - 1)

    rest_bits -= _GAIN_BITS
    gain, rest = rest >> rest_bits, rest & ((1 << rest_bits) - 1)
    is_short = (rest >> (rest_bits - 3)) & 3 == _EIGHT_SHORT
    window_bits = _SHORT_WINDOWS_BITS if is_short else _LONG_WINDOW_BITS
    rest_bits -= window_bits
    window, rest = rest >> rest_bits, rest & ((1 << rest_bits) - 1)
    side, side_bits = _empty_side(window, is_short)

    pair = (_PAIR_WITH_COMMON_WINDOW << window_bits | window) << 2 | _ALL_MIDDLE_AND_SIDE
    pair = (pair << _GAIN_BITS | gain) << rest_bits | rest
    pair = (pair << side_bits | side) << _END_BITS | _END
    bits = 8 + window_bits + 2 + _GAIN_BITS + rest_bits + side_bits + _END_BITS
    padding = -bits % 8
    payload = (pair << padding).to_bytes((bits + padding) // 8)
    return _header(frame, ADTS_HEADER_BYTES + len(payload)) + payload


@lru_cache(maxsize=1024)
def _empty_side(window: int, is_short: bool) -> tuple[int, int]:
    """A channel stream with nothing in it, and its length in bits."""
    length_bits = 3 if is_short else 5
    if is_short:
        highest_band = (window >> 7) & 0b1111
        groups = 1 + 7 - (window & 0b111_1111).bit_count()  # a one joins a window to the group before
    else:
        highest_band = (window >> 1) & 0b11_1111
        groups = 1
    escape = (1 << length_bits) - 1
    section = "0000" + f"{escape:b}" * (highest_band // escape) + f"{highest_band % escape:0{length_bits}b}"
    sections = section * groups if highest_band else ""
    # Gain; sections of the codebook for nothing; no pulses, no noise shaping, no gain control.
    bits = "0" * _GAIN_BITS + sections + "000"
    return int(bits, 2), len(bits)


def _header(frame: bytes, length: int) -> bytes:
    header = bytearray(frame[:ADTS_HEADER_BYTES])
    header[2] &= 0b1111_1110
    header[3] = 2 << 6 | header[3] & 0b0011_1100 | length >> 11
    header[4] = length >> 3 & 0xFF
    header[5] = (length & 7) << 5 | header[5] & 0b1_1111
    return bytes(header)
