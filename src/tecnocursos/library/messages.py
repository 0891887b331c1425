"""What the library does later."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job


class ProcessAsset(Job):
    """Read a new asset's form, clean it of what it tells of its maker, and draw what stands for it in lists."""

    name: ClassVar[str] = "library.process_asset"
    queue: ClassVar = "media"
    max_attempts: ClassVar[int] = 3

    asset_id: UUID
