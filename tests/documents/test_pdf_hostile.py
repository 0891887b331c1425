"""Damaged, locked, scanned and hostile PDFs: a clear error or a remark, never a crash or a hang."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentPageTooLarge,
    DocumentScanned,
    DocumentTooManyBlocks,
    DocumentTooManyPages,
)
from tecnocursos.documents.pdf.reader import read_pdf
from tecnocursos.documents.pictures import MediaFolder
from tecnocursos.documents.reading import Draft

SENTENCE = "Uma frase simples nesta página."


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Draft]:
    def read(content: bytes, **limits: int) -> Draft:
        path = tmp_path / "manual.pdf"
        path.write_bytes(content)
        media = MediaFolder(tmp_path, pixel_limit=10**7, byte_limit=10**8)
        draft = Draft("manual.pdf", DocumentLimits(**limits), media)
        read_pdf(path, draft)
        return draft

    return read


def pdf(*pages: Callable[[Canvas], None], **settings: object) -> bytes:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, **settings)
    for page in pages:
        page(sheet)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def sentence(sheet: Canvas) -> None:
    sheet.drawString(72, 700, SENTENCE)


def scan(sheet: Canvas) -> None:
    sheet.drawInlineImage(Image.effect_noise((120, 160), 60), 0, 0, *A4)


def written(pages: int = 1, kids: bytes | None = None, catalog: bytes = b"", more: bytes = b"") -> bytes:
    """A PDF written by hand, whose cross-reference table is missing."""
    content = b"BT /F1 12 Tf 72 700 Td (Uma frase) Tj ET"
    font = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    kids = kids if kids is not None else b" ".join(b"%d 0 R" % (number + 10) for number in range(pages))
    parts = [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalog + b">>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[" + kids + b"]/Count %d>>endobj\n" % pages,
        b"3 0 obj<</Length %d>>stream\n" % len(content) + content + b"\nendstream endobj\n" + more,
    ]
    parts += [
        b"%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources %b>>endobj\n" % (at, font)
        for at in range(10, pages + 10)
    ]
    return b"".join(parts) + b"trailer<</Root 1 0 R>>\n%%EOF"


def texts(draft: Draft) -> list[str]:
    return [block.text for section in draft.sections for block in section.blocks if block.kind == "paragraph"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(pdf(sentence)[:400], id="cut off"),
        pytest.param(b"%PDF-1.7\n" + b"junk " * 500, id="junk"),
        pytest.param(b"", id="empty file"),
        pytest.param(written(pages=0), id="no pages"),
        pytest.param(written(kids=b"2 0 R"), id="page tree that holds itself"),
    ],
)
def test_damaged(reading: Callable[..., Draft], content: bytes) -> None:
    with pytest.raises(DocumentDamaged, match=r"manual\.pdf is damaged"):
        reading(content)


def test_every_cut_of_a_file_is_read_or_refused(reading: Callable[..., Draft]) -> None:
    whole = pdf(sentence, sentence, scan)
    read = []
    for end in range(0, len(whole), max(len(whole) // 40, 1)):
        with contextlib.suppress(DocumentError):
            read.append(texts(reading(whole[:end])))
    assert all(said and set(said) <= {SENTENCE} for said in read)


def test_wrong_cross_references_are_repaired(reading: Callable[..., Draft]) -> None:
    assert texts(reading(pdf(sentence).replace(b"startxref\n", b"startxref\n9"))) == [SENTENCE]
    assert texts(reading(written())) == ["Uma frase"]


def test_password(reading: Callable[..., Draft]) -> None:
    with pytest.raises(DocumentEncrypted, match=r"manual\.pdf is protected by a password"):
        reading(pdf(sentence, encrypt=StandardEncryption("secret")))
    assert texts(reading(pdf(sentence, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)))) == [
        SENTENCE
    ]


def test_scanned(reading: Callable[..., Draft]) -> None:
    with pytest.raises(DocumentScanned, match="its 3 pages are pictures without text"):
        reading(pdf(scan, scan, scan, pagesize=A4))


def test_partly_scanned_pages_are_named_and_shown(reading: Callable[..., Draft]) -> None:
    draft = reading(pdf(sentence, scan, sentence, pagesize=A4))
    assert texts(draft) == [SENTENCE, SENTENCE]
    assert "OCR" in draft.remarks[0].en
    assert draft.remarks[0].pt.endswith("(2).")
    pictures = [block for section in draft.sections for block in section.blocks if block.kind == "picture"]
    assert [picture.place.page for picture in pictures] == [2]


def test_blank(reading: Callable[..., Draft]) -> None:
    with pytest.raises(DocumentEmpty):
        reading(pdf(lambda sheet: None))


def test_fonts_that_hide_their_characters(reading: Callable[..., Draft]) -> None:
    mapping = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"1 beginbfrange <20> <7e> <e020> endbfrange endcmap end"
    )
    content = b"BT /F1 12 Tf 72 700 Td (Um texto que ninguem consegue ler) Tj ET"
    hidden = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[4 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Length " + str(len(content)).encode() + b">>stream\n" + content + b"\nendstream endobj\n"
        b"4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n"
        b"6 0 obj<</Length " + str(len(mapping)).encode() + b">>stream\n" + mapping + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(DocumentDamaged, match="fonts do not say which characters"):
        reading(hidden)


def test_ten_thousand_pages(reading: Callable[..., Draft]) -> None:
    with pytest.raises(DocumentTooManyPages, match="has 10000 pages or slides; at most 2000"):
        reading(written(pages=10_000))


def test_blocks_are_limited(reading: Callable[..., Draft]) -> None:
    with pytest.raises(DocumentTooManyBlocks):
        reading(written(pages=300), blocks=100)


@pytest.mark.parametrize("side", [14_400.0, 150_000.0, 10.0**9])
def test_huge_page(reading: Callable[..., Draft], side: float) -> None:
    def large(sheet: Canvas) -> None:
        sentence(sheet)
        sheet.drawInlineImage(Image.effect_noise((90, 90), 60), side / 4, side / 4, side / 3, side / 3)

    content = pdf(sentence, pagesize=A4)
    assert texts(reading(content)) == [SENTENCE]
    if side < 10**6:
        assert texts(reading(pdf(large, pagesize=(side, side)))) == [SENTENCE]
    else:
        with pytest.raises(DocumentPageTooLarge, match=r"Page 1 of manual\.pdf .* \d+ points .* most 200000"):
            reading(pdf(large, pagesize=(side, side)))


def test_a_huge_page_among_others_is_left_out_by_its_number(reading: Callable[..., Draft]) -> None:
    def large(sheet: Canvas) -> None:
        sheet.setPageSize((2_000_000, 500))
        sentence(sheet)

    draft = reading(pdf(sentence, large))
    assert texts(draft) == [SENTENCE]
    (remark,) = draft.remarks
    assert "more than 200000 points, 1 in all, on page or slide (2)" in remark.en


def test_overfull_pages_end(reading: Callable[..., Draft]) -> None:
    def crowded(sheet: Canvas) -> None:
        sheet.setFont("Helvetica", 4)
        for row in range(1_500):
            sheet.drawString(20, 830 - row * 0.55, f"{row} palavras " * 15)

    def scribbled(sheet: Canvas) -> None:
        sentence(sheet)
        for step in range(25_000):
            x, y = step * 7919 % 580, step * 104_729 % 830
            sheet.line(x, y, x + step % 20, y + step % 3)

    started = time.monotonic()
    draft = reading(pdf(crowded, scribbled))
    assert time.monotonic() - started < 20
    assert draft.sections[-1].title == SENTENCE
    assert "overfull" in draft.remarks[0].en


def test_bookmarks_in_a_circle(reading: Callable[..., Draft]) -> None:
    circle = (
        b"5 0 obj<</First 6 0 R/Last 7 0 R>>endobj\n6 0 obj<</Title(A)/Parent 5 0 R/Next 7 0 R/First 7 0 R>>endobj\n"
        b"7 0 obj<</Title(B)/Parent 5 0 R/Next 6 0 R/First 6 0 R>>endobj\n"
    )
    assert texts(reading(written(catalog=b"/Outlines 5 0 R", more=circle))) == ["Uma frase"]


def test_reading_is_quick(reading: Callable[..., Draft]) -> None:
    def dense(sheet: Canvas) -> None:
        sheet.setFont("Helvetica", 10)
        for row in range(55):
            sheet.drawString(60, 790 - 13 * row, f"{row} O assinante liga o aparelho na tomada e espera a luz verde. ")

    content = pdf(*[dense] * 100, pagesize=A4)
    started = time.process_time()
    draft = reading(content)
    assert draft.pages == 100
    # Measured at 1.5 s on a quiet machine.
    assert time.process_time() - started < 8
