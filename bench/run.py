"""The benchmark: the product's bars, measured beside MoviePy 2 and a plain FFmpeg command in one run on this machine.

Writes docs/performance.md. MoviePy and FFmpeg make an excerpt of the same timeline, since their time grows evenly with
length; BENCH_FULL=1 lets them make all ten minutes.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image

from deck import write_deck
from measurements import Run, decode_warnings, lag_ms, loudness, run_product, sound
from peers import Shot, moviepy_seconds, plain_ffmpeg_seconds
from tecnocursos.bootstrap.workbench import Workbench, build_workbench
from tecnocursos.config import Folders, Settings
from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.kit.progress import Progress
from tecnocursos.publishing.lint import lint_captions
from tecnocursos.rendering.timeline import Timeline
from tecnocursos.studio.drafting import Draft, Options, draft_course
from tecnocursos.studio.production import Production, produce_video

ROOT = Path(__file__).parent.parent
PEER_SCENES = 30 if os.environ.get("BENCH_FULL") else 3
FFMPEG = FFmpeg().binary


@dataclass(frozen=True)
class Row:
    what: str
    bar: str
    measured: str
    holds: bool


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tecnocursos-bench-") as folder:
        rows, notes = _measure(Path(folder))
    text = _report(rows, notes)
    (ROOT / "docs" / "performance.md").write_text(text, encoding="utf-8")
    print(text)


def _measure(folder: Path) -> tuple[list[Row], list[str]]:
    say("a 10-minute course, cold …")
    # Once for nothing, so that Python has compiled what it loads; then the median of three.
    run_product(["doctor", "--json"], os.environ | {"TECNOCURSOS_FOLDERS__CACHE": str(folder / "doctor.cache")})
    ten = sorted((_make(folder, "ten", slides=30) for _ in range(3)), key=lambda run: run.seconds)[1]
    say("a 60-minute course, cold …")
    sixty = _make(folder, "sixty", slides=180)
    settings = Settings(folders=Folders(cache=folder / "ten.cache"))
    with build_workbench(settings) as parts:
        say("one word changed …")
        changed_seconds, production = _change_one_word(parts, folder)
        say("the same timeline by MoviePy 2 and by a plain FFmpeg command …")
        moviepy, plain, excerpt_seconds = _peers(parts, production, folder)
    say("loudness, captions, drift, warnings …")
    with build_workbench(Settings(folders=Folders(cache=folder / "sixty.cache"))) as parts:
        drift = _drift_ms(parts, folder)
    ours = ten.seconds / _seconds(ten)
    rows = [
        _row("whole render, cold, 10 min, 30 scenes", "≥ 60 × real time", 1 / ours, "{:.1f} × real time", least=60),
        _row("the same by MoviePy 2", "≥ 50 × slower", moviepy / excerpt_seconds / ours, "{:.1f} × slower", least=50),
        _row("the same by plain FFmpeg", "≥ 20 × slower", plain / excerpt_seconds / ours, "{:.1f} × slower", least=20),
        _row("one word changed, warm", "≤ 5 % of cold", changed_seconds / ten.seconds * 100, "{:.1f} %", most=5),
        _row("60 min against 10: time", "≤ 6.3 ×", sixty.seconds / ten.seconds, "{:.2f} ×", most=6.3),
        _row("60 min against 10: peak memory", "≤ 1.2 ×", sixty.peak_bytes / ten.peak_bytes, "{:.2f} ×", most=1.2),
        *_sound_rows(folder / "ten.mp4", production.timeline),
        *_caption_rows(production.timeline),
        _row("drift of sound at the end of 60 min", "≤ 1 frame (33.3 ms)", abs(drift), "{:.1f} ms", most=33.3),
        _warning_row(folder / "sixty.mp4"),
    ]
    notes = [
        f"10 min: {_seconds(ten):.0f} s of video in {ten.seconds:.2f} s, peak {ten.peak_bytes / 1e6:.0f} MB "
        f"(largest process), file {(folder / 'ten.mp4').stat().st_size / 1e6:.1f} MB",
        f"60 min: {_seconds(sixty):.0f} s of video in {sixty.seconds:.2f} s, peak {sixty.peak_bytes / 1e6:.0f} MB, "
        f"file {(folder / 'sixty.mp4').stat().st_size / 1e6:.1f} MB",
        f"one word changed: {changed_seconds:.3f} s",
        f"MoviePy: {moviepy:.1f} s, FFmpeg (x264 medium, no crossfades): {plain:.1f} s, "
        f"for the first {excerpt_seconds:.0f} s of the timeline, pictures and sound given ready-made",
    ]
    return rows, notes


def _make(folder: Path, name: str, slides: int) -> Run:
    deck = folder / f"{name}.pptx"
    write_deck(deck, slides)
    cache = folder / f"{name}.cache"
    shutil.rmtree(cache, ignore_errors=True)
    environment = os.environ | {"TECNOCURSOS_FOLDERS__CACHE": str(cache)}
    return run_product(["make", str(deck), "-o", str(folder / f"{name}.mp4"), "--json"], environment)


def _seconds(run: Run) -> float:
    return float(str(run.result["duration_ms"])) / 1000


def _produce(
    parts: Workbench, source: Path, output: Path, word: tuple[str, str] | None = None
) -> tuple[Production, Draft]:
    draft = draft_course(source, Options(), parts.tools, output.parent, Progress())
    if word is not None:
        scene = draft.course.scenes[14]
        lines = (scene.lines[0].model_copy(update={"text": scene.lines[0].text.replace(*word)}), *scene.lines[1:])
        assert lines != scene.lines
        scenes = list(draft.course.scenes)
        scenes[14] = scene.model_copy(update={"lines": lines})
        course = draft.course.model_copy(update={"scenes": tuple(scenes)})
        draft = Draft(course, draft.shelf, draft.outline)
    return produce_video(draft, output, parts.tools, Progress()), draft


def _change_one_word(parts: Workbench, folder: Path) -> tuple[float, Production]:
    """In a warm process: from the course file to the new video with one word of scene 15 changed."""
    course = folder / "ten.course.json"
    production, _ = _produce(parts, course, folder / "warm.mp4")
    seconds = []
    for word in ("Caruaru", "Petrolina", "Garanhuns"):
        started = time.perf_counter()
        _produce(parts, course, folder / "changed.mp4", ("Recife", word))
        seconds.append(time.perf_counter() - started)
    return sorted(seconds)[1], production


def _peers(parts: Workbench, production: Production, folder: Path) -> tuple[float, float, float]:
    timeline = production.timeline
    shots: list[Shot] = []
    for scene in timeline.scenes[:PEER_SCENES]:
        moments = [(0.0, 0), *((cue.at_ms / 1000, cue.step) for cue in scene.cues)]
        ends = [at for at, _ in moments[1:]] + [scene.frame_count / timeline.rate]
        pictures = production.stage.draw_states(scene.slide, [step for _, step in moments])
        for index, ((at, _), end, picture) in enumerate(zip(moments, ends, pictures, strict=True)):
            if end <= at:
                continue
            path = folder / f"peer-{len(shots):03}.png"
            Image.fromarray(picture).save(path, compress_level=1)
            is_last = index == len(moments) - 1
            shots.append(Shot(path, end - at, scene.transition.frames / timeline.rate if is_last else 0.0))
    total = sum(shot.seconds for shot in shots)
    wav = folder / "peer.wav"
    arguments = ["-i", folder / "ten.mp4", "-t", f"{total + 1:.3f}", "-vn", "-ar", "48000", wav]
    parts.tools.ffmpeg.run(arguments, task="sound for the peers")
    moviepy = moviepy_seconds(shots, wav, folder / "moviepy.mp4", timeline.rate)
    plain = plain_ffmpeg_seconds(FFMPEG, shots, wav, folder / "plain.mp4", timeline.rate)
    return moviepy, plain, total


def _sound_rows(video: Path, timeline: Timeline) -> list[Row]:
    whole = loudness(FFMPEG, video)
    starts = timeline.scene_starts_ms()
    scenes = [
        loudness(FFMPEG, video, start / 1000, scene.frame_count / timeline.rate).integrated_lufs
        for start, scene in zip(starts, timeline.scenes, strict=True)
    ]
    spread = max(scenes) - min(scenes)
    return [
        Row(
            "loudness of the programme",
            "-16 LUFS ± 1",
            f"{whole.integrated_lufs:.1f} LUFS",
            abs(whole.integrated_lufs + 16) <= 1,
        ),
        _row("true peak", "≤ -1 dBTP", whole.true_peak_dbtp, "{:.1f} dBTP", most=-1),
        _row("loudness, scene to scene", "within 2 LU", spread, "{:.1f} LU", most=2),
    ]


def _caption_rows(timeline: Timeline) -> list[Row]:
    findings = lint_captions(timeline.captions, timeline.rate)
    errors = [finding for finding in findings if finding.severity == "error"]
    speeds = [len(c.text) * 1000 / (c.end_ms - c.start_ms) for c in timeline.captions]
    over_aim = sum(speed > 17.05 for speed in speeds)
    text = f"{len(errors)} of {len(timeline.captions)} break a bar; fastest {max(speeds):.1f} cps, {over_aim} over 17"
    return [Row("captions: 2 × 42, 0.83-7 s, ≤ 20 cps, gaps", "0 break a bar", text, not errors)]


def _drift_ms(parts: Workbench, folder: Path) -> float:
    """How far the last line of the 60 minutes is from where the timeline says, found by correlation."""
    production, draft = _produce(parts, folder / "sixty.course.json", folder / "sixty-again.mp4")
    clip = production.timeline.scenes[-1].speech[-1]
    at_ms = production.timeline.scene_starts_ms()[-1] + clip.at_ms
    meant = sound(FFMPEG, draft.shelf.locate(clip.file), 0, clip.duration_ms / 1000)
    heard = sound(FFMPEG, production.video.path, at_ms / 1000 - 1, clip.duration_ms / 1000 + 2)
    return lag_ms(heard, meant, 48_000)


def _warning_row(video: Path) -> Row:
    warnings = decode_warnings(FFMPEG, video)
    return Row(
        "FFmpeg decodes 60 min without a warning",
        "0 warnings",
        warnings.splitlines()[0] if warnings else "0 warnings",
        not warnings,
    )


def _row(what: str, bar: str, value: float, form: str, *, least: float | None = None, most: float | None = None) -> Row:
    holds = (least is None or value >= least) and (most is None or value <= most)
    return Row(what, bar, form.format(value), holds)


def _report(rows: list[Row], notes: list[str]) -> str:
    lines = [
        "# Performance",
        "",
        "Written by `make bench`: every figure from one run on one machine.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({_processor()}), Python {platform.python_version()}, "
        f"{FFmpeg().version.split(' Copyright')[0]}.",
        "1080p at 30 frames a second, built-in voice, default reveals and crossfades.",
        "Cold: an empty cache and a new process, start-up and reading the PPTX included; the median of three runs.",
        "",
        "| what | bar | measured | |",
        "|---|---|---|---|",
        *(f"| {row.what} | {row.bar} | {row.measured} | {'holds' if row.holds else '**misses**'} |" for row in rows),
        "",
        *(f"- {note}" for note in notes),
        "",
        "Chromium plays the file, seeks to each scene and shows the right picture: `tests/rendering/test_chromium.py`.",
        "",
    ]
    return "\n".join(lines)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
