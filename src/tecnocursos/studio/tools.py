"""What a run works with; the composition root fills it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tecnocursos.config import DocumentLimits
from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.narration.service import Narrator
from tecnocursos.studio.ports import ScriptModel


@dataclass(frozen=True, slots=True)
class Tools:
    """Shared by all steps, from the document to the video."""

    narrator: Narrator
    ffmpeg: FFmpeg
    cache: FileCache
    document_limits: DocumentLimits
    workers: int
    script_model: ScriptModel | None = None
    office_binary: Path | None = None
    """LibreOffice, which draws slides in their original design; None: the one on the PATH."""
