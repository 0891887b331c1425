"""Slides and pages as they were designed: the right ones, nothing fetched, and nothing left behind."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentError,
    DocumentTookTooLong,
    DocumentUnsupported,
    OfficeMissing,
    SlidesMiscounted,
    SlidesNotDrawn,
)
from tecnocursos.documents.originals import draw_pages
from tecnocursos.documents.outline import Source
from tecnocursos.documents.service import read_document
from tecnocursos.kit.errors import Cancelled

COLOURS = [(200, 30, 30), (30, 150, 60), (40, 60, 190), (180, 120, 20)]
OUTSIDE = (255, 0, 255)
_OUTSIDE_OF_SLIDE = (Inches(0.5), Inches(4), Inches(3), Inches(2))


def _background(picture: Image.Image) -> tuple[int, ...]:
    return tuple(int(value) for value in np.asarray(picture.convert("RGB"))[5, 5])


def _is_shown(picture: Image.Image, colour: tuple[int, int, int]) -> bool:
    distance = np.abs(np.asarray(picture.convert("RGB")).astype(int) - np.array(colour)).max(axis=2)
    return int((distance < 8).sum()) > 100


def _png(colour: tuple[int, int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "PNG")
    return buffer.getvalue()


def _save_deck(path: Path, links: dict[int, str], hidden: tuple[int, ...] = ()) -> None:
    """A slide of each colour; a slide in `links` shows a picture that lies at that address."""
    presentation = Presentation()
    for number, colour in enumerate(COLOURS, start=1):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = RGBColor(*colour)
        slide.shapes.title.text = f"Slide {number}"
        slide.placeholders[1].text = "Texto do slide"
        if number in hidden:
            slide._element.set("show", "0")
        if address := links.get(number):
            picture = slide.shapes.add_picture(io.BytesIO(_png(OUTSIDE)), *_OUTSIDE_OF_SLIDE)
            relation = slide.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
            (blip,) = picture._element.xpath(".//a:blip")
            name = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
            del blip.attrib[f"{name}embed"]
            blip.set(f"{name}link", relation)
    presentation.save(str(path))


def _save_pdf(path: Path, size: tuple[float, float] = (960, 540)) -> None:
    canvas = Canvas(str(path), pagesize=size)
    for number, colour in enumerate(COLOURS, start=1):
        canvas.setFillColorRGB(*(value / 255 for value in colour))
        canvas.rect(0, 0, *size, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont("Helvetica", 30)
        canvas.drawString(size[0] * 0.3, size[1] * 0.5, f"Slide {number}")
        canvas.showPage()
    canvas.save()


def _deck_source(path: Path, slides: int = len(COLOURS)) -> Source:
    return Source(name=path.name, kind="pptx", sha256="0" * 64, pages=slides)


def _pdf_source(path: Path, pages: int = len(COLOURS)) -> Source:
    return Source(name=path.name, kind="pdf", sha256="0" * 64, pages=pages)


def _processes_in(folder: Path) -> list[Path]:
    """Living processes whose command line names `folder`, as folders of /proc."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(folder).encode() in (process / "cmdline").read_bytes():
                found.append(process)
        except OSError:  # it has ended meanwhile
            continue
    return found


def _sockets_of(processes: list[Path]) -> set[Path]:
    """The sockets that these processes have made in the file system."""
    opened = set()
    for process in processes:
        try:
            opened |= {str(file.readlink()) for file in (process / "fd").iterdir()}
        except OSError:
            continue
    lines = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    return {Path(line[7]) for line in lines if len(line) == 8 and f"socket:[{line[6]}]" in opened and line[7][0] == "/"}


class _Watch:
    """Asked while LibreOffice works in `folder`: notes its sockets, and may cancel as soon as there is one."""

    def __init__(self, folder: Path, *, cancels: bool = False) -> None:
        self.sockets: set[Path] = set()
        self._folder = folder
        self._cancels = cancels

    def __call__(self) -> None:
        self.sockets |= _sockets_of(_processes_in(self._folder))
        if self._cancels and self.sockets:
            raise Cancelled


@dataclass(frozen=True)
class Drawn:
    folder: Path
    files: dict[int, str]
    requests: list[str]
    sockets: set[Path]

    def picture(self, number: int) -> Image.Image:
        with Image.open(self.folder / "media" / self.files[number]) as image:
            return image.copy()


@pytest.fixture(scope="session")
def requests() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(_png(OUTSIDE))

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory, requests: tuple[str, list[str]]) -> Drawn:
    """A deck of four slides, the first and the third hidden, the others with pictures that lie elsewhere."""
    folder = tmp_path_factory.mktemp("originals")
    address, asked = requests
    (folder / "secret.png").write_bytes(_png(OUTSIDE))
    path = folder / "com espaço & acento é.pptx"
    links = {2: f"{address}/picture.png", 4: (folder / "secret.png").as_uri()}
    _save_deck(path, links, hidden=(1, 3))
    outline = read_document(path, folder / "media")
    watch = _Watch(folder)
    pages = [section.place.page or 0 for section in outline.sections]
    files = draw_pages(
        path, outline.source, folder / "media", check_cancelled=watch, pages=pages, width=1280, height=720
    )
    return Drawn(folder, files, asked, watch.sockets)


@pytest.mark.office
def test_slides_keep_their_numbers_where_others_are_hidden(drawn: Drawn) -> None:
    assert sorted(drawn.files) == [2, 4]
    for number in drawn.files:
        assert np.allclose(_background(drawn.picture(number)), COLOURS[number - 1], atol=2)


@pytest.mark.office
def test_slides_are_as_large_as_fits(drawn: Drawn) -> None:
    # python-pptx's own slides are 4:3.
    assert {drawn.picture(number).size for number in drawn.files} == {(960, 720)}


@pytest.mark.office
def test_what_a_deck_links_to_is_not_loaded(drawn: Drawn) -> None:
    assert drawn.requests == []
    assert not any(_is_shown(drawn.picture(number), OUTSIDE) for number in drawn.files)


@pytest.mark.office
def test_nothing_is_left_beside_the_pictures(drawn: Drawn) -> None:
    assert {path.name for path in drawn.folder.iterdir()} == {"com espaço & acento é.pptx", "secret.png", "media"}
    assert {path.name for path in (drawn.folder / "media").iterdir()} == set(drawn.files.values())
    assert _processes_in(drawn.folder) == []
    assert not any(socket.exists() for socket in drawn.sockets)


@pytest.mark.office
@pytest.mark.parametrize("end", ["cancelled", "too long"])
def test_a_conversion_that_is_stopped_leaves_no_process_and_no_file(end: str, tmp_path: Path) -> None:
    deck = tmp_path / "aula.pptx"
    _save_deck(deck, {})
    limits = DocumentLimits(seconds=0.4 if end == "too long" else 60)
    watch = _Watch(tmp_path, cancels=end == "cancelled")
    with pytest.raises(Cancelled if end == "cancelled" else DocumentTookTooLong):
        draw_pages(deck, _deck_source(deck), tmp_path / "media", limits, watch, pages=[1], width=640, height=360)
    assert watch.sockets or end == "too long"
    assert not any(socket.exists() for socket in watch.sockets)
    assert [path.name for path in tmp_path.iterdir()] == ["aula.pptx"]
    assert _processes_in(tmp_path) == []


@pytest.mark.office
def test_a_deck_that_libreoffice_cannot_open_is_named(tmp_path: Path) -> None:
    deck = tmp_path / "quebrada.pptx"
    deck.write_bytes(b"PK\x03\x04" + bytes(500))
    with pytest.raises(SlidesNotDrawn, match=r"quebrada\.pptx"):
        draw_pages(deck, _deck_source(deck), tmp_path / "media", pages=[1], width=640, height=360)
    assert [path.name for path in tmp_path.iterdir()] == ["quebrada.pptx"]


def test_without_libreoffice_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = tmp_path / "aula.pptx"
    _save_deck(deck, {})
    monkeypatch.setenv("PATH", str(tmp_path))
    for binary in (None, tmp_path / "no-such-program"):
        with pytest.raises(OfficeMissing) as caught:
            draw_pages(
                deck, _deck_source(deck), tmp_path / "media", pages=[1], width=640, height=360, office_binary=binary
            )
        for language in ("en", "pt-BR"):
            assert "aula.pptx" in caught.value.message(language)
            assert "libreoffice-impress" in caught.value.message(language)
    assert [path.name for path in tmp_path.iterdir()] == ["aula.pptx"]


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((960, 540), (640, 360)),
        ((720, 540), (480, 360)),
        ((540, 960), (203, 360)),
        ((14_000, 20), (640, 1)),
        ((3, 14_000), (1, 360)),
    ],
)
def test_pages_of_a_pdf_fit_whatever_their_size(
    size: tuple[float, float], shown: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "aula.pdf"
    _save_pdf(path, size)
    files = draw_pages(path, _pdf_source(path), tmp_path / "media", pages=[1, 3], width=640, height=360)
    assert sorted(files) == [1, 3]
    for number, file in files.items():
        with Image.open(tmp_path / "media" / file) as picture:
            assert picture.size == shown
            middle = np.asarray(picture.convert("RGB"))[shown[1] // 8, shown[0] // 8]
            assert np.allclose(middle, COLOURS[number - 1], atol=2)


def test_the_same_page_gives_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "aula.pdf"
    _save_pdf(path)
    first, second = (
        draw_pages(path, _pdf_source(path), tmp_path / media, pages=[2], width=640, height=360) for media in "ab"
    )
    assert first == second
    assert (tmp_path / "a" / first[2]).read_bytes() == (tmp_path / "b" / second[2]).read_bytes()


def _more_pages(path: Path) -> Source:
    return _pdf_source(path, pages=9)


def _a_text(path: Path) -> Source:
    return Source(name=path.name, kind="docx", sha256="0" * 64)


@pytest.mark.parametrize(
    ("source", "content", "error"),
    [
        (_more_pages, None, SlidesMiscounted),
        (_pdf_source, b"%PDF-1.7\nnothing more", DocumentDamaged),
        (_a_text, None, DocumentUnsupported),
    ],
)
def test_what_cannot_be_drawn_is_named_and_leaves_nothing(
    source: Callable[[Path], Source], content: bytes | None, error: type[DocumentError], tmp_path: Path
) -> None:
    path = tmp_path / "aula.pdf"
    _save_pdf(path)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=r"aula\.pdf"):
        draw_pages(path, source(path), tmp_path / "media", pages=[1], width=640, height=360)
    assert [left.name for left in tmp_path.iterdir()] == ["aula.pdf"]
