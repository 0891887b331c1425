"""What a run works with; the composition root fills it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

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
    layout_timeout_seconds: float
    """Of slides that somebody waits for, while a thread of the server works on the answer."""
    script_model: ScriptModel | None = None
    office_binary: Path | None = None
    """LibreOffice, which draws slides in their original design; None: the one on the PATH."""

    def of_tenant(self, tenant_id: UUID) -> Tools:
        """With a part of the cache that is the tenant's own: what a render costs must not tell what others rendered."""
        cache = self.cache.of(str(tenant_id))
        return replace(self, cache=cache, narrator=self.narrator.keeping_in(cache))
