"""The skip writer, by property and by FFmpeg's decoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_factories import decode_pictures, decoder_complaints, psnr

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.rendering.errors import StreamsDiffer, StreamUnsupported
from tecnocursos.rendering.video.bits import BitReader, BitWriter, prevent_emulation, undo_prevention
from tecnocursos.rendering.video.encoder import VideoFormat, encode_stills
from tecnocursos.rendering.video.headers import StreamHeaders
from tecnocursos.rendering.video.sequences import CodedSequence, parse_sequence
from tecnocursos.rendering.video.skip import START_CODE, skip_picture, with_idr_id
from tecnocursos.rendering.video.spans import State, StillSpan
from tecnocursos.rendering.video.track import PictureTrack, Span

quick = settings(derandomize=True, max_examples=60, deadline=None)

headers = st.builds(
    StreamHeaders,
    macroblocks=st.integers(1, 36_864),
    frame_number_bits=st.integers(4, 16),
    picture_parameter_set=st.integers(0, 255),
    has_deblocking_control=st.booleans(),
    has_redundant_count=st.booleans(),
)


@quick
@given(st.binary(max_size=200) | st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4])).map(bytes))
def test_emulation_prevention_leaves_no_start_code_and_is_undone(payload: bytes) -> None:
    written = prevent_emulation(payload)
    assert not any(code in written for code in (b"\0\0\0", b"\0\0\1", b"\0\0\2"))
    assert undo_prevention(written) == payload


@quick
@given(st.lists(st.integers(-(2**20), 2**20), max_size=40))
def test_golomb_codes_are_read_back(values: list[int]) -> None:
    writer = BitWriter()
    for value in values:
        writer.signed(value)
        writer.unsigned(abs(value))
    reader = BitReader(writer.payload())
    assert [(reader.signed(), reader.unsigned()) for _ in values] == [(value, abs(value)) for value in values]
    assert reader.flag(), "the stop bit follows"


@quick
@given(headers, st.integers(1, 100_000))
def test_a_skip_picture_says_what_the_standard_asks_for(stream: StreamHeaders, place: int) -> None:
    written = skip_picture(stream, place)
    assert written.startswith(START_CODE + b"\x61")
    nal = written[len(START_CODE) :]
    assert len(nal) <= 16
    assert b"\0\0\1" not in nal
    assert b"\0\0\0" not in nal
    bits = BitReader(undo_prevention(nal[1:]))
    assert (bits.unsigned(), bits.unsigned(), bits.unsigned()) == (0, 5, stream.picture_parameter_set)
    assert bits.fixed(stream.frame_number_bits) == place % 2**stream.frame_number_bits
    if stream.has_redundant_count:
        assert bits.unsigned() == 0
    assert [bits.flag() for _ in range(3)] == [False, False, False]
    assert bits.signed() == 0
    if stream.has_deblocking_control:
        assert bits.unsigned() == 1
    assert bits.unsigned() == stream.macroblocks
    assert bits.flag(), "the stop bit follows"


def still(width: int, height: int, seed: int = 1, rate: int = 30) -> tuple[np.ndarray, CodedSequence]:
    noise = np.random.default_rng(seed)
    # Grey: chroma at half resolution would be the larger difference.
    small = noise.integers(0, 256, (height // 16 + 1, width // 16 + 1, 1), np.uint8).repeat(3, axis=2)
    picture = np.kron(small, np.ones((16, 16, 1), np.uint8))[:height, :width]
    found: list[CodedSequence] = []
    encode_stills(FFmpeg(), VideoFormat(width, height, rate), [picture], found.append, lambda: None)
    return picture, found[0]


def _stream(spans: Sequence[Span], sequence_of: Callable[[StillSpan], CodedSequence]) -> bytes:
    """The track as an Annex B stream, which FFmpeg decodes without a file around it."""
    track = PictureTrack(spans, 30, sequence_of)  # type: ignore[arg-type]
    parts = [START_CODE + picture_or_sequence for picture_or_sequence in track.parameter_sets]
    for group in track.groups():
        place = 0
        for size in group.sizes:
            parts.append(START_CODE + group.samples[place + 4 : place + size])
            place += size
    return b"".join(parts)


# Multiples of a macroblock and not, wide, tall, and the largest.
@pytest.mark.parametrize(("width", "height"), [(256, 256), (258, 270), (1080, 1920), (3840, 2160)])
@pytest.mark.parametrize("frames", [1, 35])
def test_every_size_decodes_without_a_warning_to_the_still(
    width: int, height: int, frames: int, tmp_path: Path
) -> None:
    picture, sequence = still(width, height)
    stream = tmp_path / "still.264"
    stream.write_bytes(_stream([StillSpan(State(0, 0), frames)], lambda _: sequence))
    assert decoder_complaints(stream) == ""
    first_and_last = decode_pictures(stream, width, height, f"eq(n,0)+eq(n,{frames - 1})+gte(n,{frames})")
    assert len(first_and_last) == min(frames, 2), "as many pictures as were asked for"
    assert (first_and_last == first_and_last[0]).all(), "exactly the same picture"
    assert psnr(first_and_last[0], picture) > 42


@settings(derandomize=True, max_examples=12, deadline=None)
@given(lengths=st.lists(st.integers(1, 140), min_size=1, max_size=8))
def test_any_mixture_of_lengths_decodes(lengths: list[int], tmp_path_factory: pytest.TempPathFactory) -> None:
    stream = tmp_path_factory.mktemp("mixture") / "track.264"
    track = [StillSpan(State(place, 0), frames) for place, frames in enumerate(lengths)]
    stream.write_bytes(_stream(track, lambda span: SEQUENCES[span.state.scene % 2]))
    assert decoder_complaints(stream) == ""
    pictures = decode_pictures(stream, 256, 256)
    assert len(pictures) == sum(lengths)
    expected = np.repeat([place % 2 for place in range(len(lengths))], lengths)
    shown = [int((picture != pictures[0]).any()) for picture in pictures]
    assert shown == expected.tolist()


SEQUENCES = [still(256, 256, seed)[1] for seed in (1, 2)]


def test_neighbouring_key_frames_differ_in_their_id() -> None:
    one, other = SEQUENCES[0].idr(0), SEQUENCES[0].idr(1)
    assert one != other
    assert parse_sequence(other) == parse_sequence(one) == SEQUENCES[0]


@quick
@given(st.integers(0, 65_535), st.integers(0, 65_535))
def test_changing_the_id_and_back_changes_nothing(first: int, second: int) -> None:
    sequence = SEQUENCES[0]
    nal = sequence.pictures[0].removeprefix(START_CODE)
    once = with_idr_id(nal, sequence.headers, first)
    assert with_idr_id(with_idr_id(once, sequence.headers, second), sequence.headers, 0) == nal


def test_pieces_of_different_encodings_are_not_joined() -> None:
    other = still(256, 258)[1]
    pieces = {0: SEQUENCES[0], 1: other}
    with pytest.raises(StreamsDiffer):
        _stream([StillSpan(State(0, 0), 5), StillSpan(State(1, 0), 5)], lambda span: pieces[span.state.scene])


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("-x264-params", "bframes=0:cabac=1"), "CABAC"),
        (("-x264-params", "bframes=2:cabac=0"), "reordered"),
        (("-x264-params", "bframes=0:cabac=0:weightp=2", "-preset", "medium"), "weighted"),
    ],
)
def test_other_kinds_of_stream_are_refused(options: tuple[str, ...], reason: str) -> None:
    source = ("-f", "lavfi", "-i", "testsrc=size=256x256:rate=30:duration=0.1", "-pix_fmt", "yuv420p")
    stream = FFmpeg().run((*source, "-c:v", "libx264", *options, "-f", "h264", "-"), task="x")
    with pytest.raises(StreamUnsupported, match=reason):
        parse_sequence(stream)


def test_a_truncated_piece_is_refused() -> None:
    with pytest.raises(StreamUnsupported):
        parse_sequence(SEQUENCES[0].to_bytes()[:20])
