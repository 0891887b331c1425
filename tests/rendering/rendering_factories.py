"""Timelines, sounds and drawn slides for the tests of the video engine."""

from __future__ import annotations

import hashlib
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from threadpoolctl import threadpool_limits

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.kit.progress import Progress
from tecnocursos.rendering.service import Video, render
from tecnocursos.rendering.slides import BulletsSlide, Item, Slide, TitleSlide
from tecnocursos.rendering.timeline import Caption, Cue, SpeechClip, Timeline, TimelineScene, Transition, frames_for

SPEECH_RATE = 22_050
# As in the product (`bootstrap.workbench`), in this process and in those that tests start: the last bits of a matrix
# product depend on the number of threads, and so do the bytes of a video.
threadpool_limits(limits=1, user_api="blas")


class PaintedSlides:
    """Draws a slide as its title's own colour, a gradient, and one bar for each step: no two states look alike."""

    fingerprint = "painted"

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)

    def draw_states(self, slide: Slide, steps: Sequence[int]) -> list[NDArray[np.uint8]]:
        return [self.draw(slide, step) for step in steps]

    def draw(self, slide: Slide, step: int) -> NDArray[np.uint8]:
        width, height = self._size
        hue = hashlib.sha256(slide.model_dump_json().encode()).digest()
        image = Image.new("RGB", self._size, (230 + hue[0] % 20, 235, 240))
        draw = ImageDraw.Draw(image)
        for column in range(width // 4):
            draw.line([(column, 0), (column, height)], fill=(hue[1], hue[2], column * 255 // width))
        draw.text((width // 3, height // 12), slide.title, fill=(20, 20, 40), font_size=height // 10)
        for bar in range(step):
            top = height // 3 + bar * height // 14
            draw.rectangle([width // 3, top, width - 30, top + height // 24], fill=(hue[3], 60, 90 + 20 * bar))
        return np.asarray(image)


class Media:
    """A folder of sounds, looked up by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def locate(self, name: str) -> Path:
        return self.folder / name

    def add(self, samples: NDArray[np.floating], rate: int = SPEECH_RATE) -> str:
        coded = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        name = f"{hashlib.sha256(coded).hexdigest()[:16]}.wav"
        with wave.open(str(self.folder / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(coded)
        return name


def babble(seconds: float, seed: int, level: float = 0.2, rate: int = SPEECH_RATE) -> NDArray[np.float64]:
    """Something with the syllables, harmonics and hisses of speech."""
    noise = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    pitch = 110 + 25 * np.sin(time * 2.1 + seed)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    vowels = sum(np.sin(phase * order) / order * (1 + np.sin(time * (2 + order * 0.7))) for order in range(1, 20))
    syllables = np.clip(np.sin(time * 2 * np.pi * 3.1 + seed), 0, 1)
    hiss = noise.normal(0, 0.2, len(time)) * (np.sin(time * 11 + seed) > 0.6)
    sound = vowels * syllables + hiss
    return level * sound / np.sqrt(np.mean(sound**2))


def course(
    media: Media,
    scenes: int = 3,
    steps: int = 2,
    seconds: float = 3.0,
    size: tuple[int, int] = (640, 360),
    transition: Transition | None = None,
    words: Sequence[str] = (),
    **fields: object,
) -> Timeline:
    """A title and then scenes of bullets; every line is spoken in another voice and at another level."""
    made = []
    for number in range(scenes):
        title = words[number] if number < len(words) else f"Cena {number}"
        slide: Slide = TitleSlide(title=title)
        if number:
            slide = BulletsSlide(title=title, items=tuple(Item(text=f"Passo {step}") for step in range(steps)))
        length = round(1000 * seconds)
        sound = media.add(babble(seconds - 1, seed=len(title) * 100 + number, level=0.05 + 0.05 * (number % 3)))
        made.append(
            TimelineScene(
                id=f"s{number}",
                slide=slide,
                frame_count=frames_for(length, int(str(fields.get("rate", 30)))),
                cues=tuple(Cue(at_ms=500 + 700 * step, step=step + 1) for step in range(slide.step_count)),
                speech=(SpeechClip(at_ms=500, duration_ms=length - 1000, file=sound),),
                transition=transition or Transition(),
                chapter=f"Parte {number}",
            )
        )
    values = {"title": "Curso", "language": "pt-BR", "width": size[0], "height": size[1], "scenes": tuple(made)}
    return Timeline.model_validate(values | fields)


def with_captions(timeline: Timeline) -> Timeline:
    captions = tuple(
        Caption(start_ms=start + 500, end_ms=start + 2000, text=f"Use <b> aqui\nlinha {number}")
        for number, start in enumerate(timeline.scene_starts_ms())
    )
    return timeline.model_copy(update={"captions": captions})


def make(
    timeline: Timeline,
    output: Path,
    media: Media,
    cache: Path,
    workers: int = 2,
    progress: Progress | None = None,
) -> Video:
    return render(
        timeline,
        output,
        locate=media.locate,
        cache=FileCache(cache),
        ffmpeg=FFmpeg(),
        progress=progress or Progress(),
        workers=workers,
        drawing=PaintedSlides(timeline.width, timeline.height),
    )


def decode_pictures(path: Path, width: int, height: int, choose: str = "1") -> NDArray[np.uint8]:
    """The chosen pictures (FFmpeg's expression of `n`) as RGB (count, height, width, 3); fails on any warning."""
    to_rgb = "scale=in_color_matrix=bt709:in_range=limited:flags=accurate_rnd+full_chroma_int+full_chroma_inp"
    filters = f"select='{choose}',{to_rgb},format=rgb24"
    # An error in the stream ends FFmpeg with a failure instead of being hidden.
    source = ("-xerror", "-err_detect", "explode", "-i", path)
    raw = FFmpeg().run(
        (*source, "-map", "0:v", "-vf", filters, "-fps_mode", "passthrough", "-f", "rawvideo", "-"), task="x"
    )
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def decode_sound(path: Path) -> NDArray[np.float32]:
    """(n, 2) samples at 48 kHz."""
    raw = FFmpeg().run(("-xerror", "-i", path, "-map", "0:a", "-f", "f32le", "-"), task="x")
    return np.frombuffer(raw, "<f4").reshape(-1, 2)


def psnr(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    error = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def decoder_complaints(path: Path) -> str:
    """What FFmpeg says while it decodes the whole file at the level of warnings."""
    ffmpeg = FFmpeg()
    command = [str(ffmpeg.binary), "-hide_banner", "-nostdin", "-v", "warning", "-xerror", "-i", str(path)]
    done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True)
    return done.stderr
