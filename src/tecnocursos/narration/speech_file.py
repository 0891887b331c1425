"""Speech on disk: a mono 16-bit WAV that carries its words in a chunk of its own, so that both are whole or absent."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tecnocursos.narration.speech import WordTime

# Players skip RIFF chunks that they do not know.
_WORDS_CHUNK = b"tcwd"


def encode(samples: NDArray[np.float32], rate: int, words: tuple[WordTime, ...]) -> bytes:
    """A WAV of float samples in -1..1 and of the times of their words."""
    pcm = np.clip(np.round(samples * 32767), -32768, 32767).astype("<i2").tobytes()
    table = [[word.char_start, word.char_end, word.start_ms, word.end_ms] for word in words]
    chunks = (
        _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16))
        + _chunk(b"data", pcm)
        + _chunk(_WORDS_CHUNK, json.dumps(table, separators=(",", ":")).encode())
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def read_words(path: Path) -> tuple[int, tuple[WordTime, ...]]:
    """Duration in ms and words of a file made by `encode`; the sound itself is not read."""
    duration_ms = 0
    words: tuple[WordTime, ...] = ()
    with path.open("rb") as file:
        file.seek(12)
        rate = 0
        while len(header := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", header)
            if name == b"data":
                duration_ms = size // 2 * 1000 // rate
                file.seek(size + size % 2, 1)
                continue
            body = file.read(size + size % 2)[:size]
            if name == b"fmt ":
                rate = struct.unpack_from("<I", body, 4)[0]
            elif name == _WORDS_CHUNK:
                words = tuple(
                    WordTime(char_start=start, char_end=end, start_ms=begin, end_ms=finish)
                    for start, end, begin, finish in json.loads(body)
                )
    return duration_ms, words


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
