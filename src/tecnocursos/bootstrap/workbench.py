"""What documents become videos with; all that `tecnocursos make` needs, and no more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from tecnocursos.config import Settings
from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.narration.adapters.espeak import EspeakEngine
from tecnocursos.narration.adapters.piper import PiperEngine
from tecnocursos.narration.adapters.recording import RecordingEngine
from tecnocursos.narration.service import Narrator
from tecnocursos.studio.adapters.openai import OpenAIScriptModel
from tecnocursos.studio.ports import ScriptModel
from tecnocursos.studio.tools import Tools


@dataclass(frozen=True, slots=True)
class Workbench:
    """What documents become videos with; all that the command line needs."""

    settings: Settings
    tools: Tools


@contextmanager
def build_workbench(settings: Settings) -> Iterator[Workbench]:
    """Build the workbench; helper processes end with the block."""
    # The work is shared out already: numpy's own threads would only wait for each other, busily, at twice the cost.
    threadpool_limits(limits=1, user_api="blas")
    ffmpeg = FFmpeg(settings.ffmpeg_binary)
    cache = FileCache(settings.folders.cache, settings.folders.cache_limit_bytes)
    # The preferred engine first: an installed Piper voice sounds more natural than the built-in one.
    engines = (PiperEngine(settings.folders.voices), EspeakEngine(), RecordingEngine(ffmpeg))
    narrator = Narrator(engines=engines, cache=cache)
    tools = Tools(
        narrator=narrator,
        ffmpeg=ffmpeg,
        cache=cache,
        document_limits=settings.documents,
        workers=settings.workers or os.cpu_count() or 1,
        layout_timeout_seconds=settings.server.layout_timeout_seconds,
        script_model=_script_model(settings),
        office_binary=settings.office_binary,
    )
    try:
        yield Workbench(settings, tools)
    finally:
        narrator.close()


def _script_model(settings: Settings) -> ScriptModel | None:
    wanted = settings.script_model
    return OpenAIScriptModel(wanted) if wanted.base_url else None
