"""The MP4 file: what other programs read in it, and where its samples lie."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rendering_factories import Media, course, make

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.rendering.errors import PiecesMissing
from tecnocursos.rendering.mp4.writer import write_mp4
from tecnocursos.rendering.timeline import Caption, Timeline
from tecnocursos.rendering.video.sequences import parse_sequence
from tecnocursos.rendering.video.spans import State, StillSpan
from tecnocursos.rendering.video.track import PictureTrack

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"tref"}


def _boxes(content: bytes, start: int = 0, end: int | None = None, path: str = "") -> Iterator[tuple[str, bytes, int]]:
    """Path, content and place of each box."""
    end = len(content) if end is None else end
    while start < end:
        length, kind = struct.unpack(">I4s", content[start : start + 8])
        header = 8
        if length == 1:
            (length,) = struct.unpack(">Q", content[start + 8 : start + 16])
            header = 16
        assert header <= length <= end - start
        name = f"{path}/{kind.decode('latin-1')}"
        yield name, content[start + header : start + length], start
        if kind in _CONTAINERS:
            yield from _boxes(content, start + header, start + length, name)
        start += length
    assert start == end


def _described(video: Path) -> str:
    command = [str(FFmpeg().binary), "-hide_banner", "-i", str(video)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def _timeline(media: Media, **changes: object) -> Timeline:
    timeline = course(media, scenes=3, steps=2, seconds=4, size=(320, 256))
    return timeline.model_copy(update=changes)


def test_the_index_comes_first_and_every_sample_lies_in_the_media(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = _timeline(media, captions=(Caption(start_ms=100, end_ms=900, text="One"),))
    video = tmp_path / "course.mp4"
    make(timeline, video, media, tmp_path / "cache")
    content = video.read_bytes()
    boxes = list(_boxes(content))
    assert [name for name, _, _ in boxes if name.count("/") == 1] == ["/ftyp", "/moov", "/mdat"]
    media_start = next(place for name, _, place in boxes if name == "/mdat") + 16
    sizes = [box for name, box, _ in boxes if name.endswith("/stsz")]
    offsets = [box for name, box, _ in boxes if name.endswith("/co64")]
    assert len(sizes) == len(offsets) >= 3
    taken = 0
    for size_box, offset_box in zip(sizes, offsets, strict=True):
        count = struct.unpack(">I", size_box[8:12])[0]
        taken += sum(struct.unpack(f">{count}I", size_box[12:]))
        chunk_count = struct.unpack(">I", offset_box[4:8])[0]
        places = struct.unpack(f">{chunk_count}Q", offset_box[8:])
        assert list(places) == sorted(places)
        assert media_start <= places[0]
        assert places[-1] < len(content)
    assert media_start + taken == len(content), "nothing between the samples, nothing after them"


def test_scene_starts_are_key_pictures_and_nothing_waits_two_seconds_for_one(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = _timeline(media)
    video = tmp_path / "course.mp4"
    make(timeline, video, media, tmp_path / "cache")
    keys = next(box for name, box, _ in _boxes(video.read_bytes()) if name.endswith("/stss"))
    numbers = [number - 1 for number in struct.unpack(f">{struct.unpack('>I', keys[4:8])[0]}I", keys[8:])]
    starts = [round(start * timeline.rate / 1000) for start in timeline.scene_starts_ms()]
    assert set(starts) <= set(numbers)
    assert all(
        after - before <= 60 for before, after in zip(numbers, [*numbers[1:], timeline.frame_count], strict=True)
    )


def test_captions_come_back_as_they_were_written(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    texts = ["Olá, você!", "<b>não é negrito</b> & {\\an8}\nsegunda linha", "日本語", "fim"]
    captions = tuple(
        Caption(start_ms=500 + 1000 * place, end_ms=1500 + 1000 * place - (place == 1) * 300, text=text)
        for place, text in enumerate(texts)
    )
    video = tmp_path / "course.mp4"
    make(_timeline(media, captions=captions), video, media, tmp_path / "cache")
    samples = _text_samples(video, "sbtl")
    assert [text for text in samples if text] == texts
    srt = FFmpeg().run(["-i", video, "-map", "0:s", "-f", "srt", "-"], task="reading captions").decode()
    assert "00:00:00,500 --> 00:00:01,500" in srt
    assert "00:00:01,500 --> 00:00:02,200" in srt
    assert "日本語" in srt


def _text_samples(video: Path, kind: str) -> list[str]:
    content = video.read_bytes()
    tracks = list(_boxes(content))
    place = next(
        index for index, (name, box, _) in enumerate(tracks) if name.endswith("/hdlr") and box[8:12] == kind.encode()
    )
    sizes = next(box for name, box, _ in tracks[place:] if name.endswith("/stsz"))
    (start,) = struct.unpack(">Q", next(box for name, box, _ in tracks[place:] if name.endswith("/co64"))[8:16])
    texts = []
    for size in struct.unpack(f">{struct.unpack('>I', sizes[8:12])[0]}I", sizes[12:]):
        length = struct.unpack(">H", content[start : start + 2])[0]
        texts.append(content[start + 2 : start + 2 + length].decode())
        start += size
    return texts


def test_title_and_chapters_of_any_text(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    titles = ["Começo; com = sinais # e \\ barras", "x" * 300 + "é" * 50, "Ω"]
    timeline = _timeline(media, title="Título; de #tudo\nem duas linhas")
    scenes = tuple(
        scene.model_copy(update={"chapter": title}) for scene, title in zip(timeline.scenes, titles, strict=True)
    )
    video = tmp_path / "course.mp4"
    make(timeline.model_copy(update={"scenes": scenes}), video, media, tmp_path / "cache")
    said = _described(video)
    assert "Título; de #tudo" in said
    assert "Começo; com = sinais # e \\ barras" in said
    assert said.count("Chapter #") == 3
    assert _text_samples(video, "text") == titles


def test_a_video_without_captions_and_chapters(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = _timeline(media)
    scenes = tuple(scene.model_copy(update={"chapter": None}) for scene in timeline.scenes)
    video = tmp_path / "course.mp4"
    make(timeline.model_copy(update={"scenes": scenes, "captions": ()}), video, media, tmp_path / "cache")
    said = _described(video)
    assert "Chapter" not in said
    assert "Subtitle" not in said
    assert said.count("Stream #") == 2


def test_sound_that_ends_early_is_an_error(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = _timeline(media)
    make(timeline, tmp_path / "course.mp4", media, tmp_path / "cache")
    from_cache = next(path for path in (tmp_path / "cache").rglob("*.264"))
    sequence = parse_sequence(from_cache.read_bytes())
    track = PictureTrack([StillSpan(State(0, 0), timeline.frame_count)], timeline.rate, lambda _: sequence)
    with pytest.raises(PiecesMissing):
        write_mp4(timeline, track, [b"\x00"] * 10, tmp_path / "short.mp4", check=lambda: None)
