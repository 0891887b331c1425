"""The PDF reader: from a file to the sections and blocks of a draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentPageTooLarge,
    DocumentScanned,
)
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pdf.decks import is_deck, mark_slide_titles, write_slides
from tecnocursos.documents.pdf.figures import Figure, render, repeated_places
from tecnocursos.documents.pdf.headings import bookmarks, mark_headings
from tecnocursos.documents.pdf.joining import Vocabulary
from tecnocursos.documents.pdf.pages import Page, lay_out, read_page
from tecnocursos.documents.pdf.paragraphs import Text
from tecnocursos.documents.pdf.repeats import repeated_lines
from tecnocursos.documents.pdf.sections import Writer, attach_captions, join_broken, set_roles, write_chapters
from tecnocursos.documents.pictures import PictureLeftOut
from tecnocursos.documents.reading import Draft

_MOST_FIGURES = 600
_LAYOUT_SIDE = 200_000
"""Points; a page longer than this is damaged or made to do harm."""
_NO_TITLE = re.compile(
    r"^(?:microsoft |untitled|sem título|\(?anonymous\)?|documento?\s*\d*$|slide \d+$|.*\.\w{2,5}$)", re.IGNORECASE
)
_REASONS = {
    pdfium.FPDF_ERR_FILE: ("the file cannot be opened", "não é possível abrir o arquivo"),
    pdfium.FPDF_ERR_FORMAT: ("its structure cannot be read", "não é possível ler sua estrutura"),
    pdfium.FPDF_ERR_PAGE: ("its pages cannot be found", "não é possível achar suas páginas"),
}


def read_pdf(path: Path, draft: Draft) -> None:
    """Read a PDF into `draft`.

    Raises DocumentEncrypted, DocumentDamaged, DocumentTooManyPages, DocumentTooManyBlocks, DocumentPageTooLarge,
    DocumentScanned (no page has text) and DocumentEmpty. Scanned or unreadable pages among others are left out with
    a remark.
    """
    with open_pdf(path, draft.file) as document:
        draft.require_pages(len(document))
        draft.pages = len(document)
        draft.title = _stated_title(document)
        draft.language = _stated_language(document)
        pages = _read_pages(document, draft)
        _require_text(pages, draft)
        _remark_on_left_out(pages, draft)
        marks = bookmarks(document)
        repeated = repeated_lines([(page.view, page.pieces) for page in pages])
        ornaments = repeated_places((page.graphics for page in pages), len(pages))
        body_size = _body_size(pages)
        for page in pages:
            lay_out(page, repeated, ornaments, body_size)
        deck = is_deck(pages)
        texts = [text for page in pages for text in page.texts()]
        if deck:
            mark_slide_titles(pages, marks)
        else:
            mark_headings([page.texts() for page in pages], marks)
        set_roles(pages, body_mono=_is_mostly_mono(texts))
        if not deck:
            join_broken(pages)
        captions = attach_captions(pages)
        vocabulary = Vocabulary(line for text in texts for line in text.lines)
        writer = Writer(draft, vocabulary, _renderer(document, draft), captions)
        (write_slides if deck else write_chapters)(pages, writer)


def open_pdf(path: Path, file: str) -> Any:
    """A pypdfium2 PdfDocument of at least one page. Raises DocumentEncrypted and DocumentDamaged, naming `file`."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise DocumentEncrypted(file=file) from None
        reason, reason_pt = _REASONS.get(error.err_code, ("it cannot be read", "não é possível lê-lo"))
        raise DocumentDamaged(file=file, reason=reason, reason_pt=reason_pt) from None
    if len(document) < 1:
        document.close()
        raise DocumentDamaged(file=file, reason="it has no pages", reason_pt="não tem páginas")
    return document


def _read_pages(document: Any, draft: Draft) -> list[Page]:
    pages = []
    oversized: DocumentPageTooLarge | None = None
    for index in range(len(document)):
        number = index + 1
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            draft.leave_out(PictureLeftOut("damaged pages", "páginas danificadas"), Place(page=number))
            continue
        try:
            side = max(page.get_size())
            if side > _LAYOUT_SIDE:
                oversized = oversized or DocumentPageTooLarge(
                    file=draft.file, page=number, side=f"{side:.0f}", limit=_LAYOUT_SIDE
                )
                draft.leave_out(
                    PictureLeftOut(
                        f"pages of absurd size, more than {_LAYOUT_SIDE} points",
                        f"páginas de tamanho absurdo, mais de {_LAYOUT_SIDE} pontos",
                    ),
                    Place(page=number),
                )
                continue
            pages.append(read_page(page, number))
        finally:
            page.close()
    if not pages and oversized:
        raise oversized
    if not pages:
        raise DocumentDamaged(
            file=draft.file, reason="none of its pages can be read", reason_pt="nenhuma de suas páginas pode ser lida"
        )
    return pages


def _require_text(pages: Sequence[Page], draft: Draft) -> None:
    readable = [page for page in pages if page.glyphs - page.unreadable > 0 and not page.is_garbled]
    if readable:
        return
    if any(page.is_scan for page in pages):
        raise DocumentScanned(file=draft.file, pages=len(pages))
    if any(page.is_garbled for page in pages):
        raise DocumentDamaged(
            file=draft.file,
            reason="its fonts do not say which characters they show; OCR may help",
            reason_pt="suas fontes não dizem que caracteres mostram; um OCR pode ajudar",
        )
    raise DocumentEmpty(file=draft.file)


def _remark_on_left_out(pages: Sequence[Page], draft: Draft) -> None:
    """Say which pages hold text that could not be read; their pictures stay."""
    for page in pages:
        place = Place(page=page.number)
        if page.is_scan:
            draft.leave_out(
                PictureLeftOut(
                    "the text of scanned pages, which need OCR", "o texto de páginas digitalizadas, que precisam de OCR"
                ),
                place,
            )
        elif page.is_garbled:
            draft.leave_out(
                PictureLeftOut(
                    "the text of pages whose fonts do not say which characters they show",
                    "o texto de páginas cujas fontes não dizem que caracteres mostram",
                ),
                place,
            )
            page.pieces, page.grids = [], []
        elif page.cut:
            draft.leave_out(PictureLeftOut("the rest of overfull pages", "o resto de páginas abarrotadas"), place)


def _stated_title(document: Any) -> str | None:
    title = " ".join(document.get_metadata_value("Title").split())
    return title if any(c.isalpha() for c in title) and not _NO_TITLE.match(title) and len(title) < 300 else None


def _stated_language(document: Any) -> str | None:
    size = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size < 200:
        return None
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "ignore").strip() or None


def _body_size(pages: Sequence[Page]) -> float:
    letters = Counter[float]()
    for page in pages:
        for piece in page.pieces:
            letters[round(piece.size * 2) / 2] += piece.letters
    return letters.most_common(1)[0][0] if letters else 10.0


def _is_mostly_mono(texts: Sequence[Text]) -> bool:
    lines = [line for text in texts for line in text.lines]
    return sum(line.letters for line in lines if line.mono) > 0.5 * sum(line.letters for line in lines)


def _renderer(document: Any, draft: Draft) -> Callable[[Page, Figure], Image.Image | bytes | None]:
    rendered = 0

    def picture(page: Page, figure: Figure) -> Image.Image | bytes | None:
        nonlocal rendered
        rendered += 1
        if rendered > _MOST_FIGURES:
            draft.leave_out(PictureLeftOut("too many pictures", "figuras demais"), Place(page=page.number))
            return None
        source = document[page.number - 1]
        try:
            return render(source, figure, page.view)
        finally:
            source.close()

    return picture
