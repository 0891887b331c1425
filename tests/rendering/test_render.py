"""A timeline becomes a file: its pictures, sound, captions and chapters, and that nothing is made twice."""

from __future__ import annotations

import itertools
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rendering_factories import (
    Media,
    PaintedSlides,
    course,
    decode_pictures,
    decode_sound,
    decoder_complaints,
    make,
    psnr,
    with_captions,
)

from byte_differences import difference
from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.progress import Progress, Report
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.service import write_poster
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.rendering.timeline import Music, SpeechClip, Timeline, TimelineScene, Transition, frame_grid


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Media:
    return Media(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def timeline(media: Media) -> Timeline:
    return with_captions(course(media, scenes=4, steps=3, seconds=3.2))


@pytest.fixture(scope="module")
def video(timeline: Timeline, media: Media, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("video")
    made = make(timeline, folder / "aula.mp4", media, folder / "cache")
    assert (made.path, made.frame_count) == (folder / "aula.mp4", timeline.frame_count)
    assert made.duration_ms == timeline.duration_ms
    assert made.file_bytes == made.path.stat().st_size
    return made.path


def intended(timeline: Timeline) -> list[np.ndarray | None]:
    """The picture of each frame; None in transitions."""
    slides = PaintedSlides(timeline.width, timeline.height)
    frames: list[np.ndarray | None] = []
    for scene in timeline.scenes:
        starts = [0, *(round(cue.at_ms * timeline.rate / 1000) for cue in scene.cues)]
        steps = [0, *(cue.step for cue in scene.cues)]
        drawn = {step: slides.draw(scene.slide, step) for step in steps}
        shown = [
            drawn[max(step for start, step in zip(starts, steps, strict=True) if start <= frame)]
            for frame in range(scene.frame_count)
        ]
        if scene is not timeline.scenes[-1]:
            shown[-scene.transition.frames :] = [None] * scene.transition.frames
        frames += shown
    return frames


def test_every_frame_shows_what_was_intended(timeline: Timeline, video: Path) -> None:
    shown = decode_pictures(video, timeline.width, timeline.height)
    wanted = intended(timeline)
    assert len(shown) == len(wanted) == timeline.frame_count
    distinct = {id(picture): picture for picture in wanted if picture is not None}
    for frame, (picture, drawn) in enumerate(zip(shown, wanted, strict=True)):
        if drawn is None:
            continue
        if frame and wanted[frame - 1] is drawn:
            assert (picture == shown[frame - 1]).all(), f"frame {frame} repeats the one before"
            continue
        assert psnr(picture, drawn) > 35, frame
        assert max(distinct.values(), key=lambda other: psnr(picture, other)) is drawn, frame


def test_ffmpeg_decodes_without_a_warning(video: Path) -> None:
    assert decoder_complaints(video) == ""


def test_sound_comes_to_level(video: Path) -> None:
    command = [str(FFmpeg().binary), "-hide_banner", "-nostats", "-i", str(video), "-map", "0:a"]
    filters = ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    said = subprocess.run([*command, *filters], capture_output=True, text=True, check=True).stderr
    assert float(said.rpartition("I:")[2].split()[0]) == pytest.approx(-16, abs=1)
    assert float(said.rpartition("Peak:")[2].split()[0]) <= -1


def test_scenes_are_equally_loud(timeline: Timeline, video: Path) -> None:
    sound = decode_sound(video)
    levels = []
    for start, scene in zip(timeline.scene_starts_ms(), timeline.scenes, strict=True):
        clip = scene.speech[0]
        first = (start + clip.at_ms) * 48
        levels.append(10 * np.log10(np.mean(sound[first : first + clip.duration_ms * 48] ** 2)))
    assert max(levels) - min(levels) < 2


def test_the_file_says_what_it_holds(timeline: Timeline, video: Path) -> None:
    said = describe(video)
    assert "title           : Curso" in said
    assert "h264 (High)" in said
    assert "yuv420p(tv, bt709, progressive), 640x360" in said
    assert " 30 fps" in said
    assert "aac (LC)" in said
    assert "48000 Hz, stereo" in said
    assert "(por)" in said
    assert "mov_text" in said
    chapters = [line.split(":", 1)[1].strip() for line in said.splitlines() if "title           : Parte" in line]
    assert chapters == [scene.chapter for scene in timeline.scenes]
    for start in timeline.scene_starts_ms():
        assert f"start {start / 1000:.6f}" in said


def test_timestamps_are_regular_from_zero(timeline: Timeline, video: Path) -> None:
    for stream, ticks, count in (
        ("v", 512, timeline.frame_count),
        ("a", 1024, timeline.frame_count * 1600 // 1024),
    ):
        packets = FFmpeg().run(("-i", video, "-map", f"0:{stream}", "-c", "copy", "-f", "framecrc", "-"), task="x")
        times = [
            [int(field) for field in line.split(",")[1:4]]
            for line in packets.decode().splitlines()
            if not line.startswith("#")
        ]
        assert [time[0] for time in times] == [time[1] for time in times] == [ticks * n for n in range(count)]
        assert {time[2] for time in times} == {ticks}


def test_captions_come_back_at_their_times_as_plain_text(timeline: Timeline, video: Path) -> None:
    text = FFmpeg().run(("-i", video, "-map", "0:s", "-f", "srt", "-"), task="x").decode()
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    assert len(blocks) == len(timeline.captions)
    for block, caption in zip(blocks, timeline.captions, strict=True):
        start = block[1].split(" --> ")[0].replace(",", ":").split(":")
        milliseconds = ((int(start[0]) * 60 + int(start[1])) * 60 + int(start[2])) * 1000 + int(start[3])
        assert milliseconds == caption.start_ms
        assert "".join(block[2:]).replace("\u2060", "") == caption.text.replace("\n", "")


def test_the_index_stands_first(video: Path) -> None:
    head = video.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


@pytest.mark.parametrize(
    ("size", "rate", "kind"),
    [((1080, 1920), 30, "push"), ((1080, 1080), 25, "crossfade"), ((1280, 720), 60, "none"), ((258, 270), 24, "push")],
)
def test_other_sizes_and_rates(size: tuple[int, int], rate: int, kind: str, media: Media, tmp_path: Path) -> None:
    move = Transition.model_validate({"kind": kind, "frames": 6})
    timeline = course(media, scenes=2, steps=1, seconds=2.2, size=size, rate=rate, transition=move)
    made = make(timeline, tmp_path / "a.mp4", media, tmp_path / "cache")
    assert decoder_complaints(made.path) == ""
    second = timeline.scenes[0].frame_count
    chosen = f"eq(n,0)+eq(n,{second})+eq(n,{timeline.frame_count - 1})"
    shown = decode_pictures(made.path, *size, chosen)
    slides = PaintedSlides(*size)
    ends = [(timeline.scenes[0].slide, 0), (timeline.scenes[1].slide, 0), (timeline.scenes[1].slide, 1)]
    assert len(shown) == 3
    for picture, (slide, step) in zip(shown, ends, strict=True):
        assert psnr(picture, slides.draw(slide, step)) > 35


def test_the_same_timeline_gives_the_same_bytes(timeline: Timeline, video: Path, media: Media, tmp_path: Path) -> None:
    once = video.read_bytes()
    for place, workers in enumerate((1, 3)):
        again = make(timeline, tmp_path / f"{place}.mp4", media, tmp_path / f"cache{place}", workers=workers)
        assert difference(again.path, once) == "", f"{workers} workers, cold"
    warm = make(timeline, tmp_path / "warm.mp4", media, tmp_path / "cache0")
    assert difference(warm.path, once) == "", "warm"
    copy = Timeline.model_validate_json(timeline.model_dump_json())
    assert difference(make(copy, tmp_path / "c.mp4", media, tmp_path / "cache1").path, once) == "", "from its JSON"


def test_an_edit_makes_only_what_it_touches(media: Media, tmp_path: Path) -> None:
    before = course(media, scenes=5, steps=2, seconds=2.2)
    make(before, tmp_path / "a.mp4", media, tmp_path / "cache")
    known = set((tmp_path / "cache").rglob("*.*"))
    after = course(media, scenes=5, steps=2, seconds=2.2, words=["Cena 0", "Cena 1", "Mudou a"])
    make(after, tmp_path / "b.mp4", media, tmp_path / "cache")
    new = sorted(
        path.relative_to(tmp_path / "cache").parts[0] for path in set((tmp_path / "cache").rglob("*.*")) - known
    )
    assert new == ["motion", "motion", "sound", "still", "still", "still"]
    untouched = slice(0, sum(scene.frame_count for scene in after.scenes[:2]) * 1600 - 20 * 1600)
    assert (decode_sound(tmp_path / "a.mp4")[untouched] == decode_sound(tmp_path / "b.mp4")[untouched]).all()
    fresh = make(after, tmp_path / "c.mp4", media, tmp_path / "fresh")
    assert difference(fresh.path, tmp_path / "b.mp4") == ""


def test_sound_and_picture_stay_together_for_an_hour(tmp_path: Path) -> None:
    """A click at the first sample of each of 100 scenes, whose first picture is like no other's last."""
    media = Media(tmp_path / "media")
    click = np.zeros(4800)
    click[:240] = np.sin(np.arange(240) * 0.8) * 0.5 * np.hanning(240)
    sound = media.add(click, rate=48_000)
    grid = frame_grid(30)
    lead = 200
    scenes = tuple(
        TimelineScene(
            id=str(number),
            slide=TitleSlide(title="AB"[number % 2] * 3),
            frame_count=grid * (67 + number % 3),
            speech=(SpeechClip(at_ms=lead, duration_ms=100, file=sound),),
            transition=Transition(kind="none"),
        )
        for number in range(100)
    )
    timeline = Timeline(title="Hora", language="pt-BR", width=256, height=256, scenes=scenes)
    assert timeline.duration_ms > 3_600_000 * 0.98
    made = make(timeline, tmp_path / "hour.mp4", media, tmp_path / "cache")
    # Only key frames: each scene starts with one.
    listed = FFmpeg().run(("-skip_frame", "nokey", "-i", made.path, "-map", "0:v", "-f", "framecrc", "-"), task="x")
    rows = [line.split(",") for line in listed.decode().splitlines() if not line.startswith("#")]
    changes = [int(row[2]) for before, row in itertools.pairwise(rows) if row[5] != before[5]]
    starts = np.cumsum([0, *(scene.frame_count for scene in scenes)])[:-1]
    assert changes == starts[1:].tolist()
    low = FFmpeg().run(("-i", made.path, "-map", "0:a", "-ac", "1", "-ar", "16000", "-f", "s16le", "-"), task="x")
    heard = np.abs(np.frombuffer(low, "<i2").astype(np.int32))
    assert len(heard) == pytest.approx(timeline.duration_ms * 16, abs=16)
    loud = np.flatnonzero(heard > 0.3 * heard.max())
    clicks = loud[np.flatnonzero(np.diff(loud, prepend=-100_000) > 16_000)]
    drift_ms = clicks / 16 - (starts * 1000 / 30 + lead)
    assert len(clicks) == 100
    assert np.abs(drift_ms).max() < 5
    assert abs(drift_ms[-1] - drift_ms[0]) < 1


def test_music_is_heard_between_the_lines(media: Media, tmp_path: Path) -> None:
    times = np.arange(3 * 48_000) / 48_000
    piece = media.add(0.3 * np.sin(2 * np.pi * 330 * times), rate=48_000)
    quiet = course(media, scenes=3, steps=1, seconds=3)
    timeline = quiet.model_copy(update={"music": Music(file=piece)})
    made = make(timeline, tmp_path / "m.mp4", media, tmp_path / "cache")
    join = timeline.scenes[0].frame_count * 1600
    sound = decode_sound(made.path)[join - 9600 : join + 9600, 0]
    tone = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    assert np.argmax(tone) * 48_000 / len(sound) == pytest.approx(330, abs=5)
    again = make(timeline, tmp_path / "n.mp4", media, tmp_path / "cache2", workers=1)
    assert difference(again.path, made.path) == ""


def test_progress_rises_to_the_end(timeline: Timeline, media: Media, tmp_path: Path) -> None:
    reports: list[Report] = []
    make(timeline, tmp_path / "a.mp4", media, tmp_path / "cache", progress=Progress(reports.append))
    fractions = [report.fraction for report in reports]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1
    assert {report.stage for report in reports} == {"pictures", "sound", "video"}
    assert max(later - earlier for earlier, later in itertools.pairwise(fractions)) < 0.4


@pytest.mark.parametrize("stage", ["pictures", "sound", "video"])
def test_cancelling_stops_soon_and_leaves_nothing(stage: str, timeline: Timeline, media: Media, tmp_path: Path) -> None:
    cancelled = threading.Event()
    since: list[float] = []

    def listen(report: Report) -> None:
        if report.stage == stage and not cancelled.is_set():
            since.append(time.monotonic())
            cancelled.set()

    output = tmp_path / "out" / "a.mp4"
    output.parent.mkdir()
    with pytest.raises(Cancelled):
        make(timeline, output, media, tmp_path / "cache", progress=Progress(listen, cancelled.is_set))
    assert time.monotonic() - since[0] < 0.5
    assert list(output.parent.iterdir()) == []
    assert not [path for path in (tmp_path / "cache").rglob("*") if ".part" in path.name]
    assert make(timeline, output, media, tmp_path / "cache").path.is_file()


def test_a_missing_sound_is_named_before_anything_is_made(timeline: Timeline, media: Media, tmp_path: Path) -> None:
    clip = SpeechClip(at_ms=0, duration_ms=100, file="sumiu.wav")
    scene = timeline.scenes[1].model_copy(update={"speech": (clip,)})
    broken = timeline.model_copy(update={"scenes": (timeline.scenes[0], scene)})
    with pytest.raises(SoundUnreadable, match=r"sumiu\.wav"):
        make(broken, tmp_path / "a.mp4", media, tmp_path / "cache")
    assert not (tmp_path / "a.mp4").exists()


def test_an_old_video_stays_until_the_new_one_is_whole(timeline: Timeline, media: Media, tmp_path: Path) -> None:
    output = tmp_path / "a.mp4"
    output.write_bytes(b"the old one")
    with pytest.raises(Cancelled):
        make(timeline, output, media, tmp_path / "cache", progress=Progress(is_cancelled=lambda: True))
    assert output.read_bytes() == b"the old one"


def test_the_poster_is_the_title_with_everything_on_it(timeline: Timeline, media: Media, tmp_path: Path) -> None:
    slides = PaintedSlides(640, 360)
    write_poster(timeline, tmp_path / "p.png", drawing=slides)
    with Image.open(tmp_path / "p.png") as poster:
        assert (np.asarray(poster) == slides.draw(timeline.scenes[0].slide, 0)).all()


def test_titles_may_hold_anything(media: Media, tmp_path: Path) -> None:
    title = "Rede = fibra; #1 \\ \"casa\" 'é' 100%\nfim 日本"
    timeline = course(media, scenes=1, seconds=2.2).model_copy(update={"title": title})
    made = make(timeline, tmp_path / "a b'c;.mp4", media, tmp_path / "cache")
    metadata = FFmpeg().run(("-i", made.path, "-f", "ffmetadata", "-"), task="x").decode()
    plain = metadata.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    assert f"title={title}" in plain


def describe(path: Path) -> str:
    command = [str(FFmpeg().binary), "-hide_banner", "-i", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
