"""The file itself: its index first, so that players start before they have all of it, then pictures and sound in turn.

The length of the index is known from the number of pictures and frames alone. So it is left free, the samples are
written as they come, and the index is filled in: nothing is held in memory, nothing copied.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from tecnocursos.rendering.errors import PiecesMissing
from tecnocursos.rendering.mp4.boxes import box, file_type, movie_header
from tecnocursos.rendering.mp4.texts import caption_samples, chapter_marks, chapter_samples, metadata
from tecnocursos.rendering.mp4.tracks import (
    MOVIE_CLOCK,
    SampleTable,
    Track,
    caption_entry,
    caption_header,
    chapter_entry,
    chapter_header,
    picture_entry,
    picture_header,
    sound_entry,
    sound_header,
    sound_roll,
)
from tecnocursos.rendering.timeline import AAC_FRAME_SAMPLES, SAMPLE_RATE, Timeline
from tecnocursos.rendering.video.track import PictureGroup, PictureTrack

# ISO 639-2/T, as MP4 writes languages.
_LANGUAGES = {"pt-BR": "por", "en-US": "eng"}
_TICKS_A_FRAME = 512
_MDAT_HEADER_BYTES = 16


def write_mp4(
    timeline: Timeline, pictures: PictureTrack, sound: Iterable[bytes], output: Path, *, check: Callable[[], None]
) -> None:
    """Write `output` from coded pictures and raw AAC frames, both read as they are needed.

    The first frame of sound plays with the first picture: there is no priming and no edit list. `check` may raise, to
    stop. Raises PiecesMissing when pictures or sound end early.
    """
    movie = _Movie(timeline, pictures)
    with output.open("wb") as file:
        file.write(file_type())
        index_place = file.tell()
        file.write(bytes(len(movie.index())))
        media_place = file.tell()
        file.write(bytes(_MDAT_HEADER_BYTES))
        movie.write_texts(file)
        movie.write_media(file, pictures.groups(), iter(sound), check)
        end = file.tell()
        file.seek(media_place)
        # The long form of a length, whatever the length is.
        file.write(struct.pack(">I4sQ", 1, b"mdat", end - media_place))
        file.seek(index_place)
        file.write(movie.index())


class _Movie:
    """The tracks of a file, whose tables fill while their samples are written."""

    def __init__(self, timeline: Timeline, pictures: PictureTrack) -> None:
        self._timeline = timeline
        language = _LANGUAGES[timeline.language]
        self._marks = chapter_marks(timeline)
        groups = pictures.group_lengths
        self._sound_lengths = _sound_frames(groups, timeline.rate)
        self._texts: list[tuple[Track, list[bytes]]] = []
        chapters_number = (4 if timeline.captions else 3) if self._marks else None
        self._pictures = Track(
            number=1,
            clock=timeline.rate * _TICKS_A_FRAME,
            kind="vide",
            name="Video",
            language="und",
            header=picture_header(),
            description=picture_entry(timeline.width, timeline.height, *pictures.parameter_sets),
            table=SampleTable([_TICKS_A_FRAME] * sum(groups), groups, _starts(groups)),
            size=(timeline.width, timeline.height),
            chapters=chapters_number,
        )
        frames = sum(self._sound_lengths)
        self._sound = Track(
            number=2,
            clock=SAMPLE_RATE,
            kind="soun",
            name="Sound",
            language=language,
            header=sound_header(),
            description=sound_entry(),
            table=SampleTable([AAC_FRAME_SAMPLES] * frames, [length for length in self._sound_lengths if length]),
            chapters=chapters_number,
            extras=sound_roll(frames),
        )
        if timeline.captions:
            durations, samples = caption_samples(timeline.captions)
            self._add_texts(3, "sbtl", "Captions", language, (caption_header(), caption_entry()), durations, samples)
        if chapters_number:
            durations, samples = chapter_samples(self._marks, timeline.duration_ms)
            parts = (chapter_header(), chapter_entry())
            self._add_texts(chapters_number, "text", "Chapters", language, parts, durations, samples)

    def index(self) -> bytes:
        """The moov box; the same length before and after the samples are written."""
        tracks = [self._pictures, self._sound, *(track for track, _ in self._texts)]
        header = movie_header(MOVIE_CLOCK, self._timeline.duration_ms, len(tracks) + 1)
        return box("moov", header, *(track.box() for track in tracks), metadata(self._timeline.title, self._marks))

    def write_texts(self, file: BinaryIO) -> None:
        for track, samples in self._texts:
            _write_chunk(file, track.table, b"".join(samples), map(len, samples))

    def write_media(
        self, file: BinaryIO, groups: Iterator[PictureGroup], sound: Iterator[bytes], check: Callable[[], None]
    ) -> None:
        """A group of pictures, the sound until its end, and so on."""
        for frame_count in self._sound_lengths:
            check()
            group = next(groups, None)
            frames = list(islice(sound, frame_count))
            if group is None or len(frames) < frame_count:
                written, wanted = len(self._pictures.table.offsets), len(self._sound_lengths)
                raise PiecesMissing(made=written, wanted=wanted, task="writing the video")
            _write_chunk(file, self._pictures.table, group.samples, group.sizes)
            if frames:
                _write_chunk(file, self._sound.table, b"".join(frames), map(len, frames))

    def _add_texts(
        self,
        number: int,
        kind: str,
        name: str,
        language: str,
        parts: tuple[bytes, bytes],
        durations: list[int],
        samples: list[bytes],
    ) -> None:
        track = Track(
            number=number,
            clock=1000,
            kind=kind,
            name=name,
            language=language,
            header=parts[0],
            description=parts[1],
            table=SampleTable(durations, [len(samples)]),
            size=(self._timeline.width, self._timeline.height // 6) if kind == "sbtl" else (0, 0),
            is_enabled=kind == "sbtl",
        )
        self._texts.append((track, samples))


def _write_chunk(file: BinaryIO, table: SampleTable, samples: bytes, sizes: Iterable[int]) -> None:
    table.offsets.append(file.tell())
    table.sizes.extend(sizes)
    file.write(samples)


def _starts(groups: Sequence[int]) -> list[int]:
    """The number, from 1, of each group's first picture."""
    starts, number = [], 1
    for length in groups:
        starts.append(number)
        number += length
    return starts


def _sound_frames(groups: Sequence[int], rate: int) -> list[int]:
    """How many frames of sound follow each group, so that sound is never behind: all that begin before its end."""
    counts, pictures, written = [], 0, 0
    for length in groups:
        pictures += length
        needed = -(-pictures * SAMPLE_RATE // (rate * AAC_FRAME_SAMPLES))
        counts.append(needed - written)
        written = needed
    return counts
