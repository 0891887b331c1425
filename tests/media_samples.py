"""Small pictures, videos and sounds for tests."""

from __future__ import annotations

import io
import struct
import wave
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tecnocursos.infra.ffmpeg import FFmpeg


def picture(file_format: str = "PNG", size: tuple[int, int] = (64, 48), seed: int = 0, **options: Any) -> bytes:
    pixels = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, file_format, **options)
    return buffer.getvalue()


def photograph_with_place(orientation: int = 6, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG that tells where it was taken, by whom, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Ana Fotógrafa"
    exif.get_ifd(0x8825).update({1: "S", 2: (23.0, 33.0, 1.0), 3: "W", 4: (46.0, 38.0, 2.0)})
    return picture("JPEG", size, exif=exif, comment=b"in Ana's garden")


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few bytes that unpack to gigabytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def sound(seconds: float = 1.0, rate: int = 16_000) -> bytes:
    """A tone that grows, as WAV."""
    moments = np.arange(int(seconds * rate)) / rate
    samples = (np.sin(moments * 880 * np.pi) * moments / seconds * 30_000).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


def made_by_ffmpeg(folder: Path, name: str, *arguments: str) -> bytes:
    path = folder / name
    FFmpeg().run([*arguments, path], task="making a sample")
    return path.read_bytes()


def video(folder: Path, *more: str, name: str = "v.mp4", size: str = "160x90", seconds: float = 1) -> bytes:
    return made_by_ffmpeg(
        folder,
        name,
        *("-f", "lavfi", "-i", f"testsrc=size={size}:rate=10:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"),
        *more,
    )
