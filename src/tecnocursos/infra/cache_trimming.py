"""The cache of a machine is kept within its limit, also where nothing is rendered that would do so."""

from __future__ import annotations

from typing import Any, ClassVar

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.jobs.messages import Job, QueueName
from tecnocursos.infra.jobs.work import Work


class TrimCache(Job):
    """Bring the cache of the machine whose worker takes it within its limit; asked for by the schedule."""

    name: ClassVar[str] = "cache.trim"
    queue: ClassVar[QueueName] = "media"
    max_attempts: ClassVar[int] = 1


def trim_cache(_work: Work, _message: TrimCache, cache: FileCache) -> dict[str, Any]:
    return {"freed_bytes": cache.trim()}
