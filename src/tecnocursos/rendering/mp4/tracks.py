"""Tracks: what each kind holds, and where its samples lie (ISO/IEC 14496-12, 8.5 to 8.7)."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tecnocursos.rendering.mp4.boxes import (
    box,
    data_information,
    descriptor,
    full_box,
    handler,
    media_header,
    run_lengths,
    track_header,
)

MOVIE_CLOCK = 1000
"""Ticks a second of what concerns all tracks."""
_AAC_LC_48_KHZ_STEREO = b"\x11\x90"


@dataclass(slots=True)
class SampleTable:
    """Where samples lie. `durations` in ticks of the track; a chunk is a run of samples without others between."""

    durations: Sequence[int]
    chunk_lengths: Sequence[int]
    """Samples in each chunk."""
    key_samples: Sequence[int] | None = None
    """Numbers, from 1, of the samples that decoding may start at; None: all."""
    sizes: array[int] = field(default_factory=lambda: array("I"))
    """Bytes of each sample; filled while they are written, as are `offsets`."""
    offsets: array[int] = field(default_factory=lambda: array("Q"))
    """Where each chunk begins in the file."""

    def boxes(self, description: bytes, *more: bytes) -> bytes:
        """The table; before its samples are written it has the same length, with zeros in it."""
        sizes = self.sizes or array("I", bytes(4 * len(self.durations)))
        offsets = self.offsets or array("Q", bytes(8 * len(self.chunk_lengths)))
        durations = run_lengths(self.durations)
        # Chunks of the same length follow one another: only where the length changes is it written.
        firsts = accumulate((count for count, _ in run_lengths(self.chunk_lengths)), initial=1)
        chunks = [
            (first, length, 1) for first, (_, length) in zip(firsts, run_lengths(self.chunk_lengths), strict=False)
        ]
        keys = b"" if self.key_samples is None else full_box("stss", _count(self.key_samples), _big(self.key_samples))
        return box(
            "stbl",
            full_box("stsd", struct.pack(">I", 1), description),
            full_box("stts", _count(durations), *(struct.pack(">II", *run) for run in durations)),
            keys,
            full_box("stsc", _count(chunks), *(struct.pack(">III", *chunk) for chunk in chunks)),
            full_box("stsz", struct.pack(">II", 0, len(sizes)), _big(sizes)),
            full_box("co64", _count(offsets), _big(offsets)),
            *more,
        )


@dataclass(slots=True)
class Track:
    """One track of a file. `references`: numbers of tracks that hold this one's chapters."""

    number: int
    clock: int
    """Ticks a second."""
    kind: str
    """The handler: vide, soun, sbtl, text."""
    name: str
    language: str
    header: bytes
    """The media header box of its kind."""
    description: bytes
    """The sample entry: how samples are coded."""
    table: SampleTable
    size: tuple[int, int] = (0, 0)
    is_enabled: bool = True
    chapters: int | None = None
    extras: bytes = b""

    def box(self) -> bytes:
        ticks = sum(self.table.durations)
        movie_ticks = -(-ticks * MOVIE_CLOCK // self.clock)
        is_sound = self.kind == "soun"
        group = {"soun": 1, "sbtl": 2}.get(self.kind, 0)
        chapters = box("tref", box("chap", struct.pack(">I", self.chapters))) if self.chapters else b""
        return box(
            "trak",
            track_header(
                self.number,
                movie_ticks,
                is_enabled=self.is_enabled,
                group=group,
                volume=0x100 if is_sound else 0,
                size=self.size,
            ),
            chapters,
            box(
                "mdia",
                media_header(self.clock, ticks, self.language),
                handler(self.kind, self.name),
                box("minf", self.header, data_information(), self.table.boxes(self.description, self.extras)),
            ),
        )


def picture_header() -> bytes:
    return full_box("vmhd", bytes(8), flags=1)


def sound_header() -> bytes:
    return full_box("smhd", bytes(4))


def caption_header() -> bytes:
    return full_box("nmhd")


def chapter_header() -> bytes:
    dithered = struct.pack(">5H2x", 0x40, 0x8000, 0x8000, 0x8000, 0)
    upright = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    return box("gmhd", full_box("gmin", dithered), box("text", upright))


def picture_entry(width: int, height: int, sequence_set: bytes, picture_set: bytes) -> bytes:
    """H.264 pictures, their parameter sets here and not in the samples (ISO/IEC 14496-15, 5.4)."""
    sets = b"".join(
        (
            bytes((1, *sequence_set[1:4], 0xFF, 0xE1)),
            struct.pack(">H", len(sequence_set)) + sequence_set,
            b"\x01" + struct.pack(">H", len(picture_set)) + picture_set,
            b"\xfd\xf8\xf8\x00",  # of High profile: 4:2:0, 8 bits, no extension
        )
    )
    bt709 = struct.pack(">HHHB", 1, 1, 1, 0)
    return box(
        "avc1",
        struct.pack(">6xH16xHHIIIH32xHh", 1, width, height, 0x480000, 0x480000, 0, 1, 24, -1),
        box("avcC", sets),
        box("colr", b"nclx", bt709),
        box("pasp", struct.pack(">II", 1, 1)),
    )


def sound_entry() -> bytes:
    """AAC-LC, stereo, 48 kHz (ISO/IEC 14496-14, 5.6); rates are left unsaid."""
    coding = struct.pack(">BBBHII", 0x40, 0x15, 0, 0, 0, 0)
    decoder = descriptor(4, coding, descriptor(5, _AAC_LC_48_KHZ_STEREO))
    stream = descriptor(3, struct.pack(">HB", 0, 0), decoder, descriptor(6, b"\x02"))
    return box("mp4a", struct.pack(">6xH8xHHHHI", 1, 2, 16, 0, 0, 48_000 << 16), full_box("esds", stream))


def sound_roll(frames: int) -> bytes:
    """A decoder that starts in the middle needs the frame before what it is to play (ISO/IEC 14496-12, 10.1)."""
    one_before = full_box("sgpd", b"roll", struct.pack(">IIh", 2, 1, -1), version=1)
    return one_before + full_box("sbgp", b"roll", struct.pack(">III", 1, frames, 1))


def caption_entry() -> bytes:
    """Timed text (3GPP TS 26.245): white, centred at the bottom; players bring their own style."""
    style = struct.pack(">HHHBB4B", 0, 0, 1, 0, 16, 255, 255, 255, 255)
    fonts = box("ftab", struct.pack(">HHB", 1, 1, 5), b"Arial")
    return box("tx3g", struct.pack(">6xHIbb4B4H", 1, 0, 1, -1, 0, 0, 0, 255, 0, 0, 0, 0), style, fonts)


def chapter_entry() -> bytes:
    """QuickTime text, as players that know chapter tracks expect."""
    no_style = bytes(40)
    return box("text", struct.pack(">6xHI", 1, 1), no_style)


def _count(values: Sequence[object]) -> bytes:
    return struct.pack(">I", len(values))


def _big(values: Sequence[int]) -> bytes:
    """Integers, most significant byte first; of an array, at its own width."""
    coded = array("I", values) if not isinstance(values, array) else array(values.typecode, values)
    coded.byteswap()
    return coded.tobytes()
