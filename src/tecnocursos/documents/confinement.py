"""Has one task on a document done by a confined process, and turns however it ended into a result or an error."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import Literal

from tecnocursos.config import DocumentLimits
from tecnocursos.documents import errors
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentError,
    DocumentTookTooLong,
    DocumentTookTooMuchMemory,
)
from tecnocursos.infra.files import StorageFull
from tecnocursos.infra.watching import Ended, OutputTooLong, run_watched

ANSWER_BYTES = 128 * 1024**2
# The child needs no secret of the parent's environment.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")

Task = Literal["outline", "pages"]


def run_confined(
    task: Task,
    request: Mapping[str, object],
    file: str,
    limits: DocumentLimits,
    check_cancelled: Callable[[], None],
) -> str:
    """Give a task to a fresh confined process and return its result, JSON.

    Raises the DocumentError that the process met, DocumentTookTooLong, DocumentTookTooMuchMemory, DocumentDamaged when
    it crashed, StorageFull, and whatever `check_cancelled` raises; it is called many times a second.
    """
    whole = {**request, "task": task, "name": file, "limits": limits.model_dump()}
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        ended = run_watched(
            [sys.executable, "-P", "-m", "tecnocursos.documents.confined", json.dumps(whole)],
            kept | {"PYTHONUTF8": "1"},
            seconds=limits.seconds,
            output_bytes=ANSWER_BYTES,
            check_cancelled=check_cancelled,
        )
    except TimeoutError:
        raise DocumentTookTooLong(file=file, limit=round(limits.seconds, 1)) from None
    except OutputTooLong:
        raise DocumentTookTooMuchMemory(file=file, limit=ANSWER_BYTES // 1024**2) from None
    return _result(ended, file, limits)


def _result(ended: Ended, file: str, limits: DocumentLimits) -> str:
    if -ended.status == signal.SIGXCPU:
        raise DocumentTookTooLong(file=file, limit=round(limits.seconds, 1))
    if -ended.status == signal.SIGKILL:  # not by us: the system ran out of memory
        raise DocumentTookTooMuchMemory(file=file, limit=limits.memory_bytes // 1024**2)
    if ended.status < 0:
        name = signal.Signals(-ended.status).name
        raise DocumentDamaged(
            file=file, reason=f"the reader crashed with {name}", reason_pt=f"o leitor parou com {name}"
        )
    mark, _, content = ended.output.decode(errors="replace").partition("\n")
    if ended.status == 0 and mark == "result":
        return content
    if ended.status == 0 and mark == "error":
        raise _told_error(json.loads(content) | {"file": file})
    if ended.status == 0 and mark == "full":
        raise StorageFull
    raise DocumentDamaged(
        file=file, reason="the reader stopped without an answer", reason_pt="o leitor parou sem responder"
    )


def _told_error(told: dict[str, object]) -> DocumentError:
    kind = getattr(errors, str(told.pop("error")))
    error: DocumentError = kind(**told)
    return error
