"""The confined process: limits itself, does one task on one document, answers on its standard output, and ends.

    python -m tecnocursos.documents.confined '{"task": "outline", "path": …, "name": …, "media": …, "limits": …, …}'

The answer is a line `result` or `error`, followed by JSON; or the line `full` when the disk has no more room.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import DocumentDamaged, DocumentError, DocumentTookTooMuchMemory
from tecnocursos.documents.reader import read_outline
from tecnocursos.infra.files import is_out_of_room

# Reading a document needs no network and no other program, so a library that tries is stopped.
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.")


def main() -> None:
    request = json.loads(sys.argv[1])
    limits = DocumentLimits.model_validate(request["limits"])
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not mix with the answer
    _limit_resources(limits)
    forbid_outside()
    with output:
        output.write(answer(request, limits))


def answer(request: Mapping[str, Any], limits: DocumentLimits) -> str:
    """What the process answers to a request; whatever the document holds, it is a result or an error."""
    name = request["name"]
    try:
        return f"result\n{_TASKS[request['task']](request, limits)}"
    except DocumentError as error:
        return _told(error)
    except MemoryError:
        return _told(DocumentTookTooMuchMemory(file=name, limit=limits.memory_bytes // 1024**2))
    except OSError as error:
        return "full\n" if is_out_of_room(error) else _damaged(name, error)
    except Exception as error:  # noqa: BLE001  libraries raise whatever a broken file makes them raise
        return _damaged(name, error)


def _read_outline(request: Mapping[str, Any], limits: DocumentLimits) -> str:
    outline = read_outline(
        Path(request["path"]), request["sha256"], Path(request["media"]), limits, name=request["name"]
    )
    return outline.model_dump_json()


def _draw_pages(request: Mapping[str, Any], limits: DocumentLimits) -> str:
    # By name, because reading a deck should not wait for the library of the PDFs.
    drawing = import_module("tecnocursos.documents.pdf.page_pictures")
    files = drawing.draw_pages(
        Path(request["path"]),
        request["name"],
        Path(request["media"]),
        limits,
        pages=request["pages"],
        page_count=request["page_count"],
        width=request["width"],
        height=request["height"],
    )
    return json.dumps(files)


_TASKS: dict[str, Callable[[Mapping[str, Any], DocumentLimits], str]] = {
    "outline": _read_outline,
    "pages": _draw_pages,
}


def _damaged(name: str, error: Exception) -> str:
    reason = f"{type(error).__name__}: {error}"
    return _told(DocumentDamaged(file=name, reason=reason[:200]))


def _told(error: DocumentError) -> str:
    return f"error\n{json.dumps({'error': type(error).__name__, **error.data}, default=str)}"


def _limit_resources(limits: DocumentLimits) -> None:
    seconds = math.ceil(limits.seconds) + 1
    for kind, soft in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
        resource.setrlimit(kind, (allowed, allowed))


def forbid_outside() -> None:
    """Make this process unable to connect anywhere or to start programs; there is no way back."""
    sys.addaudithook(_forbid)


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is forbidden while a document is read")


if __name__ == "__main__":
    main()
