"""Pages and slides exactly as they were designed, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from pydantic import TypeAdapter

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.confinement import run_confined
from tecnocursos.documents.errors import DocumentUnsupported
from tecnocursos.documents.office import convert_deck_to_pdf
from tecnocursos.documents.outline import Source
from tecnocursos.infra.files import temporary_folder

_FILES: TypeAdapter[dict[int, str]] = TypeAdapter(dict[int, str])


def draw_pages(
    path: Path,
    source: Source,
    media_folder: Path,
    limits: DocumentLimits | None = None,
    check_cancelled: Callable[[], None] = lambda: None,
    *,
    pages: Collection[int],
    width: int,
    height: int,
    office_binary: Path | None = None,
) -> dict[int, str]:
    """Draw pages of a PDF or slides of a PPTX, by their numbers as `Place.page` counts them, hidden slides included.

    `source` is what `read_document` told of the file at `path`. Each picture is as large as fits `width` × `height`
    pixels and goes to `media_folder`; the result names its PNG there. A deck is drawn by LibreOffice: the program at
    `office_binary`, or the one on the PATH.

    Raises OfficeMissing, SlidesNotDrawn, SlidesMiscounted and the other kinds of DocumentError, and whatever
    `check_cancelled` raises. After an error nothing is left in `media_folder`, no process runs, no file remains.
    """
    limits = limits or DocumentLimits()
    # Beside the media folder, so that moving the pictures there is a rename.
    with temporary_folder(media_folder.parent) as temporary:
        drawn = temporary / "drawn"
        drawn.mkdir()
        match source.kind:
            case "pdf":
                pdf = path
            case "pptx":
                pdf = convert_deck_to_pdf(path, source.name, temporary, limits, check_cancelled, office_binary)
            case _:
                raise DocumentUnsupported(file=source.name, found="no deck of slides", found_pt="um texto sem slides")
        request = {
            "path": str(pdf.absolute()),
            "media": str(drawn.absolute()),
            "pages": sorted(pages),
            "page_count": (source.pages or 0) + source.skipped_slides,
            "width": width,
            "height": height,
        }
        files = _FILES.validate_json(run_confined("pages", request, source.name, limits, check_cancelled))
        media_folder.mkdir(parents=True, exist_ok=True)
        for picture in drawn.iterdir():
            picture.replace(media_folder / picture.name)
    return files
