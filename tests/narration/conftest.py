"""Shared parts of the narration tests: real engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.narration.adapters.espeak import EspeakEngine
from tecnocursos.narration.adapters.piper import PiperEngine
from tecnocursos.narration.adapters.recording import RecordingEngine
from tecnocursos.narration.service import Narrator


@pytest.fixture(scope="module")
def espeak() -> Iterator[EspeakEngine]:
    engine = EspeakEngine()
    yield engine
    engine.close()


@pytest.fixture
def cache(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "cache")


@pytest.fixture
def narrator(espeak: EspeakEngine, cache: FileCache, tmp_path: Path) -> Iterator[Narrator]:
    piper = PiperEngine(tmp_path / "voices")
    yield Narrator([piper, espeak, RecordingEngine(FFmpeg())], cache)
    piper.close()
