"""Reading a document: from any file to an Outline, or to an error that names the file and the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.confinement import run_confined
from tecnocursos.documents.errors import DocumentIsFolder, DocumentNotFound, DocumentTooLarge
from tecnocursos.documents.outline import Outline
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.infra.files import temporary_folder


def read_document(
    path: Path,
    media_folder: Path,
    limits: DocumentLimits | None = None,
    check_cancelled: Callable[[], None] = lambda: None,
    *,
    name: str | None = None,
) -> Outline:
    """Read a PPTX, PDF, DOCX or Markdown file in a confined process; its pictures go to `media_folder`.

    `name` is what people call it; otherwise it is called as it is on the disk.
    Raises DocumentError, and whatever `check_cancelled` raises. After an error nothing is left in `media_folder`.
    """
    limits, name = limits or DocumentLimits(), name or path.name
    if path.is_dir():
        raise DocumentIsFolder(file=name or str(path))
    if not path.is_file():
        raise DocumentNotFound(file=name)
    if path.stat().st_size > limits.file_bytes:
        raise DocumentTooLarge(file=name, limit=limits.file_bytes // 1024**2)
    # Beside the media folder, so that moving the pictures there is a rename.
    with temporary_folder(media_folder.parent) as temporary:
        request = {
            "path": str(path.absolute()),
            "sha256": file_digest(path),
            "media": str(temporary.absolute()),
        }
        outline = Outline.model_validate_json(run_confined("outline", request, name, limits, check_cancelled))
        media_folder.mkdir(parents=True, exist_ok=True)
        for picture in temporary.iterdir():
            picture.replace(media_folder / picture.name)
    return outline
