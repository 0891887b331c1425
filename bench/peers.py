"""The usual ways to make the same video: MoviePy 2, and one plain FFmpeg command; pictures and sound are given."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moviepy import AudioFileClip, CompositeVideoClip, ImageClip, vfx


@dataclass(frozen=True)
class Shot:
    """A still and how long it stands; `fade_seconds` of crossfade into the next."""

    picture: Path
    seconds: float
    fade_seconds: float


def moviepy_seconds(shots: Sequence[Shot], sound: Path, output: Path, rate: int) -> float:
    """Make the video with MoviePy; gives the seconds it took."""
    started = time.perf_counter()
    clips, at = [], 0.0
    for number, shot in enumerate(shots):
        into = shots[number - 1].fade_seconds if number else 0.0
        clip = ImageClip(str(shot.picture)).with_duration(shot.seconds + into).with_start(at - into)
        clips.append(clip.with_effects([vfx.CrossFadeIn(into)]) if into else clip)
        at += shot.seconds
    video = CompositeVideoClip(clips).with_audio(AudioFileClip(str(sound)).subclipped(0, at))
    video.write_videofile(
        str(output),
        fps=rate,
        codec="libx264",
        audio_codec="aac",
        threads=2,
        logger=None,
        temp_audiofile_path=str(output.parent),
    )
    return time.perf_counter() - started


def plain_ffmpeg_seconds(binary: Path, shots: Sequence[Shot], sound: Path, output: Path, rate: int) -> float:
    """Make the video with one FFmpeg command: concat of stills, x264 medium, AAC. Crossfades are left out."""
    listing = output.with_suffix(".txt")
    lines = [f"file '{shot.picture}'\nduration {shot.seconds:.6f}\n" for shot in shots]
    listing.write_text("".join(lines) + f"file '{shots[-1].picture}'\n")
    started = time.perf_counter()
    command = [str(binary), "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listing), "-i", str(sound)]
    command += ["-vf", f"fps={rate},format=yuv420p", "-c:v", "libx264", "-preset", "medium", "-c:a", "aac"]
    command += ["-b:a", "160k", "-shortest", str(output)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - started
