"""Whole pages of a PDF as pictures."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pypdfium2

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import DocumentDamaged, DocumentUnpacksTooLarge, SlidesMiscounted
from tecnocursos.documents.pdf.reader import open_pdf
from tecnocursos.documents.pictures import MediaFolder, PictureLeftOut


def draw_pages(
    path: Path,
    file: str,
    media: Path,
    limits: DocumentLimits,
    *,
    pages: Collection[int],
    page_count: int,
    width: int,
    height: int,
) -> dict[int, str]:
    """Draw the pages of these numbers (from 1), each as large as fits `width` × `height` pixels, into `media`.

    Gives the PNGs' names by page number. `file` names the document in errors: SlidesMiscounted when it has not
    `page_count` pages, DocumentDamaged when one of them cannot be drawn, DocumentUnpacksTooLarge.
    """
    folder = MediaFolder(media, pixel_limit=limits.picture_pixels, byte_limit=limits.unpacked_bytes)
    files: dict[int, str] = {}
    with open_pdf(path, file) as document:
        if len(document) != page_count:
            raise SlidesMiscounted(file=file, drawn=len(document), slides=page_count)
        for number in sorted(pages):
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:
                raise DocumentDamaged(
                    file=file,
                    reason=f"page {number} cannot be drawn",
                    reason_pt=f"não é possível desenhar a página {number}",
                ) from None
            scale = min(width / page.get_width(), height / page.get_height())
            picture = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
            # pypdfium2 rounds up, which may add a pixel.
            picture = picture.crop((0, 0, min(picture.width, width), min(picture.height, height)))
            try:
                files[number] = folder.add(picture).file
            except PictureLeftOut:
                raise DocumentUnpacksTooLarge(file=file, limit=limits.unpacked_bytes // 1024**2) from None
    return files
