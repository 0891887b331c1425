"""Stills and transitions as a viewer's decoder shows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rendering_factories import PaintedSlides, decode_pictures, psnr

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit.errors import Cancelled
from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.rendering.video.encoder import VideoFormat, encode_stills
from tecnocursos.rendering.video.sequences import CodedSequence
from tecnocursos.rendering.video.transitions import MotionKind, encode_transitions

SIZE = VideoFormat(640, 360, 30)
SLIDE = BulletsSlide(title="Roteador", items=tuple(Item(text=str(step)) for step in range(6)))
DRAWN = [PaintedSlides(640, 360).draw(SLIDE, step) for step in range(6)]


def encode(pictures: list[np.ndarray], video: VideoFormat = SIZE) -> list[CodedSequence]:
    found: list[CodedSequence] = []
    encode_stills(FFmpeg(), video, pictures, found.append, lambda: None)
    return found


def move(kind: MotionKind, frames: int, pairs: list[tuple[CodedSequence, CodedSequence]]) -> list[CodedSequence]:
    found: list[CodedSequence] = []
    encode_transitions(FFmpeg(), SIZE, kind, frames, pairs, found.append, lambda: None)
    return found


def shown(sequence: CodedSequence, folder: Path) -> np.ndarray:
    (folder / "piece.264").write_bytes(sequence.to_bytes())
    return decode_pictures(folder / "piece.264", 640, 360)


STILLS = encode(DRAWN)


def test_stills_look_like_what_was_drawn(tmp_path: Path) -> None:
    for drawn, sequence in zip(DRAWN, STILLS, strict=True):
        (picture,) = shown(sequence, tmp_path)
        assert psnr(picture, drawn) > 35
        # Luma, which carries the text, is closer still.
        weights = np.array([0.2126, 0.7152, 0.0722])
        assert psnr(picture @ weights, drawn @ weights) > 42


def test_colours_are_those_of_the_picture(tmp_path: Path) -> None:
    """A wrong matrix or range would move these by ten levels and more."""
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (20, 90, 160)]
    for colour in colours:
        (sequence,) = encode([np.full((360, 640, 3), colour, np.uint8)])
        assert np.abs(shown(sequence, tmp_path)[0].astype(int) - colour).max() <= 3


def test_bytes_do_not_depend_on_what_was_encoded_before() -> None:
    assert encode(DRAWN[::-1])[::-1] == STILLS
    assert encode(DRAWN[3:4]) == STILLS[3:4]
    pairs = [(STILLS[0], STILLS[5]), (STILLS[5], STILLS[1]), (STILLS[2], STILLS[4])]
    together = move("crossfade", 12, pairs)
    assert [move("crossfade", 12, [pair])[0] for pair in pairs] == together


def test_all_pieces_share_one_set_of_parameters() -> None:
    pieces = [*STILLS, *move("crossfade", 5, [(STILLS[0], STILLS[5])]), *move("push", 7, [(STILLS[0], STILLS[5])])]
    assert len({piece.parameter_sets for piece in pieces}) == 1


@pytest.mark.parametrize("frames", [1, 2, 12, 45])
def test_a_crossfade_is_the_weighted_mean_of_its_ends(frames: int, tmp_path: Path) -> None:
    before, after = DRAWN[0].astype(float), DRAWN[5].astype(float)
    for sequence in move("crossfade", frames, [(STILLS[0], STILLS[5]), (STILLS[0], STILLS[5])]):
        pictures = shown(sequence, tmp_path)
        assert len(pictures) == frames
        for place, picture in enumerate(pictures, start=1):
            share = place / (frames + 1)
            assert psnr(picture, before * (1 - share) + after * share) > 34


@pytest.mark.parametrize("frames", [1, 12])
def test_a_push_moves_one_picture_out_and_the_next_in(frames: int, tmp_path: Path) -> None:
    side_by_side = np.concatenate((DRAWN[0], DRAWN[5]), axis=1)
    (sequence,) = move("push", frames, [(STILLS[0], STILLS[5])])
    places = []
    for picture in shown(sequence, tmp_path):
        fits = [psnr(picture[::8], side_by_side[::8, left : left + 640]) for left in range(0, 641, 2)]
        assert max(fits) > 32
        places.append(2 * int(np.argmax(fits)))
    assert len(places) == frames
    assert places == sorted(places)
    assert 0 < places[0] <= places[-1] < 640


def test_cancelling_ends_the_encoder() -> None:
    calls = iter(range(100))

    def check() -> None:
        if next(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        encode_stills(FFmpeg(), SIZE, DRAWN * 20, lambda _: None, check)
